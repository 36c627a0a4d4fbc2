"""A page as a browser saved it into one file in, the same page with its own pictures and address out.

A browser writes the address into a comment; SingleFile also puts every picture into the page, some of them into its
style sheet, and leaves what was hidden in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag

from backfile.documents.html_tree import absolute, attribute, words_of
from backfile.model.pictures import enclosed

_HEAD = 8192
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.IGNORECASE)
_VARIABLE = re.compile(r"(--sf-img-\d+)\s*:\s*url\(\s*[\"']?(data:[^\"')]+)")
_USE = re.compile(r"var\((--sf-img-\d+)\)")
_LATER = ("data-src", "data-lazy-src", "data-original", "srcset", "data-srcset", "data-lazy-srcset")


def saved_address(markup: str) -> tuple[str, str] | None:
    """The web address that a saved page says it had, and which program said so; None if it says none."""
    head = markup[:_HEAD]
    for shape, by in ((_SINGLE_FILE, "singlefile"), (_SAVED_FROM, "saved from")):
        if (found := shape.search(head)) and found[1].lower().startswith(("http://", "https://")):
            return found[1], by
    return None


def unpack(soup: BeautifulSoup) -> None:
    """Give a page of SingleFile its pictures, and hide what its browser hid."""
    sheets = "".join(sheet.get_text() for sheet in soup.find_all("style"))
    drawn = dict(_VARIABLE.findall(sheets))
    for image in soup.find_all("img"):
        if not isinstance(image, Tag):
            continue
        used = _USE.search(attribute(image, "style"))
        if used and used[1] in drawn:
            image["src"] = drawn[used[1]]
        if attribute(image, "src").startswith("data:"):
            _forget(image)
    for tag in soup.find_all(class_="sf-hidden"):
        if isinstance(tag, Tag) and "sf-hidden" in words_of(tag, "class"):
            tag["hidden"] = ""


def hold_pictures(soup: BeautifulSoup, pictures: Mapping[str, bytes], base: str) -> None:
    """Give a page the pictures that were saved with it under their addresses."""
    for image in soup.find_all("img"):
        if not isinstance(image, Tag):
            continue
        printed = [attribute(image, name) for name in ("src", *_LATER[:3])]
        addresses = [address for src in printed if src for address in (src, absolute(base, src)) if address]
        if body := next((pictures[address] for address in addresses if address in pictures), None):
            image["src"] = enclosed(body) or ""
            _forget(image)


def _forget(image: Tag) -> None:
    """Drop the addresses from which a browser would fetch a picture that is there."""
    for name in _LATER:
        if image.has_attr(name):
            del image[name]
