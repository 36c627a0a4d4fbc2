"""An index's rows in, small files out: each holds the words that begin alike, so that a word is in a known file.

A file is called by a call of one function, `backfile(name, value)`: a browser reads it from a disk as well as from
a server. Words that begin with the same letters share a file until it would be too big; then the commonest next
letters get files of their own until the rest fits. So the files follow the words alone, and a new commentary moves no
border but that of a full one.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from sys import maxunicode

from backfile.plugins.search.index import Line
from backfile.plugins.search.rows import OPEN
from backfile.plugins.search.tails import PART, SAME, forms_of

END = "$"  # ends each word, so that no word is the beginning of another
REST = "*"  # among a beginning's letters: there is a file for all other letters
ELSEWHERE = ">"
BEHIND = chr(maxunicode)  # is in no word, and comes after each letter that is

Span = tuple[int, int]
"""Where in their order some lines begin and end."""


@dataclass(frozen=True)
class Shards:
    """A part of the index in files.

    `branches` are the beginnings that have files for the next letter, each with those letters; `files` the lines of
    each file, by beginning and language.
    """

    branches: Mapping[str, str]
    files: Mapping[str, Mapping[str, tuple[str, ...]]]


class Cutter:
    """Lines in order, cut into files of at most `most` letters where more than one stem is in them."""

    def __init__(self, lines: Iterable[Line], most: int) -> None:
        self.lines = sorted(lines)
        self.branches, self.homes = dict[str, set[str]](), dict[str, Sequence[Span]]()
        self._words = [stem + END for stem, _, _ in self.lines]
        self._ends = [0, *accumulate(len(text) for _, _, text in self.lines)]
        self._most = most
        if self.lines:
            self._split((0, len(self.lines)), "")

    def _split(self, span: Span, beginning: str) -> None:
        """Put lines that begin alike into one file, or by their next letter into several."""
        first, end = span
        if self._words[first] == self._words[end - 1] or self._size(span) <= self._most:
            self.homes[beginning] = [span]
            return
        groups = dict(self._groups(span, beginning))
        rest, own = self._size(span), set[str]()
        for letter in sorted(groups, key=lambda letter: (-self._size(groups[letter]), letter)):
            if rest > self._most:
                own.add(letter)
                rest -= self._size(groups[letter])
        self.branches[beginning] = own | ({REST} if rest else set())
        if rest:
            self.homes[beginning] = [group for letter, group in groups.items() if letter not in own]
        for letter in sorted(own):
            self._split(groups[letter], beginning + letter)

    def _groups(self, span: Span, beginning: str) -> Iterator[tuple[str, Span]]:
        """The lines of each letter that stands after a beginning."""
        first, end = span
        while first < end:
            letter = self._words[first][len(beginning)]
            behind = bisect_left(self._words, beginning + letter + BEHIND, first, end)
            yield letter, (first, behind)
            first = behind

    def _size(self, span: Span) -> int:
        return self._ends[span[1]] - self._ends[span[0]]


def shards_of(lines: Iterable[Line], most: int) -> Shards:
    """The lines in files of at most `most` letters where more than one stem is in them."""
    cut = Cutter(lines, most)
    files = defaultdict[str, dict[str, list[str]]](lambda: defaultdict(list))
    for home, spans in cut.homes.items():
        here = files[home]
        for stem, lang, text in chain.from_iterable(cut.lines[first:end] for first, end in spans):
            here[lang].append(text)
            for form in strays(stem, text, home):
                place = leaf(form + END, cut.branches)
                if place != home:
                    files[place][lang].append(f"{form}{ELSEWHERE}{stem}")
                    if place in cut.branches:
                        cut.branches[place].add(REST)
    return Shards(
        {beginning: "".join(sorted(letters)) for beginning, letters in sorted(cut.branches.items())},
        {name: {lang: tuple(sorted(lines)) for lang, lines in sorted(files[name].items())} for name in sorted(files)},
    )


def strays(stem: str, text: str, home: str) -> Sequence[str]:
    """The forms of a line that may belong into another file than its home.

    A form that begins with its stem has all letters of it, so it is in the same file, unless that is known only at
    the stem's end.
    """
    if SAME not in text and len(stem) > len(home):
        return ()
    _, some, tails = text[: text.index(OPEN)].partition(PART)
    return forms_of(stem, tails) if some else ()


def leaf(word: str, branches: Mapping[str, Collection[str]]) -> str:
    """The beginning that names the file of a word, END at its end."""
    start = ""
    for letter in word:
        if letter not in branches.get(start, ()):
            break
        start += letter
    return start


def file_name(part: str, beginning: str) -> str:
    """A file's name without its ending: in letters that every file system and address takes as they are."""
    return f"{part}/{'-'.join(f'{ord(letter):x}' for letter in beginning) or 'all'}"


def shard_files(part: str, shards: Shards) -> Iterator[tuple[str, bytes]]:
    """Each file's name and bytes."""
    for beginning, by_lang in shards.files.items():
        name = file_name(part, beginning)
        yield called(name, {lang: "\n".join(lines) for lang, lines in by_lang.items()})


def address_of(name: str) -> str:
    """Where a file of the index stands in the site."""
    return f"search/{name}.js"


def called(name: str, value: object) -> tuple[str, bytes]:
    """A file that hands a value to the page that asked for `name`: its path and its bytes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return address_of(name), f"backfile({json.dumps(name)},{text})\n".encode()


def branches_text(shards: Shards) -> str:
    """The branches as one text; "-" if all is in one file, "" if there is none."""
    if not shards.files:
        return ""
    return " ".join(f"{beginning}:{letters}" for beginning, letters in shards.branches.items()) or "-"
