"""A commentary's fields in, its terms out: what of it is searched for, and how much each word weighs in it.

A commentary's terms depend on its own words alone, so they are remembered under the digest of its file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from backfile.plugins.search.stems import stemmer
from backfile.plugins.search.text import APOSTROPHES, forms, words

WEIGHTS = {"title": 6, "headings": 3, "summary": 3, "body": 1}
TYPICAL = 500  # words of a commentary: a constant, since the archive's mean would change every term each week
SATURATION, BY_LENGTH = 1.2, 0.6  # BM25's k1 and b
LEVELS = 15
OWNED = re.compile(rf"(\w+)[{re.escape(APOSTROPHES)}]s")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True, slots=True)
class Fields:
    """What is searched of one commentary, as printed."""

    lang: str
    title: str
    summary: str = ""
    headings: str = ""
    body: str = ""


class Term(NamedTuple):
    """A stem in one commentary: how much it weighs there (1 to LEVELS), and the forms it has there, in order."""

    level: int
    forms: tuple[str, ...]


Terms = Mapping[str, Term]


def terms_of(fields: Fields) -> Terms:
    """The terms of a commentary by their stems, in order."""
    weights, spelt, length = dict[str, int](), dict[str, tuple[str, ...]](), 0
    read = reader(fields.lang)
    for field, weight in WEIGHTS.items():
        for word, count in Counter(words(getattr(fields, field))).items():
            length += count
            for form, stem in read(word):
                known = spelt.get(stem, ())
                weights[stem] = weights.get(stem, 0) + weight * count
                if form not in known:
                    spelt[stem] = (*known, form)
    levels = levels_in(length)
    return {stem: Term(levels(weights[stem]), in_order(spelt[stem])) for stem in sorted(weights)}


def in_order(forms: tuple[str, ...]) -> tuple[str, ...]:
    """The forms of a stem in order; most stems have one."""
    return forms if len(forms) == 1 else tuple(sorted(forms))


def levels_in(length: int) -> Callable[[int], int]:
    """BM25's share of one term of a weight in a text of so many words, in steps from 1 to LEVELS."""
    against = SATURATION * (1 - BY_LENGTH + BY_LENGTH * length / TYPICAL)
    return cache(lambda weight: max(1, round(LEVELS * weight / (weight + against))))


@cache
def reader(lang: str) -> Callable[[str], tuple[tuple[str, str], ...]]:
    """What makes of a word in a language the folded forms that find it, each with its folded stem."""
    stem, german = stemmer(lang), lang.partition("-")[0] == "de"

    @cache
    def read(word: str) -> tuple[tuple[str, str], ...]:
        spelt = forms(word)
        if len(spelt) != 1:
            return tuple((form, form) for form in spelt)
        root = "".join(forms(stem(word))) or spelt[0]
        more = (*(typed(word) if german else ()), *(forms(owner[1]) if (owner := OWNED.fullmatch(word)) else ()))
        return tuple(dict.fromkeys((form, root) for form in (*spelt, *more)))

    return read


def typed(word: str) -> Iterator[str]:
    """How a German word is written where the keyboard has no umlauts."""
    plain = word.translate(UMLAUTS)
    if plain != word:
        yield from forms(plain)
