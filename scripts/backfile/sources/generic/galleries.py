"""Blocks with what stays of them in, for each whether it is of a gallery that the page puts amid its text out.

A gallery numbers its slides: "1/12", "2/12", each with a heading and some words. Where a text goes on behind it, the
gallery is of the page, and often of another subject; where nothing follows, it may be the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from backfile.model import Block, Kind
from backfile.sources.generic.alignment import words_of
from backfile.sources.generic.page import LONG, elements_around

NUMBERED = re.compile(r"(?P<number>\d{1,3}) ?(?:/|of|von|из|з) ?(?P<all>\d{1,3})\b(?![/.,]\d)")
FEWEST = 3


def of_galleries(blocks: Sequence[Block], chosen: Sequence[bool]) -> list[bool]:
    """Whether each block stands in a gallery that prose stands before and behind."""
    found: set[int] = set()
    for slides in slides_in(blocks, chosen):
        inside = gallery(blocks, slides)
        prose = [at for at, kept in enumerate(chosen) if kept and at not in inside and is_prose(blocks[at])]
        if inside and prose and prose[0] < min(inside) and max(inside) < prose[-1]:
            found |= inside
    return [at in found for at in range(len(blocks))]


def slides_in(blocks: Sequence[Block], chosen: Sequence[bool]) -> Iterator[list[int]]:
    """The places of the slides of each gallery: what begins with numbers of one whole that count up."""
    found: list[tuple[int, int, int]] = []
    for at, (block, stays) in enumerate(zip(blocks, chosen, strict=True)):
        if stays and (match := NUMBERED.match(block.text)):
            found.append((at, int(match["number"]), int(match["all"])))
    run: list[int] = []
    for before, now in pairwise([(0, 0, 0), *found, (0, 0, 0)]):
        if before[1:] != (now[1] - 1, now[2]):
            if len(run) >= FEWEST:
                yield run
            run = []
        run.append(now[0])


def gallery(blocks: Sequence[Block], slides: Sequence[int]) -> set[int]:
    """The places of what stands in the outermost element around the slides that adds no prose to them."""
    around = [elements_around(blocks[at]) for at in slides]
    numbers = set.intersection(*({element.number for element in each} for each in around))
    inside: set[int] = set()
    for element in around[0]:
        if element.number in numbers:
            within = {at for at, block in enumerate(blocks) if element in elements_around(block)}
            if inside and any(is_prose(blocks[at]) for at in within - inside):
                break
            inside = within
    return inside


def is_prose(block: Block) -> bool:
    """Whether a block is a paragraph as a text has them."""
    return block.kind is Kind.PARAGRAPH and len(words_of(block.text)) >= LONG
