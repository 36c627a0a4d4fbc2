"""A topic's entries in, its marks week by week out, with the longest runs and the weeks where they turned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from backfile.plugins.entries import Entry
from backfile.plugins.weeks import Week

UNMARKED, SEVERAL = "unmarked", "several"
STEPS: Mapping[str, int] = {"better": 1, "worse": -1}
REVERSAL = 3  # so many marks the other way make a turning point; one or two are the noise of a week
SHORTEST_RUN = 2


class WeekMark(NamedTuple):
    """What a week's commentaries of a topic say: `better`, `unchanged`, `worse`, `unmarked`, or `several` of these."""

    week: Week
    key: str


@dataclass(frozen=True, slots=True)
class Run:
    """Issues that follow each other with the same mark; a week without an issue does not end it."""

    key: str
    first: Week
    last: Week
    length: int


@dataclass(frozen=True, slots=True)
class Turn:
    """The week from which the marks went the other way, and which: `better` or `worse`."""

    week: Week
    key: str


def mark_of(entries: Iterable[Entry]) -> str:
    """The mark of one or more commentaries, if they agree."""
    keys = {entry.trend.value if entry.trend else UNMARKED for entry in entries}
    return keys.pop() if len(keys) == 1 else SEVERAL


def week_marks(weeks: Mapping[Week, Sequence[Entry]]) -> tuple[WeekMark, ...]:
    """The marks of the weeks that have an issue, the oldest first."""
    return tuple(WeekMark(week, mark_of(weeks[week])) for week in sorted(weeks))


def longest_run(marks: Iterable[WeekMark], key: str) -> Run | None:
    """The longest run of a mark, the first of equals; None if it never stood twice in a row."""
    groups = [tuple(group) for found, group in groupby(marks, lambda mark: mark.key) if found == key]
    longest = max(groups, key=len, default=())
    if len(longest) < SHORTEST_RUN:
        return None
    return Run(key, longest[0].week, longest[-1].week, len(longest))


def turns(marks: Iterable[WeekMark]) -> tuple[Turn, ...]:
    """The weeks from which better led worse by three or more after it had been the other way round, and so on.

    Better counts one up, worse one down. A high or low of the sum is a turning point once the sum has come back from it
    by three; the point is the first week of the way back. The first direction is a beginning, not a turn.
    """
    found: list[Turn] = []
    direction = level = 0
    back: dict[int, Turn | None] = {1: None, -1: None}  # for each direction the first week of the way back from it
    extreme = {1: 0, -1: 0}  # the highest and the lowest level since the last turn
    for mark in marks:
        step = STEPS.get(mark.key, 0)
        level += step
        for side in (1, -1):
            if side * level >= side * extreme[side]:
                extreme[side], back[side] = level, None
            elif step == -side and back[side] is None:
                back[side] = Turn(mark.week, mark.key)
            if side * (extreme[side] - level) >= REVERSAL and direction != -side:
                if direction == side and (turn := back[side]):
                    found.append(turn)
                direction = -side
                extreme[-side], back[-side] = level, None
    return tuple(found)
