"""An index's rows in, small files out: each holds the words that begin alike, so that a word is in a known file.

A file is called by a call of one function, `backfile(name, value)`: a browser reads it from a disk as well as from
a server. Words that begin with the same letters share a file until it would be too big; then the commonest next
letters get files of their own until the rest fits. So the files follow the words alone, and a new commentary moves no
border but that of a full one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from backfile.plugins.search.index import Row

END = "$"  # ends each word, so that no word is the beginning of another
REST = "*"  # among a beginning's letters: there is a file for all other letters
PART, SAME, ELSEWHERE, OPEN = ",", "=", ">", ":"


class Line(NamedTuple):
    """A row with the word it is filed under and its text."""

    word: str
    row: Row
    text: str


@dataclass(frozen=True)
class Shards:
    """A part of the index in files.

    `branches` are the beginnings that have files for the next letter, each with those letters; `files` the lines of
    each file, by beginning and language.
    """

    branches: Mapping[str, str]
    files: Mapping[str, Mapping[str, tuple[str, ...]]]


def shards_of(rows: Iterable[Row], most: int) -> Shards:
    """The rows in files of at most `most` letters where more than one stem is in them."""
    lines = sorted((Line(row.stem + END, row, line(row)) for row in rows), key=lambda one: (one.word, one.row.lang))
    branches, homes = dict[str, set[str]](), dict[str, Sequence[Line]]()
    if lines:
        split(lines, "", most, branches, homes)
    files = defaultdict[str, dict[str, list[str]]](lambda: defaultdict(list))
    for home, found in homes.items():
        for one in found:
            files[home][one.row.lang].append(one.text)
            for form in one.row.forms:
                place = leaf(form + END, branches)
                if place != home:
                    files[place][one.row.lang].append(f"{form}{ELSEWHERE}{one.row.stem}")
                    if place in branches:
                        branches[place].add(REST)
    return Shards(
        {beginning: "".join(sorted(letters)) for beginning, letters in sorted(branches.items())},
        {name: {lang: tuple(sorted(lines)) for lang, lines in sorted(files[name].items())} for name in sorted(files)},
    )


def split(
    lines: Sequence[Line], beginning: str, most: int, branches: dict[str, set[str]], homes: dict[str, Sequence[Line]]
) -> None:
    """Put lines that begin alike into one file, or by their next letter into several."""
    if lines[0].word == lines[-1].word or sum(len(one.text) for one in lines) <= most:
        homes[beginning] = lines
        return
    groups = {letter: tuple(group) for letter, group in groupby(lines, key=lambda one: one.word[len(beginning)])}
    sizes = {letter: sum(len(one.text) for one in group) for letter, group in groups.items()}
    rest, own = sum(sizes.values()), set[str]()
    for letter in sorted(sizes, key=lambda letter: (-sizes[letter], letter)):
        if rest > most:
            own.add(letter)
            rest -= sizes[letter]
    branches[beginning] = own | ({REST} if rest else set())
    if rest:
        homes[beginning] = [one for letter, group in groups.items() if letter not in own for one in group]
    for letter in sorted(own):
        split(groups[letter], beginning + letter, most, branches, homes)


def leaf(word: str, branches: Mapping[str, Collection[str]]) -> str:
    """The beginning that names the file of a word, END at its end."""
    start = ""
    for letter in word:
        if letter not in branches.get(start, ()):
            break
        start += letter
    return start


def line(row: Row) -> str:
    """A row as text: its stem; its forms, as what follows the stem or, after SAME, whole; its postings."""
    forms = (form.removeprefix(row.stem) if form.startswith(row.stem) else SAME + form for form in row.forms)
    return f"{PART.join([row.stem, *forms])}{OPEN}{row.postings}"


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
