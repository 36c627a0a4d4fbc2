"""Commentaries and files come in; which of them are the same commentary goes out, in any order of either."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from backfile.model import Commentary
from backfile.write.header import Header
from backfile.write.text import one_line

Names = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Marks:
    """What a commentary is known by: its addresses, its capture, and its source, language, title and days together."""

    addresses: frozenset[str]
    capture: str | None
    language: str
    words: str

    @property
    def identity(self) -> str:
        """A sha256 in hex that stays the same when the commentary is captured again."""
        address = min(self.addresses, default="")
        return hashlib.sha256(f"{self.language}\n{address or self.words}".encode()).hexdigest()


def marks_of(said: Commentary | Header) -> Marks:
    """The marks of a commentary, or of a file by its header."""
    capture, url = said.capture, [said.url] if said.url else []
    words = "\n".join([said.source, said.language, one_line(said.title), str(said.date or ""), str(said.period or "")])
    addresses = frozenset(one_line(address) for address in (*url[:1], *said.aliases))
    return Marks(addresses, capture, said.language, words)


def latest(marks: Sequence[Marks], order: Sequence[int]) -> dict[int, int]:
    """For each of `order`, best first, the one of the same commentary that comes first in it, which may be itself.

    Two are one if they share an address in one language, or if one has no address and both have the same words.
    """
    rank = {n: place for place, n in enumerate(order)}
    first: dict[Hashable, int] = {}
    chosen: dict[int, int] = {}
    for n in order:
        words, bare = ("words", marks[n].words), not marks[n].addresses
        names = [*_address_and_language(marks[n]), (words, "bare"), *([(words, "any")] if bare else [])]
        chosen[n] = min((first[name] for name in names if name in first), key=rank.__getitem__, default=n)
        if chosen[n] == n:
            first |= dict.fromkeys((*_address_and_language(marks[n]), (words, "any")), n)
            first |= {(words, "bare"): n} if bare else {}
    return chosen


@dataclass(frozen=True, slots=True)
class Pairs:
    """`found` gives the one old one for each new one, `unclear` the several that a new one could be."""

    found: Mapping[int, int]
    unclear: Mapping[int, frozenset[int]]


def pair(new: Sequence[Marks], old: Sequence[Sequence[Marks]]) -> Pairs:
    """Which of `old` each of `new` is, by address, then by capture, then by words, and only where one fits one.

    Language decides first, so that two languages of one page stay apart; words decide only where one side has no
    address. An old one may have several marks: those of its file and those of what was last written.
    """
    found: dict[int, int] = {}
    unclear: dict[int, frozenset[int]] = {}
    for names in _PASSES:
        taken = set(found.values())
        left = [(n, names(new[n])) for n in range(len(new)) if n not in found and n not in unclear]
        fits = _fits(left, [(o, _all(names, old[o])) for o in range(len(old)) if o not in taken])
        wanted = _reversed(fits)
        for n, candidates in fits.items():
            if len(candidates) == 1 and len(wanted[min(candidates)]) == 1:
                if names is not _words or not _contradict(new[n], old[min(candidates)]):
                    found[n] = min(candidates)
            elif names is _address_and_language:
                unclear[n] = frozenset(candidates)
    return Pairs(found, unclear)


def _address_and_language(marks: Marks) -> Names:
    return frozenset((address, marks.language) for address in marks.addresses)


def _address(marks: Marks) -> Names:
    return frozenset(marks.addresses)


def _capture_and_language(marks: Marks) -> Names:
    return frozenset({(marks.capture, marks.language)} if marks.capture else ())


def _capture(marks: Marks) -> Names:
    return frozenset({marks.capture} if marks.capture else ())


def _words(marks: Marks) -> Names:
    return frozenset({marks.words})


_PASSES: tuple[Callable[[Marks], Names], ...] = (
    _address_and_language,
    _address,
    _capture_and_language,
    _capture,
    _words,
)


def _all(names: Callable[[Marks], Names], marks: Iterable[Marks]) -> Names:
    return frozenset(name for mark in marks for name in names(mark))


def _fits(new: Iterable[tuple[int, Names]], old: Iterable[tuple[int, Names]]) -> dict[int, set[int]]:
    """The old ones that share a name with each new one, where there are any."""
    known: dict[Hashable, set[int]] = defaultdict(set)
    for o, names in old:
        for name in names:
            known[name].add(o)
    fits = {n: {o for name in names for o in known.get(name, ())} for n, names in new}
    return {n: candidates for n, candidates in fits.items() if candidates}


def _reversed(fits: Mapping[int, set[int]]) -> dict[int, set[int]]:
    wanted: dict[int, set[int]] = defaultdict(set)
    for n, candidates in fits.items():
        for o in candidates:
            wanted[o].add(n)
    return wanted


def _contradict(new: Marks, old: Sequence[Marks]) -> bool:
    return bool(new.addresses) and any(marks.addresses for marks in old)
