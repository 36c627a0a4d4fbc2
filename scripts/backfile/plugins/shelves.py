"""Entries in, the archive's indexes out: for each language its weeks, months, topics, authors, sources and people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby, pairwise
from operator import attrgetter
from typing import TypeVar

from backfile.errors import PathTaken
from backfile.plugins.addresses import UNTAGGED, slugs_of
from backfile.plugins.entries import Entry
from backfile.plugins.people import named_in
from backfile.plugins.weeks import Week
from backfile.write.ledger import signed

Key = TypeVar("Key")
KINDS = ("topics", "authors", "sources", "names")


@dataclass(frozen=True)
class Heading:
    """A name that entries are listed under; `name` is "" for those without a topic."""

    name: str
    slug: str
    entries: tuple[Entry, ...]

    @cached_property
    def weeks(self) -> Mapping[Week, tuple[Entry, ...]]:
        """Its entries by week."""
        return gather(self.entries, lambda entry: [entry.week] if entry.week else [])

    @cached_property
    def publisher(self) -> str:
        """The publisher that all its entries name, "" if they do not agree; asked for on each page of a source."""
        found = {entry.publisher or "" for entry in self.entries}
        return found.pop() if len(found) == 1 else ""

    def in_week(self, week: Week) -> tuple[Entry, ...]:
        """Its entries of one week."""
        return self.weeks.get(week, ())

    @cached_property
    def span(self) -> tuple[Week, Week] | None:
        """Its first and last week, if any of its entries has one."""
        return (min(self.weeks), max(self.weeks)) if self.weeks else None

    def lived_in(self, year: int) -> bool:
        """Whether a year lies between its first and its last: then a week without it had no issue of it."""
        return self.span is not None and self.span[0].year <= year <= self.span[1].year

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of its weeks, newest first."""
        return tuple(sorted({week.year for week in self.weeks}, reverse=True))

    @cached_property
    def by_year(self) -> Mapping[int | None, tuple[Entry, ...]]:
        """Its entries under the ISO years of their weeks, newest first, the undated under None and last."""
        return by_year(self.entries)

    def beside(self, year: int | None) -> tuple[Entry | None, Entry | None]:
        """Its entries just after and just before those of a year, as far as there are any."""
        start, end = self._places[year]
        return self.entries[start - 1] if start else None, self.entries[end] if end < len(self.entries) else None

    @cached_property
    def _places(self) -> Mapping[int | None, tuple[int, int]]:
        """Where the entries of each year begin and end."""
        ends = list(accumulate(map(len, self.by_year.values()), initial=0))
        return dict(zip(self.by_year, pairwise(ends), strict=True))

    @cached_property
    def is_timed(self) -> bool:
        """Whether any of its entries has a time, without which no feed can carry it."""
        return any(entry.is_timed for entry in self.entries)


