"""A document and the blocks of its text in, the lines of its head out: the short ones around where its text begins."""

from __future__ import annotations

from itertools import dropwhile

from backfile.model import Block, Document, Kind, Printed
from backfile.sources.platforms.lines import line

NEAR_HEAD = 15
BEHIND_TITLE = 40
BEFORE_TITLE = 5
BEHIND_FIRST = 4
LONGEST_LINE = 14


def near_head(document: Document, body: tuple[Block, ...]) -> list[Block]:
    """The short lines of the page around the beginning of its text, from its title on if that stands farther off."""
    first = start_of(document, body)
    far = range(max(first - BEHIND_TITLE, 0), first)
    title = next((at for at in far if is_main_heading(document.blocks[at])), first)
    near = document.blocks[max(min(first - NEAR_HEAD, title - BEFORE_TITLE), 0) : first + BEHIND_FIRST]
    return [block for block in near if block.region not in ("nav", "form", "footer") and says_little(block)]


def behind_title(near: list[Block], body: tuple[Block, ...], title: Printed) -> list[Block]:
    """The lines of a head that stand between title and text; the short ones that a text begins with are of the head."""
    at = [at for at, block in enumerate(near) if block.place == title.place and line(block) == title.text]
    return outside(near[at[-1] + 1 :], body) if at else []


def outside(near: list[Block], body: tuple[Block, ...]) -> list[Block]:
    """The lines of a head that are none of its text."""
    text = {id(block) for block in dropwhile(says_little, body)}
    return [block for block in near if id(block) not in text]


def start_of(document: Document, body: tuple[Block, ...]) -> int:
    """Where in the document its text begins; a block of it may have been shortened since."""
    there = {id(block): at for at, block in enumerate(document.blocks)}
    if found := next((there[id(block)] for block in body if id(block) in there), None):
        return found
    said = {block.text: at for at, block in reversed(list(enumerate(document.blocks)))}
    return next((said[block.text] for block in body if block.text in said), 0)


def is_main_heading(block: Block) -> bool:
    """Whether a block is a heading of the first rank."""
    return block.kind is Kind.HEADING and block.level == 1


def says_little(block: Block) -> bool:
    """Whether a block is a line as a head has them."""
    return 0 < len(block.text.split()) <= LONGEST_LINE
