"""An archive in, the files to cite it with out: beside the page of each commentary, topic, year and author."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from backfile.plugins.addresses import cite_address, name_address, topic_address, year_address
from backfile.plugins.citations.csl import listed
from backfile.plugins.citations.forms import FORMS
from backfile.plugins.entries import Entry, signs_of
from backfile.plugins.pages.place import Archive
from backfile.plugins.planning import Planned
from backfile.plugins.shelves import Shelf


def bundles(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """Every file with its address."""
    every = chain(beside(archive, archive.entries), in_lists(archive))
    return ((planned.address, planned.make()) for planned in every)


def beside(archive: Archive, entries: Iterable[Entry]) -> Iterator[Planned]:
    """The files beside the page of each entry."""
    for entry in entries:
        yield from bundle(archive, entry.address, (entry,))


def in_lists(archive: Archive) -> Iterator[Planned]:
    """The files beside the page of each topic, author and year."""
    for shelf in archive.shelves.values():
        for page, entries in cited_lists(shelf):
            yield from bundle(archive, page, entries)


def bundle(archive: Archive, page: str, entries: tuple[Entry, ...]) -> Iterator[Planned]:
    """The file of each form beside a page."""
    parts = {"its texts": signs_of(entries)}
    for form, _, _ in FORMS:
        yield Planned(cite_address(page, form), parts, partial(bundled, archive, entries, form))


def bundled(archive: Archive, entries: tuple[Entry, ...], form: str) -> bytes:
    """The citations of entries as one file of a form."""
    lines = archive.lines.of(entries, form)
    return (listed(lines) if form == "csl.json" else "\n".join(lines)).encode()


def cited_lists(shelf: Shelf) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """The lists of a language that can be cited from, and what stands on each."""
    yield from ((topic_address(shelf.lang, topic.slug), topic.entries) for topic in shelf.topics)
    yield from ((name_address(shelf.lang, "authors", author.slug), author.entries) for author in shelf.authors)
    for year, weeks in shelf.weeks_by_year.items():
        yield year_address(shelf.lang, year), tuple(entry for week in weeks for entry in shelf.weeks[week])
