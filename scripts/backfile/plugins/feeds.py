"""The archive in, all its feeds planned under feeds/, and the list of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from backfile.plugins.addresses import OPML, archive_feed_address, feed_address
from backfile.plugins.entries import Entry
from backfile.plugins.output import File
from backfile.plugins.pages.place import Archive
from backfile.plugins.planning import Planned, Workshop, site_files
from backfile.plugins.syndication.atom import atom, of_year
from backfile.plugins.syndication.channels import Channel, channels
from backfile.plugins.syndication.json_feed import json_feed
from backfile.plugins.syndication.opml import opml
from backfile.plugins.syndication.rss import rss
from backfile.write.ledger import signed


def feeds(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """Every file with its address."""
    return ((planned.address, planned.make()) for planned in feeds_planned(archive))


def feeds_planned(archive: Archive) -> Iterator[Planned]:
    """Every file; nothing for a channel without an entry that can be dated."""
    found = [channel for channel in channels(archive) if channel.everything]
    for channel in found:
        yield from newest(channel, archive)
        yield from years(channel, archive)
    if found:
        listed = signed(*archive.shelves, *map(said, found))
        yield Planned(OPML, {"the list of feeds": listed}, partial(opml, found, archive))


def newest(channel: Channel, archive: Archive) -> Iterator[Planned]:
    """The feed itself in each of its forms."""
    last = str(list(channel.years)[-1]) if channel.whole else ""
    parts = {"its name": signed(said(channel), last), "its texts": with_ids(channel.entries, archive)}
    forms = [("atom", atom), *([("rss", rss), ("json", json_feed)] if channel.whole else [])]
    for form, make in forms:
        yield Planned(feed_address(channel.stem, form), parts, partial(make, channel, archive))


def years(channel: Channel, archive: Archive) -> Iterator[Planned]:
    """A file for each year of a whole channel: all texts, as much of each as its rights allow."""
    between = (None, *channel.years, None) if channel.whole else ()
    for before, year, after in zip(between, between[1:], between[2:], strict=False):
        if year is not None:
            beside = signed(said(channel), str(before), str(after))
            parts = {"its name": beside, "its texts": with_ids(channel.years[year], archive)}
            make = partial(of_year, channel, archive, year, {"prev-archive": before, "next-archive": after})
            yield Planned(archive_feed_address(channel.stem, year), parts, make)


def said(channel: Channel) -> str:
    """What a feed says of itself."""
    return signed(channel.stem, channel.title, channel.page, channel.lang)


def with_ids(entries: Iterable[Entry], archive: Archive) -> str:
    """The digest of entries and of their ids."""
    return signed(*[f"{entry.sign} {archive.ids[entry.address]}" for entry in entries])


def plan(shop: Workshop) -> Iterator[File]:
    """Each file."""
    yield from shop.files("feed", feeds_planned(shop.archive))


def register() -> None:
    """Connect to the generator."""
    site_files.connect(plan)
