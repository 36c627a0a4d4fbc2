"""What comes in, and what it is made of: a capture's bytes, a document's blocks and hints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


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
class Element:
    """An element of a page around a block: its name, its place in reading order, what it calls itself, its parent.

    `words` are those of its id, classes, role and itemprop, in lower case.
    """

    name: str
    number: int
    words: str = ""
    parent: Element | None = None

    def outwards(self) -> Iterator[Element]:
        """The element and those around it, the innermost first."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document, in reading order.

    `level` is a heading's rank (1-6), a list item's or a quote's depth (from 1), else 0. `ordinal` is the
    printed number of an ordered item. `continued` marks a further paragraph of the item before it.
    `rows` are a table's cells, the first row its head. `note` is the key of the footnote a NOTE defines.
    `src` is an IMAGE's address and the text its alternative text. `region` names the nearest landmark around
    the block: "nav", "header", "footer", "aside", "form", or "" for the page's own text. `column` is the
    number of blanks before a printed line, by which a page break shows. `around` is the innermost element of a web
    page that it stands in: evidence of what the block is, and no part of it.
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
    around: Element | None = field(default=None, compare=False, repr=False)

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
    credit, publisher, charset, alias (another address, perhaps only a path), list (a mailing list), doubt (what is
    uncertain about the bytes, or could not be read), archived (when a web archive took its copy), or
    `alternate:<lang>` for a translation's address. `origin` says where it stood: json-ld, opengraph, meta, link, time,
    html, title, mail, pdf, feed, export, front matter, the origin of the capture itself, or that it is a guess.
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
class Listed:
    """One commentary that an index of its publication names, and what the index says of it, as printed.

    `url` is its absolute address. `via` says what the index is: feed, sitemap, rest, listing, archive, home or cdx;
    `index` is that index's own address and `place` the line in it. `published` and `modified` are days or moments
    as printed there, `period` a week range that may lack its year, `language` a code, `aliases` further addresses
    that the index gives for the same commentary.
    """

    url: str
    via: str
    index: str = ""
    title: str | None = None
    published: str | None = None
    modified: str | None = None
    period: str | None = None
    topic: str | None = None
    language: str | None = None
    aliases: tuple[str, ...] = ()
    place: int = 0
