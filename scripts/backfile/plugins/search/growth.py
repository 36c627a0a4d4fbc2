"""A language's commentaries in order in, their rows out: the remembered ones, changed where commentaries are others.

The rows of a part of the index are remembered under its name and language, together with the digests of the files
that they were made of. Terms are remembered by those digests, so what a changed commentary was is known as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest

from backfile.plugins.entries import Entry
from backfile.plugins.memory import Memory
from backfile.plugins.search.documents import batches
from backfile.plugins.search.edits import edits_between
from backfile.plugins.search.rows import Change, Move, Rows, changed, grown, moved
from backfile.plugins.search.spellings import Spellings
from backfile.plugins.search.terms import Terms

BATCH = 64  # commentaries whose terms are remembered in one step
TERMS, ROWS = "terms", "rows"


@dataclass(frozen=True, slots=True)
class Made:
    """Rows, and what they were made of: the number of the first commentary, the digests of all."""

    start: int = 0
    digests: Sequence[str] = ()
    rows: Rows = field(default_factory=dict)


class Growth:
    """The rows of parts of languages, as a memory helps to make them; `read` gives the terms of a commentary."""

    def __init__(self, memory: Memory, read: Callable[[Entry], Terms]) -> None:
        self._memory, self._read = memory, read

    def rows(self, name: str, entries: Sequence[Entry], start: int, spellings: Spellings) -> Rows:
        """The rows of the commentaries of a part, which is remembered as `name`, numbered from `start`."""
        digests, was = [entry.digest for entry in entries], self._made(name)
        if (was.start, was.digests) == (start, digests):
            return was.rows
        rows = self._changed(was, entries, spellings) if was.start == start else None
        if rows is None:
            rows = grown({}, self._terms(entries), start, spellings)
        self._remember(name, Made(start, digests, rows))
        return rows

    def _changed(self, was: Made, entries: Sequence[Entry], spellings: Spellings) -> Rows | None:
        """The rows that were made, changed into those of the entries; None if it is better to make them anew."""
        edits = edits_between(was.digests, [entry.digest for entry in entries])
        before = self._terms_before([was.digests[place] for edit in edits or () for place in edit.before])
        if edits is None or before is None:
            return None
        gone, came = iter(before), self._terms([entries[place] for edit in edits for place in edit.after])
        others, new = list[Change](), list[Change]()
        for edit in edits:
            for old, place in zip_longest(edit.before, edit.after):
                if old is None:
                    new.append(Change(was.start + place, {}, next(came)))
                else:
                    others.append(Change(was.start + old, next(gone), {} if place is None else next(came)))
        moves = [Move(was.start + edit.before.stop, edit.distance) for edit in reversed(edits) if edit.distance]
        return changed(moved(changed(was.rows, others, spellings), moves), new, spellings)

    def keep_only(self, names: Collection[str], digests: Collection[str]) -> None:
        """Let go of what was remembered of other parts and other commentaries."""
        self._memory.keep_only(ROWS, names)
        self._memory.keep_only(TERMS, digests)

    def _made(self, name: str) -> Made:
        """The rows as they were made last."""
        kept = self._memory.recall(ROWS, name)
        if kept is None:
            return Made()
        head, _, rows = kept.partition(b"\n")
        start, *digests = json.loads(head)
        return Made(start, digests, mapping_of(rows))

    def _remember(self, name: str, made: Made) -> None:
        head = json.dumps([made.start, *made.digests]).encode()
        self._memory.remember(ROWS, [(name, head + b"\n" + text_of(dict(sorted(made.rows.items()))))])

    def _terms_before(self, digests: Sequence[str]) -> Sequence[Terms] | None:
        """The terms that commentaries had, None if they are not all remembered."""
        kept = self._memory.recall_some(TERMS, digests)
        return [mapping_of(kept[digest]) for digest in digests] if kept.keys() >= {*digests} else None

    def _terms(self, entries: Sequence[Entry]) -> Iterator[Terms]:
        """The terms of entries, each remembered by the digest of its file."""
        for batch in batches(entries, BATCH):
            learned = dict[str, Terms]()
            known = self._memory.recall_some(TERMS, [entry.digest for entry in batch])
            for entry in batch:
                if (kept := known.get(entry.digest)) is not None:
                    yield mapping_of(kept)
                else:
                    learned[entry.digest] = terms = self._read(entry)
                    yield terms
            self._memory.remember(TERMS, ((digest, text_of(terms)) for digest, terms in learned.items() if digest))


def text_of(mapping: Mapping[str, str]) -> bytes:
    """Stems and what is said of each, as they are remembered."""
    return "\n".join(chain.from_iterable(mapping.items())).encode()


def mapping_of(text: bytes) -> Mapping[str, str]:
    """Stems and what is said of each, as they were remembered."""
    parts = text.decode().split("\n") if text else []
    return dict(zip(parts[::2], parts[1::2], strict=True))
