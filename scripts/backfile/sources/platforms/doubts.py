"""What was read of a page in, what an editor should look at out: lines that nobody understood, prose that was cut."""

from __future__ import annotations

from itertools import takewhile

from backfile.model import Block, Cut, Document, Kind, Note
from backfile.sources.platforms.layout import Layout
from backfile.sources.platforms.lines import PAGE_REGIONS, any_line, line
from backfile.sources.platforms.shapes import LABELLED

UNKNOWN_PROSE = 30
STRAY_WORDS = 12
LINES_BEFORE = 3
LABELLED_WORDS = 30
STRAY_ADVICE = "Move it to the header if it belongs there, or delete it"


def lines_before(first: int, layout: Layout, document: Document) -> tuple[Note, ...]:
    """A warning for each of the few lines before the head of a text dump, at `first`, that are no known furniture."""
    before = document.blocks[:first] if not document.markup and first <= LINES_BEFORE else ()
    known = (*layout.ends, *layout.furniture)
    return tuple(
        Note(f"a line before the head is not understood: {line(block)}", block.place, STRAY_ADVICE)
        for block in before
        if block.region not in PAGE_REGIONS and not any_line(known, [line(block)])
    )


def stray_lines(body: tuple[Block, ...]) -> tuple[Note, ...]:
    """A warning for each line that opens the body and belongs to a head: one of the head that nobody understood."""
    return tuple(
        Note(f"the body begins with a line that is not understood: {line(block)}", block.place, STRAY_ADVICE)
        for block in takewhile(is_stray, body)
    )


def is_stray(block: Block) -> bool:
    """Whether a block is a short line without a full stop, or begins as a byline or a credit does, whatever it is."""
    text, words = line(block), len(block.text.split())
    if words <= LABELLED_WORDS and LABELLED.fullmatch(text):
        return True
    return block.kind in (Kind.PARAGRAPH, Kind.CAPTION) and words <= STRAY_WORDS and text[-1:] not in ".!?…”»"


def unknown_prose(layout: Layout, cuts: tuple[Cut, ...]) -> tuple[Note, ...]:
    """A warning where blocks as long as a paragraph were cut outside the body and no rule knows them."""
    if layout.teasers:
        return ()
    known = (*layout.ends, *layout.furniture, *((layout.first_published,) if layout.first_published else ()))
    lost = [
        cut
        for cut in cuts
        if cut.reason in ("before the head", "after the end")
        and len(cut.text.split()) >= UNKNOWN_PROSE
        and not any_line(known, [" ".join(cut.text.split())])
    ]
    advice = "If it is text, report the page; if not, add it to the layout's furniture"
    return tuple(
        Note(f"{len(c.text.split())} words {c.reason} were cut and no rule knows them", c.place, advice) for c in lost
    )
