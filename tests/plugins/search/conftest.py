"""An archive of a few hundred made-up commentaries, each with words of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from backfile.plugins.search.index import Line, known_in, main_lines, settled, tail_lines
from backfile.plugins.search.rows import grown
from backfile.plugins.search.spellings import Spellings
from backfile.plugins.search.terms import Fields, Terms, terms_of

Index = Mapping[str, Sequence[Line]]

SYLLABLES = ("ba", "ve", "ri", "so", "lu", "me", "ta", "no", "ki", "dor", "hal", "vik", "or", "len", "pas", "tur")


def word(number: int) -> str:
    """A word for each number, of two or more syllables."""
    text = SYLLABLES[number % 16] + SYLLABLES[number // 16 % 16]
    return text + (word(number // 256) if number >= 256 else "")


def fields(number: int) -> Fields:
    """The commentary of a number: some words that many have, and some that few have."""
    body = " ".join(word(index * index + number * (index % 7)) for index in range(60))
    return Fields("en", f"Title {word(number)}", body=body)


def index_of(terms: Sequence[Terms]) -> Index:
    """The lines of both parts of the index of English commentaries."""
    first = settled(len(terms))
    main = grown({}, terms[:first], 0, Spellings())
    tail = grown({}, terms[first:], first, Spellings())
    return {"main": [*main_lines("en", main)], "tail": [*tail_lines("en", tail, known_in(main))]}


@pytest.fixture(scope="session")
def indexed() -> Callable[[Sequence[Fields]], Index]:
    """The index of English commentaries, by its parts."""
    return lambda texts: index_of([terms_of(one) for one in texts])


@pytest.fixture(scope="session")
def made() -> Callable[[int], Index]:
    """The index of the first so many of these commentaries."""
    return lambda size: index_of([terms_of(fields(number)) for number in range(size)])
