"""Entries in, Atom and RSS feeds out: of all, of each language, of each topic; they carry no clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from feedgenerator import Atom1Feed, Rss201rev2Feed  # type: ignore[import-untyped]
from pelican import signals  # type: ignore[import-untyped]
from pelican.generators import Generator  # type: ignore[import-untyped]
from pelican.writers import Writer  # type: ignore[import-untyped]

from backfile.plugins.addresses import feed_address, home_address, topic_address
from backfile.plugins.archive import write
from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Archive, Place
from backfile.plugins.shelves import newest_first
from backfile.plugins.words import own_name

NEWEST = 20
FORMS = {"atom": Atom1Feed, "rss": Rss201rev2Feed}


@dataclass(frozen=True)
class Channel:
    """What one feed carries; `stem` names its files, `page` is the page it follows."""

    stem: str
    title: str
    page: str
    lang: str
    entries: tuple[Entry, ...]


def channels(archive: Archive) -> Iterator[Channel]:
    """All feeds of the site that have anything in them."""
    everything = newest(archive.entries)
    yield Channel("all", archive.site.name, "index.html", archive.front_lang, everything)
    for lang, shelf in archive.shelves.items():
        name = f"{archive.site.name}: {own_name(lang)}"
        yield Channel(lang, name, home_address(lang), lang, newest(shelf.entries))
        for topic in shelf.topics:
            title = f"{archive.site.name}: {Place(archive, shelf, '').topic_name(topic.name)}"
            address = topic_address(lang, topic.slug)
            yield Channel(f"{lang}/{topic.slug}", title, address, lang, newest(topic.entries))


def newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The newest of the entries that have any time at all, without which a feed cannot carry them."""
    return tuple(sorted((entry for entry in entries if entry.updated), key=newest_first)[:NEWEST])


def identity(entry: Entry, permanent: str) -> str:
    """An entry's id, the same on every mirror, as RFC 4151 has it; the host is the archive's first one."""
    host = permanent.partition("://")[2] or permanent
    return f"tag:{host},2026:{entry.address.removesuffix('.html')}"


def feed_of(channel: Channel, form: str, archive: Archive) -> bytes:
    """One feed as UTF-8 XML."""
    base = archive.site.url or archive.site.permanent
    feed = FORMS[form](
        title=channel.title,
        link=f"{base}/{channel.page}",
        description=channel.title,
        language=channel.lang,
        feed_url=f"{base}/{feed_address(channel.stem, form)}",
    )
    for entry in channel.entries:
        feed.add_item(
            title=entry.title,
            link=f"{base}/{entry.address}",
            description=entry.dek,
            unique_id=identity(entry, archive.site.permanent),
            unique_id_is_permalink=False,
            author_name=", ".join(entry.authors) or None,
            categories=[entry.topic] if entry.topic else (),
            pubdate=dt.datetime.combine(entry.date, dt.time(), dt.UTC) if entry.date else None,
            updateddate=entry.updated,
        )
    return str(feed.writeString("utf-8")).encode()


class FeedGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the feeds of the archive it finds in the context."""

    def generate_output(self, _writer: Writer) -> None:
        """Write each feed in both forms."""
        archive: Archive = self.context["archive"]
        for channel in channels(archive):
            for form in FORMS if channel.entries else ():
                path = Path(self.output_path) / feed_address(channel.stem, form)
                write(path, feed_of(channel, form, archive))


def get_generators(_pelican: object) -> type[Generator]:
    """The generator, for Pelican to run."""
    return FeedGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
