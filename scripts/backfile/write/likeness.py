"""Texts come in; which of them are near copies of each other, told by the runs of words they share, goes out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

COPIED = 0.7
"""The part of the shorter text's runs that must stand in the longer one.

Each word that was changed breaks five runs, so an editor may have touched one word in fourteen of a copy
(0.93 ** 5 = 0.7). Texts that only quote the same speech, or share half of themselves, stay well below it.
"""
RUN = 5  # words
SAMPLED = 4  # one run in so many of a long text is remembered, …
SHORT = 200  # … and all of a text with no more than so many
REMEMBERED = 8  # texts are remembered for one run; phrases that all texts share would cost the square of their number
HASH = 0xFFFFFFFF
PARTS = 4
WORD = re.compile(r"\w+")


class Copy(NamedTuple):
    """The places of two texts, the earlier first, and the part of the shorter one that stands in the other, 0 to 1."""

    first: int
    second: int
    part: float


class Marks(NamedTuple):
    """What is remembered of a text: how many runs it has, and a sample of them in their order.

    It depends on this text alone.
    """

    size: int
    runs: Sequence[int]


def near_copies(texts: Sequence[str]) -> Iterator[Copy]:
    """The pairs of near copies, by the place of the second; of many copies of one text not each with each.

    Letter case, punctuation and white space do not count. A text of fewer than five words is like no other.
    """
    return alike([marks_of(text) for text in texts], lambda number: texts[number])


def alike(marked: Sequence[Marks], text: Callable[[int], str]) -> Iterator[Copy]:
    """The pairs of near copies among texts of which the marks are known; `text` gives those that must be compared."""
    common = held_twice([mark.runs for mark in marked])
    sizes = list[int]()
    holders = defaultdict[int, list[int]](list)
    for second, (size, found) in enumerate(marked):
        known = common.intersection(found)
        for first in candidates(known, size, holders, sizes):
            part = containment(runs(text(second)), runs(text(first)))
            if part >= COPIED:
                yield Copy(first, second, part)
        sizes.append(size)
        for run in known:
            if len(holders[run]) < REMEMBERED:
                holders[run].append(second)


def marks_of(text: str) -> Marks:
    """The marks of a text."""
    found = runs(text)
    return Marks(len(found), sorted(sample(found)))


def held_twice(marked: Sequence[Sequence[int]]) -> frozenset[int]:
    """The runs that more than one text is marked by: few, and no other can tell a copy.

    They are looked for in one part of all numbers after the other, so that few need to be held at once.
    """
    twice = set[int]()
    for start in range(0, HASH, HASH // PARTS + 1):
        once = set[int]()
        for runs in marked:
            mine = runs[bisect_left(runs, start) : bisect_left(runs, start + HASH // PARTS + 1)]
            twice.update(once.intersection(mine))
            once.update(mine)
    return frozenset(twice)


def candidates(
    known: Iterable[int], size: int, holders: Mapping[int, Sequence[int]], sizes: Sequence[int]
) -> list[int]:
    """The earlier texts that share half of what a copy's sample would, since a sample is not quite the whole."""
    shared = Counter(first for run in known for first in holders.get(run, ()))
    rates = {first: 1 if max(size, sizes[first]) <= SHORT else SAMPLED for first in shared}
    return sorted(
        first for first, count in shared.items() if count >= COPIED / 2 * min(size, sizes[first]) / rates[first]
    )


def runs(text: str) -> frozenset[int]:
    """A hash of each run of five words.

    Python's hash of a tuple of numbers is the same in every process, unlike that of a string.
    """
    words = [crc32(word.encode("utf-8", "surrogatepass")) for word in WORD.findall(text.casefold())]
    found = map(hash, zip(*(words[start:] for start in range(RUN)), strict=False))
    return frozenset(run & HASH for run in found)


def sample(found: frozenset[int]) -> frozenset[int]:
    """The runs to remember, chosen by their hash alone, so that copies choose the same."""
    return found if len(found) <= SHORT else frozenset(run for run in found if run % SAMPLED == 0)


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """The part of the smaller set that is in the larger one."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
