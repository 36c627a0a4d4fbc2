"""Printed days and week ranges in, dates and periods out: nothing invented, nothing dependent on the day of the run.

The Monday rule: a week runs from a Monday to the Sunday after it. Sources print one year, last, and over New Year
it is the year of the range's start or, elsewhere, of its end; the one whose start is a Monday is meant.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from babel.dates import get_day_names, get_month_names

from backfile.model import Period

LOCALES = ("en", "be", "ru", "de", "uk", "pl")
WEEK = dt.timedelta(days=6)
FARTHEST = dt.timedelta(weeks=5 * 52)
"""What lies between neighbours of a listing at most: a range of days is a week again after five years or more."""

MONTH = r"(?P<month{n}>[^\W\d_]{{3,}})\.?"
DAY = r"(?P<day{n}>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?"
YEAR = r"(?P<year{n}>\d{{4}})(?!\d)"
DASH = r" ?[–—-] ?"


def expression(*parts: str) -> re.Pattern[str]:
    """A pattern of a printed date's parts; `1` and `2` tell the two ends of a range apart."""
    return re.compile("".join(parts), re.IGNORECASE)


def end(shape: str, number: int) -> str:
    """One end of a range as an expression."""
    return shape.format(n=number)


MONTH_FIRST = expression(
    end(f"{MONTH} {DAY}(?:, {YEAR})?", 1), DASH, end(f"(?:{MONTH} )?{DAY}(?:, {YEAR})?", 2)
)  # January 6 – January 12, 2025
DAY_FIRST = expression(
    end(rf"{DAY}\.?(?: {MONTH})?(?:,? {YEAR})?", 1),
    DASH,
    end(rf"{DAY}\.? {MONTH}(?:,? {YEAR})?", 2),
    r"(?: ?(?:года|г\.?))?",
)  # 6 января – 12 января 2025, 6. Januar – 12. Januar 2025
DAYS = (
    expression(end(rf"{DAY}\.? {MONTH},? {YEAR}", 1), r"(?: ?(?:года|г\.?))?(?:,? \d{1,2}:\d\d)?"),
    expression(end(rf"{MONTH} {DAY},? {YEAR}", 1), r"(?:,? \d{1,2}:\d\d)?"),
    expression(r"(?P<year1>\d{4})-(?P<number1>\d\d)-(?P<day1>\d\d)(?:[T ]\d\d:?\d\d.*)?"),
    expression(r"(?P<year1>\d{4})[/.](?P<number1>\d{1,2})[/.](?P<day1>\d{1,2})"),
)
FIGURES = re.compile(
    r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?:,? (?:- )?\d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?)?", re.IGNORECASE
)
"""A day in figures, of which some put the month first and some the day."""


@dataclass(frozen=True, slots=True)
class Range:
    """A printed range: its two days and months, and the years that stand beside them, if any."""

    first: tuple[int, int]
    last: tuple[int, int]
    first_year: int | None
    last_year: int | None

    def starting(self, year: int) -> Period | None:
        """The period if it starts in that year; None where there is no such day."""
        try:
            first = dt.date(year, *self.first)
            last = dt.date(year + (self.last < self.first), *self.last)
        except ValueError:
            return None
        return Period(first, last)


@cache
def months() -> dict[str, int]:
    """Every name and abbreviation of a month that the sources' languages have → its number."""
    return {
        name.rstrip(".").casefold(): number
        for locale in LOCALES
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, context=context, locale=locale).items()
    }


@cache
def weekdays() -> frozenset[str]:
    """Every name and abbreviation of a day of the week in the sources' languages."""
    return frozenset(
        name.rstrip(".").casefold()
        for locale in LOCALES
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in get_day_names(width, context=context, locale=locale).values()
    )


def month_number(name: str | None) -> int | None:
    """The number of a month's printed name, None if it is not one."""
    if name is None:
        return None
    folded = name.rstrip(".").casefold()
    return months().get(folded) or ({"sept": 9, "mai": 5, "мая": 5, "травень": 5}.get(folded))


