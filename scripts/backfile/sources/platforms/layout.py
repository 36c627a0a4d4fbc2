"""Layouts as data: how a page of a source recognises itself, what its head holds, what ends its body.

A layout reads the order and the wording of blocks, so that one layout reads a source's website, a text dump of
it and its mail edition.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from backfile.model import Rights, Trend

Pattern = re.Pattern[str]


def wording(*expressions: str) -> Pattern:
    """A pattern that the whole wording of a block must match, whatever the case of its letters."""
    return re.compile("|".join(f"(?:{expression})" for expression in expressions), re.IGNORECASE)


class Field(StrEnum):
    """The fields a head's slot can fill; a picture does not say the title, and is the first thing of the body."""

    TITLE = "title"
    PERIOD = "period"
    PUBLISHED = "published"
    TOPIC = "topic"
    TREND = "trend"
    AUTHOR = "author"
    CREDIT = "credit"
    SUMMARY = "summary"
    FURNITURE = "furniture"
    TITLE_AGAIN = "title again"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a page's head: what may stand there and which field it fills.

    `pattern` must match a block's whole wording (None: any); its group `value…`, if it has one, is what is kept,
    and a group named after another field fills that one. `doubt` is what the editor is asked if the slot is filled.
    `most_words` bounds its length (45 unless said: LONG_TITLE in reading.py); `before_longer` asks that the next block
    be longer, or match `before`; `before_title` asks that it say the title again; `behind` asks that the block before
    match it; `heading` asks for a heading, or a
    head at the opening of a text; `repeated` lets it take several blocks.
    """

    field: Field
    pattern: Pattern | None = None
    required: bool = False
    most_words: int | None = None
    before_longer: bool = False
    before: Pattern | None = None
    before_title: bool = False
    behind: Pattern | None = None
    heading: bool = False
    repeated: bool = False
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """One look that a source's pages have had.

    A document has this layout if its head is found, none of `absent`
    does, and either its address is on one of the source's hosts or one of `marks` matches a block. The body
    ends before the first block that one of `ends` matches; blocks that `furniture` matches are cut wherever they
    stand. With `teasers` the tail holds other prose each time (teasers of other pages, a postscript), so no warning is
    given of prose that is cut outside the body. `first_published` matches a line that names the first publisher and
    ends the body; its group `value` is the name. `wrapped`, if not None, asks for a printed (or not printed) text.
    """

    name: str
    head: tuple[Slot, ...]
    ends: tuple[Pattern, ...] = ()
    furniture: tuple[Pattern, ...] = ()
    marks: tuple[Pattern, ...] = ()
    absent: tuple[Pattern, ...] = ()
    first_published: Pattern | None = None
    teasers: bool = False
    wrapped: bool | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A source's own index of its commentaries: titles with the weeks they cover, newest first, on numbered pages.

    `head` matches the line under which the titles stand; what stands before it is the page's. `path` is the path of its
    first page, in which `{topic}` stands for each topic's segment of an address; a further page is `path`/page/2, or
    `path`?paged=2. A list ends where its layouts' pages do, or where `ends` matches.
    """

    head: Pattern
    path: str
    ends: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """How a capture of several commentaries falls apart: a letter or a page that holds a whole issue.

    Each commentary begins with a line that `start` matches. What `shared` matches among the lines before the first is
    printed once for all, and stands before each: the week.
    """

    start: Pattern
    shared: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """What a source is known to hold, checked on each page: none of its commentaries is older than `none_before`."""

    none_before: str


@dataclass(frozen=True, slots=True)
class Source:
    """The declaration of a publication: who publishes it, where, how often, in which languages, on what.

    `id` is its module's name with hyphens; `hosts` stand without `www.`, each other subdomain by itself; those in
    `moved` are former ones, whose pages stand under the same paths on the first. `topics` maps
    a topic's name in the archive's spelling to all spellings and address segments it has; `trends` maps a mark to the
    expressions of its phrases. With `parts` a capture may hold several commentaries.
    """

    id: str
    name: str
    home: str
    hosts: tuple[str, ...]
    languages: tuple[str, ...]
    layouts: tuple[Layout, ...]
    publisher: str | None = None
    frequency: str = "weekly"
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    trends: Mapping[Trend, tuple[str, ...]] = field(default_factory=dict)
    rights: Rights = Rights.FULL
    promise: Promise | None = None
    moved: tuple[str, ...] = ()
    listing: Listing | None = None
    parts: Parts | None = None
