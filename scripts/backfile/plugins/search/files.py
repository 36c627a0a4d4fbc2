"""The archive in, the files of its search index out: a pure function of the entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Archive, Place, cut
from backfile.plugins.search.documents import Facets, Shown, document_files, tables_of, values_of
from backfile.plugins.search.index import Numbered, index_of
from backfile.plugins.search.shards import branches_text, called, shard_files, shards_of
from backfile.plugins.search.spellings import spellings_in
from backfile.plugins.search.terms import Fields, Reader, terms_of
from backfile.plugins.words import own_name
from backfile.vocabularies import people

MOST = {"main": 8_000, "tail": 12_000}  # letters of a file: the tail's are few, since each week touches most of them
HEADING = re.compile(r"<h[2-6][^>]*>(.*?)</h[2-6]>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def search_files(archive: Archive, read: Reader = terms_of) -> Iterator[tuple[str, bytes]]:
    """Each file's path in the site and its bytes.

    `read` makes a commentary's terms of its fields; one that remembers them by `Fields.digest` makes the same index.
    """
    heads, numbered = dict[str, object](), list[Numbered]()
    for lang, shelf in sorted(archive.shelves.items()):
        entries, place = sorted(shelf.entries, key=as_they_came), Place(archive, shelf, "")
        shown = [shown_of(entry, place) for entry in entries]
        tables = tables_of(shown)
        terms = (read(fields_of(entry)) for entry in entries)
        numbered.append(Numbered(lang, len(entries), terms, spellings_in(lang, people())))
        heads[lang] = {"size": len(entries), "name": own_name(lang), **values_of(tables)}
        yield from document_files(lang, shown, tables)
    index = index_of(numbered)
    parts = {"main": shards_of(index.main, MOST["main"]), "tail": shards_of(index.tail, MOST["tail"])}
    for name, shards in parts.items():
        yield from shard_files(name, shards)
    yield called("head", {"languages": heads, **{name: branches_text(shards) for name, shards in parts.items()}})


def as_they_came(entry: Entry) -> tuple[str, str, str]:
    """A key that puts entries in the order in which the archive got them; of one day, the oldest first."""
    published = entry.date.isoformat() if entry.date else ""
    return (entry.captured.date().isoformat() if entry.captured else published, published, entry.address)


def fields_of(entry: Entry) -> Fields:
    """What is searched of an entry: all that its page shows of its text."""
    headings = " ".join(unescape(TAG.sub("", found)) for found in HEADING.findall(entry.body.html))
    summary = entry.summary or "" if entry.dek else ""
    return Fields(entry.lang, entry.title, summary, headings, entry.body.text)


def shown_of(entry: Entry, place: Place) -> Shown:
    """What a result shows of an entry."""
    heading = place.shelf.named["sources"][entry.source]
    facets = Facets(
        year=str(entry.week.year) if entry.week else "",
        topic=entry.topic or "",
        source=place.heading_name("sources", heading),
        author=entry.authors,
        trend=entry.trend.value if entry.trend else "unmarked",
    )
    return Shown(entry.address, entry.title, place.when(entry), cut(entry.dek), facets)
