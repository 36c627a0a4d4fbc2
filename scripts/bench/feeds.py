"""feedparser's sdist comes in; how our reader of feeds fares with its test feeds goes out: each item read, or skipped.

Run by `make corpora`. A feed that makes the reader raise or takes too long is named, and the exit code is 1.
"""

from __future__ import annotations

import datetime as dt
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from backfile.discovery import Answer, Index, Skip, Way
from backfile.discovery.feeds import read_feed
from backfile.model import Listed

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
    return 1 if figures.raised or figures.slow or not figures.files else 0


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
