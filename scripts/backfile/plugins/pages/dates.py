"""A shelf in, its year and month pages and the list of the undated out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from backfile.plugins.addresses import month_address, undated_address, year_address
from backfile.plugins.pages.citing import citation_files
from backfile.plugins.pages.listing import Part, by_week, count_of, parts
from backfile.plugins.pages.matrix import matrix, quarters_of, topics_in
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Group, Link, Page
from backfile.plugins.pages.records_lists import ListPage
from backfile.plugins.pages.records_surveys import YearPage
from backfile.plugins.pages.shell import shell_of
from backfile.plugins.weeks import Week
from backfile.write.ledger import signed


def date_pages(place: Place) -> Iterator[Page]:
    """A page for each year and month, and one for what has no date."""
    for year in place.shelf.years:
        yield planned_year(place.at(year_address(place.lang, year)), year)
    for year, month in place.shelf.months:
        yield from month_pages(place.at(month_address(place.lang, year, month)), year, month)
    if place.shelf.undated:
        yield from undated_pages(place.at(undated_address(place.lang)))


def planned_year(place: Place, year: int) -> Page:
    """The page of a year."""
    others = place.others(lambda lang: year_address(lang, year), lambda shelf: year in shelf.years)
    make = partial(year_page, year=year, others=others)
    return place.page("year.html", make, parts_of_year(place, year), others)


def parts_of_year(place: Place, year: int) -> dict[str, str]:
    """The digests of all that a year's page depends on."""
    shelf = place.shelf
    return {
        "its texts": signed(*(shelf.week_signs[week] for week in shelf.weeks_by_year.get(year, ()))),
        "its months": months_of(place, year),
        "its topics": topics_in(place, year),
        "the years": signed(str(shelf.years)),
        "its quarters": signed(*(str(weeks[0]) for weeks in quarters_of(place, year))),
    }


def months_of(place: Place, year: int) -> str:
    """The digest of the months of a year and of how much each holds."""
    months = place.shelf.months
    return signed(*(f"{month} {len(months[month])}" for month in place.shelf.months_by_year.get(year, ())))


def year_page(place: Place, year: int, others: dict[str, str]) -> YearPage:
    """A year by topics and weeks, its weeks, its months."""
    shelf = place.shelf
    weeks = shelf.weeks_by_year.get(year, ())
    count = count_of(place, sum(len(shelf.weeks[week]) for week in weeks))
    return YearPage(
        shell=shell_of(place, str(year), count, others),
        title=str(year),
        count=count,
        matrix=matrix(place, [year]),
        legend=place.legend(),
        weeks=tuple(week_link(place, week) for week in reversed(weeks)),
        months=tuple(counted_month(place, *month) for month in shelf.months_by_year.get(year, ())),
        years=year_links(place),
        citation_files=citation_files(place) if weeks else (),
    )


def week_link(place: Place, week: Week) -> Link:
    """A week by its number, its days and how much it holds as the note."""
    note = f"{place.words.week_span(week)} · {count_of(place, len(place.shelf.weeks[week]))}"
    return replace(place.week(week), note=note)


def month_link(place: Place, year: int, month: int) -> Link:
    """A month by its name."""
    return place.link(place.words.month_name(month), month_address(place.lang, year, month))


def counted_month(place: Place, year: int, month: int) -> Link:
    """A month by its name, how much it holds as the note: for its year's page, since others would change each week."""
    return replace(month_link(place, year, month), note=count_of(place, len(place.shelf.months[year, month])))


def year_links(place: Place) -> tuple[Link, ...]:
    """All years, newest first."""
    return tuple(map(place.year, place.shelf.years))


def month_pages(place: Place, year: int, month: int) -> Iterator[Page]:
    """A month, week by week, newest first."""
    shelf = place.shelf
    others = place.others(lambda lang: month_address(lang, year, month), lambda shelf: (year, month) in shelf.months)
    for part in parts(place, shelf.months[year, month]):
        mine = others if part.is_newest else {}
        make = partial(month_page, part=part, year=year, month=month, others=mine)
        months = {"the months of its year": str(shelf.months_by_year[year])}
        yield part.place.page("list.html", make, {**part.signs, **months}, mine)


def month_page(place: Place, part: Part, year: int, month: int, others: dict[str, str]) -> ListPage:
    """A part of a month."""
    title, count = place.words.month(year, month), count_of(place, len(part.entries))
    return ListPage(
        shell=shell_of(place, title, count, others),
        kicker=place.year(year),
        title=title,
        note=count,
        groups=by_week(place, part.entries),
        links=tuple(month_link(place, *key) for key in place.shelf.months_by_year[year]),
        links_title=place.words.say("Months"),
        parts=part.links,
    )


def undated_pages(place: Place) -> Iterator[Page]:
    """What is in no week."""
    others = place.others(undated_address, lambda shelf: shelf.undated)
    for part in parts(place, place.shelf.undated):
        mine = others if part.is_newest else {}
        yield part.place.page("list.html", partial(undated_page, part=part, others=mine), part.signs, mine)


def undated_page(place: Place, part: Part, others: dict[str, str]) -> ListPage:
    """A part of what is in no week."""
    say = place.words.say
    note = say("Commentaries whose source prints no date. They stand by title, under no invented day.")
    return ListPage(
        shell=shell_of(place, say("Undated"), note, others),
        kicker=Link(""),
        title=say("Undated"),
        note=note,
        groups=(Group(Link(""), tuple(place.row(entry) for entry in part.entries), anchor="all"),),
        parts=part.links,
    )
