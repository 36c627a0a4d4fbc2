"""A shelf in, its matrix page out: topics by years with their marks, and the newest year by weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

from markupsafe import Markup

from backfile.plugins.addresses import matrix_address, topic_year_address
from backfile.plugins.drawings.columns import Column, columns
from backfile.plugins.pages.matrix import newest_quarters
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Link, Page
from backfile.plugins.pages.records_surveys import MatrixPage, Survey, SurveyLine
from backfile.plugins.pages.shell import shell_of
from backfile.plugins.pages.trends import MARKS, in_words
from backfile.plugins.series import week_marks
from backfile.plugins.shelves import Heading

Counts = Mapping[int, Counter[str]]


def matrix_pages(place: Place) -> Iterator[Page]:
    """The page, if there is any week."""
    if place.shelf.weeks:
        others = place.others(matrix_address, lambda shelf: shelf.weeks)
        make, parts = partial(matrix_page, others=others), {"the texts of its language": place.shelf.sign}
        yield place.at(matrix_address(place.lang)).page("matrix.html", make, parts, others)


def matrix_page(place: Place, others: dict[str, str]) -> MatrixPage:
    """All years at a glance."""
    shelf, title = place.shelf, place.words.say("Topics by years and weeks")
    years = range(min(shelf.weeks).year, max(shelf.weeks).year + 1)
    counted = [(topic, counts_of(topic)) for topic in shelf.topics if topic.weeks]
    tallest = max(
        (max(count["better"], count["worse"]) for _, counts in counted for count in counts.values()), default=0
    )
    note = place.words.say(
        "How many weeks of each year have a commentary on a topic; the bars show how many were marked better, "
        "above the line, and worse, below it."
    )
    return MatrixPage(
        shell=shell_of(place, title, note, others),
        title=title,
        note=note,
        years=tuple(map(place.year, years)),
        lines=tuple(line(place, topic, counts, years, tallest) for topic, counts in counted),
        newest=newest_quarters(place),
        legend=place.legend(),
    )


def counts_of(topic: Heading) -> Counts:
    """For each year how many weeks have which mark."""
    marks = week_marks(topic.weeks)
    return {year: Counter(mark.key for mark in marks if mark.week.year == year) for year in topic.years}


def line(place: Place, topic: Heading, counts: Counts, years: range, tallest: int) -> SurveyLine:
    """A topic's years."""
    return SurveyLine(
        place.topic(topic.name), tuple(cell(place, topic, year, counts.get(year), tallest) for year in years)
    )


def cell(place: Place, topic: Heading, year: int, counts: Counter[str] | None, tallest: int) -> Survey:
    """A topic's year: how many weeks it has, its marks as a column up and one down."""
    if not counts:
        return Survey(Link(""), Markup(), "")
    link = place.link(place.words.number(counts.total()), topic_year_address(place.lang, topic.slug, year), str(year))
    picture = columns((Column(*(counts[key] for key in MARKS)),), "balance", tallest=tallest)
    return Survey(link, picture, in_words(place, counts))
