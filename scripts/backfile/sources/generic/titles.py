"""A document in, its title out: the heading that the page's own statements agree with, else what they state."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from backfile.model import Block, Document, Kind, Printed
from backfile.sources.generic.alignment import words_of
from backfile.sources.generic.body import HEAD_LINES, bylined
from backfile.sources.generic.days import DATED
from backfile.sources.platforms.lines import PAGE_REGIONS, any_line, line
from backfile.sources.platforms.shapes import ADDRESS, TREND_LABEL

LONGEST_TITLE = 40
AGREED = 0.4
LONG = 5
LABEL = re.compile(r"[\w-]+:")
NO_TITLE = (*HEAD_LINES, TREND_LABEL, ADDRESS)
PARTING = re.compile(r"\s+[|–—\-·:»«/•~]+\s+|\s*[|»•]\s*")


def title_of(document: Document) -> Printed | None:
    """The title that the page's main heading, structured data, its <title> or a text's first line states.

    A byline, a week, a day, a trend or an address is none, nor is the name of the site. What the page's metadata say
    counts before its <title>, of which the site's name may be a part.
    """
    sites = sites_of(document)
    metadata = stated_titles(document, sites, "json-ld", "opengraph", "mail", "meta")
    tagged = stated_titles(document, sites, "title")
    stated = [*metadata, *tagged]
    others = [title for title in tagged if not any(said in title for said in metadata)]
    heading = agreed_heading(document, [*metadata, *others], sites)
    if heading is not None:
        return Printed(without_label(without_site(line(heading), sites), stated), heading.place)
    if metadata:
        return Printed(without_section(metadata[0], document, stated))
    first = first_heading(document, sites) if document.markup else None
    if stated and (first is None or is_crumb(set(words_of(first.text)), set(words_of(stated[0])))):
        return Printed(without_section(stated[0], document, stated))
    return first or first_of(outside(document), document, sites)


def stated_titles(document: Document, sites: frozenset[str], *origins: str) -> list[str]:
    """The titles that a page states in these places, without the site's name."""
    told = (without_site(" ".join(title.split()), sites) for title in document.hinted("title", *origins))
    return [title for title in told if title and is_title(title)]


def without_label(heading: str, stated: list[str]) -> str:
    """A heading without a day or a label such as "Blog:" before it, where the rest is a title that the page states."""
    before = next((heading[: -len(title)] for title in stated if heading.endswith(title)), "")
    is_label = LABEL.fullmatch(before.strip()) is not None or DATED.fullmatch(before.strip()) is not None
    return heading[len(before) :] if is_label else heading


def without_section(title: str, document: Document, stated: list[str]) -> str:
    """A stated title without what stands behind its last mark, where the page prints or states it without."""
    parts = list(PARTING.finditer(title))
    bare = title[: parts[-1].start()] if parts else ""
    printed = {line(block) for block in document.blocks if block.kind is Kind.HEADING}
    return bare if bare and (bare in printed or bare in stated) else title


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
        shares = [agreement(words, set(words_of(title))) for title in stated]
        if max(shares, default=0.0) > most:
            best, most = block, max(shares)
    return best if best is not None and most >= AGREED and len(best.text.split()) <= LONGEST_TITLE else None


def agreement(heading: set[str], title: set[str]) -> float:
    """How much of the shorter one of a heading and a title is in the other, as a share of 1."""
    return 0.0 if is_crumb(heading, title) else len(heading & title) / (min(len(heading), len(title)) or 1)


def is_crumb(heading: set[str], title: set[str]) -> bool:
    """Whether a heading is one word and a title is long: a name of something in the title is not the title."""
    return len(heading) == 1 and len(title) > LONG


def first_heading(document: Document, sites: frozenset[str]) -> Printed | None:
    """The first heading outside the page's landmarks."""
    return first_of((block for block in outside(document) if block.kind is Kind.HEADING), document, sites)


def outside(document: Document) -> list[Block]:
    """The blocks outside the page's landmarks."""
    return [block for block in document.blocks if block.region not in PAGE_REGIONS]


def first_of(blocks: Iterable[Block], document: Document, sites: frozenset[str]) -> Printed | None:
    """The first block that is short and may be a title."""
    behind_label = bylined(document)
    lines = (block for block in blocks if is_title(line(block)) and block not in behind_label)
    named = (block for block in lines if "".join(words_of(block.text)) not in sites)
    first = next((block for block in named if 0 < len(block.text.split()) <= LONGEST_TITLE), None)
    return Printed(line(first), first.place) if first else None


def sites_of(document: Document) -> frozenset[str]:
    """What the site calls itself, and its host, as letters without blanks."""
    host = (urlsplit(document.hint("url") or "").hostname or "").removeprefix("www.")
    names = (*document.hinted("site"), *document.hinted("publisher"), host, host.partition(".")[0])
    return frozenset("".join(words_of(name)) for name in names) - {""}


def is_site(text: str, sites: frozenset[str]) -> bool:
    """Whether a text is what a site calls itself, or two words or more that all are in one of its names."""
    words = words_of(text)
    return "".join(words) in sites or (len(words) > 1 and any(all(word in site for word in words) for site in sites))


def without_site(title: str, sites: frozenset[str]) -> str:
    """A title without the name of its site before or behind it."""
    while (parts := list(PARTING.finditer(title))) and is_site(title[parts[-1].end() :], sites):
        title = title[: parts[-1].start()]
    while parts and is_site(title[: parts[0].start()], sites):
        title = title[parts[0].end() :]
        parts = list(PARTING.finditer(title))
    return title.strip()
