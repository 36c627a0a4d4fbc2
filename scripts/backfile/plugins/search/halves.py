"""All commentaries in, the two parts of the word index out, each made again only if one of its texts is another.

Of a part is remembered, by the digests of its commentaries' files, what files of its own it has; of the main part also
the forms that the tail need not repeat. So where nothing has changed no row is looked at.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from hashlib import sha256

from backfile.plugins.entries import Entry
from backfile.plugins.memory import Memory
from backfile.plugins.planning import Planned
from backfile.plugins.search.growth import Growth, mapping_of, text_of
from backfile.plugins.search.index import STEP, Known, Line, known_in, main_lines, settled, tail_lines
from backfile.plugins.search.planned import key_of, planned
from backfile.plugins.search.rows import Rows
from backfile.plugins.search.shards import branches_text, shard_files, shards_of
from backfile.plugins.search.spellings import Spellings, spellings_in
from backfile.plugins.search.terms import Terms
from backfile.vocabularies import people

MOST = {"main": 8_000, "tail": 12_000}  # letters of a file: the tail's are few, since each week touches most of them
FORMS, HALVES = "forms", "halves"


class Halves:
    """Both parts of the index of commentaries, which are given by language in the order of their numbers.

    The main part takes `step` commentaries of a language at once; a file of a part has at most so many letters.
    """

    def __init__(
        self,
        ordered: Mapping[str, Sequence[Entry]],
        memory: Memory,
        read: Callable[[Entry], Terms],
        step: int = STEP,
        most: Mapping[str, int] = MOST,
    ) -> None:
        self._memory, self._growth, self._most = memory, Growth(memory, read), most
        self._ordered = ordered
        self._first = {lang: settled(len(entries), step) for lang, entries in ordered.items()}
        self._older = {lang: key_of(digests(entries[: self._first[lang]])) for lang, entries in ordered.items()}
        main = key_of("main", self._older)
        newer = {lang: digests(entries[self._first[lang] :]) for lang, entries in ordered.items()}
        self._keys = {"main": main, "tail": key_of("tail", main, newer)}
        self._files = cache(self._half)
        self._kept = {name: self._recalled(name) for name in MOST}

    def parts(self) -> Iterator[Planned]:
        """The files of both parts."""
        for name, (_, files) in self._kept.items():
            for address, digest in files.items():
                yield planned(address, digest, partial(self._made, name, address))

    def branches(self) -> Mapping[str, str]:
        """For each part the beginnings that have files for the next letter."""
        return {name: branches for name, (branches, _) in self._kept.items()}

    def _recalled(self, name: str) -> tuple[str, Mapping[str, str]]:
        """The branches of a part and the digests of its files by their addresses, as they were remembered or made."""
        if known := self._memory.recall(HALVES, self._keys[name]):
            branches, files = json.loads(known)
            return branches, files
        branches, made = self._files(name)
        found = branches, {address: sha256(content).hexdigest() for address, content in made.items()}
        self._memory.remember(HALVES, [(self._keys[name], json.dumps(found).encode())])
        self._forget()
        return found

    def _forget(self) -> None:
        """Let go of what was remembered of other commentaries, other parts."""
        used = {digest for entries in self._ordered.values() for digest in digests(entries)}
        self._growth.keep_only({f"{name} {lang}" for name in MOST for lang in self._ordered}, used)
        self._memory.keep_only(FORMS, {self._known_as(lang) for lang in self._ordered})
        self._memory.keep_only(HALVES, {*self._keys.values()})

    def _made(self, name: str, address: str) -> bytes:
        """One file of a part."""
        return self._files(name)[1][address]

    def _half(self, name: str) -> tuple[str, Mapping[str, bytes]]:
        shards = shards_of(self._lines(name), self._most[name])
        return branches_text(shards), dict(shard_files(name, shards))

    def _lines(self, name: str) -> Iterator[Line]:
        for lang in self._ordered:
            if name == "main":
                yield from main_lines(lang, self._main(lang))
            else:
                yield from tail_lines(lang, self._tail(lang), self._known(lang))

    def _main(self, lang: str) -> Rows:
        """The rows of a language's main part."""
        rows = self._growth.rows(f"main {lang}", self._ordered[lang][: self._first[lang]], 0, spellings(lang))
        if self._memory.recall(FORMS, self._known_as(lang)) is None:
            self._memory.remember(FORMS, [(self._known_as(lang), text_of(known_in(rows)))])
        return rows

    def _tail(self, lang: str) -> Rows:
        """The rows of a language's tail."""
        first = self._first[lang]
        return self._growth.rows(f"tail {lang}", self._ordered[lang][first:], first, spellings(lang))

    def _known(self, lang: str) -> Known:
        """The forms that the main part knows in a language."""
        kept = self._memory.recall(FORMS, self._known_as(lang))
        return known_in(self._main(lang)) if kept is None else mapping_of(kept)

    def _known_as(self, lang: str) -> str:
        """What those forms are remembered under."""
        return f"{self._older[lang]} {lang}"


@cache
def spellings(lang: str) -> Spellings:
    """The spellings of the people who are known by several, as a language has them."""
    return spellings_in(lang, people())


def digests(entries: Iterable[Entry]) -> list[str]:
    """The digests of entries' files."""
    return [entry.digest for entry in entries]
