"""Pages of a source's listing in, the weeks of the commentaries they name; a commentary in, with its week out.

A listing prints week ranges without a year. Where the year cannot be told for certain, the week stays unknown. A page
is dated from the day of its capture if it is the first and its newest week lies within a year of that day, from the
page before it, from the weeks that its own commentaries print, or where the Monday rule leaves only one reading.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from backfile.enrich.dates import date_listing, weeks_of
from backfile.model import Commentary, Listed, Note, Period
from backfile.model.addresses import NOWHERE, fold

FRESH = dt.timedelta(days=366)
AROUND = dt.timedelta(days=183)
ONE_WALK = dt.timedelta(days=7)
DIFFERS = "Compare the two; if the page is wrong, correct it with a ruling"
TELL_YEAR = "Add the listing's pages before this one, or a page of a commentary on it that prints its week"


@dataclass(frozen=True, slots=True)
class ListedPage:
    """One captured page of a source's listing: whose, which list, its number in it, and what it names, newest first."""

    source: str
    walk: str
    number: int
    captured: dt.date
    origin: str
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """One commentary that a listing names, its week, None where its year could not be told, and which listing, when."""

    listed: Listed
    period: Period | None
    origin: str
    captured: dt.date


def date_pages(
    pages: Iterable[ListedPage], stated: Callable[[Listed], Period | None], earliest: int
) -> Iterator[Dated]:
    """What pages of one source's listings name, each with its week.

    `stated` gives the week that a listed commentary's own page prints, if it is known; no week starts before the year
    `earliest`. The bound is carried from page to page of one walk, which takes a few days at most.
    """
    walks: dict[str, list[ListedPage]] = defaultdict(list)
    for page in pages:
        walks[page.walk].append(page)
    for walk in sorted(walks):
        before: ListedPage | None = None
        bound: dt.date | None = None
        for page in sorted(walks[walk], key=lambda page: (page.number, page.captured, page.origin)):
            if before is None or not follows(page, before):
                bound = None
            weeks = weeks_of_page(page, [stated(listed) for listed in page.listed], bound, earliest)
            for listed, week in zip(page.listed, weeks, strict=True):
                yield Dated(listed, week, page.origin, page.captured)
            before, bound = page, min((week.first for week in weeks if week), default=None)


def follows(page: ListedPage, before: ListedPage) -> bool:
    """Whether a page is the next one of the same walk."""
    return page.number - before.number == 1 and abs(page.captured - before.captured) <= ONE_WALK


def weeks_of_page(
    page: ListedPage, stated: Sequence[Period | None], bound: dt.date | None, earliest: int
) -> tuple[Period | None, ...]:
    """The weeks of one page; `bound` is the oldest week of the page before it, if that is known."""
    ranges = [listed.period or "" for listed in page.listed]
    printed = max((week.first for week in stated if week), default=None)
    limits = [page.captured, *([bound] if bound else []), *([printed + AROUND] if printed else [])]
    latest = date_listing(ranges, min(limits), earliest)
    newest = next((week for week in latest if week), None)
    is_fresh = page.number == 1 and newest is not None and page.captured - newest.first <= FRESH
    if bound or printed or is_fresh:
        return latest
    oldest = climb(ranges, page.captured, earliest)
    return tuple(late if late == old else None for late, old in zip(latest, oldest, strict=True))


def climb(ranges: Sequence[str], not_after: dt.date, earliest: int) -> tuple[Period | None, ...]:
    """The weeks of a listing read as early as they can be, oldest first: each is not before the one behind it."""
    found: list[Period | None] = []
    bound = dt.date.min
    for text in reversed(ranges):
        possible = weeks_of(text, earliest, not_after.year)
        week = next((week for week in possible if bound <= week.first <= not_after), None)
        bound = week.first if week else bound
        found.append(week)
    return tuple(reversed(found))


class Weeks:
    """The weeks that listings name, to be looked up by a commentary's addresses, else by its exact title."""

    def __init__(self, dated: Iterable[Dated], hosts: Mapping[str, str] = NOWHERE) -> None:
        self._hosts = hosts
        self._by_key: dict[str, list[Dated]] = defaultdict(list)
        self._by_title: dict[str, list[Dated]] = defaultdict(list)
        for found in dated:
            if found.listed.url:
                self._by_key[fold(found.listed.url, hosts)].append(found)
            self._by_title[one_line(found.listed.title)].append(found)

    def of(self, addresses: Iterable[str], title: str) -> tuple[Dated, ...]:
        """What listings say of a commentary, each week once and as first seen.

        Titles decide only where one side has no address.
        """
        keys = [fold(address, self._hosts) for address in addresses]
        found = [dated for key in dict.fromkeys(keys) for dated in self._by_key.get(key, ())]
        named = self._by_title.get(one_line(title), ()) if title.strip() else ()
        found = found or [dated for dated in named if not (keys and dated.listed.url)]
        newest_first = sorted(found, key=lambda dated: (dated.captured, dated.origin), reverse=True)
        return tuple({dated.period: dated for dated in newest_first if dated.period}.values())[::-1]


def one_line(title: str | None) -> str:
    """A title's words in one line."""
    return " ".join((title or "").split())


def fill(commentary: Commentary, said: Sequence[Dated]) -> Commentary:
    """The commentary with the week that listings name, if it has none, and a note on that or on what differs."""
    period, note = week_said(commentary.period, said)
    if note is None:
        return commentary
    return replace(commentary, period=period, notes=(*commentary.notes, note))


def week_said(period: Period | None, said: Sequence[Dated]) -> tuple[Period | None, Note | None]:
    """The week of a commentary that has `period`, by what listings say of it, and a note where that is news."""
    weeks = {dated.period: dated for dated in said if dated.period}
    if period is not None:
        other = next((dated for week, dated in weeks.items() if week != period), None)
        text = f"the page covers {period}, the listing {other.origin} says {other.period}" if other else ""
        return period, Note(text, advice=DIFFERS) if other and period not in weeks else None
    if len(weeks) > 1:
        told = ", ".join(f"{week} ({dated.origin})" for week, dated in weeks.items())
        return None, Note(f"listings say several weeks: {told}", advice="Add the right one to the header")
    if weeks:
        ((week, dated),) = weeks.items()
        return week, Note(f"the week is that of the listing {dated.origin}, which prints {dated.listed.period}")
    return None, None
