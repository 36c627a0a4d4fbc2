"""A document in, the blocks of its text out, with what was left out and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from backfile.model import Block, Cut, Document, Element, Kind, Note, Printed
from backfile.model.addresses import fold
from backfile.sources.generic.alignment import words_of
from backfile.sources.generic.galleries import of_galleries
from backfile.sources.generic.page import elements_around, is_own_line, says_something
from backfile.sources.generic.posts import of_other_posts
from backfile.sources.generic.verdict import verdicts
from backfile.sources.generic.voices import heard
from backfile.sources.generic.wholes import made_whole
from backfile.sources.platforms.lines import PAGE_REGIONS, any_line, line
from backfile.sources.platforms.shapes import BARE_NAMES, BYLINE, DAY, EMPTY_BYLINE, POSTED, RANGE_LINE
from backfile.vocabularies import read

HEAD_LINES = (EMPTY_BYLINE, BYLINE, RANGE_LINE, DAY, POSTED)
FIRST_PUBLISHED = re.compile(read("pageparts")["facts"]["first_published"], re.IGNORECASE)
MORE_FOR_THAN_AGAINST = 0.5
TOLD_WORDS = 12
APART = ("of another post", "of a gallery amid the text", "the page's own")
NEAR = 3


class Found(NamedTuple):
    """The blocks of a body, what was left out, and what the editor is told of it."""

    body: tuple[Block, ...]
    cuts: tuple[Cut, ...]
    told: tuple[Note, ...] = ()


def text_body(document: Document, title: Printed) -> Found:
    """All blocks of a text behind its title but a header's or footer's, and the lines before it that state a fact."""
    at = next((i for i, block in enumerate(document.blocks) if line(block) == title.text), -1)
    before = document.blocks[: max(at, 0)]
    facts = tuple(block for block in before if any_line(HEAD_LINES, [line(block)]) or block in bylined(document))
    cuts = tuple(Cut("before the title", block.text, block.place) for block in before if block not in facts)
    after = document.blocks[at + 1 :]
    cuts += tuple(Cut(f"page {block.region}", block.text, block.place) for block in after if block.region)
    return Found(facts + tuple(block for block in after if not block.region), cuts)


def html_body(document: Document, title: Printed) -> Found:
    """The blocks of a page that more speaks for than against, with the pictures and players that stand among them."""
    blocks = document.blocks
    likely = verdicts(blocks, heard(document.markup), title.text)
    chosen = [
        share >= MORE_FOR_THAN_AGAINST and says_something(block) and not is_title(block, title)
        for block, share in zip(blocks, likely, strict=True)
    ]
    chosen = made_whole(blocks, likely, with_provenance(blocks, chosen))
    apart = set_apart(document, chosen)
    chosen = [stays and not reason for stays, reason in zip(chosen, apart, strict=True)]
    chosen = with_pictures(blocks, with_notes(blocks, chosen))
    kept = [block for block, stays in zip(blocks, chosen, strict=True) if stays]
    cuts = [
        Cut(reason or f"not the text, {1 - share:.0%} sure", block.text, block.place)
        for block, stays, share, reason in zip(blocks, chosen, likely, apart, strict=True)
        if not stays and block.text
    ]
    return Found(tuple(kept), tuple(cuts), left_out(kept, cuts, title))


def set_apart(document: Document, chosen: Sequence[bool]) -> list[str]:
    """Why each block is none of the text, however likely it looks; "" if nothing says so."""
    blocks = document.blocks
    own = [is_own_line(block) or is_own_address(block, document) for block in blocks]
    signs = zip(of_other_posts(blocks), of_galleries(blocks, chosen), own, strict=True)
    return [next((reason for reason, holds in zip(APART, each, strict=True) if holds), "") for each in signs]


def is_own_address(block: Block, document: Document) -> bool:
    """Whether a block is the page's own address, as pages print it for their print."""
    text = line(block)
    return "://" in text and " " not in text and fold(text) == fold(document.hint("url") or "")


def with_provenance(blocks: Sequence[Block], chosen: Sequence[bool]) -> list[bool]:
    """What stays, with a line right behind or before it that says where the text first appeared."""
    return [
        stays or (bool(FIRST_PUBLISHED.match(line(block))) and any(chosen[max(at - NEAR, 0) : at + NEAR + 1]))
        for at, (block, stays) in enumerate(zip(blocks, chosen, strict=True))
    ]


def with_notes(blocks: Sequence[Block], chosen: Sequence[bool]) -> list[bool]:
    """What stays, with each footnote that has its marker in it."""
    marked = {run.note for block, stays in zip(blocks, chosen, strict=True) if stays for run in block.runs if run.note}
    return [stays or block.note in marked for block, stays in zip(blocks, chosen, strict=True)]


def with_pictures(blocks: Sequence[Block], chosen: Sequence[bool]) -> list[bool]:
    """What stays, with the wordless blocks that stand among it: pictures, players, rules.

    A picture belongs to the text if it stands right beside it and the nearest element around it, or around its
    figure, that has words has words of the text. A caption goes with its picture.
    """
    texts = {
        element.number
        for block, stays in zip(blocks, chosen, strict=True)
        if stays
        for element in elements_around(block)
    }
    others = [block for block in blocks if says_something(block) and block.kind is not Kind.CAPTION]
    words = texts | {element.number for block in others if not in_figure(block) for element in elements_around(block)}
    stays = list(chosen)
    for index, block in enumerate(blocks):
        if says_something(block) or block.region in PAGE_REGIONS:
            continue
        home = next((element for element in around_figure(block) if element.number in words), None)
        among = any(chosen[max(index - NEAR, 0) : index]) or block.kind is Kind.IMAGE
        behind = any(chosen[index + 1 : index + 1 + NEAR]) or (block.kind is Kind.IMAGE and any(chosen[:index]))
        stays[index] = among and behind and home is not None and home.number in texts
    for index, (before, block) in enumerate(pairwise(blocks)):
        if block.kind is Kind.CAPTION and before.kind is Kind.IMAGE:
            stays[index + 1] = stays[index]
    return stays


def around_figure(block: Block) -> list[Element]:
    """The elements around the outermost figure that a block stands in, or around the block, the innermost first."""
    elements = elements_around(block)
    figures = [at for at, element in enumerate(elements) if element.name == "figure"]
    return elements[figures[-1] + 1 :] if figures else elements


def in_figure(block: Block) -> bool:
    """Whether a block stands in a figure."""
    return any(element.name == "figure" for element in elements_around(block))


def is_title(block: Block, title: Printed) -> bool:
    """Whether a block is the title again."""
    return line(block).casefold() == " ".join(title.text.split()).casefold()


def bylined(document: Document) -> tuple[Block, ...]:
    """The bare names that stand right behind an empty byline label."""
    return tuple(
        after
        for block, after in pairwise(document.blocks)
        if EMPTY_BYLINE.fullmatch(line(block)) and BARE_NAMES.fullmatch(line(after))
    )


def left_out(kept: Sequence[Block], cuts: Sequence[Cut], title: Printed) -> tuple[Note, ...]:
    """A warning for each paragraph that was cut between the first and the last block of the text."""
    places = [block.place for block in kept if block.place]
    inside = [cut for cut in cuts if places and min(places) <= cut.place <= max(places)]
    counted = [(len(cut.text.split()), cut) for cut in inside if words_of(cut.text) != words_of(title.text)]
    return tuple(
        Note(f"{words} words inside the text were left out", cut.place, "Compare with the page")
        for words, cut in counted
        if words >= TOLD_WORDS
    )
