"""An archive in, its volumes out: the commentaries of a language in one year, whose files stand in one folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from backfile.plugins.entries import Entry
from backfile.plugins.pages.commentaries import commentary_pages
from backfile.plugins.pages.issues import week_pages
from backfile.plugins.pages.matrix import topics_in
from backfile.plugins.pages.place import Archive, Place
from backfile.plugins.pages.records import Page
from backfile.plugins.shelves import Shelf
from backfile.plugins.weeks import Week
from backfile.write.ledger import signed

TEMPLATES = ("commentary.html", "week.html", "whole.html")
"""Those that print its pages."""


@dataclass(frozen=True)
class Volume:
    """What a language has in the weeks of an ISO year, or in no week: commentaries, issues, what goes with them."""

    place: Place
    year: int | None

    @property
    def address(self) -> str:
        """Its folder; nothing else stands there but lists of what is in it."""
        return f"{self.place.lang}/{self.year or 'undated'}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its commentaries."""
        return self.place.shelf.by_year[self.year]

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The page of each commentary, and those of each issue."""
        issues = week_pages(self.place, self.year) if self.year else ()
        return (*commentary_pages(self.place, self.year), *issues)

    def parts(self) -> dict[str, str]:
        """The digests of all that its files depend on besides what all files share: equal ones are equal files."""
        return {
            "its texts": self.place.listed(self.entries),
            "its issues": self._issues(),
            "its topics": self._topics(),
            "the names in it": self._names(),
            "its translations": self._others(),
            "its copies": self._copies(),
        }

    def _issues(self) -> str:
        """Its weeks in order, with those before and after it that have an issue, and each week's other languages."""
        mine = self.place.shelf.weeks_by_year.get(self.year, ()) if self.year else ()
        if not mine:
            return ""
        others = [shelf for shelf in self.place.archive.shelves.values() if shelf is not self.place.shelf]
        langs = [f"{week} {shelf.lang}" for week in mine for shelf in others if week in shelf.weeks]
        return signed(str(around(self.place.shelf, mine)), str(mine), *langs)

    def _topics(self) -> str:
        """What is said of its topics, and what comes before and after it in each."""
        topics = [topic for topic in self.place.shelf.topics if self.year in topic.by_year]
        beside = (
            f"{topic.slug} {topic.is_timed} {[other and other.sign for other in topic.beside(self.year)]}"
            for topic in topics
        )
        return signed(topics_in(self.place, self.year) if self.year else "", *beside)

    def _names(self) -> str:
        """Where the names on its pages lead, and what its sources are called."""
        named, people = self.place.shelf.named, self.place.shelf.people
        sources = [named["sources"][name] for name in sorted({entry.source for entry in self.entries})]
        authors = sorted({name for entry in self.entries for name in entry.authors})
        persons = {person.slug for entry in self.entries for person in people.get(entry.address, ())}
        return signed(
            *(f"{source.slug} {self.place.heading_name('sources', source)}" for source in sources),
            *("authors", *(named["authors"][name].slug for name in authors)),
            *("people", *sorted(persons)),
        )

    def _others(self) -> str:
        """The translations of each commentary."""
        known = self.place.archive.translations
        found = ((entry, other) for entry in self.entries for other in known.get(entry.address, ()))
        return signed(*(f"{entry.address} {other.sign}" for entry, other in found))

    def _copies(self) -> str:
        """The near copies of each commentary, with the way to their topics."""
        known, mine = self.place.archive.copies, self.place.shelf.signs
        found = ((entry, other) for entry in self.entries for other in known.get(entry.address, ()))
        return signed(*(f"{entry.address} {mine[other.address]}" for entry, other in found))


def around(shelf: Shelf, weeks: tuple[Week, ...]) -> tuple[Week | None, Week | None]:
    """The weeks before and after these, which are all of a year, that have an issue."""
    order = [None, *shelf.weeks, None]
    first = order.index(weeks[0])
    return order[first - 1], order[first + len(weeks)]


def volumes_of(archive: Archive) -> Iterator[Volume]:
    """Every volume, language by language."""
    for shelf in archive.shelves.values():
        place = Place(archive, shelf, "index.html")
        yield from (Volume(place, year) for year in shelf.by_year)
