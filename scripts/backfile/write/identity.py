"""Commentaries and files come in; which of them are the same commentary goes out, in any order of either."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from backfile.model import Commentary
from backfile.model.addresses import NOWHERE, fold
from backfile.write.header import Header
from backfile.write.markdown import render_body
from backfile.write.text import one_line

Names = frozenset[Hashable]
NEAR = 0.8
"""The part of all words of two texts that both must have, where nothing but their titles says that they are one."""


@dataclass(frozen=True, eq=False)
class Marks:
    """What a commentary is known by: its addresses as keys, its capture, its source, language, title and days together.

    Equal `words` are not enough, since a weekly may give all its issues one title: `topic` and `text` decide then.
    """

    addresses: frozenset[str]
    capture: str | None
    language: str
    words: str
    said: Commentary | Header

    @property
    def identity(self) -> str:
        """A sha256 in hex: of the address, which stays when it is captured again, else of the words and the capture."""
        known = min(self.addresses, default="") or f"{self.words}\n{self.capture or ''}"
        return hashlib.sha256(f"{self.language}\n{known}".encode()).hexdigest()

    @cached_property
    def text(self) -> frozenset[str]:
        """The different words of the body as Markdown, in small letters; worked out only where it is asked for."""
        body = render_body(self.said.body) if isinstance(self.said, Commentary) else self.said.body
        return frozenset(_WORD.findall(unicodedata.normalize("NFC", body).lower()))


_WORD = re.compile(r"\w+")


def marks_of(said: Commentary | Header, hosts: Mapping[str, str] = NOWHERE) -> Marks:
    """The marks of a commentary, or of a file by its header; `hosts` says for `fold` which hosts have moved where.

    A path without a host is no mark: two sites may have the same.
    """
    capture, url = said.capture, [said.url] if said.url else []
    words = "\n".join([said.source, said.language, one_line(said.title), str(said.date or ""), str(said.period or "")])
    addresses = frozenset(fold(one_line(address), hosts) for address in (*url[:1], *whole(said.aliases)))
    return Marks(addresses, capture, said.language, words, said)


def whole(addresses: Iterable[str]) -> tuple[str, ...]:
    """The addresses that name a host, or something else that is not only a path."""
    return tuple(address for address in addresses if not address.startswith("/") or address.startswith("//"))


def latest(marks: Sequence[Marks], order: Sequence[int]) -> dict[int, int]:
    """For each of `order`, best first, the one of the same commentary that comes first in it, which may be itself.

    Two are one if they share an address in one language, or if one has no address and both have the same capture in
    one language, or the same words, no contradicting topics and nearly the same text.
    """
    rank = {n: place for place, n in enumerate(order)}
    first: dict[Hashable, int] = {}
    alike: dict[tuple[Hashable, bool], list[int]] = defaultdict(list)
    chosen: dict[int, int] = {}
    for n in order:
        addresses, names = _address_and_language(marks[n]), _capture_and_language(marks[n]) | _words(marks[n])
        bare = not marks[n].addresses
        rivals = {m for name in names for m in alike[name, bare]}
        same = {m for m in rivals if marks[n].capture == marks[m].capture or _say_the_same(marks[n], marks[m])}
        same |= {first[name] for name in addresses if name in first}
        chosen[n] = min(same, key=rank.__getitem__, default=n)
        if chosen[n] == n:
            first |= dict.fromkeys(addresses, n)
            for key in [(name, asked_by_bare) for name in names for asked_by_bare in {True, not bare}]:
                alike[key].append(n)
    return chosen


@dataclass(frozen=True, slots=True)
class Pairs:
    """`found` gives the one old one for each new one, `unclear` the several that a new one could be."""

    found: Mapping[int, int]
    unclear: Mapping[int, frozenset[int]]


def pair(new: Sequence[Marks], old: Sequence[Sequence[Marks]]) -> Pairs:
    """Which of `old` each of `new` is, by address, then by capture, then by words, and only where one fits one.

    Language decides first, so that two languages of one page stay apart; words decide only where one side has no
    address, the topics do not contradict and the texts are nearly the same. An old one may have several marks: those
    of its file and those of what was last written.
    """
    found: dict[int, int] = {}
    unclear: dict[int, frozenset[int]] = {}
    for names in _PASSES:
        taken = set(found.values())
        left = [(n, names(new[n])) for n in range(len(new)) if n not in found and n not in unclear]
        fits = _fits(left, [(o, _all(names, old[o])) for o in range(len(old)) if o not in taken])
        if names is _words:
            fits = _alike(fits, new, old)
        wanted = _reversed(fits)
        for n, candidates in fits.items():
            if len(candidates) == 1 and len(wanted[min(candidates)]) == 1:
                found[n] = min(candidates)
            elif names is _address_and_language or (names in _DECISIVE and _open(new[n], candidates, old)):
                unclear[n] = frozenset(candidates)
    return Pairs(found, _there_already(new, old, found) | unclear)


def _there_already(
    new: Sequence[Marks], old: Sequence[Sequence[Marks]], found: Mapping[int, int]
) -> dict[int, frozenset[int]]:
    """Those that were not found although their capture is there in their language, because another one was."""
    left = [(n, _capture_and_language(new[n])) for n in range(len(new)) if n not in found]
    fits = _fits(left, [(o, _all(_capture_and_language, marks)) for o, marks in enumerate(old)])
    return {n: frozenset(candidates) for n, candidates in fits.items() if _open(new[n], candidates, old)}


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
_DECISIVE = (_capture_and_language, _words)
"""Where several that fit are a question to the editor, unless all have other addresses."""


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


def _open(new: Marks, candidates: Iterable[int], old: Sequence[Sequence[Marks]]) -> bool:
    return not all(_contradict(new, old[o]) for o in candidates)


def _alike(fits: Mapping[int, set[int]], new: Sequence[Marks], old: Sequence[Sequence[Marks]]) -> dict[int, set[int]]:
    """Of those with equal words, the ones that also say the same."""

    def one(n: int, o: int) -> bool:
        return not _contradict(new[n], old[o]) and any(_say_the_same(new[n], marks) for marks in old[o])

    kept = {n: {o for o in candidates if one(n, o)} for n, candidates in fits.items()}
    return {n: candidates for n, candidates in kept.items() if candidates}


def _say_the_same(one: Marks, other: Marks) -> bool:
    """Whether equal words are meant: no two topics, and most words of the texts in both."""
    topics = {one_line(marks.said.topic) for marks in (one, other) if marks.said.topic}
    if one.words != other.words or len(topics) > 1:
        return False
    fewer, more = sorted((one.text, other.text), key=len)
    if len(fewer) < NEAR * len(more):
        return False
    shared = len(fewer & more)
    return not more or shared >= NEAR * (len(fewer) + len(more) - shared)
