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
class FeedsPage:
    """The feeds of the archive, of the language, and of each topic."""

    shell: Shell
    title: str
    note: str
    groups: tuple[FeedGroup, ...]


@dataclass(frozen=True, slots=True)
class AboutPage:
    """How the archive is made and how to read it."""

    shell: Shell
    title: str
    lead: str
    legend: tuple[Mark, ...]
    feeds: Link


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """What stands where nothing is."""

    shell: Shell
    title: str
    note: str
    links: tuple[Link, ...]
