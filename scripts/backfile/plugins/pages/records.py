"""What every page may print: links, rows and marks, already relative to it, and what is around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, Protocol


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
    """A commentary in a list; `coins` is its ContextObject for reference managers."""

    title: Link
    mark: Mark
    when: str
    iso: str = ""
    topic: Link | None = None
    authors: str = ""
    dek: str = ""
    outward: str = ""
    coins: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading."""

    heading: Link
    rows: tuple[Row, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to subscribe to; `form` is `Atom` or `RSS`."""

    title: str
    href: str
    media_type: str
    form: str


@dataclass(frozen=True, slots=True)
class Shell:
    """What is around every page; `canonical` and `alternates` are absolute, and empty if the site has no address.

    `pictures` is the stylesheet of pages that have any. `nav` leads to the indexes that most readers want, `more` to
    the others.
    """

    lang: str
    interface: str
    direction: str
    site: str
    title: str
    description: str
    home: str
    stylesheet: str
    pictures: str
    nav: tuple[Link, ...]
    more: tuple[Link, ...]
    languages: tuple[Link, ...]
    feeds: tuple[Feed, ...]
    canonical: str = ""
    alternates: tuple[Link, ...] = ()


class Record(Protocol):
    """All that one page may print; each kind of page has a frozen class of its own."""

    @property
    def shell(self) -> Shell:
        """What is around it."""


class Page(NamedTuple):
    """Where a record is printed and by which template, in a language; `make` makes the record, once it is asked for.

    `parts` are all that the record is made of, by name, in digests or whole, but for what is around each page of its
    language. `others` are the same page's addresses by language. A page that is not `listed` stands in no sitemap.
    """

    address: str
    template: str
    lang: str
    make: Callable[[], Record]
    parts: Mapping[str, str]
    others: Mapping[str, str] = MappingProxyType({})
    modified: dt.date | None = None
    listed: bool = True

    @property
    def record(self) -> Record:
        """All that it may print."""
        return self.make()
