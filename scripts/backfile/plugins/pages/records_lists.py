"""What the pages of lists print, and the few pages that there is one of in each language."""

from __future__ import annotations

from dataclasses import dataclass

from backfile.plugins.pages.records import Feed, Group, Link, Mark, Shell
from backfile.plugins.pages.records_surveys import Strip


@dataclass(frozen=True, slots=True)
class ListPage:
    """Commentaries in groups: a month, an author, a source, a topic's year, the undated, or a part of one of these."""

    shell: Shell
    kicker: Link
    title: str
    note: str
    groups: tuple[Group, ...]
    links: tuple[Link, ...] = ()
    links_title: str = ""
    parts: tuple[Link, ...] = ()
    strip: Strip | None = None
    feeds: tuple[Feed, ...] = ()
    citation_files: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexPage:
    """Names with their counts: authors, sources, people."""

    shell: Shell
    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """What one can follow, in each form there is."""

    title: str
    feeds: tuple[Feed, ...]


@dataclass(frozen=True, slots=True)
class FeedSection:
    """What can be followed of one kind."""

    title: str
    groups: tuple[FeedGroup, ...]


@dataclass(frozen=True, slots=True)
class FeedsPage:
    """The feeds of the archive, of the language, of each topic and author; all of them in one file of OPML."""

    shell: Shell
    title: str
    note: str
    sections: tuple[FeedSection, ...]
    opml: Link


@dataclass(frozen=True, slots=True)
class AboutPage:
    """How the archive is made and how to read it."""

    shell: Shell
    title: str
    lead: str
    legend: tuple[Mark, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file to take away: its size in words, its sha256 in hex digits."""

    link: Link
    says: str
    size: str
    digest: str


@dataclass(frozen=True, slots=True)
class CitePage:
    """How to cite, and the data on the whole archive."""

    shell: Shell
    title: str
    lead: str
    example: str
    files: tuple[DataFile, ...]
    lists: tuple[Link, ...]
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MovedPage:
    """What stands at an address that was given up; `target` is where its commentary went, "" if it was withdrawn."""

    shell: Shell
    title: str
    note: str
    target: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """What stands where nothing is."""

    shell: Shell
    title: str
    note: str
    links: tuple[Link, ...]
