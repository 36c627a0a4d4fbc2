"""A reading and what is known of its source in, the reading without learned furniture out: each cut has its evidence.

A block that recurs is not furniture for that alone: authors repeat mottos, treaties are quoted twice, reviews have
headings that never change. So a cut needs three things: other texts that hold the block; a place behind all that is the
text's own; and a mark of where the page begins to speak for itself. What is not told apart for certain stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from backfile.clean.learned.knowledge import Knowledge, teased
from backfile.clean.learned.traces import LONG, Mark, Trace
from backfile.model import Cut, Reading

LEARNED = "learned"
"""How the reason of each such cut begins."""
MANY = 6
"""The texts at whose ends a heading or a link must stand, to be no author's own."""
IN_BODIES = 3
OUTSIDE = 5
"""A text in so many bodies, and outside of so many others, is a page's box that some bodies were left with."""


def cut(reading: Reading, trace: Trace, known: Knowledge) -> Reading:
    """The reading without the furniture that its source's other texts show; `trace` is the reading's own."""
    reasons = furniture(trace, known)
    cuts = tuple(
        Cut(f"{LEARNED}: {reason}", block.text, block.place)
        for at, block in enumerate(reading.body)
        if (reason := reasons.get(at)) and block.text.strip()
    )
    body = tuple(block for at, block in enumerate(reading.body) if at not in reasons)
    return replace(reading, body=body, cuts=reading.cuts + cuts) if reasons else reading


def furniture(trace: Trace, known: Knowledge) -> dict[int, str]:
    """Which blocks of a body are furniture, and by what evidence. A body without a block of its own is left alone."""
    text, marks = known.texts.get(trace.page, trace.page), trace.body
    teasers = teased(marks, text, known.titles, known.bodies)
    shared = {
        at for at, mark in enumerate(marks) if at in teasers or known.count(mark, text) or leads(mark, known, text)
    }
    if all(at in shared or mark.silent for at, mark in enumerate(marks)):
        return {}
    found = {*tail(marks, shared, teasers, known, text), *runs(marks, shared), *boxes(marks, known, text)}
    return {at: evidence(marks[at], at in teasers, known, text) for at in sorted(found)}


def leads(mark: Mark, known: Knowledge, text: str) -> bool:
    """Whether a block is all link, and the title of another text."""
    return "l" in mark.traits and any(other != text for other in known.titles.get(mark.key, ()))


def tail(
    marks: tuple[Mark, ...], shared: set[int], teasers: frozenset[int], known: Knowledge, text: str
) -> Iterator[int]:
    """What stands behind the text's last own block, from where the page speaks for itself."""
    start = max((at + 1 for at, mark in enumerate(marks) if at not in shared and not mark.silent), default=0)
    counts = [0 if "d" in mark.traits else known.count(mark, text) + 1 for mark in marks]
    places = [at for at in range(start, len(marks)) if not marks[at].silent]
    for at, after in zip_longest(places, places[1:]):
        if at in teasers or opens(marks, counts, at, after, teasers):
            yield from (place for place in range(at, len(marks)) if place in shared and "n" not in marks[place].traits)
            return


def opens(marks: tuple[Mark, ...], counts: list[int], at: int, after: int | None, teasers: frozenset[int]) -> bool:
    """Whether a recurring block opens a page's tail: by its wording, or as a heading or a link of very many pages.

    Such a heading must head what recurs as often: one of a review heads a text of its own.
    """
    mark = marks[at]
    if "v" in mark.traits:
        return True
    if counts[at] < MANY or not ("h" in mark.traits or "l" in mark.traits):
        return False
    return after is None or after in teasers or counts[after] >= MANY


def runs(marks: tuple[Mark, ...], shared: set[int]) -> Iterator[int]:
    """Recurring labels of a page's own wording wherever they stand, each with the recurring links right behind it."""
    inside = False
    for at, mark in enumerate(marks):
        inside = at in shared and ("v" in mark.traits or (inside and "l" in mark.traits))
        if inside:
            yield at


def boxes(marks: tuple[Mark, ...], known: Knowledge, text: str) -> Iterator[int]:
    """Texts that other pages have outside their bodies, each with the label before it."""

    def is_known(mark: Mark) -> bool:
        return (
            bool(mark.words) and known.count(mark, text) + 1 >= IN_BODIES and known.outside.get(mark.key, 0) >= OUTSIDE
        )

    for at, mark in enumerate(marks):
        if mark.words >= LONG and "q" not in mark.traits and is_known(mark):
            yield at
            if at and is_known(marks[at - 1]):
                yield at - 1


def evidence(mark: Mark, in_teaser: bool, known: Knowledge, text: str) -> str:
    """Why a block is furniture, with a count and a document to look at."""
    named = known.example(mark, text)
    example = f", such as {named}" if named else ""
    if in_teaser:
        return f"a teaser of another text{example}"
    if count := known.count(mark, text):
        return f"stands in {count} other texts{example}"
    return f"a link to another text{example}"
