"""The bytes of a page or a stylesheet go in; its addresses, anchors, languages and text come out, unjudged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from backfile.publish.plain import read_plain
from backfile.publish.references import Reference, element_references, refresh_references, style_references

Element = etree._Element  # lxml gives its one class of elements no public name

ADDRESSED = etree.XPath(
    "//*[@href or @src or @srcset or @poster or @data or @action or @formaction or @background"
    " or @*[name() = 'xlink:href']]"
)
IDS = etree.XPath("//@id | //a/@name")
LANGUAGES = etree.XPath("//@lang")
TITLE = etree.XPath("string(/html/head/title)")
TEXT = etree.XPath("normalize-space(string(/html/body))")
STYLES = etree.XPath("//style/text() | //@style")
METAS = etree.XPath("//meta[@http-equiv]")
CANONICAL = etree.XPath("string(//link[@rel = 'canonical']/@href)")
PICTURES = etree.XPath("//body//*[self::img or self::svg]")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says about itself. `languages` are all its `lang` values, `language` that of its root.

    `plain` says that no parser was needed.
    """

    references: tuple[Reference, ...]
    anchors: frozenset[str]
    title: str
    language: str
    languages: frozenset[str]
    canonical: str
    empty: bool
    based: bool
    plain: bool = False


def read_page(body: bytes) -> Page:
    """The facts of one HTML page, always read as UTF-8. An empty body gives an empty page."""
    plain = read_plain(body)
    return Page(*plain, empty=False, based=False, plain=True) if plain else parse_page(body)


def parse_page(body: bytes) -> Page:
    """The same by a parser, for whatever markup."""
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
        yield from element_references(str(element.tag), element)
    for style in strings(STYLES, tree):
        yield from style_references(style)
    for element in elements(METAS, tree):
        yield from refresh_references(element)
