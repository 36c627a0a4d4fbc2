"""Two sequences of words in, which words of the first stand in the second too, in the same order, out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

WORD = re.compile(r"\w+")
SHINGLE = 4
MOST_REPEATED = 0.5

Place = tuple[int, int]
"""Where a word stands in the one text, and in the other."""


def words_of(text: str) -> list[str]:
    """The words of a text in lower case."""
    return WORD.findall(text.lower())


def covered(lines: Sequence[Sequence[str]], other: Sequence[str]) -> list[float]:
    """How much of each line's words stands in the other text, as a share of 1.

    The two are laid side by side at what stands in each of them once; from there equal words are followed both
    ways, so that a short line counts where it stands beside others, and not wherever its words occur.
    """
    words = [word for line in lines for word in line]
    same = _side_by_side(words, other)
    if sum(same) < MOST_REPEATED * min(len(words), len(other)):
        same = [one or two for one, two in zip(same, _anywhere(words, other), strict=True)]
    shares, at = [], 0
    for line in lines:
        shares.append(sum(same[at : at + len(line)]) / len(line) if line else 0.0)
        at += len(line)
    return shares


def _side_by_side(words: Sequence[str], other: Sequence[str]) -> list[bool]:
    anchors = _in_order(_once_in_both(words, other))
    same = [False] * len(words)
    for number, (at, there) in enumerate(anchors):
        before = anchors[number - 1] if number else (-1, -1)
        after = anchors[number + 1] if number + 1 < len(anchors) else (len(words), len(other))
        _follow(words, other, same, (at, there), after, 1)
        _follow(words, other, same, (at, there), before, -1)
    return same


def _follow(
    words: Sequence[str],
    other: Sequence[str],
    same: list[bool],
    start: tuple[int, int],
    end: tuple[int, int],
    step: int,
) -> None:
    """Mark the words from `start` on that are the same in both, up to `end`."""
    at, there = start
    while at != end[0] and there != end[1] and words[at] == other[there]:
        same[at] = True
        at, there = at + step, there + step


def _once_in_both(words: Sequence[str], other: Sequence[str]) -> list[Place]:
    """Where each shingle stands that both texts have once."""
    here, there = _shingles(words), _shingles(other)
    times, times_there = Counter(here), Counter(there)
    places = {shingle: at for at, shingle in enumerate(there) if times_there[shingle] == 1}
    return [(at, places[shingle]) for at, shingle in enumerate(here) if shingle in places and times[shingle] == 1]


def _in_order(pairs: Sequence[Place]) -> list[Place]:
    """The longest part of the pairs in which both places grow."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, there) in enumerate(pairs):
        rank = bisect_left(ends, there)
        before.append(last[rank - 1] if rank else -1)
        ends[rank : rank + 1] = [there]
        last[rank : rank + 1] = [index]
    chain, index = [], last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _anywhere(words: Sequence[str], other: Sequence[str]) -> list[bool]:
    """The words that stand in a shingle of the other text, wherever."""
    known, same = set(_shingles(other)), [False] * len(words)
    for at, shingle in enumerate(_shingles(words)):
        if shingle in known:
            same[at : at + SHINGLE] = [True] * SHINGLE
    return same


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[at:] for at in range(SHINGLE)), strict=False))
