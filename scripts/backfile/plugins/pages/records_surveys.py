"""What the pages that survey the archive print: ways in, matrices, trends, calendars."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from backfile.plugins.pages.records import Feed, Link, Mark, Row, Shell
from backfile.plugins.pages.records_texts import Issue


@dataclass(frozen=True, slots=True)
class Cell:
    """One week of one topic; it leads nowhere if there is no issue."""

    mark: Mark
    week: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One topic's cells."""

    topic: Link
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Quarter:
    """A table of topics by weeks."""

    caption: str
    weeks: tuple[Link, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MatrixYear:
    """A year's quarters, the newest first."""

    year: Link
    quarters: tuple[Quarter, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many weeks, or issues, carry a mark."""

    mark: Mark
    count: str


@dataclass(frozen=True, slots=True)
class Survey:
    """A link to a topic, author or year, how much it holds, and its marks as a picture and in words."""

    link: Link
    picture: Markup
    words: str


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A topic's years, the oldest first; a year without any has no text."""

    topic: Link
    years: tuple[Survey, ...]


@dataclass(frozen=True, slots=True)
class TrendYear:
    """A line of a trend's table."""

    year: Link
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """A topic's trend over the years: the picture, what it shows in words, and its figures.

    `axis` has a name for each year, "" where there is no room for one; `marks` are the heads of the table's columns.
    """

    picture: Markup
    axis: tuple[str, ...]
    sentences: tuple[str, ...]
    turns: tuple[Link, ...]
    column: str
    marks: tuple[Mark, ...]
    years: tuple[TrendYear, ...]
    table: Link


@dataclass(frozen=True, slots=True)
class Strip:
    """A topic's year as a row of weeks."""

    year: Link
    cells: tuple[Cell, ...]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The way in: of the site if it names `editions`, else of one language."""

    shell: Shell
    title: str
    count: str
    editions: tuple[Link, ...]
    issue: Issue | None
    issue_link: Link | None
    whole: Link | None
    weeks: tuple[Link, ...]
    same_week: tuple[Link, ...]
    calendar: Link | None
    matrix: tuple[Quarter, ...]
    matrix_link: Link | None
    legend: tuple[Mark, ...]
    topics: tuple[Survey, ...]
    years: tuple[Link, ...]
    undated: Link | None


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic: its trend over the years, its newest weeks and commentaries, all others by year."""

    shell: Shell
    title: str
    count: str
    trend: Trend | None
    strips: tuple[Strip, ...]
    legend: tuple[Mark, ...]
    newest: tuple[Row, ...]
    years: tuple[Link, ...]
    undated: tuple[Row, ...]
    undated_link: Link | None
    feeds: tuple[Feed, ...]
    citation_files: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TopicsPage:
    """The topics with their last two years as sparklines."""

    shell: Shell
    title: str
    note: str
    topics: tuple[Survey, ...]
    matrix: Link | None


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """Topics by years with their marks, and the newest quarters by weeks."""

    shell: Shell
    title: str
    note: str
    years: tuple[Link, ...]
    lines: tuple[SurveyLine, ...]
    newest: tuple[Quarter, ...]
    legend: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    """A week: `level` says in four steps how much there is, 0 for nothing."""

    number: str
    href: str
    words: str
    level: int


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The 52 or 53 weeks of an ISO year."""

    year: Link
    weeks: tuple[CalendarWeek, ...]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """All weeks of a decade or two, the newest year first."""

    shell: Shell
    title: str
    note: str
    years: tuple[CalendarYear, ...]
    decades: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class YearPage:
    """A year: its matrix, its weeks, its months."""

    shell: Shell
    title: str
    count: str
    matrix: tuple[MatrixYear, ...]
    legend: tuple[Mark, ...]
    weeks: tuple[Link, ...]
    months: tuple[Link, ...]
    years: tuple[Link, ...]
    citation_files: tuple[Link, ...]
