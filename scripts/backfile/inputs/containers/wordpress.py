"""A WordPress export in, its published posts out; of all else only what such a post shows or names.

A post is kept as canonical XML: the file's head with the address of the site and the display name of the post's author,
the post's own item, and trimmed items of the pictures it shows and of its translations. Nothing of a draft, a private,
planned or locked post, of comments and mail addresses comes out: the file is read twice, first for what posts refer to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import cast

from lxml import etree

from backfile.errors import CaptureError, DamagedCapture, EmptyCapture
from backfile.formats.media_types import WORDPRESS_POST
from backfile.formats.names import CONTENT, DC
from backfile.formats.xml import canonical, elements, text_of
from backfile.inputs.containers.streams import counted, opened
from backfile.inputs.found import Found, FoundFile, Passed, Refused

_OF_A_SITE = ("title", "link", "language", "base_site_url", "base_blog_url")
_OF_AN_AUTHOR = ("author_login", "author_display_name")
_OF_A_POST = frozenset((
    *("title", "link", "pubDate", "creator", "guid", "encoded", "category"),
    *("post_id", "post_date", "post_date_gmt", "post_modified", "post_modified_gmt", "post_name", "status"),
    *("post_type",),
))  # fmt: skip
_OF_A_PICTURE = ("post_id", "attachment_url", "post_type")
_OF_A_TRANSLATION = ("post_id", "link", "category", "post_type")
_META = frozenset(("_thumbnail_id", "wpml_language", "_wpml_language"))
_GALLERY = re.compile(r"\[gallery\b[^\]]*?\bids\s*=\s*[\"']?([\d,\s]+)")
_STATES = {
    **{"draft": "drafts", "auto-draft": "drafts", "pending": "posts that wait for review", "private": "private posts"},
    **{"future": "posts planned for later", "trash": "deleted posts", "inherit": "revisions"},
}
_TYPES = {
    **{"page": "pages, which are no posts", "attachment": "files and pictures", "revision": "revisions"},
    **{"nav_menu_item": "entries of menus"},
}


def read_wordpress(file: FoundFile) -> Iterator[Found]:
    """The published posts of an export, each by its own address; how much else there is, by kind, in one line."""
    passed: Counter[str] = Counter()
    told = False
    site = _Site()
    try:
        with opened(file) as stream:
            with suppress(DamagedCapture):  # told when the posts are read
                for item in elements(stream, ("item",), file.origin):
                    site.see(item)
            stream.seek(0)
            for item in elements(stream, ("item",), file.origin):
                if reason := withheld(item):
                    passed[reason] += 1
                    continue
                told = True
                yield _post(item, site, file)
    except CaptureError as error:
        told = True
        yield Refused(file.origin, error)
    if passed:
        yield Passed(file.origin, f"only its published posts are read; left out were {counted(passed)}")
    elif not told:
        yield Refused(file.origin, EmptyCapture("there is no post in it", where=file.origin, advice="Leave it out"))


def withheld(item: etree._Element) -> str | None:
    """What an item is if it is no published post, in the plural and without a word of its own; None if it is one."""
    kind, state = said(item, "post_type") or "post", said(item, "status")
    if kind != "post":
        return _TYPES.get(kind, "items of other kinds")
    if state != "publish":
        return _STATES.get(state, "posts of an unknown state")
    return "posts locked by a password" if said(item, "post_password") else None


@dataclass
class _Site:
    """What posts may refer to: trimmed items of pictures and posts by their number, the posts that share a key."""

    pictures: dict[str, etree._Element] = field(default_factory=dict)
    posts: dict[str, etree._Element] = field(default_factory=dict)
    shared: dict[str, list[str]] = field(default_factory=dict)

    def see(self, item: etree._Element) -> None:
        """Take up what a post may refer to."""
        number = said(item, "post_id")
        if said(item, "post_type") == "attachment":
            self.pictures[number] = _trimmed(item, _OF_A_PICTURE)
        elif withheld(item) is None:
            self.posts[number] = _trimmed(item, _OF_A_TRANSLATION)
            for key in _keys(item):
                self.shared.setdefault(key, []).append(number)

    def named_by(self, item: etree._Element) -> Iterator[etree._Element]:
        """The items that a post refers to, each once: pictures in their order, then its translations."""
        numbers = [number for meta in item.iterfind("{*}postmeta") if (number := _meta(meta, "_thumbnail_id"))]
        for found in _GALLERY.finditer(text_of(item.find(CONTENT))):
            numbers += [number.strip() for number in found.group(1).split(",")]
        yield from (deepcopy(self.pictures[number]) for number in dict.fromkeys(numbers) if number in self.pictures)
        others = [number for key in _keys(item) for number in self.shared.get(key, ())]
        yield from (deepcopy(self.posts[number]) for number in dict.fromkeys(others) if number != said(item, "post_id"))


def said(item: etree._Element, name: str) -> str:
    """What an item says under one of WordPress's own names, whatever the version of the export."""
    return text_of(item.find(f"{{*}}{name}"))


def _keys(item: etree._Element) -> list[str]:
    kinds = ((category.get("domain"), category.get("nicename")) for category in item.iterfind("category"))
    return [name for domain, name in kinds if domain == "post_translations" and name]


def _meta(meta: etree._Element, name: str) -> str:
    return said(meta, "meta_value") if said(meta, "meta_key") == name else ""


def _post(item: etree._Element, site: _Site, file: FoundFile) -> FoundFile:
    channel = item.getparent()
    root = etree.Element("rss", attrib={"version": "2.0"})
    head = etree.SubElement(root, "channel")
    for child in channel if channel is not None else ():
        if _local(child) in _OF_A_SITE:
            head.append(_bare(child))
        elif _local(child) == "author" and said(child, "author_login") == text_of(item.find(f"{DC}creator")):
            head.append(_trimmed(child, _OF_AN_AUTHOR))
    kept = etree.SubElement(head, "item")
    for child in item:
        if _local(child) in _OF_A_POST or (_local(child) == "postmeta" and said(child, "meta_key") in _META):
            kept.append(_bare(child))
    head.extend(site.named_by(item))
    origin = said(item, "link") or f"{file.origin}#{said(item, 'post_id')}"
    return replace(
        file, origin=origin, body=canonical(root), media_type=WORDPRESS_POST, charset=None, captured=None, whole=True
    )


def _trimmed(element: etree._Element, names: Collection[str]) -> etree._Element:
    """A copy of an element with the children of these names only."""
    copy = etree.Element(element.tag, nsmap=cast(Mapping[str, str], element.nsmap))
    copy.extend(_bare(child) for child in element if _local(child) in names)
    return copy


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _bare(element: etree._Element) -> etree._Element:
    copy = deepcopy(element)
    copy.tail = None
    return copy
