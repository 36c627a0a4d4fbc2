"""A document in, its title out: the heading that the page's own statements agree with, else what they state."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from backfile.model import Block, Document, Kind, Printed
from backfile.sources.generic.alignment import words_of
from backfile.sources.generic.body import HEAD_LINES, bylined
from backfile.sources.platforms.reading import PAGE_REGIONS, any_line, line
from backfile.sources.platforms.shapes import ADDRESS, TREND_LABEL

LONGEST_TITLE = 40
AGREED = 0.4
NO_TITLE = (*HEAD_LINES, TREND_LABEL, ADDRESS)
PARTING = re.compile(r"\s+[|–—\-·:»«/•~]+\s+|\s*[|»•]\s*")


def title_of(document: Document) -> Printed | None:
    """The title that the page's main heading, structured data, its <title> or a text's first line states.

    A byline, a week, a day, a trend or an address is none.
    """
    sites = sites_of(document)
    told = document.hinted("title", "json-ld", "opengraph", "mail", "meta", "title")
    stated = [shorn for title in told if (shorn := without_site(" ".join(title.split()), sites)) and is_title(shorn)]
    heading = agreed_heading(document, stated, sites)
    if heading is not None:
        return Printed(without_site(line(heading), sites), heading.place)
    if document.hint("title", "json-ld", "opengraph", "mail", "meta") and stated:
        return Printed(stated[0])
    return first_line(document) or (Printed(stated[0]) if stated else None)


def is_title(text: str) -> bool:
    """Whether a line may be a title."""
    return not any_line(NO_TITLE, [text])


def agreed_heading(document: Document, stated: list[str], sites: frozenset[str]) -> Block | None:
    """The heading of the first rank that shares most words with a stated title, if it shares enough."""
    best, most = None, 0.0
    for block in document.blocks:
        if block.kind is not Kind.HEADING or block.level != 1 or block.region in PAGE_REGIONS - {"header"}:
            continue
        words = set(words_of(block.text))
        if not words or "".join(words_of(block.text)) in sites or not is_title(line(block)):
            continue
        shares = [
            len(words & set(words_of(title))) / min(len(words), len(set(words_of(title))) or 1) for title in stated
        ]
        if max(shares, default=0.0) > most:
            best, most = block, max(shares)
    return best if best is not None and most >= AGREED and len(best.text.split()) <= LONGEST_TITLE else None


def overlap(words: set[str], others: set[str]) -> float:
    """How much of the smaller of two sets of words is in the other, as a share of 1."""
    return len(words & others) / (min(len(words), len(others)) or 1)


def first_line(document: Document) -> Printed | None:
    """The first heading outside the page's landmarks, else the first short line."""
    outside = [block for block in document.blocks if block.region not in PAGE_REGIONS]
    headings = [block for block in outside if block.kind is Kind.HEADING]
    candidates = (headings if document.markup else []) + outside
    behind_label = bylined(document)
    lines = (block for block in candidates if is_title(line(block)) and block not in behind_label)
    first = next((block for block in lines if 0 < len(block.text.split()) <= LONGEST_TITLE), None)
    return Printed(line(first), first.place) if first else None


def sites_of(document: Document) -> frozenset[str]:
    """What the site calls itself, and its host, as letters without blanks."""
    host = (urlsplit(document.hint("url") or "").hostname or "").removeprefix("www.")
    names = (*document.hinted("site"), *document.hinted("publisher"), host, host.partition(".")[0])
    return frozenset("".join(words_of(name)) for name in names) - {""}


def without_site(title: str, sites: frozenset[str]) -> str:
    """A title without the name of its site before or behind it."""
    while (parts := list(PARTING.finditer(title))) and "".join(words_of(title[parts[-1].end() :])) in sites:
        title = title[: parts[-1].start()]
    if parts and "".join(words_of(title[: parts[0].start()])) in sites:
        title = title[parts[0].end() :]
    return title.strip()
