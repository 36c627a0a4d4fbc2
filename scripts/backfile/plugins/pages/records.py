"""What the templates may print: one frozen record a page, its links already relative to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere, or nowhere if `href` is ""; `lang` is set where it is not the page's."""

    text: str
    href: str = ""
    lang: str = ""
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A trend as a shape (`sign`), a colour (by `key`) and a word; `phrase` is what the source printed."""

    key: str
    sign: str
    word: str
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A commentary in a list."""

    title: Link
    mark: Mark
    when: str
    iso: str = ""
    topic: Link | None = None
    authors: str = ""
    dek: str = ""
    outward: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One week of one topic: `title` names what is there, "" if there is no issue."""

    mark: Mark
    week: str
    href: str = ""
    title: str = ""


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
    """How many commentaries carry a mark; `start` and `share` are hundredths of the bar."""

    mark: Mark
    count: str
    start: float
    share: float


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading."""

    heading: Link
    rows: tuple[Row, ...]
    anchor: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a commentary's provenance."""

    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to subscribe to."""

    title: str
    href: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Shell:
    """What is around every page; `canonical` and `alternates` are absolute, and empty if the site has no address."""

    lang: str
    interface: str
    direction: str
    site: str
    title: str
    description: str
    home: str
    stylesheet: str
    nav: tuple[Link, ...]
    languages: tuple[Link, ...]
    feeds: tuple[Feed, ...]
    canonical: str = ""
    alternates: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class CommentaryPage:
    """A commentary; `body` is safe HTML, `rights` decides what of it there is."""

    shell: Shell
    title: str
    topic: Link
    week: Link | None
    span: str
    mark: Mark
    authors: tuple[Link, ...]
    date: str
    iso: str
    modified: str
    source: Link
    original: str
    credit: str
    summary: str
    body: Markup
    rights: str
    also_in: tuple[Link, ...]
    issue: tuple[Row, ...]
    earlier: Row | None
    later: Row | None
    copies: tuple[Row, ...]
    people: tuple[Link, ...]
    provenance: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class WeekPage:
    """An issue: the topics side by side; a group without rows had no issue."""

    shell: Shell
    title: str
    span: str
    groups: tuple[Group, ...]
    earlier: Link | None
    later: Link | None
    earlier_gap: str
    later_gap: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The way in: of the site if it names `editions`, else of one language."""

    shell: Shell
    title: str
    count: str
    editions: tuple[Link, ...]
    issue: WeekPage | None
    issue_link: Link | None
    matrix: tuple[MatrixYear, ...]
    legend: tuple[Mark, ...]
    topics: tuple[Link, ...]
    years: tuple[Link, ...]
    undated: Link | None


@dataclass(frozen=True, slots=True)
class TopicYear:
    """A topic's year as a strip of marks, a bar and a sentence."""

    year: Link
    strip: tuple[Cell, ...]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic: its trend over the years, its newest commentaries."""

    shell: Shell
    title: str
    count: str
    years: tuple[TopicYear, ...]
    legend: tuple[Mark, ...]
    newest: tuple[Row, ...]
    undated: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """Commentaries in groups: a month, an author, a source, a topic's year, the undated."""

    shell: Shell
    kicker: Link
    title: str
    note: str
    groups: tuple[Group, ...]
    links: tuple[Link, ...] = ()
    links_title: str = ""


@dataclass(frozen=True, slots=True)
class IndexPage:
    """Names with their counts: topics, authors, sources, people."""

    shell: Shell
    title: str
    links: tuple[Link, ...]


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


@dataclass(frozen=True, slots=True)
class AboutPage:
    """How to read the site, and its feeds."""

    shell: Shell
    title: str
    legend: tuple[Mark, ...]
    feeds: tuple[Feed, ...]


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """What stands where nothing is."""

    shell: Shell
    title: str
    links: tuple[Link, ...]


class Record(Protocol):
    """All that one page may print; each kind of page has a frozen class of its own."""

    @property
    def shell(self) -> Shell:
        """What is around it."""


@dataclass(frozen=True, slots=True)
class Page:
    """Where a record is printed and by which template; `others` are the same page's addresses by language.

    A page that is not `listed` stands in no sitemap.
    """

    address: str
    template: str
    record: Record
    others: Mapping[str, str] = field(default_factory=dict)
    modified: dt.date | None = None
    listed: bool = True
