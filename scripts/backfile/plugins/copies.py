"""Entries in, near copies in other sources out, told by the runs of words they share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from zlib import crc32

from backfile.model import Rights
from backfile.plugins.entries import Entry

RUN = 5  # words in a shingle
SKETCH = 32  # shingles kept to find candidates: the smallest digests, the same ones in both copies
SHARED = 0.5  # the part of the shorter text that must stand in the longer one
CROWD = 20  # a shingle in more texts than this is a stock phrase
WORD = re.compile(r"\w+")


def near_copies(entries: Iterable[Entry]) -> Mapping[str, tuple[Entry, ...]]:
    """For each address the entries of other sources, in the same language, that print mostly the same words."""
    by_lang: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.rights is Rights.FULL:
            by_lang[entry.lang].append(entry)
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for group in by_lang.values():
        if len({entry.source for entry in group}) > 1:
            for one, other in pairs(group):
                found[one.address].append(other)
                found[other.address].append(one)
    return {address: tuple(sorted(others, key=lambda e: e.address)) for address, others in found.items()}


def pairs(entries: Iterable[Entry]) -> Iterable[tuple[Entry, Entry]]:
    """The pairs of different sources whose texts are near copies, in a fixed order."""
    shingles = {entry.address: shingles_of(entry.body.text) for entry in entries}
    by_address = {entry.address: entry for entry in entries}
    for one, other in sorted(candidates(shingles)):
        if by_address[one].source != by_address[other].source and overlap(shingles[one], shingles[other]) >= SHARED:
            yield by_address[one], by_address[other]


def shingles_of(text: str) -> frozenset[int]:
    """The digests of all runs of words; crc32, for hash() differs from run to run."""
    words = [word.casefold() for word in WORD.findall(text)]
    return frozenset(crc32(" ".join(words[i : i + RUN]).encode()) for i in range(len(words) - RUN + 1))


def candidates(shingles: Mapping[str, frozenset[int]]) -> set[tuple[str, str]]:
    """The pairs that share a shingle of their sketches, without comparing each with each."""
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for address in sorted(shingles):
        for digest in sorted(shingles[address])[:SKETCH]:
            holders[digest].append(address)
    return {pair for group in holders.values() if len(group) <= CROWD for pair in combinations(group, 2)}


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """The part of the smaller set that is in the larger, 0 to 1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
