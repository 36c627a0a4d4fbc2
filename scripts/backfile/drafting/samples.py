"""Captures of one publication in, samples out: each with what the generic recipe and the other pages say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backfile.clean.learned import cut, learn, trace_of
from backfile.model import Block, Capture, Commentary, Document, Kind, Reading
from backfile.sources.platforms.lines import PAGE_REGIONS, line

LONGEST_HEAD = 12
"""The most blocks before a title in which lines of a head are looked for."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One page: `title` is where its title stands among the document's blocks, `first` and `last` where its body does.

    The reading is the generic recipe's, without what recurs on the other pages.
    """

    capture: Capture
    document: Document
    commentary: Commentary
    reading: Reading
    title: int
    first: int
    last: int

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The document's blocks."""
        return self.document.blocks

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its authors, as printed."""
        return tuple(dict.fromkeys((*(author.text for author in self.reading.authors), *self.commentary.authors)))


@dataclass(frozen=True, slots=True)
class Page:
    """One page as the generic recipe reads it."""

    capture: Capture
    document: Document
    commentary: Commentary
    reading: Reading


def taught(pages: Sequence[Page]) -> list[Sample]:
    """The samples among some pages as they were read; a page whose title is not printed on it is none."""
    traces = [trace_of(one.reading, one.commentary.url or one.capture.origin, one.capture.origin) for one in pages]
    known = learn(traces)
    found = []
    for one, trace in zip(pages, traces, strict=True):
        reading = cut(one.reading, trace, known)
        if standing := place(one.document, reading):
            found.append(Sample(one.capture, one.document, one.commentary, reading, *standing))
    return found


def place(document: Document, reading: Reading) -> tuple[int, int, int] | None:
    """Where title and body stand; None if one of them is not printed on the page."""
    lines = [line(block) for block in document.blocks]
    kept = {text for block in reading.body if (text := line(block))}
    wanted = " ".join(reading.title.text.split()).casefold() if reading.title else ""
    titles = [
        at
        for at, block in enumerate(document.blocks)
        if lines[at].casefold() == wanted and block.region not in PAGE_REGIONS and block.kind is not Kind.IMAGE
    ]
    title = next((at for at in titles if document.blocks[at].kind is Kind.HEADING), next(iter(titles), None))
    if title is None:
        return None
    behind = [at for at in range(title + 1, len(lines)) if document.blocks[at].kind is not Kind.IMAGE]
    body = [at for at in behind if lines[at] in kept and document.blocks[at].region not in PAGE_REGIONS]
    return (title, body[0], body[-1]) if body else None
