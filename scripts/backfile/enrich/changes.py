"""Two captures of one commentary come in; what the later one says otherwise goes out, for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from backfile.model import Change, Commentary, Kind

AROUND = 4
"""Words that are shown on each side of what changed."""
SHOWN = 40
"""Words that are shown of either text."""
FACTS = ("title", "authors", "published", "period", "topic", "trend", "summary", "credit")
NAMES = {Kind.HEADING: "heading", Kind.ITEM: "list item", Kind.QUOTE: "quote", Kind.TABLE: "table", Kind.NOTE: "note"}


def changes_between(earlier: Commentary, later: Commentary) -> tuple[Change, ...]:
    """What `later` says otherwise than `earlier`: first the facts, then the body block by block.

    A block is named by its number among the later text's blocks, or the earlier one's if it was taken away.
    """
    return tuple(
        Change(later.captured, place, *only_what_differs(before, after))
        for place, before, after in (*facts(earlier, later), *blocks(earlier, later))
    )


def facts(earlier: Commentary, later: Commentary) -> Iterator[tuple[str, str, str]]:
    """The facts that differ, with their values as they stand in a header."""
    for name in FACTS:
        before, after = (said(getattr(commentary, name)) for commentary in (earlier, later))
        if before != after:
            yield name, before, after


def said(value: object) -> str:
    """A fact's value in words, "" for none."""
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def blocks(earlier: Commentary, later: Commentary) -> Iterator[tuple[str, str, str]]:
    """The blocks that differ; of a run of them, each is held against the one in its place."""
    old, new = ([(block.kind, one_line(block.text)) for block in text.body] for text in (earlier, later))
    for change, first, end, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            continue
        for number, (was, now) in enumerate(zip_longest(old[first:end], new[start:stop])):
            kind, place = (now[0], start + number) if now else (was[0], first + number)
            before, after = was[1] if was else "", now[1] if now else ""
            if before != after:
                yield f"{NAMES.get(kind, 'paragraph')} {place + 1}", before, after


def one_line(text: str) -> str:
    """The text with each run of blanks as one."""
    return " ".join(text.split())


def only_what_differs(before: str, after: str) -> tuple[str, str]:
    """Both texts without the words that they share at their beginning and end, but for a few on each side."""
    old, new = before.split(), after.split()
    head = shared(old, new)
    tail = shared(old[head:][::-1], new[head:][::-1])
    first = head - AROUND
    return cut(old, first, len(old) - tail + AROUND), cut(new, first, len(new) - tail + AROUND)


def shared(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def cut(words: list[str], first: int, end: int) -> str:
    """The words from `first` to `end`, with an ellipsis for those that are left out."""
    first, end = max(first, 0), min(end, len(words))
    kept = words[first:end]
    if len(kept) > SHOWN:
        kept = [*kept[: SHOWN // 2], "…", *kept[-SHOWN // 2 :]]
    return " ".join([*(["…"] if first and kept else []), *kept, *(["…"] if end < len(words) and kept else [])])
