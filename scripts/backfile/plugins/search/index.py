"""The rows of a language in, the lines of the index out, in two parts: all but the newest commentaries, and those.

A commentary's number in its language is its place in the order in which the archive got them, so that a new one
changes no other's. All but the newest are in the main part, which grows by STEP commentaries of a language at a
time; the tail, rewritten each week, is small.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backfile.plugins.search.rows import OPEN, Rows
from backfile.plugins.search.tails import PART

STEP = 64


Line = tuple[str, str, str]
"""A stem, a language, and the text of a row in a file: the stem and, each after PART, its tails; after OPEN its
postings. There are so many that they are no records: those would take three times as long."""

Known = Mapping[str, str]
"""The tails of each stem that the main part has in a language."""


def settled(size: int, step: int = STEP) -> int:
    """How many commentaries of a language with so many are in the main part."""
    return size - size % step


def known_in(rows: Rows) -> Known:
    """The tails that rows have."""
    return {stem: row[: row.index(OPEN)] for stem, row in rows.items()}


def main_lines(lang: str, rows: Rows) -> Iterator[Line]:
    """The lines of a language's main part."""
    return ((stem, lang, f"{stem}{PART}{row[: row.index(' ')]}") for stem, row in rows.items())


def tail_lines(lang: str, rows: Rows, known: Known) -> Iterator[Line]:
    """The lines of a language's tail, without the forms that lead to their stem in the main part already."""
    for stem, row in rows.items():
        tails, postings = row[: row.index(" ")].split(OPEN)
        had = known[stem].split(PART) if stem in known else ()
        new = [tail for tail in tails.split(PART) if tail not in had]
        yield stem, lang, f"{PART.join([stem, *new])}{OPEN}{postings}"
