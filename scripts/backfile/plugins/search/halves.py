"""All commentaries in, the two parts of the word index out, each made again only if one of its texts is another.

Of a part is remembered, by the digests of its commentaries' files, what files of its own it has; of the main part also
the forms that the tail need not repeat. So of a week's new commentaries only the tail is made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial

from backfile.plugins.entries import Entry
from backfile.plugins.memory import Memory
from backfile.plugins.search.documents import batches
from backfile.plugins.search.index import Forms, Row, forms_in, in_order, rows_of, settled, tail_rows
from backfile.plugins.search.parts import Part, key_of
from backfile.plugins.search.shards import branches_text, shard_files, shards_of
from backfile.plugins.search.spellings import Spellings, spellings_in
from backfile.plugins.search.terms import Term, Terms
from backfile.vocabularies import people

MOST = {"main": 8_000, "tail": 12_000}  # letters of a file: the tail's are few, since each week touches most of them
BATCH = 64  # commentaries whose terms are remembered in one step
TERMS, FORMS, HALVES = "terms", "forms", "halves"
Rows = Mapping[str, Sequence[Row]]


class Halves:
    """Both parts of the index of commentaries, which are given by language in the order of their numbers."""

    def __init__(self, ordered: Mapping[str, Sequence[Entry]], memory: Memory, read: Callable[[Entry], Terms]) -> None:
        self._memory, self._read = memory, read
        self._ordered = ordered
        older = {lang: [e.digest for e in entries[: settled(len(entries))]] for lang, entries in ordered.items()}
        newer = {lang: [e.digest for e in entries[settled(len(entries)) :]] for lang, entries in ordered.items()}
        main = key_of("main", older)
        self._keys = {"main": main, "tail": key_of("tail", main, newer)}
        self._files = cache(self._half)
        self._kept = {name: self._recalled(name) for name in MOST}

    def parts(self) -> Iterator[Part]:
        """The files of both parts."""
        for name, kept in self._kept.items():
            for address in kept["addresses"]:
                yield Part(address, self._keys[name], partial(self._made, name, address))

    def branches(self) -> Mapping[str, str]:
        """For each part the beginnings that have files for the next letter."""
        return {name: kept["branches"][0] for name, kept in self._kept.items()}

    def _recalled(self, name: str) -> Mapping[str, Sequence[str]]:
        """The addresses of a part's files and its branches, as they were remembered or made."""
        if known := self._memory.recall(HALVES, self._keys[name]):
            found: Mapping[str, Sequence[str]] = json.loads(known)
            return found
        branches, files = self._files(name)
        made = {"addresses": list(files), "branches": [branches]}
        self._memory.remember(HALVES, [(self._keys[name], json.dumps(made).encode())])
        self._forget()
        return made

    def _forget(self) -> None:
        """Let go of what was remembered of other commentaries, other parts."""
        digests = {entry.digest for entries in self._ordered.values() for entry in entries}
        for kind, used in ((TERMS, digests), (FORMS, {self._keys["main"]}), (HALVES, {*self._keys.values()})):
            self._memory.keep_only(kind, used)

    def _made(self, name: str, address: str) -> bytes:
        """One file of a part."""
        return self._files(name)[1][address]

    def _half(self, name: str) -> tuple[str, Mapping[str, bytes]]:
        rows = self._main if name == "main" else self._tail()
        shards = shards_of(in_order(row for found in rows.values() for row in found), MOST[name])
        return branches_text(shards), dict(shard_files(name, shards))

    @cached_property
    def _main(self) -> Rows:
        """The rows of the main part by language."""
        rows = {
            lang: rows_of(lang, self._terms(entries[: settled(len(entries))]), 0, self._spellings[lang])
            for lang, entries in self._ordered.items()
        }
        forms = {lang: forms_in(found) for lang, found in rows.items()}
        self._memory.remember(FORMS, [(self._keys["main"], json.dumps(forms, ensure_ascii=False).encode())])
        return rows

    def _tail(self) -> Rows:
        """The rows of the tail by language."""
        known = self._known
        return {
            lang: tuple(tail_rows(lang, self._terms(entries[first:]), first, self._spellings[lang], known[lang]))
            for lang, entries in self._ordered.items()
            for first in [settled(len(entries))]
        }

    @cached_property
    def _known(self) -> Mapping[str, Forms]:
        """The forms that the main part knows, by language."""
        if kept := self._memory.recall(FORMS, self._keys["main"]):
            found: Mapping[str, Forms] = json.loads(kept)
            return found
        return {lang: forms_in(rows) for lang, rows in self._main.items()}

    @cached_property
    def _spellings(self) -> Mapping[str, Spellings]:
        return {lang: spellings_in(lang, people()) for lang in self._ordered}

    def _terms(self, entries: Sequence[Entry]) -> Iterator[Terms]:
        """The terms of entries, each remembered by the digest of its file."""
        for batch in batches(entries, BATCH):
            learned = dict[str, Terms]()
            known = self._memory.recall_some(TERMS, [entry.digest for entry in batch])
            for entry in batch:
                if kept := known.get(entry.digest):
                    yield terms_of_text(kept)
                else:
                    learned[entry.digest] = terms = self._read(entry)
                    yield terms
            self._memory.remember(
                TERMS, ((digest, text_of_terms(terms)) for digest, terms in learned.items() if digest)
            )


def text_of_terms(terms: Terms) -> bytes:
    """Terms as they are remembered."""
    kept = {stem: [term.level, *term.forms] for stem, term in terms.items()}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def terms_of_text(text: bytes) -> Terms:
    """Terms as they were remembered."""
    return {stem: Term(level, tuple(forms)) for stem, (level, *forms) in json.loads(text).items()}
