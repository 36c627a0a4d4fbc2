"""A shelf in, its year and month pages and the list of the undated out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backfile.plugins.addresses import month_address, undated_address, year_address
from backfile.plugins.pages.citing import citation_files
from backfile.plugins.pages.listing import by_week, count_of, parts
from backfile.plugins.pages.matrix import matrix
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Group, Link, Page
from backfile.plugins.pages.records_lists import ListPage
from backfile.plugins.pages.records_surveys import YearPage
from backfile.plugins.pages.shell import shell_of
from backfile.plugins.weeks import Week


def date_pages(place: Place) -> Iterator[Page]:
    """A page for each year and month, and one for what has no date."""
    for year in place.shelf.years:
        yield year_page(place.at(year_address(place.lang, year)), year)
    for year, month in place.shelf.months:
        yield from month_pages(place.at(month_address(place.lang, year, month)), year, month)
    if place.shelf.undated:
        yield from undated_pages(place.at(undated_address(place.lang)))


def year_page(place: Place, year: int) -> Page:
    """A year by topics and weeks, its weeks, its months."""
    shelf = place.shelf
    others = place.others(lambda lang: year_address(lang, year), lambda shelf: year in shelf.years)
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
        citation_files=citation_files(place) if weeks else (),
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
    return tuple(map(place.year, place.shelf.years))


def month_pages(place: Place, year: int, month: int) -> Iterator[Page]:
    """A month, week by week, newest first."""
    others = place.others(lambda lang: month_address(lang, year, month), lambda shelf: (year, month) in shelf.months)
    title = place.words.month(year, month)
    for part in parts(place, place.shelf.months[year, month]):
        here, count = part.place, count_of(place, len(part.entries))
        record = ListPage(
            shell=shell_of(here, title, count, others if part.is_newest else {}),
            kicker=here.year(year),
            title=title,
            note=count,
            groups=by_week(here, part.entries),
            links=tuple(month_link(here, *key) for key in place.shelf.months if key[0] == year),
            links_title=place.words.say("Months"),
            parts=part.links,
        )
        yield Page(here.address, "list.html", record, others if part.is_newest else {})


def undated_pages(place: Place) -> Iterator[Page]:
    """What is in no week."""
    others = place.others(undated_address, lambda shelf: shelf.undated)
    say = place.words.say
    note = say("Commentaries whose source prints no date. They stand by title, under no invented day.")
    for part in parts(place, place.shelf.undated):
        record = ListPage(
            shell=shell_of(part.place, say("Undated"), note, others if part.is_newest else {}),
            kicker=Link(""),
            title=say("Undated"),
            note=note,
            groups=(Group(Link(""), tuple(part.place.row(entry) for entry in part.entries), anchor="all"),),
            parts=part.links,
        )
        yield Page(part.place.address, "list.html", record, others if part.is_newest else {})
