"""What several indexes say of one commentary in, one record of it out, each fact from the way that tells it best."""

from __future__ import annotations

from backfile.discovery.indexes import Way
from backfile.model import Listed

BEST = (Way.REST, Way.FEED, Way.LISTING, Way.ARCHIVE, Way.HOME, Way.SITEMAP, Way.CDX)
RANK = {way.value: rank for rank, way in enumerate(BEST)}


def merged(one: Listed, other: Listed) -> Listed:
    """One record of two: the better way's word counts where both have one; all their addresses are kept.

    Which of the two comes first decides nothing but between equals.
    """
    first, second = sorted((one, other), key=lambda listed: RANK.get(listed.via, len(RANK)))
    return Listed(
        url=first.url,
        via=first.via,
        index=first.index,
        title=first.title or second.title,
        published=first.published or second.published,
        modified=first.modified or second.modified,
        period=first.period or second.period,
        topic=topic(first, second),
        language=first.language or second.language,
        aliases=tuple(dict.fromkeys(a for a in (*first.aliases, second.url, *second.aliases) if a != first.url)),
        place=first.place,
    )


def topic(first: Listed, second: Listed) -> str | None:
    """A listing's topic before a feed's category, which may be anything."""
    from_list = next((listed.topic for listed in (first, second) if listed.via == Way.LISTING and listed.topic), None)
    return from_list or first.topic or second.topic
