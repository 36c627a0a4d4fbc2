"""Commentaries go in; those whose body stands, whole or nearly, in another one of the same language come out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from backfile.publish.archive import Entry
from backfile.publish.findings import Finding, warning

WORDS_IN_A_SHINGLE = 5
COPIED = 0.8  # of the shorter text's shingles
SAMPLED = 4  # one shingle in so many of a long text is remembered, …
SHORT = 200  # … and all of a text with no more than so many
REMEMBERED = 4  # so many texts are remembered for a shingle; phrases that all texts share would cost the square
TRIED = 3  # so many texts that share most of the sample are compared in full
WORD = re.compile(r"\w+")

Shingles = list[int]


def lint_copies(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Each body that equals an earlier one but for white space, or has most of its five-word runs in common with it."""
    languages = defaultdict[str, list[Entry]](list)
    for entry in entries:
        if entry.header.body.strip():
            languages[entry.language].append(entry)
    for lang in sorted(languages):
        yield from equal_bodies(languages[lang])
        yield from near_copies(languages[lang])


def equal_bodies(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Bodies that are the same but for white space."""
    first = dict[str, Entry]()
    for entry in entries:
        other = first.setdefault(folded(entry.header.body), entry)
        if other is not entry:
            yield copy_of(other, entry, "the text is the same as in")


def near_copies(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Bodies that share most of their shingles with an earlier one, and are not equal to one."""
    texts = list({folded(entry.header.body): entry for entry in reversed(entries)}.values())[::-1]
    numbers = dict[str, int]()
    places = defaultdict[int, list[int]](list)
    sizes = list[int]()
    for number, entry in enumerate(texts):
        known = sample(shingles(entry.header.body, numbers))
        shared = Counter(other for shingle in known for other in places.get(shingle, ()))
        for other, count in shared.most_common(TRIED):
            if count < COPIED / 2 * min(sizes[other], len(known)) / SAMPLED:
                break
            part = containment(shingles(texts[other].header.body, numbers), shingles(entry.header.body, numbers))
            if part >= COPIED:
                yield copy_of(texts[other], entry, f"{part:.0%} of the text stands in")
                break
        sizes.append(len(known))
        for shingle in known:
            if len(places[shingle]) < REMEMBERED:
                places[shingle].append(number)


def shingles(body: str, numbers: dict[str, int]) -> Shingles:
    """A hash of each run of five words; `numbers` gives each word its number, and learns new ones.

    Python's hash of a tuple of numbers is the same in every run, unlike that of a string.
    """
    words = [numbers.setdefault(word, len(numbers)) for word in WORD.findall(body.casefold())]
    return [hash(run) for run in zip(*(words[start:] for start in range(WORDS_IN_A_SHINGLE)), strict=False)]


def sample(found: Shingles) -> set[int]:
    """The shingles to remember, chosen by their hash alone, so that copies choose the same."""
    return set(found) if len(found) <= SHORT else {shingle for shingle in found if shingle % SAMPLED == 0}


def containment(one: Shingles, other: Shingles) -> float:
    """How much of the shorter text stands in the longer one, from 0 to 1."""
    a, b = set(one), set(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def folded(body: str) -> str:
    """A body with all white space made one blank."""
    return " ".join(body.split())


def copy_of(first: Entry, entry: Entry, how: str) -> Finding:
    """The finding about a later copy."""
    return warning(
        entry.path, entry.header.body_line, f"{how} {first.path}", "Delete one of the two, or leave a note why not"
    )
