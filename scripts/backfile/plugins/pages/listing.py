"""Entries in, what lists of them share out: groups by month, a line of counts, an index of names."""

from __future__ import annotations

from collections.abc import Iterable

from backfile.plugins.addresses import name_address, names_address, topic_address, topics_address
from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Group, IndexPage, Link, Page
from backfile.plugins.pages.shell import shell_of
from backfile.plugins.shelves import gather


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


def by_month(place: Place, entries: Iterable[Entry], *, topic: bool = True) -> tuple[Group, ...]:
    """Entries under the months they are filed in, in the order they came; the newest month first, the undated last."""
    groups = gather(entries, lambda entry: [(entry.date.year, entry.date.month) if entry.date else None])
    return tuple(
        Group(
            Link(place.words.month(*month) if month else place.words.say("undated")),
            tuple(place.row(entry, topic=topic) for entry in group),
            anchor=f"m{month[0]}-{month[1]:02}" if month else "undated",
        )
        for month, group in sorted(groups.items(), key=lambda item: item[0] or (0, 0), reverse=True)
    )


def index_page(place: Place, address: str, title: str, kind: str) -> Page:
    """The list of a shelf's headings of one kind, with their counts."""
    here = place.at(address)
    links = tuple(
        here.link(
            here.heading_name(kind, heading),
            topic_address(place.lang, heading.slug)
            if kind == "topics"
            else name_address(place.lang, kind, heading.slug),
            years_note(here, heading.entries),
        )
        for heading in place.shelf.headings(kind)
    )
    others = {
        shelf.lang: topics_address(shelf.lang) if kind == "topics" else names_address(shelf.lang, kind)
        for shelf in place.archive.shelves.values()
        if shelf.lang != place.lang and shelf.headings(kind)
    }
    return Page(address, "names.html", IndexPage(shell_of(here, title, "", others), title, links), others)
