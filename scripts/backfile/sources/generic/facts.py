"""A document and the blocks of its text in, what the lines at the head of both state about it out."""

from __future__ import annotations

import re
from typing import NamedTuple

from backfile.model import Block, Cut, Document, Kind, Printed
from backfile.sources.platforms.reading import line
from backfile.sources.platforms.shapes import (
    BARE_NAMES,
    BYLINE,
    CREDIT,
    DAY,
    EMPTY_BYLINE,
    POSTED,
    RANGE_LINE,
)
from backfile.vocabularies import read

MONTH = read("pageparts")["facts"]["months"]
YEAR = r"(?:19|20)\d\d"
DAY_OF_MONTH = r"\d{1,2}(?:st|nd|rd|th)?"
BEGINS = r"(?:\b|(?-i:(?<=[^\W\dA-ZА-Я_])(?=[A-ZА-Я])))"  # a month may be glued to the name before it
DATED = re.compile(
    rf"\b{DAY_OF_MONTH}\.? (?:{MONTH})\.?,? {YEAR}(?!\d)|{BEGINS}(?:{MONTH})\.? {DAY_OF_MONTH},? {YEAR}(?!\d)"
    rf"|\b{YEAR}-\d\d-\d\d(?!\d)",
    re.IGNORECASE,
)
SAID_CHANGED = read("pageparts")["facts"]["changed"]
CHANGED = re.compile(SAID_CHANGED + r"\W*$", re.IGNORECASE)
NEAR_HEAD = 15
BEHIND_TITLE = 40
BEFORE_TITLE = 5
BEHIND_FIRST = 4
LONGEST_LINE = 14
PARTING = re.compile(rf"\s*[|·•/]\s*|\s+[–—-]\s+|,? on(?= ?\|)|\s+{SAID_CHANGED}(?= ?(?:on ?)?:?\s*\|)", re.IGNORECASE)
WRITTEN = re.compile(r"^(?:(?:written|posted|published|text|words|story) )?by\s*:?\s*", re.IGNORECASE)
NAMED_AFTER_AUTHOR = re.compile(r"author|byline|creator", re.IGNORECASE)


def near_head(document: Document, body: tuple[Block, ...]) -> list[Block]:
    """The short lines of the page around the beginning of its text, from its title on if that stands farther off."""
    places = {id(block): at for at, block in enumerate(document.blocks)}
    first = places.get(id(body[0]), 0) if body else 0
    far = range(max(first - BEHIND_TITLE, 0), first)
    title = next((at for at in far if is_main_heading(document.blocks[at])), first)
    near = document.blocks[max(min(first - NEAR_HEAD, title - BEFORE_TITLE), 0) : first + BEHIND_FIRST]
    return [block for block in near if block.region not in ("nav", "form", "footer") and says_little(block)]


def is_main_heading(block: Block) -> bool:
    """Whether a block is a heading of the first rank."""
    return block.kind is Kind.HEADING and block.level == 1


def says_little(block: Block) -> bool:
    """Whether a block is a line as a head has them."""
    return 0 < len(block.text.split()) <= LONGEST_LINE


def day_near(document: Document, body: tuple[Block, ...]) -> Printed | None:
    """The one day that the page prints at its head, or states in the <time> elements of it.

    A day of a change counts only where no other is printed.
    """
    if next(document.hinted("published", "json-ld", "opengraph", "meta"), None):
        return None
    lines = near_head(document, body)
    printed = {day: block.place for block in lines if (day := day_in(line(block)))}
    printed = printed or {found[0]: block.place for block in lines if (found := DATED.search(line(block)))}
    if len(printed) == 1:
        return Printed(*printed.popitem())
    timed = {hint.value[:10]: hint for hint in document.hints if hint.name == "published" and hint.origin == "time"}
    return next((Printed(day, hint.place) for day, hint in timed.items()), None) if len(timed) == 1 else None


def day_in(text: str) -> str | None:
    """The first day that a line prints, if it is not said to be that of a change."""
    return next((found[0] for found in DATED.finditer(text) if not CHANGED.search(text[: found.start()])), None)


def authors_near(document: Document, body: tuple[Block, ...]) -> tuple[Printed, ...]:
    """The authors that a byline at the page's head names."""
    if next(document.hinted("author"), None):
        return ()
    for block in near_head(document, body):
        called = " ".join(element.words for element in list(block.around.outwards())[:3]) if block.around else ""
        for part in PARTING.split(WRITTEN.sub("by ", DATED.sub("|", line(block))).strip()):
            if match := BYLINE.fullmatch(part):
                return (Printed(match["value"], block.place),)
            if NAMED_AFTER_AUTHOR.search(called) and BARE_NAMES.fullmatch(part):
                return (Printed(part, block.place),)
    return ()


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
