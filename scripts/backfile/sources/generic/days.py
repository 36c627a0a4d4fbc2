"""A document and the blocks of its text in, the day that the page says it appeared on out, as printed."""

from __future__ import annotations

import re
from typing import NamedTuple

from backfile.model import Block, Document, Hint, Note, Printed
from backfile.sources.generic.head import behind_title, near_head, outside
from backfile.sources.platforms.lines import line
from backfile.vocabularies import read

WORDS = read("pageparts")["facts"]
MONTH = WORDS["months"]
YEAR = r"(?:19|20)\d\d"
DAY_OF_MONTH = r"\d{1,2}(?:st|nd|rd|th)?"
BEGINS = r"(?:\b|(?-i:(?<=[^\W\dA-ZА-Я_])(?=[A-ZА-Я])))"  # a month may be glued to the name before it
DATED = re.compile(
    rf"(?<!\d){DAY_OF_MONTH}\.? (?:{MONTH})\.?,? {YEAR}(?!\d)|{BEGINS}(?:{MONTH})\.? {DAY_OF_MONTH},? {YEAR}(?!\d)"
    rf"|\b{YEAR}([-/.])\d\d?\1\d\d?\b|\b\d\d?([/.])\d\d?\2{YEAR}\b",
    re.IGNORECASE,
)
CHANGED_ON = re.compile(WORDS["changed"] + r"\W*$", re.IGNORECASE)
OTHERWISE = re.compile(WORDS["no_publication"] + r"\W*$", re.IGNORECASE)
PUBLISHED_ON = re.compile(rf"(?:{WORDS['published']})\W*$", re.IGNORECASE)
BESIDE_DAY = 10
"""The most words of a line that states a day, beside the day."""
BESIDE_LABEL = 4
"""The most words of a line far from the head that says on which day it was published, beside the day."""
OF_A_CHANGE = "the date is that of the page's last change, the only day that it prints"
OF_A_CHANGE_ADVICE = "Look for the day it was published on, and put that into the header"


class Day(NamedTuple):
    """A day as it is printed and where, and whether it is said to be that of a change."""

    text: str
    is_change: bool
    place: int = 0


class Published(NamedTuple):
    """The day that a page says it appeared on, and what the editor is told of it."""

    printed: Printed | None = None
    notes: tuple[Note, ...] = ()


def day_near(document: Document, body: tuple[Block, ...], title: Printed) -> Published:
    """The one day that the page prints at its head, or states in a <time> element there, or says it was published on.

    What stands between title and text counts before what stands around them, and a day in the text not at all. A day
    of a change counts only where no other is printed, and the editor is told.
    """
    near = near_head(document, body)
    if day := day_printed(near, body, title):
        told = (Note(OF_A_CHANGE, day.place, OF_A_CHANGE_ADVICE),) if day.is_change else ()
        return Published(Printed(day.text, day.place), told)
    return Published(day_timed(document, near) or day_labelled(document))


def day_printed(near: list[Block], body: tuple[Block, ...], title: Printed) -> Day | None:
    """The one day that lines at a page's head print."""
    text = {id(block) for block in body}
    told = [(day, id(block) in text) for block in outside(near, body) if (day := day_on(block))]
    said = [day for day, is_text in told if not (day.is_change and is_text)]
    printed = [day for day in said if not day.is_change] or said
    between = {day for block in behind_title(near, body, title) if (day := day_on(block))}
    for found in ([day for day in printed if day in between], printed):
        if len({day.text for day in found}) == 1:
            return found[0]
    return None


def day_timed(document: Document, near: list[Block]) -> Printed | None:
    """The one day that the <time> elements of a page's head state; those elsewhere may be of anything."""
    places = [block.place for block in near] or [0]
    timed = {hint.value[:10]: hint for hint in reversed(document.hints) if is_publication(hint)}
    beside = [hint for hint in timed.values() if min(places) <= hint.place <= max(places)]
    return Printed(beside[0].value[:10], beside[0].place) if len(beside) == 1 else None


def is_publication(hint: Hint) -> bool:
    """Whether a hint is the moment of a <time> element that does not say that something was changed then."""
    return hint.name == "published" and hint.origin == "time"


def day_labelled(document: Document) -> Printed | None:
    """The one day that lines anywhere on the page say it was published on, or the line before them says."""
    blocks = [block for block in document.blocks if block.region not in ("nav", "form", "aside")]
    labels = ["", *(line(block) if PUBLISHED_ON.fullmatch(line(block)) else "" for block in blocks)]
    said = [day for label, block in zip(labels, blocks, strict=False) if (day := day_behind(label, block))]
    return Printed(said[0].text, said[0].place) if len({day.text for day in said}) == 1 else None


def day_behind(label: str, block: Block) -> Day | None:
    """The day of a short line that says, or of which the line before it says, that something was published then.

    So does a line that states a second day as that of a change.
    """
    text = f"{label} {line(block)}"
    days = list(DATED.finditer(text))
    if not days or len(DATED.sub(" ", text).split()) > BESIDE_LABEL:
        return None
    is_told = PUBLISHED_ON.search(text[: days[0].start()]) or any(
        CHANGED_ON.search(text[: day.start()]) for day in days[1:]
    )
    return Day(days[0][0], False, block.place) if is_told and not CHANGED_ON.search(text[: days[0].start()]) else None


def day_on(block: Block) -> Day | None:
    """The first day that a line is about, that of a change only if there is no other; None if it says much else."""
    text = line(block)
    if text.endswith(":") or len(DATED.sub(" ", text).split()) > BESIDE_DAY:
        return None
    days = [
        Day(found[0], CHANGED_ON.search(before) is not None, block.place)
        for found in DATED.finditer(text)
        if not OTHERWISE.search(before := text[: found.start()])
    ]
    return min(days, key=lambda day: day.is_change, default=None)
