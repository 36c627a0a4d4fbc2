"""The frozen records of the street: capture, document, reading, commentary.

Every stage takes one of these records and returns the next; none changes the one it was given.
Positions (`place`) are 1-based line numbers in the decoded capture, 0 where there is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

SCHEMA = 1


class Trend(StrEnum):
    """The mark a commentary gives its topic for its week."""

    BETTER = "better"
    UNCHANGED = "unchanged"
    WORSE = "worse"


class Rights(StrEnum):
    """How much of a commentary the archive may republish."""

    FULL = "full"
    EXCERPT = "excerpt"
    LINK = "link"


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    IMAGE = "image"
    CAPTION = "caption"
    TABLE = "table"
    CODE = "code"
    NOTE = "note"
    RULE = "rule"


class Style(StrEnum):
    """Inline emphasis that survives into Markdown."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a block's text with one look.

    `href` is the address the text links to, `note` the key of the footnote it is the marker of.
    """

    text: str
    styles: frozenset[Style] = frozenset()
    href: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document, in reading order.

    `level` is a heading's rank (1-6), a list item's or a quote's depth (from 1), else 0. `ordinal` is the
    printed number of an ordered item. `continued` marks a further paragraph of the item before it.
    `rows` are a table's cells, the first row its head. `note` is the key of the footnote a NOTE defines.
    `src` is an IMAGE's address and the text its alternative text. `region` names the nearest landmark around
    the block: "nav", "header", "footer", "aside", "form", or "" for the page's own text. `column` is the
    number of blanks before a printed line, by which a page break shows.
    """

    kind: Kind
    runs: tuple[Run, ...] = ()
    level: int = 0
    ordinal: int | None = None
    continued: bool = False
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()
    note: str | None = None
    src: str | None = None
    language: str | None = None
    region: str = ""
    place: int = 0
    column: int = 0

    @property
    def text(self) -> str:
        """The block's text without any markup; a table's cells are parted by a space."""
        if self.rows:
            return " ".join("".join(run.text for run in cell) for row in self.rows for cell in row)
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing a capture says about itself outside its text.

    `name` is one of url, title, author, published, modified, language, site, section, tag, summary, image,
    credit, publisher, charset, or `alternate:<lang>` for a translation's address. `origin` says where it stood:
    json-ld, opengraph, meta, link, time, html, title, the origin of the capture itself, or that it is a guess.
    """

    name: str
    value: str
    origin: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Capture:
    """The raw bytes of one page as they came, never changed.

    `digest` is the sha256 of `body` in hex, `captured` an aware time in UTC, `origin` the URL or the
    file name the bytes came from, `charset` what the transport declared, if anything.
    """

    body: bytes
    digest: str
    captured: dt.datetime
    media_type: str
    origin: str
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A capture's blocks and hints, whatever form it came in.

    `markup` is the decoded HTML source, "" for other forms. `wrapped` says that the text was printed in
    lines and unwrapped, `truncated` that its first line continues something that is not there.
    """

    digest: str
    media_type: str
    blocks: tuple[Block, ...]
    hints: tuple[Hint, ...] = ()
    markup: str = ""
    wrapped: bool = False
    truncated: bool = False

    def hint(self, name: str, *origins: str) -> str | None:
        """The first value said for `name`, of the given origins only if there are any."""
        return next(self.hinted(name, *origins), None)

    def hinted(self, name: str, *origins: str) -> Iterator[str]:
        """All values said for `name`, most trusted first."""
        return (h.value for h in self.hints if h.name == name and (not origins or h.origin in origins))


@dataclass(frozen=True, slots=True)
class Printed:
    """Words as a source printed them, and where."""

    text: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Cut:
    """A block that was left out of the body, and why."""

    reason: str
    text: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Repair:
    """One logged change of characters; `rule` is its class."""

    rule: str
    before: str
    after: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A question or a warning for the editor, with what to do about it."""

    text: str
    place: int = 0
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a recipe read off one document: each field as printed, the body, and what was left out."""

    source: str
    layout: str
    body: tuple[Block, ...]
    title: Printed | None = None
    title_incomplete: bool = False
    period: Printed | None = None
    published: Printed | None = None
    topic: Printed | None = None
    trend: Printed | None = None
    authors: tuple[Printed, ...] = ()
    credit: Printed | None = None
    summary: Printed | None = None
    first_published: Printed | None = None
    repairs: tuple[Repair, ...] = ()
    cuts: tuple[Cut, ...] = ()
    notes: tuple[Note, ...] = ()
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The days a commentary covers, both ends included."""

    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        """The ISO 8601 interval, `2025-01-06/2025-01-12`."""
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


@dataclass(frozen=True, slots=True)
class Commentary:
    """One commentary, ready to be written: facts where the source states them, nothing where it does not."""

    title: str
    body: tuple[Block, ...]
    source: str
    language: str
    capture: str
    captured: dt.datetime
    published: dt.date | None = None
    modified: dt.date | None = None
    period: Period | None = None
    topic: str | None = None
    tags: tuple[str, ...] = ()
    trend: Trend | None = None
    trend_phrase: str | None = None
    authors: tuple[str, ...] = ()
    summary: str | None = None
    publisher: str | None = None
    first_published: str | None = None
    url: str | None = None
    aliases: tuple[str, ...] = ()
    translations: str | None = None
    credit: str | None = None
    rights: Rights = Rights.FULL
    missing: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    cuts: tuple[Cut, ...] = ()
    notes: tuple[Note, ...] = ()
    generic: bool = False

    @property
    def date(self) -> dt.date | None:
        """The day it is filed under: the day it was published, else the last day of its period."""
        return self.published or (self.period.last if self.period else None)

    @property
    def week(self) -> tuple[int, int] | None:
        """ISO year and week: of its period if it has one, else of the day it was published."""
        day = self.period.first if self.period else self.published
        return (day.isocalendar().year, day.isocalendar().week) if day else None


class Status(StrEnum):
    """What became of one input in a run."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    CONFLICT = "conflict"
    FAILED = "failed"
