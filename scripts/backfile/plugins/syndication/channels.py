"""The archive in, what each of its feeds carries out: all, a language, a topic, an author."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import attrgetter

from backfile.plugins.addresses import all_topic_feed, author_feed, home_address, name_address, topic_address
from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Archive, Place
from backfile.plugins.shelves import Heading, Shelf, gather
from backfile.plugins.words import own_name

NEWEST = 20
WHOLE = 80_000  # letters of text: with the summaries of the rest less than 60 KB, packed, in any script


@dataclass(frozen=True)
class Channel:
    """What one feed carries, the newest first; `stem` names its files, `page` is the page it follows.

    A `whole` one holds texts, and has archives by year, from which everything can be rebuilt.
    """

    stem: str
    title: str
    page: str
    lang: str
    everything: tuple[Entry, ...]
    whole: bool = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The newest, which the feed itself holds."""
        return self.everything[:NEWEST]

    @property
    def texts(self) -> int:
        """How many of the newest it holds with their whole text."""
        lengths = accumulate(len(entry.body.html) for entry in self.entries)
        return sum(length <= WHOLE for length in lengths) if self.whole else 0

    @cached_property
    def years(self) -> Mapping[int, tuple[Entry, ...]]:
        """All entries by the year they are filed in, the oldest year first."""
        found = gather(self.everything, lambda entry: [year_of(entry)])
        return {year: found[year] for year in sorted(found)}


def year_of(entry: Entry) -> int:
    """The year of its date, which no correction moves; of an undated one the year it was captured in."""
    day = entry.date or entry.captured
    return day.year if day else 0


def channels(archive: Archive) -> Iterator[Channel]:
    """All feeds of the site; one may have nothing that can be dated."""
    name, front = archive.site.name, archive.front_lang
    yield Channel("all", name, "index.html", front, timed(merged(archive.entries)), whole=True)
    yield from topics_of_all(archive)
    for lang, shelf in archive.shelves.items():
        yield Channel(lang, f"{name}: {own_name(lang)}", home_address(lang), lang, timed(shelf.entries), whole=True)
        for topic in shelf.topics:
            title = f"{name}: {Place(archive, shelf, '').topic_name(topic.name)}"
            yield Channel(f"{lang}/{topic.slug}", title, topic_address(lang, topic.slug), lang, timed(topic.entries))
        for author in shelf.authors:
            page = name_address(lang, "authors", author.slug)
            yield Channel(author_feed(lang, author.slug), f"{name}: {author.name}", page, lang, timed(author.entries))


def topics_of_all(archive: Archive) -> Iterator[Channel]:
    """The topics of the front page's language, each with what stands under it in the other languages."""
    shelf = archive.shelves[archive.front_lang]
    for topic in shelf.topics:
        if in_other_languages(archive, shelf, topic):
            entries = merged((*topic.entries, *in_other_languages(archive, shelf, topic)))
            words = archive.words[shelf.lang]
            title = f"{archive.site.name}: {topic.name} ({words.say('All languages')})"
            page = topic_address(shelf.lang, topic.slug)
            yield Channel(all_topic_feed(topic.slug), title, page, shelf.lang, timed(entries))


def in_other_languages(archive: Archive, shelf: Shelf, topic: Heading) -> tuple[Entry, ...]:
    """What stands under a topic's counterparts, as the translations tell."""
    names = archive.topics.get((shelf.lang, topic.name), {})
    return tuple(
        entry for lang, name in sorted(names.items()) for entry in archive.shelves[lang].named["topics"][name].entries
    )


def merged(entries: Iterable[Entry]) -> list[Entry]:
    """The entries of several shelves, the newest first."""
    return sorted(entries, key=attrgetter("rank"))


def timed(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that have any time at all, without which a feed cannot carry them."""
    return tuple(entry for entry in entries if entry.is_timed)
