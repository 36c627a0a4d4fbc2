"""A document that no source knows in, a reading out: structured data for the facts, trafilatura to find the text.

trafilatura only says which words are the text; the blocks that hold them are our own, with their headings, lists,
quotes and links. Its guesses at title, author and date are not used: what the page does not state stays empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import trafilatura

from backfile.errors import NothingToRead
from backfile.model import Block, Cut, Document, Kind, Note, Printed, Reading
from backfile.sources.platforms.layout import Source
from backfile.sources.platforms.reading import PAGE_REGIONS, any_line, line
from backfile.sources.platforms.shapes import (
    ADDRESS,
    BARE_NAMES,
    BYLINE,
    CREDIT,
    DAY,
    EMPTY_BYLINE,
    POSTED,
    RANGE_LINE,
    TREND_LABEL,
)

GENERIC = Source(
    id="generic", name="Unknown source", home="", hosts=(), languages=(), layouts=(), frequency="irregular"
)
WORD = re.compile(r"\w+")
SHARE = 0.8
SHINGLE = 3
SHINGLE_SHARE = 0.5
LONGEST_TITLE = 40
FEW_WORDS = 5
NEAR = 3
TOLD_WORDS = 12
HEAD_LINES = (EMPTY_BYLINE, BYLINE, RANGE_LINE, DAY, POSTED)
NO_TITLE = (*HEAD_LINES, TREND_LABEL, ADDRESS)


def read_generic(document: Document) -> Reading:
    """What can be read off a page of no known source. Raises NothingToRead if it has no title or no text."""
    title = title_of(document)
    if title is None:
        raise NothingToRead("no title was found", where=document.hint("url") or "", advice="Write a recipe for it")
    body, cuts, told = html_body(document, title) if document.markup else text_body(document, title)
    body, facts = head_facts(body)
    if not any(block.text for block in body if block.kind is not Kind.IMAGE):
        raise NothingToRead("no text was found", where=document.hint("url") or "", advice="Write a recipe for it")
    summary = document.hint("summary")
    return Reading(
        source=GENERIC.id,
        layout="generic",
        body=body,
        title=title,
        authors=facts.authors,
        period=facts.period,
        published=facts.published,
        credit=facts.credit,
        summary=Printed(summary) if summary else None,
        cuts=cuts + facts.cuts,
        notes=(Note("read by the generic recipe", advice="Compare it with the page"), *told),
        generic=True,
    )


def title_of(document: Document) -> Printed | None:
    """The title that structured data, the first heading, or a text's first line states.

    A byline, a week, a day, a trend or an address is none.
    """
    stated = document.hinted("title", "json-ld", "opengraph", "mail")
    if named := next((title for title in stated if not any_line(NO_TITLE, [" ".join(title.split())])), None):
        return Printed(named)
    outside = [block for block in document.blocks if block.region not in PAGE_REGIONS]
    headings = [block for block in outside if block.kind is Kind.HEADING]
    candidates = (headings if document.markup else []) + outside
    behind_label = bylined(document)
    lines = (block for block in candidates if not any_line(NO_TITLE, [line(block)]) and block not in behind_label)
    first = next((block for block in lines if 0 < len(block.text.split()) <= LONGEST_TITLE), None)
    return Printed(line(first), first.place) if first else None


def bylined(document: Document) -> tuple[Block, ...]:
    """The bare names that stand right behind an empty byline label."""
    return tuple(
        after
        for block, after in pairwise(document.blocks)
        if EMPTY_BYLINE.fullmatch(line(block)) and BARE_NAMES.fullmatch(line(after))
    )


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was found on a page, as words: its lines, and the whole."""

    lines: frozenset[str]
    whole: str
    shingles: frozenset[tuple[str, ...]]

    def holds(self, block: Block) -> bool:
        """Whether a block is one of the lines, or stands in the text whole or nearly; a few words must be a line."""
        wanted = words_of(block.text)
        if not wanted or block.kind is Kind.IMAGE:
            return False
        if wanted in self.lines or (wanted.count(" ") >= FEW_WORDS and wanted in self.whole):
            return True
        sentences = [words_of(part) for part in re.split(r"(?<=[.!?])\s+", block.text)]
        long = [part for part in sentences if part.count(" ") >= FEW_WORDS]
        return bool(long) and sum(part in self.whole for part in long) >= SHARE * len(long)

    def nearly_holds(self, block: Block) -> bool:
        """Whether half of a block's words, or more, stand in the text, three or more together."""
        wanted = words_of(block.text)
        return block.kind is not Kind.IMAGE and wanted.count(" ") >= FEW_WORDS and self.share(wanted) >= SHINGLE_SHARE

    def share(self, words: str) -> float:
        """How many of some words stand in three words together that the text has too, as a share of 1."""
        parts = shingles(words)
        shared = {at + step for at, part in enumerate(parts) if part in self.shingles for step in range(SHINGLE)}
        return len(shared) / (len(parts) + SHINGLE - 1)


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
    after = document.blocks[at + 1 :]
    cuts = tuple(Cut("before the title", block.text, block.place) for block in before if block not in facts)
    cuts += tuple(Cut(f"page {block.region}", block.text, block.place) for block in after if block.region)
    return Found(facts + tuple(block for block in after if not block.region), cuts)


