"""A page of a source's own listing in, web page or text dump, the commentaries it names with their weeks out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from urllib.parse import unquote, urljoin, urlsplit

from backfile.model import Block, Document, Listed
from backfile.sources.platforms.layout import Pattern, Source, wording
from backfile.sources.platforms.lines import PAGE_REGIONS, any_line, line
from backfile.sources.platforms.reading import on_host
from backfile.sources.platforms.shapes import RANGE_LINE, YEARLESS_RANGE
from backfile.sources.platforms.weekly import BUTTONS, any_phrase, any_spelling

LONGEST_TITLE = 45
ENOUGH = 2
VIA = "listing"
Pair = tuple[Block, str]


def list_commentaries(source: Source, document: Document) -> tuple[Listed, ...]:
    """The commentaries that a page of the source's listing names, in its order; none if it is no such page.

    The line that the listing is headed by must stand there, and at least two pairs of a title and a week behind it, or
    one on a page that has the listing's address. A page on another host is none. A text dump has no addresses.
    """
    listing, url = source.listing, document.hint("url") or ""
    if listing is None or (urlsplit(url).hostname and not on_host(source, document)):
        return ()
    blocks = [block for block in document.blocks if block.region not in PAGE_REGIONS and line(block)]
    head = next((n for n, block in enumerate(blocks) if listing.head.fullmatch(line(block))), None)
    if head is None:
        return ()
    topic = topic_of_page(source, url, [line(block) for block in blocks[: head + 1]])
    ends = (*(end for layout in source.layouts for end in layout.ends if end is not YEARLESS_RANGE), *listing.ends)
    found = tuple(pairs(entries(source, blocks[head + 1 :], ends)))
    if len(found) < (1 if topic_segment(source, url) else ENOUGH):
        return ()
    return tuple(
        Listed(
            url=address(title, url),
            via=VIA,
            index=url,
            title=line(title),
            period=week,
            topic=topic,
            place=title.place,
        )
        for title, week in found
    )


def topic_segment(source: Source, url: str) -> str | None:
    """The topic's segment of the address of a listing's page; None if the address is none of the listing."""
    if source.listing is None:
        return None
    before = source.listing.path.partition("{topic}")[0]
    path = unquote(urlsplit(url).path)
    if not path.startswith(before):
        return None
    segment = path[len(before) :].split("/")[0]
    return segment if segment in segments(source) else None


def segments(source: Source) -> dict[str, str]:
    """Each topic's segment of an address, the first that it has → the topic."""
    named = {
        name: [
            spelling
            for spelling in others
            if spelling.isascii() and spelling == spelling.lower() and " " not in spelling
        ]
        for name, others in source.topics.items()
    }
    return {segment: name for name, others in named.items() for segment in others}


def first_pages(source: Source) -> Iterator[tuple[str, str | None]]:
    """The address of the first page of each of the source's listings, and its topic."""
    if source.listing is None:
        return
    if "{topic}" not in source.listing.path:
        yield urljoin(source.home, source.listing.path), None
        return
    told: set[str] = set()
    for segment, topic in segments(source).items():
        if topic not in told:
            told.add(topic)
            yield urljoin(source.home, source.listing.path.replace("{topic}", segment)), topic


def topic_of_page(source: Source, url: str, lines: list[str]) -> str | None:
    """The topic of a listing: by its address, else by a line of its head if only one topic stands there."""
    segment = topic_segment(source, url)
    if segment is not None:
        return segments(source)[segment]
    said = {name for name, others in source.topics.items() for text in lines if text.casefold() in folded(name, others)}
    return next(iter(said)) if len(said) == 1 else None


def folded(name: str, others: tuple[str, ...]) -> set[str]:
    """All spellings of a topic, without regard to case."""
    return {spelling.casefold() for spelling in (name, *others)}


def entries(source: Source, blocks: list[Block], ends: tuple[Pattern, ...]) -> Iterator[Block]:
    """The blocks of the list, without buttons, trend phrases and topics, up to the page's tail."""
    furniture = [BUTTONS, *(pattern for pattern in (any_spelling(source.topics),) if source.topics)]
    if source.trends:
        furniture.append(wording(any_phrase(source.trends)))
    for block in (part for whole in blocks for part in parted(whole)):
        if any_line(ends, [line(block)]):
            return
        if not any_line(tuple(furniture), [line(block)]):
            yield block


def parted(block: Block) -> tuple[Block, ...]:
    """The block, or, where it is a linked title and a week in one line, the one and the other."""
    linked = tuple(run for run in block.runs if run.href)
    rest = tuple(run for run in block.runs if not run.href)
    week = replace(block, runs=rest)
    if not linked or not rest or week_in(week) is None:
        return (block,)
    return (replace(block, runs=linked), week) if block.runs[0].href else (week, replace(block, runs=linked))


def pairs(blocks: Iterator[Block]) -> Iterator[Pair]:
    """Each title with the week that stands behind it, or before it on a page whose first line is a week."""
    lines = [(block, week_in(block)) for block in blocks]
    if lines and lines[0][1]:
        lines.reverse()
        yield from reversed([*_pairs(lines)])
    else:
        yield from _pairs(lines)


def _pairs(lines: list[tuple[Block, str | None]]) -> Iterator[Pair]:
    for (title, no_week), (_, week) in pairwise(lines):
        if no_week is None and week is not None and len(title.text.split()) <= LONGEST_TITLE:
            yield title, week


def week_in(block: Block) -> str | None:
    """The week range that is the whole of a line, as printed."""
    found = RANGE_LINE.fullmatch(line(block))
    return found["value"] if found else None


def address(block: Block, base: str) -> str:
    """Where a title leads, "" if it is no link."""
    href = next((run.href for run in block.runs if run.href), None)
    return urljoin(base, href) if href else ""
