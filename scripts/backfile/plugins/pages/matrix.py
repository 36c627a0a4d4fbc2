"""A shelf in, its matrix out: topics by weeks, a table a quarter, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from backfile.plugins.addresses import topic_year_address, week_address, year_address
from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Cell, Line, Link, MatrixYear, Quarter
from backfile.plugins.shelves import Heading
from backfile.plugins.weeks import LAST_QUARTER, Week, weeks_of_quarter


def matrix(place: Place, years: Iterable[int]) -> tuple[MatrixYear, ...]:
    """The years' quarters that lie between the shelf's first and last week, the newest of both first."""
    found = ((year, quarters(place, year)) for year in years)
    return tuple(
        MatrixYear(place.link(str(year), year_address(place.lang, year)), tables) for year, tables in found if tables
    )


def quarters(place: Place, year: int) -> tuple[Quarter, ...]:
    """A year's tables, the newest first."""
    within = (weeks_of_quarter(year, number) for number in range(LAST_QUARTER, 0, -1))
    return tuple(quarter(place, weeks) for weeks in within if place.shelf.covers(weeks[0], weeks[-1]))


def quarter(place: Place, weeks: Sequence[Week]) -> Quarter:
    """The table of a quarter's topics and weeks."""
    alive = [topic for topic in place.shelf.topics if belongs(topic, weeks)]
    heads = tuple(replace(place.week(week), text=str(week.number), note=place.words.week_span(week)) for week in weeks)
    return Quarter(
        place.words.span(weeks[0].first, weeks[-1].last),
        heads,
        tuple(Line(year_of_topic(place, topic, weeks[0].year), cells(place, topic, weeks)) for topic in alive),
    )


def belongs(topic: Heading, weeks: Sequence[Week]) -> bool:
    """Whether a topic has a line: if it lived in this year; having no topic only where there is such a text."""
    return topic.lived_in(weeks[0].year) if topic.name else any(topic.in_week(week) for week in weeks)


def year_of_topic(place: Place, topic: Heading, year: int) -> Link:
    """The link from a line to its topic's year, to the whole topic if it has nothing that year."""
    if year not in topic.years:
        return place.topic(topic.name)
    return place.link(place.topic_name(topic.name), topic_year_address(place.lang, topic.slug, year))


def cells(place: Place, topic: Heading, weeks: Iterable[Week]) -> tuple[Cell, ...]:
    """A topic's cell for each week."""
    return tuple(cell(place, topic.in_week(week), week) for week in weeks)


def cell(place: Place, entries: Sequence[Entry], week: Week) -> Cell:
    """The mark of one week: of its commentary, or of several that agree; several lead to the issue."""
    if not entries:
        return Cell(place.sign("none"), place.words.week(week))
    trends = {entry.trend for entry in entries}
    mark = place.mark(entries[0].trend) if len(trends) == 1 else place.sign("several")
    target = entries[0].address if len(entries) == 1 else week_address(place.lang, week)
    return Cell(mark, place.words.week(week), place.href(target), "; ".join(entry.title for entry in entries))
