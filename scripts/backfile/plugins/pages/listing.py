"""Entries in, what lists of them share out: groups by month or week, lines of counts, parts of a long list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from backfile.plugins.addresses import part_address
from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Group, Link
from backfile.plugins.shelves import gather

PART = 60  # rows of one page: about what a reader looks through, and what the budget of a page bears
FEW = 25  # a list of no more than this says of each text what it is about
NEWEST = 10


@dataclass(frozen=True)
class Part:
    """One page of a list: where it stands, what is on it, and where all parts of the list stand, the newest first."""

    place: Place
    entries: tuple[Entry, ...]
    addresses: tuple[str, ...]

    @property
    def is_newest(self) -> bool:
        """Whether it stands at the list's own address."""
        return self.place.address == self.addresses[0]

    @property
    def links(self) -> tuple[Link, ...]:
        """The way to all parts, if there is more than one."""
        older = len(self.addresses) - 1
        found = (self.place.link(part_name(self.place, older - n), to) for n, to in enumerate(self.addresses))
        return tuple(found) if older else ()

    @property
    def signs(self) -> dict[str, str]:
        """The digests of what is on it and of how many parts there are."""
        return {"its texts": self.place.listed(self.entries), "its parts": str(len(self.addresses))}


def parts(place: Place, entries: Sequence[Entry]) -> Iterator[Part]:
    """A list, newest first, in pages of PART at most, numbered from the oldest: then a full one never changes.

    The newest part stands at the list's own address.
    """
    older = max(0, len(entries) - 1) // PART
    chunks = [tuple(entries[: len(entries) - older * PART])]
    chunks += [tuple(entries[len(entries) - n * PART : len(entries) - (n - 1) * PART]) for n in range(older, 0, -1)]
    addresses = (place.address, *(part_address(place.address, n) for n in range(older, 0, -1)))
    for address, chunk in zip(addresses, chunks, strict=True):
        yield Part(place.at(address), chunk, addresses)


def part_name(place: Place, before: int) -> str:
    """Which texts a part holds, counted from the oldest; the newest part is open, so that its name never changes."""
    first = before * PART + 1
    return place.words.say("%(first)s to %(last)s", first=str(first), last=str(first + PART - 1))


def count_of(place: Place, number: int) -> str:
    """`12 commentaries`."""
    return place.words.count("%(num)s commentary", "%(num)s commentaries", number)


def years_note(place: Place, entries: Iterable[Entry]) -> str:
    """`12 commentaries, 2024–2025`."""
    found = list(entries)
    years = sorted({entry.week.year for entry in found if entry.week})
    count = count_of(place, len(found))
    if not years:
        return count
    return f"{count}, {years[0]}" if years[0] == years[-1] else f"{count}, {years[0]}–{years[-1]}"


def by_month(place: Place, entries: Sequence[Entry], *, topic: bool = True) -> tuple[Group, ...]:
    """Entries under the months they are filed in, in the order they came; the newest month first, the undated last."""
    groups = gather(entries, lambda entry: [(entry.date.year, entry.date.month) if entry.date else None])
    dek = len(entries) <= FEW
    return tuple(
        Group(
            Link(place.words.month(*month) if month else place.words.say("Undated")),
            tuple(place.row(entry, topic=topic, dek=dek) for entry in group),
            anchor=f"m{month[0]}-{month[1]:02}" if month else "undated",
        )
        for month, group in sorted(groups.items(), key=lambda item: item[0] or (0, 0), reverse=True)
    )


def by_week(place: Place, entries: Sequence[Entry]) -> tuple[Group, ...]:
    """Entries under their weeks, newest first."""
    groups = gather(entries, lambda entry: [entry.week] if entry.week else [])
    dek = len(entries) <= FEW
    return tuple(
        Group(place.week(week), tuple(place.row(entry, dek=dek) for entry in groups[week]), f"w{week.number:02}")
        for week in sorted(groups, reverse=True)
    )
