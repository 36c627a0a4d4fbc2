"""The blocks of a page and how much of each is kept in, what stands in every element of the page out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from backfile.model import Block, Element, Kind
from backfile.sources.generic.alignment import words_of
from backfile.vocabularies import read

KEPT = 0.5
LONG = 12
LONGEST_OWN = 30


@dataclass(slots=True)
class Branch:
    """What stands in one element: words, words in links, words that are kept, long blocks."""

    words: int = 0
    linked: int = 0
    kept: float = 0.0
    long: int = 0

    @property
    def purity(self) -> float:
        """How much of its words is kept, as a share of 1."""
        return self.kept / self.words if self.words else 0.0

    @property
    def link_density(self) -> float:
        """How much of its words stands in links, as a share of 1."""
        return self.linked / self.words if self.words else 0.0


@dataclass(slots=True)
class Page:
    """A page's blocks with the words of each, those in links, the share that is kept, and the tallies of elements.

    `looks` and `parents` count kept words by how the innermost element calls itself, and by the one around it.
    """

    blocks: Sequence[Block]
    lines: Sequence[Sequence[str]]
    linked: Sequence[int]
    kept: Sequence[float]
    branches: dict[int, Branch] = field(default_factory=dict)
    looks: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    parents: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    words: int = 1
    kept_words: float = 1.0
    kept_before: list[float] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    kept_lengths: list[float] = field(default_factory=list)
    first: int = 0
    last: int = 0


def lines_of(blocks: Sequence[Block]) -> list[list[str]]:
    """The words of each block; a picture says nothing, nor does an address that stands for a player."""
    return [words_of(block.text) if says_something(block) else [] for block in blocks]


def says_something(block: Block) -> bool:
    """Whether a block has words of its page's own."""
    if block.kind is Kind.IMAGE:
        return False
    return not (len(block.runs) == 1 and block.runs[0].href is not None and block.runs[0].href == block.text)


def elements_around(block: Block) -> list[Element]:
    """The elements around a block, the innermost first."""
    return list(block.around.outwards()) if block.around else []


@cache
def own_lines() -> re.Pattern[str]:
    """What a page's own lines say as a whole, in lower case."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in read("pageparts")["own"].values()))


def is_own_line(block: Block) -> bool:
    """Whether a block is a break for advertising, or the page asking for something of its own."""
    text = " ".join(block.text.lower().split()) if block.kind in (Kind.PARAGRAPH, Kind.ITEM, Kind.HEADING) else ""
    return 0 < len(text.split()) <= LONGEST_OWN and own_lines().fullmatch(text) is not None


def linked_words(block: Block) -> int:
    """How many words of a block stand in links."""
    return sum(len(words_of(run.text)) for run in block.runs if run.href)


def weighed(blocks: Sequence[Block], lines: Sequence[Sequence[str]], kept: Sequence[float]) -> Page:
    """The page with its tallies."""
    page = Page(blocks, lines, [linked_words(block) for block in blocks], kept)
    page.words = sum(map(len, lines)) or 1
    page.lengths = list(map(len, lines))
    page.kept_lengths = [share * length for share, length in zip(kept, page.lengths, strict=True)]
    before = 0.0
    for index, block in enumerate(blocks):
        page.kept_before.append(before)
        before += kept[index] * len(lines[index])
        _count(page, index, block)
    page.kept_words = before or 1.0
    sure = [i for i, share in enumerate(kept) if share >= KEPT and len(lines[i]) >= LONG]
    page.first, page.last = (sure[0], sure[-1]) if sure else (0, len(blocks) - 1)
    return page


def _count(page: Page, index: int, block: Block) -> None:
    words, linked = len(page.lines[index]), page.linked[index]
    kept = page.kept[index] * words
    element = block.around
    if element is not None:
        page.looks[element.name, element.words] += kept
        page.parents[element.parent.number if element.parent else 0] += kept
    while element is not None:
        branch = page.branches.get(element.number)
        if branch is None:
            branch = page.branches[element.number] = Branch()
        branch.words += words
        branch.linked += linked
        branch.kept += kept
        branch.long += words >= LONG
        element = element.parent
