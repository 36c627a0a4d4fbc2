"""An archive of a few hundred made-up commentaries, each with words of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from backfile.plugins.search.index import Index, Numbered, index_of
from backfile.plugins.search.spellings import Spellings
from backfile.plugins.search.terms import Fields, terms_of

SYLLABLES = ("ba", "ve", "ri", "so", "lu", "me", "ta", "no", "ki", "dor", "hal", "vik", "or", "len", "pas", "tur")


def word(number: int) -> str:
    """A word for each number, of two or more syllables."""
    text = SYLLABLES[number % 16] + SYLLABLES[number // 16 % 16]
    return text + (word(number // 256) if number >= 256 else "")


def fields(number: int) -> Fields:
    """The commentary of a number: some words that many have, and some that few have."""
    body = " ".join(word(index * index + number * (index % 7)) for index in range(60))
    return Fields("en", f"Title {word(number)}", body=body)


@pytest.fixture(scope="session")
def made() -> Callable[[int], Index]:
    """The index of the first so many of these commentaries."""

    def make(size: int) -> Index:
        terms = (terms_of(fields(number)) for number in range(size))
        return index_of([Numbered("en", size, terms, Spellings())])

    return make
