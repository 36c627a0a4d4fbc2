"""Entries in, their near copies in other sources out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from backfile.model import Rights
from backfile.plugins.entries import Entry
from backfile.write import likeness


def near_copies(entries: Iterable[Entry]) -> Mapping[str, tuple[Entry, ...]]:
    """For each address the entries of other sources, in the same language, that print mostly the same words."""
    by_lang: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.address):
        if entry.rights is Rights.FULL:
            by_lang[entry.lang].append(entry)
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for group in by_lang.values():
        for one, other in pairs(group):
            found[one.address].append(other)
            found[other.address].append(one)
    return {address: tuple(sorted(others, key=lambda e: e.address)) for address, others in found.items()}


def pairs(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """The pairs of different sources whose texts are near copies."""
    if len({entry.source for entry in entries}) > 1:
        for copy in likeness.near_copies([entry.body.text for entry in entries]):
            one, other = entries[copy.first], entries[copy.second]
            if one.source != other.source:
                yield one, other
