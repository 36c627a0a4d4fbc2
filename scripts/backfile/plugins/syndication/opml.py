"""Channels in, the list of them as OPML out, to be taken into a feed reader at once."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from backfile.plugins.addresses import feed_address
from backfile.plugins.pages.place import Archive
from backfile.plugins.syndication.atom import absolute, sound, written
from backfile.plugins.syndication.channels import Channel
from backfile.plugins.words import own_name


def opml(channels: Iterable[Channel], archive: Archive) -> bytes:
    """OPML 2.0: what is of all languages first, then the feeds of each language in a folder of its own."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = sound(archive.site.name)
    body = etree.SubElement(root, "body")
    folders = {lang: etree.Element("outline", text=own_name(lang)) for lang in sorted(archive.shelves)}
    for channel in channels:
        of_all = channel.stem == "all" or channel.stem.startswith("all/")
        add(body if of_all else folders[channel.lang], channel, archive)
    body.extend(folder for folder in folders.values() if len(folder))
    return written(root)


def add(parent: etree._Element, channel: Channel, archive: Archive) -> None:
    """One feed."""
    etree.SubElement(
        parent,
        "outline",
        type="rss",
        text=sound(channel.title),
        language=channel.lang,
        xmlUrl=absolute(archive, feed_address(channel.stem, "atom")),
        htmlUrl=absolute(archive, channel.page),
    )
