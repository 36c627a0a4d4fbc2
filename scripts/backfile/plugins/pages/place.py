"""An archive and an address in, what a page there says of the archive out: links, rows and marks as seen from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial

from backfile.model import Rights, Trend
from backfile.plugins.addresses import (
    calendar_address,
    matrix_address,
    name_address,
    relative,
    topic_address,
    week_address,
    year_address,
)
from backfile.plugins.citations.coins import coins
from backfile.plugins.citations.facts import citation_of
from backfile.plugins.citations.lines import Lines
from backfile.plugins.entries import Entry
from backfile.plugins.memory import Memory
from backfile.plugins.pages.records import Link, Mark, Page, Record, Row
from backfile.plugins.shelves import Heading, Shelf
from backfile.plugins.site import Site
from backfile.plugins.weeks import Week
from backfile.plugins.words import Words
from backfile.vocabularies import person_in
from backfile.write.ledger import signed
from backfile.write.permalinks import Permalink, ids_of

DEK = 170
GENERIC = "generic"  # the source of pages that no recipe knows
SIGNS = {"better": "▲", "unchanged": "●", "worse": "▼", "unmarked": "○", "several": "◆", "none": "·"}
LEGEND = ("better", "unchanged", "worse", "unmarked", "several", "none")


@dataclass(frozen=True, slots=True)
class Dataset:
    """A file of data on the whole archive: its bytes are counted and digested."""

    address: str
    size: int
    digest: str


@dataclass(frozen=True)
class Archive:
    """All indexes of the collection; mappings by address hold what belongs to an entry."""

    site: Site
    words: Mapping[str, Words]
    shelves: Mapping[str, Shelf]
    translations: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    copies: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    topics: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    permalinks: tuple[Permalink, ...] = ()
    datasets: Callable[[], tuple[Dataset, ...]] = tuple
    memory: Memory = field(default_factory=Memory)

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The id of each entry in feeds, by its address: that of its first address, the same on every mirror."""
        return ids_of(self.permalinks)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, language by language."""
        return tuple(entry for shelf in self.shelves.values() for entry in shelf.entries)

    @cached_property
    def sign(self) -> str:
        """The digest of all entries and their ids."""
        return signed(*[f"{entry.sign} {self.ids[entry.address]}" for entry in self.entries])

    @cached_property
    def lines(self) -> Lines:
        """What the files of citations and of data say of each entry."""
        return Lines(self.site, self.ids, lambda lang, year: self.shelves[lang].by_year[year], self.memory)

    @cached_property
    def is_timed(self) -> bool:
        """Whether any entry has a time, without which no feed can carry it."""
        return any(shelf.is_timed for shelf in self.shelves.values())

    def coins(self, entry: Entry) -> str:
        """An entry's ContextObject; it stands in many lists."""
        if (found := self._coins.get(entry.address)) is None:
            found = self._coins[entry.address] = coins(citation_of(entry, self.site))
        return found

    @cached_property
    def _coins(self) -> dict[str, str]:
        return {}

    @property
    def front_lang(self) -> str:
        """The language of the front page: the default one if there is anything in it."""
        return self.site.default_lang if self.site.default_lang in self.shelves else min(self.shelves)


