"""Days in, ISO weeks out, with their neighbours and quarters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

QUARTER = 13
LAST_QUARTER = 4


class Week(NamedTuple):
    """An ISO week: `year` is the ISO year, which is not always the calendar's."""

    year: int
    number: int

    @classmethod
    def of(cls, day: dt.date) -> Week:
        """The week a day lies in."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def first(self) -> dt.date:
        """Its Monday."""
        return dt.date.fromisocalendar(self.year, self.number, 1)

    @property
    def last(self) -> dt.date:
        """Its Sunday."""
        return dt.date.fromisocalendar(self.year, self.number, 7)

    @property
    def quarter(self) -> int:
        """1 to 4; the fourth has 13 or 14 weeks."""
        return min((self.number - 1) // QUARTER + 1, LAST_QUARTER)

    @property
    def next(self) -> Week:
        """The week after it."""
        return Week.of(self.first + dt.timedelta(weeks=1))


def weeks_between(first: Week, last: Week) -> Iterator[Week]:
    """The weeks after `first` and before `last`, in order."""
    week = first.next
    while week < last:
        yield week
        week = week.next


def weeks_of_year(year: int) -> tuple[Week, ...]:
    """The 52 or 53 weeks of an ISO year."""
    count = dt.date(year, 12, 28).isocalendar().week  # 28 December is always in the last week: ISO 8601
    return tuple(Week(year, number) for number in range(1, count + 1))


def weeks_of_quarter(year: int, quarter: int) -> tuple[Week, ...]:
    """The 13 weeks of a quarter, 14 at the end of a long year."""
    return tuple(week for week in weeks_of_year(year) if week.quarter == quarter)
