"""A shelf in, its matrix out: topics by weeks, a table a quarter, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from backfile.plugins.addresses import topic_anchor, topic_year_address, week_address
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Link
from backfile.plugins.pages.records_surveys import Cell, Line, MatrixYear, Quarter
from backfile.plugins.series import mark_of
from backfile.plugins.shelves import Heading
from backfile.plugins.weeks import LAST_QUARTER, Week, weeks_of_quarter
from backfile.write.ledger import signed


def matrix(place: Place, years: Iterable[int]) -> tuple[MatrixYear, ...]:
    """The years' quarters that lie between the shelf's first and last week, the newest of both first."""
    found = ((year, tables(place, quarters_of(place, year))) for year in years)
    return tuple(MatrixYear(place.year(year), quarters) for year, quarters in found if quarters)


def newest_quarters(place: Place, count: int = LAST_QUARTER) -> tuple[Quarter, ...]:
    """The tables of the last quarters."""
    found = (weeks for year in place.shelf.years for weeks in quarters_of(place, year))
    return tables(place, list(islice(found, count)))


def quarters_of(place: Place, year: int) -> list[Sequence[Week]]:
    """The weeks of each quarter of a year that lies between the shelf's first and last week, the newest first."""
    within = (weeks_of_quarter(year, number) for number in range(LAST_QUARTER, 0, -1))
    return [weeks for weeks in within if place.shelf.covers(weeks[0], weeks[-1])]


def tables(place: Place, quarters: Sequence[Sequence[Week]]) -> tuple[Quarter, ...]:
    """A table of each quarter, all with the same lines, so that two of them side by side are one."""
    years = {weeks[0].year for weeks in quarters}
    alive = [topic for topic in place.shelf.topics if any(belongs(topic, year) for year in years)]
    return tuple(table(place, weeks, alive) for weeks in quarters)


def table(place: Place, weeks: Sequence[Week], topics: Sequence[Heading]) -> Quarter:
    """The table of a quarter's weeks and these topics."""
    heads = tuple(replace(place.week(week), text=str(week.number), note=place.words.week_span(week)) for week in weeks)
    return Quarter(
        place.words.span(weeks[0].first, weeks[-1].last),
        heads,
        tuple(Line(year_of_topic(place, topic, weeks[0].year), cells(place, topic, weeks)) for topic in topics),
    )


def belongs(topic: Heading, year: int) -> bool:
    """Whether a topic has a line: if it lived in this year; having no topic only where there is such a text."""
    return topic.lived_in(year) if topic.name else year in topic.years


def topics_in(place: Place, year: int) -> str:
    """The digest of the topics that have or may have a line in a year, and of which of them have a page of it."""
    there = (topic for topic in place.shelf.topics if topic.lived_in(year))
    return signed(*(f"{topic.name} {topic.slug} {year in topic.years}" for topic in there))


def year_of_topic(place: Place, topic: Heading, year: int) -> Link:
    """The link from a line to its topic's year, to the whole topic if it has nothing that year."""
    if year not in topic.years:
        return place.topic(topic.name)
    return place.link(place.topic_name(topic.name), topic_year_address(place.lang, topic.slug, year))


def cells(place: Place, topic: Heading, weeks: Iterable[Week]) -> tuple[Cell, ...]:
    """A topic's cell for each week."""
    return tuple(cell(place, topic, week) for week in weeks)


def cell(place: Place, topic: Heading, week: Week) -> Cell:
    """The mark of one week, and the way to that topic in its issue: of all ways there it costs a page the least."""
    entries = topic.in_week(week)
    if not entries:
        return Cell(place.sign("none"), place.words.week(week))
    target = f"{week_address(place.lang, week)}#{topic_anchor(topic.slug)}"
    return Cell(place.sign(mark_of(entries)), place.words.week(week), place.href(target))