def html_body(document: Document, title: Printed) -> Found:
    """The blocks that hold the text trafilatura finds, with the headings and pictures that stand in it."""
    surely, perhaps = text_in(document, precise=True), text_in(document, precise=False)
    sure = [own(block, title) and surely.holds(block) for block in document.blocks]
    chosen = [
        known or (own(block, title) and inside(sure, index) and (surely.nearly_holds(block) or perhaps.holds(block)))
        for index, (known, block) in enumerate(zip(sure, document.blocks, strict=True))
    ]
    kept: list[Block] = []
    cuts: list[Cut] = []
    for index, block in enumerate(document.blocks):
        if chosen[index] or (goes_along(block, title) and any(chosen[:index]) and any(chosen[index : index + NEAR])):
            kept.append(block)
        elif block.text:
            cuts.append(Cut("not text by trafilatura", block.text, block.place))
    return Found(tuple(kept), tuple(cuts), left_out(kept, cuts, title))


def inside(sure: list[bool], index: int) -> bool:
    """Whether a block stands in the text, or right before or behind it."""
    return any(sure[: index + 2]) and any(sure[max(index - 1, 0) :])


def text_in(document: Document, *, precise: bool) -> Text:
    """The text that trafilatura finds on a page: `precise` leaves out what it doubts."""
    found = trafilatura.extract(
        document.markup, favor_precision=precise, include_comments=False, include_tables=True, include_formatting=False
    )
    lines = [words_of(text) for text in (found or "").splitlines()]
    whole = " ".join(lines)
    return Text(frozenset(lines), whole, frozenset(shingles(whole)))


def left_out(kept: list[Block], cuts: list[Cut], title: Printed) -> tuple[Note, ...]:
    """A warning for each paragraph that was cut between the first and the last block of the text."""
    places = [block.place for block in kept if block.place]
    inside = [cut for cut in cuts if places and min(places) <= cut.place <= max(places)]
    counted = [(len(cut.text.split()), cut) for cut in inside if words_of(cut.text) != words_of(title.text)]
    return tuple(
        Note(f"{words} words inside the text were left out", cut.place, "Compare with the page")
        for words, cut in counted
        if words >= TOLD_WORDS
    )


def goes_along(block: Block, title: Printed) -> bool:
    """Whether a block stays if text stands before it and right behind it: a heading, a picture, a rule."""
    return block.kind in (Kind.HEADING, Kind.IMAGE, Kind.CAPTION, Kind.RULE) and own(block, title)


def own(block: Block, title: Printed) -> bool:
    """Whether a block may be part of the text: outside navigation and forms, and not the title again."""
    return block.region not in PAGE_REGIONS and line(block).casefold() != title.text.casefold()


def words_of(text: str) -> str:
    """The words of a text in lower case, a blank between them."""
    return " ".join(WORD.findall(text.casefold()))


def shingles(words: str) -> list[tuple[str, ...]]:
    """Every three words that stand together."""
    parts = words.split()
    return [tuple(parts[at : at + SHINGLE]) for at in range(len(parts) - SHINGLE + 1)]


class Facts(NamedTuple):
    """What the first lines of a body state about it."""

    authors: tuple[Printed, ...] = ()
    published: Printed | None = None
    credit: Printed | None = None
    period: Printed | None = None
    cuts: tuple[Cut, ...] = ()


def head_facts(body: tuple[Block, ...]) -> tuple[tuple[Block, ...], Facts]:
    """The body without the week, day, byline and credit lines at its start, and what they state."""
    facts, labelled = Facts(), False
    for index, block in enumerate(body):
        text, after_label, labelled = line(block), labelled, EMPTY_BYLINE.fullmatch(line(block)) is not None
        if after_label and BARE_NAMES.fullmatch(text) and not facts.authors:
            facts = facts._replace(authors=(Printed(text, block.place),))
        elif (match := BYLINE.fullmatch(text)) and not facts.authors:
            facts = facts._replace(authors=(Printed(match["value"], block.place),))
            if role := match["furniture"]:
                facts = facts._replace(cuts=(*facts.cuts, Cut("furniture", role, block.place)))
        elif EMPTY_BYLINE.fullmatch(text):
            facts = facts._replace(cuts=(*facts.cuts, Cut("furniture", text, block.place)))
        elif (match := RANGE_LINE.fullmatch(text)) and facts.period is None:
            facts = facts._replace(period=Printed(match["value"], block.place))
        elif (DAY.fullmatch(text) or POSTED.fullmatch(text)) and facts.published is None:
            facts = facts._replace(published=Printed(text, block.place))
        elif (match := CREDIT.fullmatch(text)) and facts.credit is None:
            facts = facts._replace(credit=Printed(next(said for said in match.groups() if said), block.place))
        else:
            return body[index:], facts
    return (), facts
