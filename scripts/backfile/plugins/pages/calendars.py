"""A shelf in, its calendar out: every week of every year, those without an issue too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from backfile.plugins.addresses import calendar_address, decade_address, week_address
from backfile.plugins.pages.listing import count_of, years_note
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Link, Page
from backfile.plugins.pages.records_surveys import CalendarPage, CalendarWeek, CalendarYear
from backfile.plugins.pages.shell import shell_of
from backfile.plugins.weeks import Week, weeks_of_year

DECADE = 10
HALF = 26  # weeks: a row on a desk, two on a phone
NEWEST = 2  # decades on the first page, about what its budget bears; each older one has a page of its own
LEVELS = (1, 3, 6)  # up to so many commentaries; more are the fourth


def calendar_pages(place: Place) -> Iterator[Page]:
    """The newest two decades on one page, each older one on its own."""
    weeks = place.shelf.weeks
    if not weeks:
        return
    first, last = min(weeks).year, max(weeks).year
    decades = list(range(last // DECADE * DECADE, first // DECADE * DECADE - 1, -DECADE))
    since = decades[:NEWEST][-1]
    others = place.others(calendar_address, lambda shelf: shelf.weeks)
    newest = place.at(calendar_address(place.lang))
    yield planned(newest, range(max(since, first), last + 1), decades, others)
    for decade in decades[NEWEST:]:
        years = range(max(decade, first), decade + DECADE)
        yield planned(place.at(decade_address(place.lang, decade)), years, decades, {})


def planned(place: Place, years: Sequence[int], decades: Sequence[int], others: dict[str, str]) -> Page:
    """The page with the calendar of some years."""
    make = partial(calendar_page, years=years, decades=decades, others=others)
    return place.page("calendar.html", make, {"the texts of its language": place.shelf.sign}, others)


def calendar_page(place: Place, years: Sequence[int], decades: Sequence[int], others: dict[str, str]) -> CalendarPage:
    """The calendar of some years."""
    title, is_newest = place.words.say("Calendar of weeks"), place.address == calendar_address(place.lang)
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    said = years_note(place, place.shelf.entries) if is_newest else span
    return CalendarPage(
        shell=shell_of(place, f"{title}, {span}", said, others),
        title=title,
        note=span,
        years=tuple(calendar_year(place, year) for year in reversed(years)),
        decades=decade_links(place, decades),
    )


def decade_links(place: Place, decades: Sequence[int]) -> tuple[Link, ...]:
    """The way to the pages of older decades, if there are any."""
    if len(decades) <= NEWEST:
        return ()
    newest = place.link(place.words.say("Since %(year)s", year=str(decades[NEWEST - 1])), calendar_address(place.lang))
    older = (
        place.link(f"{decade}–{decade + DECADE - 1}", decade_address(place.lang, decade)) for decade in decades[NEWEST:]
    )
    return (newest, *older)


def calendar_year(place: Place, year: int) -> CalendarYear:
    """One year; a half of it that is all before the archive's first week or after its last is left out."""
    weeks = tuple(calendar_week(place, week) for week in weeks_of_year(year))
    halves = (half for half in (weeks[:HALF], weeks[HALF:]) if any(week.number for week in half))
    return CalendarYear(place.year(year), tuple(chain.from_iterable(halves)))


def calendar_week(place: Place, week: Week) -> CalendarWeek:
    """One week, with what it holds in words; before the archive's first and after its last there is nothing to say."""
    entries = place.shelf.weeks.get(week, ())
    if not place.shelf.covers(week, week):
        return CalendarWeek("", "", "", 0)
    if not entries:
        return CalendarWeek(str(week.number), "", place.words.say("no issue"), 0)
    words = f"{place.words.week_span(week)}: {count_of(place, len(entries))}"
    return CalendarWeek(str(week.number), place.href(week_address(place.lang, week)), words, level(len(entries)))


def level(count: int) -> int:
    """In four steps how much there is."""
    return 1 + sum(count > most for most in LEVELS)
