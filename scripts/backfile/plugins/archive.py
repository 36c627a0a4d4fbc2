"""The content in, every file of the site out: the generator that takes the place of Pelican's own."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from itertools import chain
from pathlib import Path

from pelican import signals  # type: ignore[import-untyped]
from pelican.generators import Generator  # type: ignore[import-untyped]
from pelican.writers import Writer  # type: ignore[import-untyped]

from backfile.errors import NothingToRead
from backfile.plugins.citations.datasets import weights
from backfile.plugins.collecting import read_entries
from backfile.plugins.copies import near_copies
from backfile.plugins.entries import Entry
from backfile.plugins.ingredients import catalogues, shared_by_all
from backfile.plugins.kinship import topics_across, translations_of
from backfile.plugins.memory import Memory, memory_in
from backfile.plugins.output import File, Group, Output, base_of, note_down
from backfile.plugins.pages.about import about_pages
from backfile.plugins.pages.calendars import calendar_pages
from backfile.plugins.pages.dates import date_pages
from backfile.plugins.pages.front import language_pages, site_pages
from backfile.plugins.pages.moved import moved_pages
from backfile.plugins.pages.names import name_pages
from backfile.plugins.pages.place import Archive, Place
from backfile.plugins.pages.records import Page
from backfile.plugins.pages.search import search_pages
from backfile.plugins.pages.surveys import matrix_pages
from backfile.plugins.pages.topics import topic_pages
from backfile.plugins.planning import Workshop, site_files, volume_files
from backfile.plugins.printing import Press
from backfile.plugins.reading import manner_of
from backfile.plugins.shelves import refuse_shared_addresses, shelve
from backfile.plugins.site import Site
from backfile.plugins.volumes import TEMPLATES, Volume, volumes_of
from backfile.plugins.words import Words, words_for
from backfile.write.ledger import signed
from backfile.write.permalinks import NAME, Permalink, grown, parse_permalinks

EACH_LANGUAGE = (
    language_pages,
    about_pages,
    topic_pages,
    matrix_pages,
    calendar_pages,
    date_pages,
    name_pages,
    search_pages,
)


def archive_of(
    entries: Iterable[Entry],
    site: Site,
    words: Mapping[str, Words],
    known: Iterable[Permalink] = (),
    memory: Memory | None = None,
) -> Archive:
    """The collection with all its indexes; `known` are the addresses published before.

    Raises PathTaken if two entries share an address, or one has the old address of another.
    """
    found = tuple(entries)
    refuse_shared_addresses(found)
    permalinks = grown(known, found, site.permanent)
    kin = (translations_of(found), near_copies(found, memory), topics_across(found))
    archive = Archive(site, words, shelve(found), *kin, permalinks, memory=memory or Memory())
    return replace(archive, datasets=cache(partial(weights, archive)))


def known_permalinks(content: Path) -> tuple[Permalink, ...]:
    """The addresses that were published before, none if nothing was."""
    path = content / NAME
    return parse_permalinks(path.read_text("utf-8"), NAME) if path.is_file() else ()


def pages_of(archive: Archive) -> Iterator[Page]:
    """Every page of the site."""
    yield from pages_on_all(archive)
    for volume in volumes_of(archive):
        yield from volume.pages


def pages_on_all(archive: Archive) -> Iterator[Page]:
    """The pages that are in no volume."""
    yield from site_pages(Place(archive, archive.shelves[archive.front_lang], "index.html"))
    for shelf in archive.shelves.values():
        for pages in EACH_LANGUAGE:
            yield from pages(Place(archive, shelf, "index.html"))
    yield from moved_pages(archive)


def site_of(settings: Mapping[str, object]) -> Site:
    """The site's settings, by the names they have in pelicanconf.py."""
    name, url, permanent = str(settings["SITENAME"]), str(settings["SITEURL"]), str(settings["FEED_DOMAIN"])
    issn = settings.get("ISSN") or {}
    numbers = {str(lang): str(number) for lang, number in issn.items() if number} if isinstance(issn, Mapping) else {}
    return Site(name, url.rstrip("/"), permanent.rstrip("/"), str(settings["DEFAULT_LANG"]), numbers)


class ArchiveGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Reads the content, asks all who are connected to `site_files` for what they plan of it, and puts it in place."""

    def generate_context(self) -> None:
        """Read all and plan the pages, so that a fault is found before anything is made."""
        gc.disable()  # what is made here stays: to look through it for what can go finds nothing, again and again
        manner = manner_of(self.settings)
        memory = memory_in(self.settings.get("MEMORY"), manner.version)
        entries = tuple(read_entries(Path(self.path), memory, manner))
        if not entries:
            raise NothingToRead("there is no commentary", where=str(self.path), advice="Add one first")
        langs = sorted({entry.lang for entry in entries})
        words = {lang: words_for(lang, Path(self.theme) / "locale", memory) for lang in langs}
        archive = archive_of(entries, site_of(self.settings), words, known_permalinks(Path(self.path)), memory)
        shared = {**shared_by_all(self.settings), **catalogues(Path(self.theme), archive.shelves)}
        pages, volumes = tuple(pages_on_all(archive)), tuple(volumes_of(archive))
        self._shop = Workshop(archive, pages, volumes, Path(self.path), Path(self.theme), memory, shared)

    def generate_output(self, _writer: Writer) -> None:
        """Put every file of the site in place, and note down what each is made of."""
        gc.freeze()
        gc.enable()
        output = Output(Path(self.output_path), base_of(self.settings))
        note_down(self.settings, output.put(groups_of(self._shop)))


def groups_of(shop: Workshop) -> Iterator[Group]:
    """Every file of the site: those of each volume together, and the rest."""
    press = Press(shop)
    yield Group("", "", lambda: chain(press.files(shop.pages), sent(site_files.send(shop))))
    for volume in shop.volumes:
        shared = [sorted(press.shared(name, volume.place.lang).items()) for name in TEMPLATES]
        key = signed(json.dumps([shared, *volume.parts().items()]))
        yield Group(volume.address, key, partial(files_of, shop, press, volume))


def files_of(shop: Workshop, press: Press, volume: Volume) -> Iterator[File]:
    """Every file of a volume."""
    yield from press.files(volume.pages)
    yield from sent(volume_files.send(shop, volume=volume))


def sent(answers: Iterable[tuple[object, Iterable[File]]]) -> Iterator[File]:
    """The files that plugins have sent."""
    return chain.from_iterable(files for _, files in answers)


def get_generators(_pelican: object) -> type[Generator]:
    """The generator, for Pelican to run."""
    return ArchiveGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
