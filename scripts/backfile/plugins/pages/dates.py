"""A shelf in, its year and month pages and the list of the undated out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backfile.plugins.addresses import month_address, undated_address, year_address
from backfile.plugins.entries import Entry
from backfile.plugins.pages.listing import count_of
from backfile.plugins.pages.matrix import matrix
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Group, Link, ListPage, Page, YearPage
from backfile.plugins.pages.shell import shell_of
from backfile.plugins.weeks import Week


def date_pages(place: Place) -> Iterator[Page]:
    """A page for each year and month, and one for what has no date."""
    for year in place.shelf.years:
        yield year_page(place.at(year_address(place.lang, year)), year)
    for year, month in place.shelf.months:
        yield month_page(place.at(month_address(place.lang, year, month)), year, month)
    if place.shelf.undated:
        yield undated_page(place.at(undated_address(place.lang)))


def year_page(place: Place, year: int) -> Page:
    """A year by topics and weeks, its weeks, its months."""
    shelf, shelves = place.shelf, place.archive.shelves.values()
    others = {s.lang: year_address(s.lang, year) for s in shelves if year in s.years and s.lang != place.lang}
    weeks = [week for week in shelf.weeks if week.year == year]
    count = count_of(place, sum(len(shelf.weeks[week]) for week in weeks))
    record = YearPage(
        shell=shell_of(place, str(year), count, others),
        title=str(year),
        count=count,
        matrix=matrix(place, [year]),
        legend=place.legend(),
        weeks=tuple(week_link(place, week) for week in reversed(weeks)),
        months=tuple(month_link(place, *month) for month in shelf.months if month[0] == year),
        years=year_links(place),
    )
    return Page(place.address, "year.html", record, others)


def week_link(place: Place, week: Week) -> Link:
    """A week by its number, its days and how much it holds as the note."""
    note = f"{place.words.week_span(week)} · {count_of(place, len(place.shelf.weeks[week]))}"
    return replace(place.week(week), note=note)


def month_link(place: Place, year: int, month: int) -> Link:
    """A month by its name, how much it holds as the note."""
    note = count_of(place, len(place.shelf.months[year, month]))
    return place.link(place.words.month_name(month), month_address(place.lang, year, month), note)


def year_links(place: Place) -> tuple[Link, ...]:
    """All years, newest first."""
    return tuple(place.link(str(year), year_address(place.lang, year)) for year in place.shelf.years)


def month_page(place: Place, year: int, month: int) -> Page:
    """A month, day by day, newest first."""
    shelves = place.archive.shelves.values()
    others = {
        s.lang: month_address(s.lang, year, month)
        for s in shelves
        if (year, month) in s.months and s.lang != place.lang
    }
    entries, title = place.shelf.months[year, month], place.words.month(year, month)
    record = ListPage(
        shell=shell_of(place, title, count_of(place, len(entries)), others),
        kicker=place.link(str(year), year_address(place.lang, year)),
        title=title,
        note=count_of(place, len(entries)),
        groups=by_week(place, entries),
        links=tuple(month_link(place, *key) for key in place.shelf.months if key[0] == year),
        links_title=place.words.say("Months"),
    )
    return Page(place.address, "list.html", record, others)


def by_week(place: Place, entries: tuple[Entry, ...]) -> tuple[Group, ...]:
    """Entries under their weeks, newest first."""
    weeks = sorted({entry.week for entry in entries if entry.week}, reverse=True)
    return tuple(
        Group(
            place.week(week), tuple(place.row(entry) for entry in entries if entry.week == week), f"w{week.number:02}"
        )
        for week in weeks
    )


def undated_page(place: Place) -> Page:
    """What is in no week."""
    shelves, say = place.archive.shelves.values(), place.words.say
    others = {s.lang: undated_address(s.lang) for s in shelves if s.undated and s.lang != place.lang}
    rows = tuple(place.row(entry) for entry in place.shelf.undated)
    note = say("Commentaries whose source prints no date. They stand by title, under no invented day.")
    record = ListPage(
        shell=shell_of(place, say("Undated"), note, others),
        kicker=Link(""),
        title=say("Undated"),
        note=note,
        groups=(Group(Link(""), rows, anchor="all"),),
    )
    return Page(place.address, "list.html", record, others)
