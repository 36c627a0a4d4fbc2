"""One commentary, ready to be written: its facts, and what became of it in a run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from backfile.model.documents import Block
from backfile.model.readings import Cut, Note, Repair

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


@dataclass(frozen=True, slots=True)
class Period:
    """The days a commentary covers, both ends included."""

    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        """The ISO 8601 interval, `2025-01-06/2025-01-12`."""
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


@dataclass(frozen=True, slots=True)
class Change:
    """One place at which a later capture of a commentary says something else than the one before it.

    `captured` is the time of the later one, `place` the part of the text; `before` and `after` may be cut to the words
    around what changed, and one of them is empty where something was added or taken away.
    """

    captured: dt.datetime
    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Commentary:
    """One commentary, ready to be written: facts where the source states them, nothing where it does not.

    `capture` is the sha256 of the bytes it was read from, in hex; behind it `#2` for the second of several in them.
    """

    title: str
    body: tuple[Block, ...]
    source: str
    language: str
    capture: str
    captured: dt.datetime
    gone: dt.date | None = None
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
    changes: tuple[Change, ...] = ()
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
