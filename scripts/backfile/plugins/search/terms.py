"""A commentary's fields in, its terms out: what of it is searched for, and how much each word weighs in it.

A commentary's terms depend on its own words alone, so they are remembered under the digest of its file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from backfile.plugins.search.stems import stemmer
from backfile.plugins.search.tails import joined, tail
from backfile.plugins.search.text import APOSTROPHES, forms, words

WEIGHTS = {"title": 6, "headings": 3, "summary": 3, "body": 1}
TYPICAL = 500  # words of a commentary: a constant, since the archive's mean would change every term each week
SATURATION, BY_LENGTH = 1.2, 0.6  # BM25's k1 and b
LEVELS = "abcdefghijklmno"
OWNED = re.compile(rf"(\w+)[{re.escape(APOSTROPHES)}]s")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
PRINTED, WORDS = 1 << 14, 1 << 15  # of a language, that are kept in mind: the frequent ones come again soon


@dataclass(frozen=True, slots=True)
class Fields:
    """What is searched of one commentary, as printed."""

    lang: str
    title: str
    summary: str = ""
    headings: str = ""
    body: str = ""


class Printed(NamedTuple):
    """What stands between two spaces: how many words it is, and the stem and the tail of each form that finds it."""

    words: int
    found: tuple[tuple[str, str], ...]


Terms = Mapping[str, str]
"""By stem one of LEVELS, how much the stem weighs in a commentary, and right behind it the tails of its forms there."""


def terms_of(fields: Fields) -> Terms:
    """The terms of a commentary."""
    weights, spelt, length = dict[str, int](), dict[str, str](), 0
    read = reader(fields.lang)
    for field, weight in WEIGHTS.items():
        for printed, count in Counter(getattr(fields, field).split()).items():
            number, found = read(printed)
            length += number * count
            for stem, tails in found:
                weights[stem] = weights.get(stem, 0) + weight * count
                if (known := spelt.setdefault(stem, tails)) != tails:
                    spelt[stem] = joined(known, tails)
    level = levels_in(length)
    return {stem: level(weight) + spelt[stem] for stem, weight in weights.items()}


def levels_in(length: int) -> Callable[[int], str]:
    """BM25's share of one term of a weight in a text of so many words, in LEVELS."""
    against = SATURATION * (1 - BY_LENGTH + BY_LENGTH * length / TYPICAL)
    return cache(lambda weight: LEVELS[max(1, round(len(LEVELS) * weight / (weight + against))) - 1])


@cache
def reader(lang: str) -> Callable[[str], Printed]:
    """What tells of anything that a text of a language has between two spaces how it is found."""
    stems = lru_cache(WORDS)(stems_in(lang))

    @lru_cache(PRINTED)
    def read(printed: str) -> Printed:
        found = tuple(words(printed))
        return Printed(len(found), tuple(chain.from_iterable(map(stems, found))))

    return read


def stems_in(lang: str) -> Callable[[str], tuple[tuple[str, str], ...]]:
    """What makes of a word in a language its folded stem, with the tail of each folded form that finds it."""
    stem, german = stemmer(lang), lang.partition("-")[0] == "de"

    def read(word: str) -> tuple[tuple[str, str], ...]:
        spelt = forms(word)
        if len(spelt) != 1:
            return tuple((form, tail(form, form)) for form in spelt)
        root = "".join(forms(stem(word))) or spelt[0]
        more = (*(typed(word) if german else ()), *(forms(owner[1]) if (owner := OWNED.fullmatch(word)) else ()))
        return tuple((root, tail(root, form)) for form in dict.fromkeys((*spelt, *more)))

    return read


def typed(word: str) -> Iterator[str]:
    """How a German word is written where the keyboard has no umlauts."""
    plain = word.translate(UMLAUTS)
    if plain != word:
        yield from forms(plain)
