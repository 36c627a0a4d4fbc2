"""The records of a discovery: what is asked, what was answered, what an index names, how far a walk may go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from backfile.model import Listed


class Way(StrEnum):
    """A way in which a site names its commentaries, as `Listed.via` says it, in the order in which they are walked."""

    HOME = "home"
    FEED = "feed"
    REST = "rest"
    LISTING = "listing"
    SITEMAP = "sitemap"
    ARCHIVE = "archive"
    CDX = "cdx"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered: the address that answered, the decoded body, and what it says of it.

    `captured` is an aware moment in UTC; `headers` are the answer's, by their names in small letters.
    """

    url: str
    body: bytes
    media_type: str
    charset: str | None
    captured: dt.datetime
    headers: Mapping[str, str] = field(default_factory=dict)


Ask = Callable[[str], Answer | None]
"""Asks for an address. None where it is unchanged since the last complete discovery, refused or failed."""


@dataclass(frozen=True, slots=True)
class Index:
    """One index to ask for: its address and what it is.

    `chain` is the address of the first page of its sequence and `number` its place in it, from 1; `depth` counts the
    indexes above it. `own` marks a listing whose form its source's recipe knows; `guessed` one that no page names.
    """

    url: str
    way: Way
    chain: str = ""
    number: int = 1
    depth: int = 0
    topic: str | None = None
    language: str | None = None
    own: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """Something that an index names and that is no commentary of this publication, and why it is left out."""

    reason: str
    what: str = ""
    index: str = ""


Item = Listed | Index | Skip
Reader = Callable[[Answer, Index], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a walk goes: indexes in all, pages of one sequence, indexes below one another, months without news."""

    indexes: int = 500
    pages: int = 200
    depth: int = 5
    empty_months: int = 12
