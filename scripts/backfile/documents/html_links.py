"""HTML source in, where it leads out: the addresses of its head, its anchors and its menus of addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag

from backfile.documents.html_tree import absolute, attribute, base_address, language_of, parse, place, words_of

_LANDMARKS = {"nav": "nav", "header": "header", "footer": "footer", "aside": "aside", "form": "form"}
_ROLES = {"navigation": "nav", "banner": "header", "contentinfo": "footer", "complementary": "aside"}


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a page: its absolute address and the words it stands on, in one line.

    `rel` are its relations, `media_type` and `language` what it says of its target. `element` is link, a or option,
    `region` the nearest landmark around it as in `Block.region`, though an article's own header counts here too.
    """

    url: str
    text: str = ""
    rel: tuple[str, ...] = ()
    media_type: str = ""
    language: str | None = None
    element: str = "a"
    region: str = ""
    place: int = 0


def read_links(markup: str, origin: str) -> tuple[Link, ...]:
    """The links of a page to addresses on the web, in its order."""
    soup = parse(markup)
    base = base_address(soup, origin)
    found = soup.find_all(["link", "a", "area", "option"])
    return tuple(link for tag in found if isinstance(tag, Tag) for link in _links(tag, base))


def _links(tag: Tag, base: str) -> Iterator[Link]:
    address = attribute(tag, "value" if tag.name == "option" else "href")
    if tag.name == "option" and not address.startswith(("http://", "https://", "/")):
        return
    url = absolute(base, address)
    if url and url.lower().startswith(("http://", "https://")):
        yield Link(
            url,
            " ".join(tag.get_text(" ").split()) or attribute(tag, "aria-label") or attribute(tag, "title"),
            words_of(tag, "rel"),
            attribute(tag, "type").lower(),
            language_of(attribute(tag, "hreflang")),
            "a" if tag.name == "area" else tag.name,
            _region(tag),
            place(tag),
        )


def _region(tag: Tag) -> str:
    for parent in tag.parents:
        roles = [_ROLES[role] for role in words_of(parent, "role") if role in _ROLES]
        if roles or parent.name in _LANDMARKS:
            return roles[0] if roles else _LANDMARKS[parent.name]
    return ""
