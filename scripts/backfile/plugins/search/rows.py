"""Rows of one language in, and commentaries that are new or others than they were; the rows that it has now out.

Rows that are changed are those that would be made of all commentaries anew, so that a change costs no more than the
stems it touches.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import NamedTuple

from backfile.plugins.search.spellings import Spellings, under_names
from backfile.plugins.search.tails import PART
from backfile.plugins.search.terms import Terms

OPEN = ":"
POSTING = re.compile(r"(\d*)([a-z])")

Rows = Mapping[str, str]
"""Of each stem its tails, its postings, the last number in them, and how many commentaries use each of the tails.

Postings are a run of a number and a letter for each commentary: how far it is after the last one (nothing for 1; the
first is counted from -1), and its level.
"""


class Change(NamedTuple):
    """What a numbered commentary was and what it is: its terms, none where it was not or is no more."""

    number: int
    before: Terms
    after: Terms


class Move(NamedTuple):
    """So much higher a number has each commentary that is numbered from `start` on; lower, if it is below zero."""

    start: int
    distance: int


@dataclass(slots=True)
class Row:
    """A row that is being written: pieces of its postings, the last number in them, how often tails are used."""

    run: list[str] = field(default_factory=list)
    last: int = -1
    uses: defaultdict[str, int] = field(default_factory=partial(defaultdict, int))

    def add(self, number: int, level: str) -> None:
        """Put in a commentary that comes after all others."""
        self.run.append(posting(number - self.last, level))
        self.last = number

    def change(self, terms: Mapping[int, tuple[str, str]]) -> None:
        """Take out the terms that commentaries had, by their numbers, and put in those that they have; "" is none."""
        levels = dict[int, str]()
        if min(terms) <= self.last:
            levels = dict(postings("".join(self.run)))
            self.run, self.last = [], -1
        for number, (before, after) in terms.items():
            self.uses[before[1:]] -= 1 if before else 0
            self.uses[after[1:]] += 1 if after else 0
            levels[number] = after[:1]
        for number, level in sorted(levels.items()):
            if level:
                self.add(number, level)


def grown(rows: Rows, terms: Iterable[Terms], start: int, spellings: Spellings) -> Rows:
    """The rows with many more commentaries, numbered from `start`, that come after all that are there."""
    touched = dict[str, Row]()
    for number, found in enumerate(terms, start):
        for stem, term in under_names(found, spellings).items():
            row = touched.get(stem)
            if row is None:
                row = touched[stem] = read(rows.get(stem))
            row.add(number, term[0])
            row.uses[term[1:]] += 1
    return with_rows(rows, touched, spellings)


def changed(rows: Rows, changes: Iterable[Change], spellings: Spellings) -> Rows:
    """The rows after commentaries have changed, gone or come; each keeps its number."""
    by_stem = defaultdict[str, dict[int, tuple[str, str]]](dict)
    for number, *both in changes:
        before, after = (under_names(terms, spellings) for terms in both)
        for stem in {**before, **after}:
            if before.get(stem) != after.get(stem):
                by_stem[stem][number] = before.get(stem, ""), after.get(stem, "")
    touched = {stem: read(rows.get(stem)) for stem in by_stem}
    for stem, row in touched.items():
        row.change(by_stem[stem])
    return with_rows(rows, touched, spellings)


def moved(rows: Rows, moves: Sequence[Move]) -> Rows:
    """The rows after commentaries have other numbers; the moves of the last ones come first."""
    return {stem: moved_row(row, moves) for stem, row in rows.items()} if moves else rows


def moved_row(row: str, moves: Sequence[Move]) -> str:
    """A row after commentaries have other numbers: of its postings only those at the borders are others."""
    said, end, uses = row.split(" ")
    tails, run = said.split(OPEN)
    last = int(end)
    for start, distance in moves:
        if last >= start:
            run, last = widened(run, start, distance), last + distance
    return f"{tails}{OPEN}{run} {last} {uses}"


def widened(run: str, start: int, distance: int) -> str:
    """A run of postings with so much more before the first one of a number from `start` on."""
    number = -1
    for found in POSTING.finditer(run):
        number += (step := int(found[1] or 1))
        if number >= start:
            return f"{run[: found.start()]}{posting(step + distance, found[2])}{run[found.end() :]}"
    return run


def with_rows(rows: Rows, touched: Mapping[str, Row], spellings: Spellings) -> Rows:
    """The rows with those that were written, without those in which nothing is left."""
    made = {stem: written(row, spellings.tails.get(stem)) for stem, row in touched.items() if row.run}
    return {stem: row for stem, row in rows.items() if stem not in touched} | made


def read(row: str | None) -> Row:
    """A row to write on."""
    if row is None:
        return Row()
    said, last, uses = row.split(" ")
    tails, run = said.split(OPEN)
    return Row([run], int(last), defaultdict(int, zip(tails.split(PART), map(int, uses.split(PART)), strict=True)))


def written(row: Row, always: str | None) -> str:
    """A row as a text; some tails it has `always`, whether a commentary uses them or not."""
    uses = defaultdict[str, int](int)
    for tails, number in row.uses.items():
        for tail in tails.split(PART):
            uses[tail] += number
    used = sorted({tail for tail, number in uses.items() if number}.union(always.split(PART) if always else ()))
    return f"{PART.join(used)}{OPEN}{''.join(row.run)} {row.last} {PART.join(str(uses[tail]) for tail in used)}"


def postings(run: str) -> Iterator[tuple[int, str]]:
    """The number and the level of each commentary in a run of postings."""
    number = -1
    for step, level in POSTING.findall(run):
        number += int(step or 1)
        yield number, level


@cache
def posting(distance: int, level: str) -> str:
    """One commentary in a run of postings."""
    return f"{distance if distance > 1 else ''}{level}"
