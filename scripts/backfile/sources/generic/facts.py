"""The blocks of a text in, what the lines at its start state about it out, and the text without them."""

from __future__ import annotations

from typing import NamedTuple

from backfile.model import Block, Cut, Printed
from backfile.sources.platforms.lines import line
from backfile.sources.platforms.shapes import BARE_NAMES, BYLINE, CREDIT, DAY, EMPTY_BYLINE, POSTED, RANGE_LINE


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
