"""The bytes of one feed item in, its document out, read by feedparser as feeds are, however odd."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from io import BytesIO

import feedparser  # type: ignore[import-untyped,unused-ignore]

from backfile.documents.html_tree import language_of
from backfile.documents.items import Item, document_of, said, text_in
from backfile.errors import EmptyCapture
from backfile.formats.media_types import FEED_ITEM
from backfile.model import Document, Hint

FEED = "feed"
_WEB = re.compile(r"https?://", re.IGNORECASE)
_NUMBERED_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def read_feed_item(body: bytes, *, digest: str, charset: str | None = None, origin: str = "") -> Document:
    """The document of a feed that has this one item. Raises EmptyCapture if it has none, or no text."""
    feed = feedparser.parse(BytesIO(body), sanitize_html=False, resolve_relative_uris=True)
    if not feed.entries:
        raise EmptyCapture("there is no item in it", where=origin, advice="Save the feed again")
    entry = feed.entries[0]
    title = text_in(entry.get("title", ""))
    contents = entry.get("content", [])
    longest: Mapping[str, str] = max(contents, key=lambda content: len(content.get("value", "")), default={})
    address = entry.get("link", "")
    item = Item(title, markup_of(longest), address, hints_of(entry, feed.feed, longest, title))
    return document_of(item, digest=digest, media_type=FEED_ITEM, origin=origin)


def markup_of(content: Mapping[str, str]) -> str:
    """An item's content as HTML: plain text gets its paragraphs."""
    value = content.get("value", "")
    if content.get("type") != "text/plain" or "</" in value:
        return value
    escaped = value.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", escaped))


def hints_of(
    entry: feedparser.FeedParserDict, feed: feedparser.FeedParserDict, content: Mapping[str, str], title: str
) -> tuple[Hint, ...]:
    """What the item says of itself, and the feed of all its items."""
    terms = [tag.get("label") or tag.get("term") for tag in entry.get("tags", [])]
    names = [author.get("name") for author in entry.get("authors", [])] or [entry.get("author")]
    spoken = (content.get("language"), entry.get("dc_language"), entry.get("language"), feed.get("language"))
    language = next((found for code in spoken if code and (found := language_of(code))), None)
    summary = entry.get("summary", "")
    return (
        *said("url", [a for a in (entry.get("link"), entry.get("id")) if a and _WEB.match(a)], FEED),
        *said("title", title, FEED),
        *said("author", [text_in(name) for name in names if name], FEED),
        *said("published", day_of(entry.get("published") or entry.get("created") or ""), FEED),
        *said("modified", day_of(dict.get(entry, "updated", "")), FEED),
        *said("language", language, FEED),
        *said("section", [text_in(term) for term in terms if term], FEED),
        *said("tag", [text_in(term) for term in terms if term], FEED),
        *said("summary", text_in(summary) if summary != content.get("value") else None, FEED),
        *said("site", text_in(feed.get("title", "")), FEED),
    )


def day_of(printed: str) -> str:
    """The day that a feed's date prints, in the zone it prints; the words themselves if they are no such date."""
    if _NUMBERED_DAY.match(printed):
        return printed
    try:
        return parsedate_to_datetime(printed).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return printed
