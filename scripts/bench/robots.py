"""Protego's sdist comes in; how each robots.txt in it reads goes out as figures: none may fail, and none but by name.

Run by `make corpora`. A file that makes the reader raise is printed, and the exit code is 1.
"""

from __future__ import annotations

import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from protego import Protego  # type: ignore[import-untyped,unused-ignore]

from backfile.inputs.web.robots import read_rules, text_of

AGENT = "Backfile"
PATHS = ("/", "/2024/01/weekly", "/?page=2", "/search?q=a", "/wp-json/wp/v2/posts", "/feed/", "/sitemap.xml")


def robots_files(sdist: Path) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each robots.txt in the archive."""
    with tarfile.open(sdist) as archive:
        for member in archive:
            content = archive.extractfile(member) if "/test_data/" in member.name else None
            if content is not None:
                yield member.name.rpartition("/")[2], content.read()


def reading(body: bytes) -> tuple[float, list[bool], list[bool]]:
    """The delay, and for each of PATHS whether it is allowed: as we read it, and as Protego reads the whole file."""
    text = text_of(body)
    rules, whole = read_rules(text, AGENT), Protego.parse(text)
    addresses = [f"https://hilltop.example{path}" for path in PATHS]
    return rules.delay, list(map(rules.allow, addresses)), [whole.can_fetch(url, AGENT) for url in addresses]


def main(sdist: Path) -> int:
    """Read them all; the exit code is 1 if one could not be read."""
    counts: Counter[str] = Counter()
    for name, body in robots_files(sdist):
        counts["files"] += 1
        try:
            delay, ours, protego = reading(body)
        except Exception as error:
            counts["failed"] += 1
            print(f"{name}: {type(error).__name__}: {error}")
            continue
        counts["with a delay"] += delay > 0
        counts["that forbid all"] += not any(ours)
        counts["that forbid something"] += not all(ours)
        if ours != protego:
            counts["read otherwise than by Protego alone"] += 1
            print(f"{name}: {ours} and not {protego}")
    print(", ".join(f"{counts[what]} {what}" for what in counts))
    return 1 if counts["failed"] or not counts["files"] else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
