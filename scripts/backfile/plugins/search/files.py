"""The archive in, the files of its search index out, planned: what has not changed need not be made again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from backfile.plugins.entries import Entry
from backfile.plugins.memory import Memory
from backfile.plugins.pages.place import Archive, Place, cut
from backfile.plugins.planning import Planned, made_already
from backfile.plugins.search.documents import (
    BLOCK,
    Facets,
    Shown,
    batches,
    facet_files,
    shown_file,
    tables_of,
    values_of,
)
from backfile.plugins.search.fields import terms_in
from backfile.plugins.search.halves import Halves
from backfile.plugins.search.planned import key_of, planned
from backfile.plugins.search.shards import address_of, called
from backfile.plugins.words import own_name


def search_files(archive: Archive, memory: Memory | None = None) -> Iterator[tuple[str, bytes]]:
    """Each file's path in the site and its bytes."""
    return ((part.address, part.make()) for part in search_parts(archive, memory or Memory()))


def search_parts(archive: Archive, memory: Memory) -> Iterator[Planned]:
    """Each file of the index; what words it has of each commentary is remembered by the digest of its file."""
    heads, ordered = dict[str, object](), dict[str, Sequence[Entry]]()
    for lang, shelf in sorted(archive.shelves.items()):
        entries, place = sorted(shelf.entries, key=as_they_came), Place(archive, shelf, "")
        sources = {name: place.heading_name("sources", heading) for name, heading in shelf.named["sources"].items()}
        facets = [facets_of(entry, sources) for entry in entries]
        tables = tables_of(facets)
        heads[lang] = {"size": len(entries), "name": own_name(lang), **values_of(tables)}
        ordered[lang] = entries
        yield from shown_parts(lang, entries, place)
        yield from made_already(facet_files(lang, facets, tables))
    halves = Halves(ordered, memory, terms_in)
    yield from halves.parts()
    yield from made_already([called("head", {"languages": heads, **halves.branches()})])


def shown_parts(lang: str, entries: Sequence[Entry], place: Place) -> Iterator[Planned]:
    """The files of what is shown of a language's commentaries, in the order of their numbers."""
    for number, block in enumerate(batches(entries, BLOCK)):
        name = f"shown/{lang}/{number}"
        key = key_of([(entry.address, entry.digest) for entry in block])
        yield planned(address_of(name), key, partial(shown_block, name, block, place))


def shown_block(name: str, block: Sequence[Entry], place: Place) -> bytes:
    """The file of what is shown of a few entries."""
    return shown_file(name, [shown_of(entry, place) for entry in block])


def as_they_came(entry: Entry) -> tuple[str, str, str]:
    """A key that puts entries in the order in which the archive got them; of one day, the oldest first."""
    published = entry.date.isoformat() if entry.date else ""
    return (entry.captured.date().isoformat() if entry.captured else published, published, entry.address)


def shown_of(entry: Entry, place: Place) -> Shown:
    """What a result shows of an entry."""
    return Shown(entry.address, entry.title, place.when(entry), cut(entry.dek))


def facets_of(entry: Entry, sources: Mapping[str, str]) -> Facets:
    """What an entry can be filtered by; `sources` are the names that readers see of them."""
    return Facets(
        year=str(entry.week.year) if entry.week else "",
        topic=entry.topic or "",
        source=sources[entry.source],
        author=entry.authors,
        trend=entry.trend.value if entry.trend else "unmarked",
    )