def parse_day(text: str) -> dt.date | None:
    """The day a text names, with its weekday or without, in a form that can mean only one; None for any other text."""
    words = " ".join(text.split())
    first, _, rest = words.partition(" ")
    if rest and first.rstrip(".,").casefold() in weekdays():
        words = rest
    for shape in DAYS:
        if match := shape.fullmatch(words):
            parts = match.groupdict()
            month = int(parts["number1"]) if "number1" in parts else month_number(parts["month1"])
            return real_day(int(parts["year1"]), month, int(parts["day1"]))
    return day_in_figures(words)


def day_in_figures(text: str) -> dt.date | None:
    """The day of a text such as 31.12.2025 or 12/31/2025; None where the two first numbers could be either."""
    days = days_in_figures(text)
    return next(iter(days)) if len(days) == 1 else None


def days_in_figures(text: str) -> frozenset[dt.date]:
    """The days that a text such as 03/10/2025 can mean: one, two, or none if it is no day in figures."""
    match = FIGURES.fullmatch(text)
    if match is None:
        return frozenset()
    one, other, year = int(match[1]), int(match[3]), int(match[4])
    return frozenset(day for day in (real_day(year, one, other), real_day(year, other, one)) if day)


def names_month(path: str, day: dt.date) -> bool:
    """Whether the path of an address has the year and the month of a day, one behind the other: /2023/10/."""
    parts = path.strip("/").split("/")
    year = next((at for at, part in enumerate(parts) if part == str(day.year)), len(parts))
    month = next(iter(parts[year + 1 : year + 2]), "")
    return month_number(month) == day.month or month == f"{day.month:02}"


def real_day(year: int, month: int | None, day: int) -> dt.date | None:
    """The day, None if the calendar has no such one."""
    try:
        return dt.date(year, month or 0, day)
    except ValueError:
        return None


def parse_range(text: str) -> Range | None:
    """The range a text prints, None if it prints none."""
    for shape in (MONTH_FIRST, DAY_FIRST):
        if match := shape.fullmatch(" ".join(text.split())):
            parts = match.groupdict()
            first, last = (
                month_number(parts["month1"] or parts["month2"]),
                month_number(parts["month2"] or parts["month1"]),
            )
            if first is None or last is None:
                return None
            years = [int(parts[name]) if parts[name] else None for name in ("year1", "year2")]
            return Range((first, int(parts["day1"])), (last, int(parts["day2"])), *years)
    return None


def is_week(period: Period) -> bool:
    """Whether a period runs from a Monday to the Sunday after it."""
    return period.first.weekday() == 0 and period.last - period.first == WEEK


def parse_period(text: str) -> Period | None:
    """The period a text prints with its year, by the Monday rule; None if it is not understood.

    A range within one year is taken as printed even if it is no week (`is_week` tells); over New Year the printed
    year may be of either end, so a range that is a week for neither is not understood.
    """
    found = parse_range(text)
    if found is None:
        return None
    if found.first_year is not None:
        stated = found.starting(found.first_year)
        return stated if stated and found.last_year in (None, stated.last.year) else None
    if found.last_year is None:
        return None
    if found.first <= found.last:
        return found.starting(found.last_year)
    over_new_year = (found.starting(year) for year in (found.last_year, found.last_year - 1))
    return next((period for period in over_new_year if period and is_week(period)), None)


def weeks_of(text: str, earliest: int, latest: int) -> tuple[Period, ...]:
    """The weeks that a range without a year can mean, oldest first, starting in the given years, both included."""
    found = parse_range(text)
    periods = (found.starting(year) for year in range(earliest, latest + 1)) if found else ()
    return tuple(period for period in periods if period is not None and is_week(period))


def date_listing(ranges: Sequence[str], not_after: dt.date, earliest: int = 2011) -> tuple[Period | None, ...]:
    """The weeks of a listing's yearless ranges, newest first: each is the latest that is not after the one before.

    `not_after` is the day the listing was captured. A range that can be no week, or only one that lies years
    before its neighbour, is None and decides nothing: it is a mistake of the source.
    """
    return tuple(descend(ranges, not_after, earliest))


def descend(ranges: Sequence[str], not_after: dt.date, earliest: int) -> Iterator[Period | None]:
    """The listing's weeks one after the other, going back in time."""
    bound, farthest = not_after, dt.date.min
    for text in ranges:
        possible = reversed(weeks_of(text, earliest, bound.year))
        week = next((p for p in possible if farthest <= p.first <= bound), None)
        if week is not None:
            bound, farthest = week.first, week.first - FARTHEST
        yield week