@dataclass(frozen=True)
class Place:
    """A page's place in the archive: everything that is said there is said from its address.

    `root` is what its links begin with if it is sent for any address, so that relative ones would lead nowhere.
    """

    archive: Archive
    shelf: Shelf
    address: str
    root: str = ""

    @property
    def words(self) -> Words:
        """The interface of the page's language."""
        return self.archive.words[self.shelf.lang]

    @property
    def lang(self) -> str:
        """The page's language."""
        return self.shelf.lang

    def at(self, address: str) -> Place:
        """Another place of the same shelf."""
        return Place(self.archive, self.shelf, address, self.root)

    def href(self, target: str) -> str:
        """The link to an address of the site."""
        return f"{self.root}{target}" if self.root else relative(target, self.address)

    def link(self, text: str, target: str, note: str = "") -> Link:
        """A link to an address of the site."""
        return Link(text, self.href(target), note=note, current=target == self.address)

    def year(self, year: int) -> Link:
        """The link to a year's page; without a target if there is nothing in it."""
        target = year_address(self.lang, year)
        return self.link(str(year), target) if year in self.shelf.years else Link(str(year))

    def calendar(self) -> Link | None:
        """The link to the calendar of weeks, if there is any week."""
        return self.link(self.words.say("Calendar of weeks"), calendar_address(self.lang)) if self.shelf.weeks else None

    def matrix(self) -> Link | None:
        """The link to the matrix page, if there is any week."""
        title = self.words.say("Topics by years and weeks")
        return self.link(title, matrix_address(self.lang)) if self.shelf.weeks else None

    def week(self, week: Week) -> Link:
        """The link to an issue, its days as its note; without a target if there was none."""
        target = week_address(self.lang, week)
        text = self.words.week(week)
        return self.link(text, target, self.words.week_span(week)) if week in self.shelf.weeks else Link(text)

    def topic_name(self, name: str) -> str:
        """A topic's name, or what stands for none."""
        return name or self.words.say("No topic")

    def heading_name(self, kind: str, heading: Heading) -> str:
        """What a heading is called: a source by its publisher, if all its entries name one; a person as here."""
        if kind == "names":
            return person_in(self.lang, heading.name)
        if kind != "sources":
            return self.topic_name(heading.name)
        return heading.publisher or (self.words.say("Other sources") if heading.name == GENERIC else heading.name)

    def named(self, kind: str, name: str) -> Link:
        """The link to the page of one heading of the shelf."""
        heading = self.shelf.named[kind][name]
        return self.link(self.heading_name(kind, heading), name_address(self.lang, kind, heading.slug))

    def topic(self, name: str) -> Link:
        """The link to a topic's page."""
        return self.link(self.topic_name(name), topic_address(self.lang, self.shelf.named["topics"][name].slug))

    def mark(self, trend: Trend | None, phrase: str | None = None) -> Mark:
        """A trend's mark."""
        worded = phrase if phrase and any(map(str.isalpha, phrase)) else ""  # a bare sign says less than our own word
        return replace(self.sign(trend.value if trend else "unmarked"), phrase=worded)

    def sign(self, key: str) -> Mark:
        """A mark by its key."""
        return marks_in(self.words)[key]

    def legend(self) -> tuple[Mark, ...]:
        """All marks, as they are explained under a matrix."""
        return tuple(self.sign(key) for key in LEGEND)

    def page(
        self,
        template: str,
        make: Callable[[Place], Record],
        parts: Mapping[str, str],
        others: Mapping[str, str] | None = None,
        modified: dt.date | None = None,
        *,
        listed: bool = True,
    ) -> Page:
        """The page of this place."""
        return Page(self.address, template, self.lang, partial(make, self), parts, others or {}, modified, listed)

    def listed(self, entries: Iterable[Entry]) -> str:
        """The digest of entries of the shelf in their order: of all that their rows, or their texts, may say."""
        signs = self.shelf.signs
        return signed(*[signs[entry.address] for entry in entries])

    def others(self, address: Callable[[str], str], has: Callable[[Shelf], object]) -> dict[str, str]:
        """The addresses of the same page in the other languages that have it."""
        shelves = self.archive.shelves.values()
        return {shelf.lang: address(shelf.lang) for shelf in shelves if shelf.lang != self.lang and has(shelf)}

    def row(self, entry: Entry, *, dek: bool = True, topic: bool = True) -> Row:
        """An entry of the shelf in a list."""
        return Row(
            Link(entry.title, self.href(entry.address)),
            self.mark(entry.trend, entry.trend_phrase),
            self.when(entry),
            entry.date.isoformat() if entry.date else "",
            topic=self.topic(entry.topic or "") if topic else None,
            authors=", ".join(entry.authors),
            dek=cut(entry.dek) if dek else "",
            outward=entry.original or "" if entry.rights is Rights.LINK else "",
            coins=self.archive.coins(entry),
        )

    def when(self, entry: Entry) -> str:
        """An entry's day, or the days of its period."""
        if entry.period:
            return self.words.span(entry.period.first, entry.period.last)
        return self.words.date(entry.date) if entry.date else self.words.say("undated")


@cache
def marks_in(words: Words) -> Mapping[str, Mark]:
    """Each mark by its key, in the words of a language."""
    meanings = {
        "better": words.say("better"),
        "unchanged": words.say("unchanged"),
        "worse": words.say("worse"),
        "unmarked": words.say("no mark"),
        "several": words.say("several marks"),
        "none": words.say("no issue"),
    }
    return {key: Mark(key, SIGNS[key], meaning) for key, meaning in meanings.items()}


def cut(text: str, width: int = DEK) -> str:
    """The text, ended at a word with an ellipsis if it is longer than `width` characters."""
    return text if len(text) <= width else text[:width].rsplit(" ", 1)[0].rstrip(" .,;:–—") + "…"
