"""The archive's folder goes in; for each commentary what the site must hold of it comes out, known ones unread."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from backfile.publish.archive import names, read_entry
from backfile.publish.ingredients import CONTENT, Ingredients


class Expected(NamedTuple):
    """What the site must hold of one Markdown file: a page at `address` in `language`; `dated` ones stand in feeds."""

    path: str
    address: str
    language: str
    dated: bool


def read_expected(content: Path, path: str) -> Expected:
    """One file's. Raises HeaderError if its header is wrong."""
    entry = read_entry(content, path)
    return Expected(path, entry.address, entry.language, bool(entry.header.date or entry.header.captured))


def expected_of(content: Path) -> tuple[Expected, ...]:
    """Every commentary's, in the order of their paths. Raises HeaderError at the first bad one."""
    return tuple(read_expected(content, path) for path in names(content, ".md"))


def expected_again(
    content: Path, now: Ingredients, before: Ingredients, known: Mapping[str, Expected]
) -> tuple[Expected, ...]:
    """The same, reading only what is not as it was when `known` was read. Raises HeaderError as above."""
    return tuple(
        known[path]
        if path in known and (name := f"{CONTENT}{path}") in before and now[name].digest == before[name].digest
        else read_expected(content, path)
        for path in sorted(name.removeprefix(CONTENT) for name in now if is_commentary(name))
    )


def is_commentary(name: str) -> bool:
    """Whether an ingredient is a Markdown file of the archive."""
    return name.startswith(CONTENT) and name.endswith(".md")
