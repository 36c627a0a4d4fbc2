"""feedparser's sdist comes in; how our reader of feeds fares with its test feeds goes out: each item read, or skipped.

Run by `make corpora`. A feed that makes the reader raise or takes too long is named, and the exit code is 1. It is also
1 if an archive of all these feeds is another one after they were added again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from backfile.discovery import Answer, Index, Skip, Way
from backfile.discovery.feeds import read_feed
from backfile.model import Listed, Status
from backfile.pipeline.adding import add

NOW = dt.datetime(2025, 1, 6, tzinfo=dt.UTC)
SLOWEST = 5.0
"""Seconds that one file may take, bombs included."""


@dataclass
class Figures:
    """What became of a corpus: its files, items and skips by their reasons, what was slow, and what was raised."""

    files: int = 0
    listed: int = 0
    further: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    slow: list[str] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The figures for people."""
        skipped = sum(self.skipped.values())
        head = f"{self.files} feeds: {self.listed} items read, {self.further} older parts, {skipped} skipped"
        reasons = [f"  {count:5} {reason}" for reason, count in self.skipped.most_common()]
        wrong = [f"  SLOW {name}" for name in self.slow] + [f"  RAISED {name}" for name in self.raised]
        return "\n".join([head, *reasons, *wrong])


def main(sdist: Path) -> int:
    """Read all feeds and return the exit code."""
    figures = read_feeds(feeds(sdist))
    print(figures.text)
    same = twice(sdist)
    return 1 if figures.raised or figures.slow or not figures.files or not same else 0


def twice(sdist: Path) -> bool:
    """Adds all feeds to an archive twice; whether the second run changed no byte of it and we failed at none."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        kept = root / "feeds"
        for number, (name, body) in enumerate(feeds(sdist)):
            kept.mkdir(exist_ok=True)
            (kept / f"{number:05}-{Path(name).name}").write_bytes(body)
        trees, wrong = list[str](), 0
        for _ in range(2):
            outcomes = add([kept], content=root / "content", store=root / "captures").outcomes
            counts = Counter(outcome.status for outcome in outcomes)
            print(", ".join(f"{counts[status]} {status.value}" for status in Status if counts[status]))
            wrong += sum("Backfile itself" in outcome.reason for outcome in outcomes)
            trees.append(digest_of(root / "content"))
        print(f"the second run left the archive {'as it was' if trees[0] == trees[1] else 'CHANGED'}; {wrong} faults")
        return trees[0] == trees[1] and not wrong


def digest_of(folder: Path) -> str:
    """The sha256 of all names and bytes below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def feeds(archive: Path) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each test feed."""
    with tarfile.open(archive) as files:
        for member in files:
            if (
                member.isfile()
                and "/tests/" in member.name
                and member.name.endswith((".xml", ".json", ".rss", ".atom"))
            ):
                read = files.extractfile(member)
                yield member.name, read.read() if read else b""


def read_feeds(found: Iterator[tuple[str, bytes]]) -> Figures:
    """What the reader of feeds makes of each."""
    figures = Figures()
    for name, body in found:
        figures.files += 1
        started = time.monotonic()
        answer = Answer("https://hilltop.example/feed/", body, "application/xml", None, NOW)
        try:
            for item in read_feed(answer, Index(answer.url, Way.FEED)):
                count(item, figures)
        except Exception as error:  # that is what is looked for
            figures.raised.append(f"{name}: {type(error).__name__}: {error}")
        if time.monotonic() - started > SLOWEST:
            figures.slow.append(name)
    return figures


def count(item: Listed | Index | Skip, figures: Figures) -> None:
    """One more of its kind."""
    if isinstance(item, Listed):
        figures.listed += 1
    elif isinstance(item, Skip):
        figures.skipped[item.reason] += 1
    else:
        figures.further += 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
