"""The kinds of pages a site has, told by their addresses, and what each may weigh."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

KINDS = {
    "missing": r"404\.html",
    "front": r"(\w+/)?index\.html",
    "commentary": r"\w+/(\d{4}/w\d\d|undated)/[a-z0-9-]+\.html(?<!index\.html)",
    "week": r"\w+/\d{4}/w\d\d/index\.html",
    "whole": r"\w+/\d{4}/w\d\d\.html",
    "topics": r"\w+/topics/index\.html",
    "topic": r"\w+/topics/[a-z0-9-]+\.html(?<!index\.html)",
    "topic-year": r"\w+/topics/[a-z0-9-]+/(\d{4}|undated)(_\d+)?\.html",
    "matrix": r"\w+/matrix\.html",
    "calendar": r"\w+/weeks(/\d+)?\.html",
    "year": r"\w+/\d{4}/index\.html",
    "month": r"\w+/\d{4}/m\d\d(_\d+)?\.html",
    "names": r"\w+/(authors|sources|names)/index\.html",
    "name": r"\w+/(authors|sources|names)/[a-z0-9-]+(/(\d{4}|undated)(_\d+)?)?\.html(?<!index\.html)",
    "undated": r"\w+/undated/index(_\d+)?\.html",
    "search": r"\w+/search\.html",
    "feeds": r"\w+/feeds\.html",
    "about": r"\w+/about\.html",
    "cite": r"\w+/cite\.html",
}
# Kilobytes, packed, with the stylesheets: what a phone on a slow line has after one round trip, or soon after it.
BUDGETS = {
    **dict.fromkeys(KINDS, 14),
    **{"front": 12, "week": 12, "whole": 45, "topic": 12, "matrix": 10, "calendar": 12},
}


def kind_of(address: str) -> str:
    """The one kind of a page's address."""
    found = [kind for kind, pattern in KINDS.items() if re.fullmatch(pattern, address)]
    if len(found) != 1:
        raise ValueError(f"{address} is {found or 'of no kind'}")
    return found[0]


def pages_by_kind(site: Path) -> dict[str, list[str]]:
    """The addresses of a site's pages of each kind."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix()
        found[kind_of(address)].append(address)
    return found


def packed(path: Path) -> int:
    """How many bytes of a file travel."""
    return len(gzip.compress(path.read_bytes(), 9))
