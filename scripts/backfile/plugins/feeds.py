"""The archive of the context in, all its feeds written under feeds/, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pelican import signals  # type: ignore[import-untyped]
from pelican.generators import Generator  # type: ignore[import-untyped]
from pelican.writers import Writer  # type: ignore[import-untyped]

from backfile.plugins.addresses import OPML, feed_address
from backfile.plugins.archive import write
from backfile.plugins.pages.place import Archive
from backfile.plugins.syndication.atom import archives, atom
from backfile.plugins.syndication.channels import channels
from backfile.plugins.syndication.json_feed import json_feed
from backfile.plugins.syndication.opml import opml
from backfile.plugins.syndication.rss import rss


def feeds(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """Every file with its address; nothing for a channel without an entry that can be dated."""
    found = [channel for channel in channels(archive) if channel.everything]
    for channel in found:
        yield feed_address(channel.stem, "atom"), atom(channel, archive)
        yield feed_address(channel.stem, "rss"), rss(channel, archive)
        if channel.whole:
            yield feed_address(channel.stem, "json"), json_feed(channel, archive)
        yield from archives(channel, archive)
    if found:
        yield OPML, opml(found, archive)


class FeedGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the feeds of the archive it finds in the context."""

    def generate_output(self, _writer: Writer) -> None:
        """Write each file."""
        for address, content in feeds(self.context["archive"]):
            write(Path(self.output_path) / address, content)


def get_generators(_pelican: object) -> type[Generator]:
    """The generator, for Pelican to run."""
    return FeedGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
