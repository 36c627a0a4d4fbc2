"""What the pages of texts print: a commentary, an issue, an issue with all its texts."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from backfile.plugins.citations.metadata import Meta
from backfile.plugins.pages.records import Group, Link, Mark, Row, Shell


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a commentary's provenance."""

    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Amendment:
    """What its source changed in a text after it was captured, `when` in ISO 8601; either side may be ""."""

    when: str
    day: str
    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Citing:
    """How a commentary is cited: in words, as files, and for the programs that read the head of its page.

    `relations` are pairs of a link's relation and its absolute address.
    """

    sentence: str
    files: tuple[Link, ...]
    metas: tuple[Meta, ...]
    json_ld: Markup
    relations: tuple[tuple[str, str], ...]


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
    amendments: tuple[Amendment, ...]
    citing: Citing


@dataclass(frozen=True, slots=True)
class Issue:
    """A week's topics side by side; a group without rows had no issue."""

    title: str
    span: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """The way to the week before or after that has an issue; `gap` tells of the weeks between that have none."""

    week: Link
    gap: str = ""


@dataclass(frozen=True, slots=True)
class WeekPage:
    """An issue's contents; `whole` leads to all its texts on one page."""

    shell: Shell
    issue: Issue
    count: str
    whole: Link
    earlier: Step | None
    later: Step | None


@dataclass(frozen=True, slots=True)
class BoundText:
    """One text of a whole issue; `body` is safe HTML, its anchors begin with `anchor`."""

    anchor: str
    row: Row
    summary: str
    body: Markup
    rights: str
    original: str


@dataclass(frozen=True, slots=True)
class WholePage:
    """An issue with all its texts, to be read or printed in one go."""

    shell: Shell
    title: str
    span: str
    contents: Link
    texts: tuple[BoundText, ...]
    missing: tuple[Link, ...]
