"""A document in, what it states about itself out: its title, and what the first lines of its text say."""

from __future__ import annotations

from typing import NamedTuple

from backfile.model import Block, Cut, Document, Kind, Printed
from backfile.sources.generic.body import HEAD_LINES, bylined
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

LONGEST_TITLE = 40
NO_TITLE = (*HEAD_LINES, TREND_LABEL, ADDRESS)


def title_of(document: Document) -> Printed | None:
    """The title that structured data, the first heading, or a text's first line states.

    A byline, a week, a day, a trend or an address is none.
    """
    stated = document.hinted("title", "json-ld", "opengraph")
    if named := next((title for title in stated if not any_line(NO_TITLE, [" ".join(title.split())])), None):
        return Printed(named)
    outside = [block for block in document.blocks if block.region not in PAGE_REGIONS]
    headings = [block for block in outside if block.kind is Kind.HEADING]
    candidates = (headings if document.markup else []) + outside
    behind_label = bylined(document)
    lines = (block for block in candidates if not any_line(NO_TITLE, [line(block)]) and block not in behind_label)
    first = next((block for block in lines if 0 < len(block.text.split()) <= LONGEST_TITLE), None)
    return Printed(line(first), first.place) if first else None


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
