"""Entries in, their near copies in other sources out; what tells a text's copies is remembered by the file's digest."""

from __future__ import annotations

import json
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from backfile.model import Rights
from backfile.plugins.entries import Entry, signs_of
from backfile.plugins.memory import Memory
from backfile.write.likeness import Marks, alike, marks_of

MARKS, PAIRS = "marks", "pairs"
BATCH = 256  # texts whose marks are remembered in one step


def near_copies(entries: Iterable[Entry], memory: Memory | None = None) -> Mapping[str, tuple[Entry, ...]]:
    """For each address the entries of other sources, in the same language, that print mostly the same words."""
    by_lang: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.address):
        if entry.rights is Rights.FULL:
            by_lang[entry.lang].append(entry)
    groups = [group for group in by_lang.values() if len({entry.source for entry in group}) > 1]
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    known = memory or Memory()
    for group in groups:
        for one, other in pairs(group, known):
            found[one.address].append(other)
            found[other.address].append(one)
    return {address: tuple(sorted(others, key=lambda e: e.address)) for address, others in found.items()}


def pairs(entries: Sequence[Entry], memory: Memory) -> Iterator[tuple[Entry, Entry]]:
    """The pairs of different sources whose texts are near copies; they stay while a language's texts do."""

    def found() -> bytes:
        copies = alike([*marks(entries, memory)], lambda number: entries[number].body.text)
        return json.dumps([(copy.first, copy.second) for copy in copies]).encode()

    for first, second in json.loads(memory.still(PAIRS, entries[0].lang, signs_of(entries), found)):
        one, other = entries[first], entries[second]
        if one.source != other.source:
            yield one, other


def marks(entries: Sequence[Entry], memory: Memory) -> Iterator[Marks]:
    """The marks of each entry's text."""
    for start in range(0, len(entries), BATCH):
        batch = entries[start : start + BATCH]
        known = memory.recall_some(MARKS, [entry.digest for entry in batch])
        found = [marks_in(known[e.digest]) if e.digest in known else marks_of(e.body.text) for e in batch]
        new = {e.digest: as_bytes(each) for e, each in zip(batch, found, strict=True) if e.digest not in known}
        memory.remember(MARKS, ((digest, made) for digest, made in new.items() if digest))
        yield from found


def marks_text(entry: Entry) -> bytes:
    """The marks of an entry's text as they are remembered."""
    return as_bytes(marks_of(entry.body.text))


def as_bytes(marked: Marks) -> bytes:
    """Marks as they are remembered: numbers of four bytes, the size first."""
    return in_order(array("I", [marked.size, *marked.runs])).tobytes()


def marks_in(kept: bytes) -> Marks:
    """Marks as they were remembered."""
    found = in_order(array("I", kept))
    return Marks(found[0], found[1:])


def in_order(numbers: array[int]) -> array[int]:
    """The numbers with their smallest byte first, whatever the machine's way is."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
