"""A page of a publication in, the same page in invented words out: its structure, labels, days and lengths stay."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lxml import etree, html

from backfile.drafting.inventing import Invention
from backfile.model import Block, Document
from backfile.sources.platforms.lines import PAGE_REGIONS, line

JSON_LD = "application/ld+json"
LEFT_OUT = ("script", "style", "svg", "template", "object", "embed", "noscript")
STRUCTURE = frozenset(
    {"class", "role", "itemprop", "itemscope", "itemtype", "lang", "dir", "rel", "type", "name", "property", "charset"}
    | {"http-equiv", "datetime", "pubdate", "hreflang", "colspan", "rowspan", "start", "reversed", "hidden", "style"}
    | {"width", "height", "aria-hidden"}
)
ADDRESSES = frozenset(["href", "src", "data-src", "poster", "cite", "action"])
WORDED = frozenset(["alt", "title", "aria-label", "placeholder", "summary"])
ANCHORS = frozenset(["id", "for", "aria-labelledby", "aria-describedby"])
FACTS = ("time", "date", "type", "locale", "charset", "viewport", "generator", "language", "width", "height")
NEAR = 3
"""How many elements around a text are asked whether they are a line that the recipe knows."""
LONGEST = 30


def invented_page(markup: str, invention: Invention) -> str:
    """A web page in invented words."""
    root = html.document_fromstring(markup.encode(), parser=html.HTMLParser(encoding="utf-8"))
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or (element.tag in LEFT_OUT and element.get("type") != JSON_LD):
            drop(element)
    known = {element for element in root.iter() if is_known(element, invention)}
    for element in root.iter():
        if element.tag == "script":
            element.text = structured(element.text or "", invention)
            continue
        rewrite(element, invention)
        if element.text:
            element.text = words(element.text, element, known, invention)
        for child in element:
            if child.tail:
                child.tail = words(child.tail, element, known, invention)
    written = etree.tostring(root, encoding="unicode", method="html", pretty_print=False)
    return f"<!DOCTYPE html>\n{written.strip()}\n"


def drop(element: etree._Element) -> None:
    """Takes an element out of its tree, and leaves what stands behind it."""
    if element.getparent() is not None:
        html.HtmlElement.drop_tree(element) if isinstance(element, html.HtmlElement) else remove(element)


def remove(element: etree._Element) -> None:
    """Takes a comment or the like out of its tree, and leaves the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def is_known(element: etree._Element, invention: Invention) -> bool:
    """Whether an element is a line that the recipe knows."""
    text = " ".join("".join(map(str, element.itertext())).split())
    return 0 < len(text.split()) <= LONGEST and invention.knows(text)


def words(text: str, element: etree._Element, known: set[etree._Element], invention: Invention) -> str:
    """A text in invented words, unless it is of a known line."""
    around: etree._Element | None = element
    for _ in range(NEAR):
        if around is not None and around in known:
            return invention.without_names(text)
        around = around.getparent() if around is not None else None
    return invention.line(text)


def rewrite(element: etree._Element, invention: Invention) -> None:
    """Keeps of an element's attributes those that are structure, and invents the words of the others."""
    fact = any(word in (element.get("property") or element.get("name") or "").lower() for word in FACTS)
    for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
        if name in ADDRESSES:
            element.set(name, invention.address(value))
        elif name in WORDED:
            element.set(name, invention.line(value))
        elif name in ANCHORS:
            element.set(name, invention.anchor(value))
        elif name == "content":
            element.set(name, value if fact else said(value, invention))
        elif name not in STRUCTURE:
            del element.attrib[name]


def said(value: str, invention: Invention) -> str:
    """What a page states about itself, an address or words."""
    return invention.address(value) if "://" in value or value.startswith("/") else invention.line(value)


def structured(text: str, invention: Invention) -> str:
    """Structured data with invented words; none if it is broken."""
    try:
        return json.dumps(retold(json.loads(text), "", invention), ensure_ascii=False, indent=1).replace("</", "<\\/")
    except ValueError:
        return ""


def retold(value: object, key: str, invention: Invention) -> object:
    """A value of structured data: types, days and numbers stay."""
    if isinstance(value, dict):
        return {name: retold(inner, name, invention) for name, inner in value.items()}
    if isinstance(value, list):
        return [retold(inner, key, invention) for inner in value]
    if not isinstance(value, str) or key in ("@context", "@type", "inLanguage") or key.lower().startswith("date"):
        return value
    return said(value, invention)


def as_text(document: Document, first: int) -> str:
    """What a browser copies of a page from the beginning of its head on."""
    return "\n\n".join(lines(document.blocks[first:])) + "\n"


def lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The lines that stand outside the page's landmarks."""
    return (text for block in blocks if block.region not in PAGE_REGIONS and (text := line(block)))


def invented_text(text: str, invention: Invention) -> str:
    """A text dump in invented words, line by line."""
    return "".join(invention.line(one) for one in text.splitlines(keepends=True))
