"""An RSS or Atom file in, each item that holds its whole text out; an item that only sums it up is named.

An item is kept as canonical XML: what it says of itself, in a feed of its own with the title, address and language
of the feed it stood in. Counts of comments and the like, which change every hour, are left out, so that the same item
has the same bytes whenever its feed is saved.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import BinaryIO, cast

from lxml import etree

from backfile.errors import CaptureError, EmptyCapture
from backfile.formats.media_types import FEED_ITEM
from backfile.formats.names import CONTENT, XHTML, XML
from backfile.formats.xml import canonical, elements, text_of, with_named_characters
from backfile.inputs.containers.streams import opened
from backfile.inputs.found import Found, FoundFile, Passed, Refused

_OF_A_FEED = ("title", "link", "language", "author")
_OF_AN_ITEM = frozenset((
    *("title", "link", "guid", "id", "pubDate", "date", "published", "updated", "issued", "modified", "created"),
    *("author", "creator", "category", "subject", "description", "summary", "encoded", "content", "body", "div"),
    *("language", "rights", "publisher"),
))  # fmt: skip
_FOREIGN = re.compile(
    r"\{https?://(search\.yahoo\.com|www\.itunes\.com|podlove|wellformedweb|purl\.org/rss/1\.0/modules/slash)"
)
_CUT = re.compile(
    r"(\[(…|\.\.\.)\]|(read more|continue reading|weiterlesen|читать далее|чытаць далей)[^\w<]*)(\s|<[^<>]*>)*\Z",
    re.IGNORECASE,
)
_OF_AN_EXPORT = "{http://wordpress.org/export/"
_ADVICE = "Fetch its page"


def read_feed(file: FoundFile) -> Iterator[Found]:
    """The items of a feed in their order, each one by its own address, or by its number if it has none."""
    told = False
    try:
        with opened(file) as stream:
            source: BinaryIO = io.BytesIO(with_named_characters(file.body)) if file.whole else stream
            for number, item in enumerate(elements(source, ("{*}item", "{*}entry"), file.origin), 1):
                told = True
                yield _found(item, f"{file.origin}#{number}", file)
    except CaptureError as error:
        told = True
        yield Refused(file.origin, error)
    if not told:
        yield Refused(file.origin, EmptyCapture("the feed has no items", where=file.origin, advice="Leave it out"))


def _found(item: etree._Element, name: str, file: FoundFile) -> Found:
    origin = address_of(item) or name
    if any(isinstance(child.tag, str) and child.tag.startswith(_OF_AN_EXPORT) for child in item):
        return Passed(name, "is of a WordPress export that could not be told to be one, and may be a draft")
    if reason := lack(item):
        return Passed(origin, reason)
    body = canonical(alone(item))
    return replace(file, origin=origin, body=body, media_type=FEED_ITEM, charset=None, whole=True)


def address_of(item: etree._Element) -> str:
    """The address of an item's page, "" if it does not say it."""
    for link in item.iterfind("{*}link"):
        address = (link.get("href") or text_of(link)).strip()
        if link.get("rel", "alternate") == "alternate" and address.lower().startswith(("http://", "https://")):
            return address
    guid = item.find("{*}guid")
    address = text_of(guid) if guid is not None and guid.get("isPermaLink", "true") == "true" else ""
    return address if address.lower().startswith(("http://", "https://")) else ""


def lack(item: etree._Element) -> str | None:
    """Why an item holds no whole text; None if it does."""
    own = etree.QName(item).namespace
    contents = [
        *item.iterfind(CONTENT),
        *item.iterfind(f"{XHTML}body"),
        *(item.iterfind(f"{{{own}}}content") if own else ()),
    ]
    texts = [text_of(content) for content in contents]
    if not any(texts):
        elsewhere = any(content.get("src") for content in contents)
        return "its text is not in the feed. Fetch its page" if elsewhere else f"only a summary. {_ADVICE}"
    return f"only the beginning of its text. {_ADVICE}" if all(_CUT.search(text) for text in texts if text) else None


def alone(item: etree._Element) -> etree._Element:
    """A feed of the item's own form with this item only."""
    outer = [*item.iterancestors()]
    root = etree.Element(outer[-1].tag, nsmap=cast(Mapping[str, str], outer[-1].nsmap))
    if "version" in outer[-1].attrib:
        root.set("version", outer[-1].get("version", ""))
    _take_language(root, outer[-1])
    channel = next(
        (c for c in outer[-1] if isinstance(c.tag, str) and etree.QName(c).localname == "channel"), outer[-1]
    )
    within = root if channel is outer[-1] else etree.SubElement(root, channel.tag)
    _take_language(within, channel)
    for child in channel:
        if isinstance(child.tag, str) and etree.QName(child).localname in _OF_A_FEED and _is_alternate(child):
            within.append(_bare(child))
    inside = within if item.getparent() is channel else root
    kept = etree.SubElement(inside, item.tag)
    _take_language(kept, item)
    for child in item:
        if isinstance(child.tag, str) and etree.QName(child).localname in _OF_AN_ITEM and not _FOREIGN.match(child.tag):
            kept.append(_bare(child))
    return root


def _is_alternate(child: etree._Element) -> bool:
    return child.get("rel", "alternate") == "alternate"


def _take_language(to: etree._Element, given: etree._Element) -> None:
    for name in (f"{XML}lang", f"{XML}base"):
        if name in given.attrib:
            to.set(name, given.get(name, ""))


def _bare(element: etree._Element) -> etree._Element:
    """A copy of an element without the blanks behind it."""
    copy = deepcopy(element)
    copy.tail = None
    return copy
