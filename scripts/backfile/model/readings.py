"""What a recipe read off one document: words as printed, and what was cut, repaired or not understood."""

from __future__ import annotations

from dataclasses import dataclass

from backfile.model.documents import Block


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
