"""A page's markup in, the words that other readers of pages keep of it out."""

from __future__ import annotations

import trafilatura
from lxml import etree, html
from readability import Document as Readable  # type: ignore[import-untyped]
from readability.readability import Unparseable  # type: ignore[import-untyped]

from backfile.sources.generic.alignment import words_of

VOICES = ("trafilatura", "readability")
PARTING = ("p", "div", "li", "br", "td", "th", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6")


def heard(markup: str) -> dict[str, list[str]]:
    """The words that each voice keeps of a page, none where it finds no text."""
    return {"trafilatura": words_of(by_trafilatura(markup)), "readability": words_of(by_readability(markup))}


def by_trafilatura(markup: str) -> str:
    """What trafilatura keeps; its slower second opinions are left to the other voice."""
    return trafilatura.extract(markup, fast=True, include_comments=False, include_tables=True) or ""


def by_readability(markup: str) -> str:
    """What readability keeps."""
    try:
        kept = html.fromstring(Readable(markup).summary(html_partial=True))
    except (Unparseable, etree.LxmlError, ValueError, TypeError, RecursionError):
        return ""
    for element in kept.iter(*PARTING):
        element.tail = f"\n{element.tail or ''}"
    return "".join(str(text) for text in kept.itertext())
