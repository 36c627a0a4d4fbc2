"""Blocks with what more speaks for than against in, the same with what stands or falls together out.

Each block was judged by itself. A reader sees wholes: a heading with its text, a listing between two paragraphs, a list
with its items, a table with its cells, the contents of a text with its headings.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from backfile.model import Block, Element, Kind
from backfile.sources.generic.alignment import words_of
from backfile.sources.generic.page import elements_around, says_something
from backfile.sources.platforms.lines import PAGE_REGIONS

LISTS = ("ul", "ol", "dl")
ENOUGH = 0.5
LONGEST_CELL = 60  # words; a table with a longer text lays out a page
FEWEST_CELLS = 4
FEWEST_CONTENTS = 3
HEADING_AT_LEAST = 0.2
LISTING_AT_LEAST = 0.3
NEAR = 3

Chosen = list[bool]


def made_whole(blocks: Sequence[Block], likely: Sequence[float], chosen: Sequence[bool]) -> Chosen:
    """What stays, with headings, listings, lists and contents that belong to it."""
    chosen = with_headings(blocks, likely, chosen)
    chosen = with_listings(blocks, likely, chosen)
    lists = lists_in(blocks)
    chosen = with_wholes(blocks, lists, chosen)
    chosen = with_wholes(blocks, tables_in(blocks), chosen)
    return with_contents(blocks, lists, chosen)


def with_headings(blocks: Sequence[Block], likely: Sequence[float], chosen: Sequence[bool]) -> Chosen:
    """What stays, with each heading that is not unlikely and stands between text and the text it heads.

    A heading in an item of a list heads nothing outside it: a list of nothing but headings is one of teasers.
    """
    stays = list(chosen)
    for at, (block, share) in enumerate(zip(blocks, likely, strict=True)):
        if block.kind is Kind.HEADING and share >= HEADING_AT_LEAST and any(stays[max(at - NEAR, 0) : at]):
            beneath = range(at + 1, min(at + 1 + NEAR, len(blocks)))
            headed = next((n for n in beneath if says_something(blocks[n]) and blocks[n].kind is not Kind.CAPTION), at)
            stays[at] = stays[at] or (stays[headed] and item_around(block) in (None, item_around(blocks[headed])))
    return stays


def item_around(block: Block) -> int | None:
    """The number of the innermost item of a list around a block."""
    return next((element.number for element in elements_around(block) if element.name == "li"), None)


def with_listings(blocks: Sequence[Block], likely: Sequence[float], chosen: Sequence[bool]) -> Chosen:
    """What stays, with each piece of code and each table that is not unlikely and stands amid it."""
    return [
        stays
        or (
            block.kind in (Kind.CODE, Kind.TABLE)
            and share >= LISTING_AT_LEAST
            and any(chosen[max(at - NEAR, 0) : at])
            and any(chosen[at + 1 : at + 1 + NEAR])
        )
        for at, (block, share, stays) in enumerate(zip(blocks, likely, chosen, strict=True))
    ]


def lists_in(blocks: Sequence[Block]) -> Mapping[int, list[int]]:
    """The places of the blocks that say something in each outermost list, by the list's number."""
    lists: dict[int, list[int]] = {}
    for at, block in enumerate(blocks):
        around = list_around(block)
        if around is not None and says_something(block):
            lists.setdefault(around.number, []).append(at)
    return lists


def list_around(block: Block) -> Element | None:
    """The outermost list around a block that does not hold a cell or a part of the page."""
    found = None
    for element in block.around.outwards() if block.around else ():
        if element.name in LISTS:
            found = element
        elif found is not None and element.name in ("td", "article", "main", "section"):
            break
    return found


def tables_in(blocks: Sequence[Block]) -> Mapping[int, list[int]]:
    """The places of the blocks that say something in each table of facts that is none by its markup, by its number."""
    tables: dict[int, list[int]] = {}
    for at, block in enumerate(blocks):
        around = block.around.outwards() if block.around and says_something(block) else iter(())
        if table := next((element for element in around if element.name == "table"), None):
            tables.setdefault(table.number, []).append(at)
    return {
        number: places
        for number, places in tables.items()
        if len(places) >= FEWEST_CELLS
        and all(not blocks[at].region and len(words_of(blocks[at].text)) <= LONGEST_CELL for at in places)
    }


def with_wholes(blocks: Sequence[Block], wholes: Mapping[int, list[int]], chosen: Sequence[bool]) -> Chosen:
    """What stays, with the rest of each list or table of which enough words stay; of a page's landmark nothing more."""
    stays = list(chosen)
    for places in wholes.values():
        counts = {at: len(words_of(blocks[at].text)) for at in places}
        if sum(count for at, count in counts.items() if stays[at]) >= ENOUGH * sum(counts.values()):
            for at in places:
                stays[at] = stays[at] or blocks[at].region not in PAGE_REGIONS
    return stays


def with_contents(blocks: Sequence[Block], lists: Mapping[int, list[int]], chosen: Sequence[bool]) -> Chosen:
    """What stays, with each list outside the page's landmarks whose items lead to headings that stay."""
    pairs = zip(blocks, chosen, strict=True)
    headed = [words_of(block.text) for block, stays in pairs if stays and block.kind is Kind.HEADING]
    headings = {" ".join(words[:end]) for words in headed for end in (len(words), len(words) - 1) if end > 0}
    stays = list(chosen)
    for places in lists.values():
        leading = [at for at in places if leads_to(blocks[at], headings)]
        inside = all(blocks[at].region not in PAGE_REGIONS for at in places)
        if inside and len(places) >= FEWEST_CONTENTS and len(leading) >= ENOUGH * len(places):
            for at in places:
                stays[at] = True
    return stays


def leads_to(block: Block, headings: Collection[str]) -> bool:
    """Whether a block is an item that leads to a heading of its page, whatever its number."""
    words = words_of(block.text)
    titles = [words[at:] for at in range(len(words)) if not at or all(map(str.isdigit, words[:at]))]
    within = any(run.href and "#" in run.href for run in block.runs)
    return block.kind is Kind.ITEM and within and any(" ".join(title) in headings for title in titles)
