"""The bytes of a page or a stylesheet go in; its addresses, anchors, languages and text come out, unjudged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

Element = etree._Element  # lxml gives its one class of elements no public name

URL_IN_STYLE = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)|@import\s+["']([^"']+)""", re.IGNORECASE)
REFRESH = re.compile(r"\s*\d*\s*[;,]?\s*url\s*=\s*['\"]?([^'\"]*)", re.IGNORECASE)
# Of `link` a browser requests these relations by itself; the others it only knows of.
FETCHED_LINKS = frozenset(
    ("stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload", "prefetch", "preconnect")
)
ATTRIBUTES = ("href", "src", "poster", "data", "action", "formaction", "background", "xlink:href")
ADDRESSED = etree.XPath(
    "//*[@href or @src or @srcset or @poster or @data or @action or @formaction or @background"
    " or @*[name() = 'xlink:href']]"
)
IDS = etree.XPath("//@id | //a/@name")
LANGUAGES = etree.XPath("//@lang")
TITLE = etree.XPath("string(/html/head/title)")
TEXT = etree.XPath("normalize-space(string(/html/body))")
STYLES = etree.XPath("//style/text() | //@style")
REFRESHES = etree.XPath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']/@content")
CANONICAL = etree.XPath("string(//link[@rel = 'canonical']/@href)")
PICTURES = etree.XPath("//body//*[self::img or self::svg]")


@dataclass(frozen=True, slots=True)
class Reference:
    """An address on a page.

    `fetched` says that a browser requests it without being asked, or sends a form to it; `inline` that it is a picture.
    """

    address: str
    fetched: bool
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says about itself. `languages` are all its `lang` values, `language` that of its root."""

    references: tuple[Reference, ...]
    anchors: frozenset[str]
    title: str
    language: str
    languages: frozenset[str]
    canonical: str
    empty: bool
    based: bool


def read_page(body: bytes) -> Page:
    """The facts of one HTML page, always read as UTF-8. An empty body gives an empty page."""
    try:
        tree = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:  # nothing in it, or only comments
        tree = html.document_fromstring("<html></html>")
    return Page(
        references=tuple(dict.fromkeys(references(tree))),
        anchors=frozenset(strings(IDS, tree)),
        title="".join(strings(TITLE, tree)).strip(),
        language=(tree.get("lang") or "").strip(),
        languages=frozenset(strings(LANGUAGES, tree)),
        canonical="".join(strings(CANONICAL, tree)),
        empty=not any(strings(TEXT, tree)) and not elements(PICTURES, tree),
        based=tree.find(".//base") is not None,
    )


def strings(query: etree.XPath, tree: Element) -> list[str]:
    """The texts a query finds, without the tree that lxml ties to each of them."""
    found = query(tree)
    return [str(text) for text in found] if isinstance(found, list) else [str(found)]


def elements(query: etree.XPath, tree: Element) -> list[Element]:
    """The elements a query finds."""
    found = query(tree)
    return [element for element in found if isinstance(element, Element)] if isinstance(found, list) else []


def references(tree: Element) -> Iterator[Reference]:
    """Every address on the page, in no promised order."""
    for element in elements(ADDRESSED, tree):
        yield from element_references(element)
    for style in strings(STYLES, tree):
        yield from style_references(style)
    for content in strings(REFRESHES, tree):
        if match := REFRESH.match(content):
            yield Reference(match[1].strip(), fetched=True)


def element_references(element: Element) -> Iterator[Reference]:
    """The addresses in one element's attributes."""
    fetched, inline = is_fetched(element), is_picture(element)
    for name in ATTRIBUTES:
        value = element.get(name)
        if value is not None and (name != "data" or element.tag == "object"):
            yield Reference(value.strip(), fetched, inline)
    for candidate in (element.get("srcset") or "").split(","):
        if candidate.strip():
            yield Reference(candidate.split()[0], fetched=True, inline=inline)


def is_fetched(element: Element) -> bool:
    """Whether a browser requests this element's address by itself, or sends a form to it."""
    if element.tag == "link":
        return not FETCHED_LINKS.isdisjoint((element.get("rel") or "").lower().split())
    return element.tag not in ("a", "area")


def is_picture(element: Element) -> bool:
    """Whether this element's address is that of a picture, which may also stand in the page as `data:`."""
    return element.tag in ("img", "source", "image") or (element.tag == "link" and "icon" in (element.get("rel") or ""))


def style_references(style: str) -> Iterator[Reference]:
    """The addresses in a piece of CSS."""
    for match in URL_IN_STYLE.finditer(style):
        yield Reference(next((group for group in match.groups() if group), "").strip(), fetched=True, inline=True)
