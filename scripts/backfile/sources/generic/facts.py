"""A document and the blocks of its text in, what the lines at the head of both state about it out."""

from __future__ import annotations

import re
from typing import NamedTuple

from backfile.model import Block, Cut, Document, Hint, Kind, Printed
from backfile.sources.platforms.reading import line
from backfile.sources.platforms.shapes import (
    BARE_NAMES,
    BYLINE,
    CREDIT,
    DAY,
    EMPTY_BYLINE,
    POSTED,
    RANGE_LINE,
    UPPER,
)
from backfile.vocabularies import read

MONTH = read("pageparts")["facts"]["months"]
YEAR = r"(?:19|20)\d\d"
DAY_OF_MONTH = r"\d{1,2}(?:st|nd|rd|th)?"
BEGINS = r"(?:\b|(?-i:(?<=[^\W\dA-ZА-Я_])(?=[A-ZА-Я])))"  # a month may be glued to the name before it
DATED = re.compile(
    rf"(?<!\d){DAY_OF_MONTH}\.? (?:{MONTH})\.?,? {YEAR}(?!\d)|{BEGINS}(?:{MONTH})\.? {DAY_OF_MONTH},? {YEAR}(?!\d)"
    rf"|\b{YEAR}([-/.])\d\d?\1\d\d?\b|\b\d\d?([/.])\d\d?\2{YEAR}\b",
    re.IGNORECASE,
)
SAID_CHANGED = read("pageparts")["facts"]["changed"]
CHANGED = re.compile(SAID_CHANGED, re.IGNORECASE)
CHANGED_ON = re.compile(SAID_CHANGED + r"\W*$", re.IGNORECASE)
BESIDE_DAY = 10
"""The most words of a line that states a day, beside the day."""
NEAR_HEAD = 15
BEHIND_TITLE = 40
BEFORE_TITLE = 5
BEHIND_FIRST = 4
LONGEST_LINE = 14
PARTING = re.compile(r"\s*[|·•⋅/]\s*|\s+[–—-]\s+|,? on(?= ?\|)")
GLUED = rf"(?-i:(?<=y)(?={UPPER}))"  # a name may be glued to its label: "ByMira", but neither "Byron" nor "BYRON"
WRITTEN = re.compile(rf"^(?:(?:written|posted|published|text|words|story) )?by(?:\s*:\s*|\s+|{GLUED}|$)", re.IGNORECASE)
NAMED_AFTER_AUTHOR = re.compile(r"author|byline|creator", re.IGNORECASE)


def near_head(document: Document, body: tuple[Block, ...]) -> list[Block]:
    """The short lines of the page around the beginning of its text, from its title on if that stands farther off."""
    first = start_of(document, body)
    far = range(max(first - BEHIND_TITLE, 0), first)
    title = next((at for at in far if is_main_heading(document.blocks[at])), first)
    near = document.blocks[max(min(first - NEAR_HEAD, title - BEFORE_TITLE), 0) : first + BEHIND_FIRST]
    return [block for block in near if block.region not in ("nav", "form", "footer") and says_little(block)]


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


def day_near(document: Document, body: tuple[Block, ...], title: Printed) -> Printed | None:
    """The one day that the page prints at its head, or states in the <time> elements of it.

    What stands between title and text counts before what stands around them; a day of a change counts only where no
    other is printed.
    """
    near = near_head(document, body)
    return day_printed(near, body, title) or day_timed(document, near)


def day_printed(near: list[Block], body: tuple[Block, ...], title: Printed) -> Printed | None:
    """The one day that lines at a page's head print."""
    text = {id(block) for block in body}
    titles = [at for at, block in enumerate(near) if block.place == title.place and line(block) == title.text]
    said = [(day, block) for block in near if (day := day_on(block))]
    stated = [(day.text, block) for day, block in said if not day.is_change]
    printed = stated or [(day.text, block) for day, block in said]
    behind_title = {id(block) for block in near[titles[-1] :]} - text if titles else set()
    between = [(day, block) for day, block in printed if id(block) in behind_title]
    for found in (between, printed):
        if len({day for day, _ in found}) == 1:
            return Printed(found[0][0], found[0][1].place)
    return None


def day_timed(document: Document, near: list[Block]) -> Printed | None:
    """The one day that the <time> elements of a page's head state, or else those of the whole page."""
    places = [block.place for block in near] or [0]
    timed = {hint.value[:10]: hint for hint in reversed(document.hints) if is_publication(hint)}
    beside = [hint for hint in timed.values() if min(places) <= hint.place <= max(places)]
    one = beside if len(beside) == 1 else list(timed.values())
    return Printed(one[0].value[:10], one[0].place) if len(one) == 1 else None


def is_publication(hint: Hint) -> bool:
    """Whether a hint is the moment of a <time> element that does not say that something was changed then."""
    return hint.name == "published" and hint.origin == "time"


class Day(NamedTuple):
    """A day as it is printed, and whether it is said to be that of a change."""

    text: str
    is_change: bool


def day_on(block: Block) -> Day | None:
    """The first day that a line is about, that of a change only if there is no other; None if it says much else."""
    text = line(block)
    if text.endswith(":") or len(DATED.sub(" ", text).split()) > BESIDE_DAY:
        return None
    days = [Day(found[0], CHANGED_ON.search(text[: found.start()]) is not None) for found in DATED.finditer(text)]
    return min(days, key=lambda day: day.is_change, default=None)


def authors_near(document: Document, body: tuple[Block, ...]) -> tuple[Printed, ...]:
    """The authors that a byline at the page's head names, where its metadata name none but the house."""
    houses = {name.casefold() for name in (*document.hinted("site"), *document.hinted("publisher"))}
    if any(name.casefold() not in houses for name in document.hinted("author")):
        return ()
    shown = ""
    for block in near_head(document, body):
        called = " ".join(element.words for element in list(block.around.outwards())[:3]) if block.around else ""
        is_labelled = NAMED_AFTER_AUTHOR.search(called) is not None or block.text == shown
        for part in parts_of(line(block)):
            if match := BYLINE.fullmatch(part):
                return (Printed(match["value"], block.place),)
            if is_labelled and BARE_NAMES.fullmatch(part):
                return (Printed(part, block.place),)
        shown = block.text if block.kind is Kind.IMAGE else ""  # a portrait is named as the person beside it
    return ()


def parts_of(text: str) -> list[str]:
    """The parts of a line at the head of a page, without its days and without what is said of them."""
    apart = re.sub(r"\|[\s|:]*", "|", CHANGED.sub("|", DATED.sub("|", text))).lstrip(" |")
    return PARTING.split(WRITTEN.sub("by ", apart).strip())


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
