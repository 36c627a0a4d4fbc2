"""A feed's bytes in, RSS, Atom, RDF or JSON; the commentaries it names, and its older parts (RFC 5005), out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from urllib.parse import urljoin

import feedparser  # type: ignore[import-untyped,unused-ignore]

from backfile.discovery.indexes import Answer, Index, Item, Skip
from backfile.discovery.texts import plain, words
from backfile.model import Listed

DECLARED = re.compile(rb"<!DOCTYPE[^\[>]*\[.*?\]\s*>", re.DOTALL | re.IGNORECASE)
"""A document type that declares entities of its own: no feed needs one, and resolving them is what a bomb waits for."""

OLDER = ("prev-archive", "next")
WEB = ("http://", "https://")
BROKEN = (ValueError, TypeError, LookupError, AssertionError, AttributeError, RecursionError, OverflowError)
"""What feedparser is known to raise for feeds that are no XML, or hold impossible dates and numbers."""


def read_feed(answer: Answer, index: Index) -> Iterator[Item]:
    """The items of a feed in its order, each as a commentary or a skip with its reason; then its older parts."""
    if answer.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        yield from _read_json(answer, index)
    else:
        yield from _read_xml(answer, index)


def _read_xml(answer: Answer, index: Index) -> Iterator[Item]:
    # BytesIO: feedparser takes bytes for a file's name first. The type says XML, so that the prolog's charset counts.
    charset = f"; charset={answer.charset}" if answer.charset and answer.charset.isascii() else ""
    headers = {"content-type": f"application/xml{charset}", "content-location": answer.url}
    try:
        feed = feedparser.parse(
            BytesIO(DECLARED.sub(b"", answer.body, count=1)),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except BROKEN as error:
        yield Skip(f"the feed cannot be read ({type(error).__name__})", answer.url, answer.url)
        return
    if not feed.get("version") and not feed.entries:
        yield Skip("it is no feed", answer.url, answer.url)
        return
    if not feed.entries:
        yield Skip("a feed without items", answer.url, answer.url)
    language = words(feed.feed.get("language"))
    for entry in feed.entries:
        yield _entry(entry, answer.url, index, language)
    for link in feed.feed.get("links", ()):
        if link.get("rel") in OLDER and link.get("href"):
            yield _further(index, urljoin(answer.url, link["href"]))


def _entry(entry: feedparser.FeedParserDict, base: str, index: Index, language: str | None) -> Item:
    """One item: a commentary if it has an address on the web."""
    title, guid = plain(entry.get("title")), words(entry.get("id"))
    addresses = [words(entry.get(name)) for name in ("feedburner_origlink", "link")]
    address = next((told for told in addresses if told), guid if (guid or "").startswith(WEB) else None)
    if address is None:
        return Skip("an item without an address", title or guid or "", base)
    url = _resolved(base, address)
    if url is None:
        return Skip("an item whose address is none on the web", address, base)
    other = guid if guid and guid.startswith(WEB) and guid != url else None
    detail = entry.get("title_detail") or {}
    published = words(entry.get("published"))
    changed = words(entry["updated"]) if "updated" in entry.keys() else None  # noqa: SIM118 (get falls back)
    return Listed(
        url,
        index.way,
        index=base,
        title=title,
        published=published or changed,
        modified=changed if published else None,
        topic=next((words(tag.get("term")) for tag in entry.get("tags", ()) if tag.get("term")), None),
        language=_code(words(detail.get("language")) or language or index.language),
        aliases=(other,) if other else (),
    )


def _read_json(answer: Answer, index: Index) -> Iterator[Item]:
    """The items of a JSON Feed (jsonfeed.org/version/1.1)."""
    try:
        feed = json.loads(answer.body)
    except (ValueError, RecursionError):
        feed = None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        yield Skip("it is no feed", answer.url, answer.url)
        return
    for item in feed["items"]:
        if isinstance(item, dict):
            yield _json_item(item, answer.url, index, words(feed.get("language")))
        else:
            yield Skip("an item that is none", words(str(item)[:80]) or "", answer.url)
    if older := words(feed.get("next_url")):
        yield _further(index, urljoin(answer.url, older))


def _json_item(item: dict[str, object], base: str, index: Index, language: str | None) -> Item:
    title, guid = words(item.get("title")), words(item.get("id"))
    address = (
        words(item.get("url")) or words(item.get("external_url")) or (guid if (guid or "").startswith(WEB) else None)
    )
    url = _resolved(base, address) if address else None
    if url is None:
        return Skip("an item without an address", title or guid or "", base)
    tags = item.get("tags")
    return Listed(
        url,
        index.way,
        index=base,
        title=title,
        published=words(item.get("date_published")),
        modified=words(item.get("date_modified")),
        topic=words(tags[0]) if isinstance(tags, list) and tags else None,
        language=_code(words(item.get("language")) or language or index.language),
        aliases=(guid,) if guid and guid.startswith(WEB) and guid != url else (),
    )


def _resolved(base: str, address: str) -> str | None:
    """The whole address of an item, None if it leads nowhere on the web."""
    try:
        url = urljoin(base, address.strip())
    except ValueError:
        return None
    return url if url.lower().startswith(WEB) else None


def _further(index: Index, url: str) -> Index:
    return replace(index, url=url, chain=index.chain or index.url, number=index.number + 1)


def _code(language: str | None) -> str | None:
    """The language's own code: `be` of `be-BY`."""
    return language.replace("_", "-").split("-")[0].lower() or None if language else None
