"""A channel in, its JSON Feed 1.1 out; it carries no clock."""

from __future__ import annotations

import json

from backfile.plugins.addresses import feed_address
from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Archive, cut
from backfile.plugins.syndication.atom import SUMMARY, absolute, moment
from backfile.plugins.syndication.channels import Channel


def json_feed(channel: Channel, archive: Archive) -> bytes:
    """The newest, in summaries, as UTF-8."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": absolute(archive, channel.page),
        "feed_url": absolute(archive, feed_address(channel.stem, "json")),
        "language": channel.lang,
        "authors": [{"name": archive.site.name}],
        "items": [item(entry, archive) for entry in channel.entries],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def item(entry: Entry, archive: Archive) -> dict[str, object]:
    """One entry; what is not known is not in it. A text must be there, so a mere link has its title."""
    made = {
        "id": archive.ids[entry.address],
        "url": absolute(archive, entry.address),
        "external_url": entry.original,
        "title": entry.title,
        "content_text": cut(entry.dek, SUMMARY) or entry.title,
        "date_published": f"{entry.date}T00:00:00Z" if entry.date else None,
        "date_modified": moment(entry),
        "authors": [{"name": name} for name in entry.authors],
        "tags": [entry.topic] if entry.topic else [],
        "language": entry.lang,
    }
    return {key: value for key, value in made.items() if value}
