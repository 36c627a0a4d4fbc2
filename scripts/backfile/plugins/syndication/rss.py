"""A channel in, its RSS feed out, for readers that know no other; it carries no clock."""

from __future__ import annotations

import datetime as dt

from feedgenerator import Rss201rev2Feed  # type: ignore[import-untyped]

from backfile.plugins.addresses import feed_address
from backfile.plugins.pages.place import Archive, cut
from backfile.plugins.syndication.atom import SUMMARY, absolute, sound
from backfile.plugins.syndication.channels import Channel


def rss(channel: Channel, archive: Archive) -> bytes:
    """The newest, in summaries, as UTF-8 XML."""
    feed = Rss201rev2Feed(
        title=sound(channel.title),
        link=absolute(archive, channel.page),
        description=sound(channel.title),
        language=channel.lang,
        feed_url=absolute(archive, feed_address(channel.stem, "rss")),
    )
    for entry in channel.entries:
        feed.add_item(
            title=sound(entry.title),
            link=absolute(archive, entry.address),
            description=sound(cut(entry.dek, SUMMARY)),
            unique_id=archive.ids[entry.address],
            unique_id_is_permalink=False,
            author_name=sound(", ".join(entry.authors)) or None,
            categories=[sound(entry.topic)] if entry.topic else (),
            pubdate=dt.datetime.combine(entry.date, dt.time(), dt.UTC) if entry.date else None,
            updateddate=entry.updated,
        )
    return str(feed.writeString("utf-8")).encode()