@dataclass(frozen=True)
class Shelf:
    """All of one language, newest first, undated last."""

    lang: str
    entries: tuple[Entry, ...]
    weeks: Mapping[Week, tuple[Entry, ...]]
    months: Mapping[tuple[int, int], tuple[Entry, ...]]
    topics: tuple[Heading, ...]
    authors: tuple[Heading, ...]
    sources: tuple[Heading, ...]
    names: tuple[Heading, ...]

    def headings(self, kind: str) -> tuple[Heading, ...]:
        """The headings of a kind: `topics`, `authors`, `sources`, or `names` for the people in the texts."""
        return {"topics": self.topics, "authors": self.authors, "sources": self.sources, "names": self.names}[kind]

    @cached_property
    def undated(self) -> tuple[Entry, ...]:
        """The entries that are in no week."""
        return tuple(entry for entry in self.entries if entry.week is None)

    @cached_property
    def by_year(self) -> Mapping[int | None, tuple[Entry, ...]]:
        """Its entries under the ISO years of their weeks, newest first, the undated under None and last."""
        return by_year(self.entries)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of weeks and of months, newest first."""
        return tuple(sorted({week.year for week in self.weeks} | {year for year, _ in self.months}, reverse=True))

    @cached_property
    def weeks_by_year(self) -> Mapping[int, tuple[Week, ...]]:
        """The weeks of each year, the oldest first."""
        return {year: tuple(group) for year, group in groupby(self.weeks, key=lambda week: week.year)}

    @cached_property
    def months_by_year(self) -> Mapping[int, tuple[tuple[int, int], ...]]:
        """The months of each year, the oldest first."""
        return {year: tuple(group) for year, group in groupby(self.months, key=lambda month: month[0])}

    @cached_property
    def named(self) -> Mapping[str, Mapping[str, Heading]]:
        """For each kind its headings by name."""
        return {kind: {heading.name: heading for heading in self.headings(kind)} for kind in KINDS}

    @cached_property
    def signs(self) -> Mapping[str, str]:
        """For each address the digest of its entry and of the way to its topic: of all that its row may say."""
        topics = self.named["topics"]
        return {entry.address: f"{entry.sign} {topics[entry.topic or ''].slug}" for entry in self.entries}

    @cached_property
    def week_signs(self) -> Mapping[Week, str]:
        """For each week the digest of its entries in the order of an issue."""
        signs = self.signs
        return {week: signed(*[signs[entry.address] for entry in group]) for week, group in self.weeks.items()}

    @cached_property
    def sign(self) -> str:
        """The digest of all its entries in their order."""
        return signed(*self.signs.values())

    @cached_property
    def people(self) -> Mapping[str, tuple[Heading, ...]]:
        """For each address the people whom its entry names."""
        found: defaultdict[str, list[Heading]] = defaultdict(list)
        for heading in self.names:
            for entry in heading.entries:
                found[entry.address].append(heading)
        return {address: tuple(group) for address, group in found.items()}

    @cached_property
    def is_timed(self) -> bool:
        """Whether any of its entries has a time, without which no feed can carry it."""
        return any(entry.is_timed for entry in self.entries)

    def covers(self, first: Week, last: Week) -> bool:
        """Whether any week from `first` to `last` lies between its own first and last."""
        return self.span is not None and first <= self.span[1] and self.span[0] <= last

    @cached_property
    def span(self) -> tuple[Week, Week] | None:
        """Its first and last week, if any of its entries has one."""
        return (min(self.weeks), max(self.weeks)) if self.weeks else None

    @cached_property
    def newest(self) -> Week | None:
        """Its newest week."""
        return max(self.weeks, default=None)


def shelve(entries: Iterable[Entry]) -> Mapping[str, Shelf]:
    """A shelf for each language, by language tag."""
    ordered = sorted(entries, key=lambda entry: entry.lang)
    return {lang: shelf_of(lang, tuple(group)) for lang, group in groupby(ordered, key=lambda entry: entry.lang)}


def shelf_of(lang: str, entries: Iterable[Entry]) -> Shelf:
    """The shelf of one language's entries."""
    ordered = tuple(sorted(entries, key=attrgetter("rank")))
    weeks = gather(ordered, lambda entry: [entry.week] if entry.week else [])
    months = gather(ordered, lambda entry: [(entry.date.year, entry.date.month)] if entry.date else [])
    return Shelf(
        lang,
        ordered,
        {week: by_topic(weeks[week]) for week in sorted(weeks)},
        {month: months[month] for month in sorted(months)},
        topics=headings(gather(ordered, lambda entry: [entry.topic or ""])),
        authors=headings(gather(ordered, lambda entry: entry.authors)),
        sources=headings(gather(ordered, lambda entry: [entry.source])),
        names=headings(gather(ordered, named_in)),
    )


def by_topic(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries in the order of an issue: by topic, those without one last."""
    return tuple(sorted(entries, key=lambda e: (e.topic is None, (e.topic or "").casefold(), e.rank)))


def by_year(entries: Iterable[Entry]) -> Mapping[int | None, tuple[Entry, ...]]:
    """Entries, newest first, under the ISO years of their weeks; the undated under None."""
    return gather(entries, lambda entry: [entry.year])


def gather(entries: Iterable[Entry], keys: Callable[[Entry], Iterable[Key]]) -> Mapping[Key, tuple[Entry, ...]]:
    """The entries under each of their keys, in the order they came."""
    found: defaultdict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in keys(entry):
            found[key].append(entry)
    return {key: tuple(group) for key, group in found.items()}


def headings(groups: Mapping[str, tuple[Entry, ...]]) -> tuple[Heading, ...]:
    """The groups by name, the nameless one last."""
    slugs = {**slugs_of(name for name in groups if name), "": UNTAGGED}
    ordered = sorted(groups, key=lambda name: (not name, name.casefold(), name))
    return tuple(Heading(name, slugs[name], groups[name]) for name in ordered)


def refuse_shared_addresses(entries: Iterable[Entry]) -> None:
    """Raise PathTaken if two entries would have one address on any file system, or one that of an index page."""
    taken: dict[str, Entry] = {}
    for entry in entries:
        other = taken.setdefault(entry.address.casefold(), entry)
        if other is not entry or entry.slug == "index":
            holder = other.path if other is not entry else "an index page"
            message = f"has the address {entry.address}, and so has {holder}"
            raise PathTaken(message, where=entry.path, advice="Give it another Slug")
