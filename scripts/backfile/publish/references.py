"""An element's name and attributes, or a piece of CSS, go in; the addresses in it come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol

URL_IN_STYLE = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)|@import\s+["']([^"']+)""", re.IGNORECASE)
REFRESH = re.compile(r"\s*\d*\s*[;,]?\s*url\s*=\s*['\"]?([^'\"]*)", re.IGNORECASE)
# Of `link` a browser requests these relations by itself; the others it only knows of.
FETCHED_LINKS = frozenset(
    ("stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload", "prefetch", "preconnect")
)
ATTRIBUTES = ("href", "src", "poster", "data", "action", "formaction", "background", "xlink:href")


class Reference(NamedTuple):
    """An address on a page.

    `fetched` says that a browser requests it without being asked, or sends a form to it; `inline` that it is a picture.
    """

    address: str
    fetched: bool
    inline: bool = False


class Attributes(Protocol):
    """The attributes of an element."""

    def get(self, key: str, /) -> str | None:
        """The value of one, None if it is not there."""


def element_references(tag: str, attributes: Attributes) -> Iterator[Reference]:
    """The addresses in one element's attributes."""
    fetched, inline = is_fetched(tag, attributes), is_picture(tag, attributes)
    for name in ATTRIBUTES:
        value = attributes.get(name)
        if value is not None and (name != "data" or tag == "object"):
            yield Reference(value.strip(), fetched, inline)
    for candidate in (attributes.get("srcset") or "").split(","):
        if candidate.strip():
            yield Reference(candidate.split()[0], fetched=True, inline=inline)


def is_fetched(tag: str, attributes: Attributes) -> bool:
    """Whether a browser requests this element's address by itself, or sends a form to it."""
    if tag == "link":
        return not FETCHED_LINKS.isdisjoint((attributes.get("rel") or "").lower().split())
    return tag not in ("a", "area")


def is_picture(tag: str, attributes: Attributes) -> bool:
    """Whether this element's address is that of a picture, which may also stand in the page as `data:`."""
    return tag in ("img", "source", "image") or (tag == "link" and "icon" in (attributes.get("rel") or ""))


def refresh_references(attributes: Attributes) -> Iterator[Reference]:
    """Where a `meta` leads by itself."""
    if (attributes.get("http-equiv") or "").lower() == "refresh":
        match = REFRESH.match(attributes.get("content") or "")
        if match:
            yield Reference(match[1].strip(), fetched=True)


def style_references(style: str) -> Iterator[Reference]:
    """The addresses in a piece of CSS."""
    for match in URL_IN_STYLE.finditer(style):
        yield Reference(next((group for group in match.groups() if group), "").strip(), fetched=True, inline=True)
