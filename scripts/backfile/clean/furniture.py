"""A reading in, the reading without what belongs to the page out: each cut is kept with its reason."""

from __future__ import annotations

from dataclasses import replace

from backfile.model import Block, Cut, Kind, Reading

AFTER_LEAD = 2


def drop_repeated_title(reading: Reading, language: str) -> Reading:
    """Without the title said again in or beside an image slot near the head of the body."""
    title = reading.title.text.casefold() if reading.title else None
    repeated: set[int] = set()
    others = 0
    for index, block in enumerate(reading.body):
        if block.kind is not Kind.IMAGE and block.text.casefold() == title:
            repeated.add(index)
        elif block.text.strip():
            others += 1
        if others == AFTER_LEAD:
            break
    return without(reading, repeated, "the title again")


def drop_empty(reading: Reading, language: str) -> Reading:
    """Without blocks that hold nothing, headings that head nothing, and rules at either end."""
    body = list(reading.body)
    hollow = {i for i, block in enumerate(body) if is_empty(block)}
    kept = [i for i in range(len(body)) if i not in hollow]
    while kept and body[kept[-1]].kind in (Kind.HEADING, Kind.RULE):
        hollow.add(kept.pop())
    while kept and body[kept[0]].kind is Kind.RULE:
        hollow.add(kept.pop(0))
    return without(reading, hollow, "empty, or a heading of nothing")


def is_empty(block: Block) -> bool:
    """Whether a block shows nothing to a reader."""
    if block.kind is Kind.RULE:
        return False
    if block.kind is Kind.IMAGE:
        return not block.src
    return not block.text.strip()


def without(reading: Reading, positions: set[int], reason: str) -> Reading:
    """The reading without the body blocks at these positions, logged as cuts unless they were blank."""
    dropped = [block for i, block in enumerate(reading.body) if i in positions]
    cuts = tuple(Cut(reason, block.text, block.place) for block in dropped if block.text.strip())
    body = tuple(block for i, block in enumerate(reading.body) if i not in positions)
    return replace(reading, body=body, cuts=reading.cuts + cuts)
