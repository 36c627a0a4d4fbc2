"""The terms of commentaries in, rows of an index out: for each stem of a language its forms and where it stands.

A commentary's number in its language is its place in the order in which the archive got them, so that a new one
changes no other's. All but the newest are in the main part, which grows by STEP commentaries of a language at a
time; the tail, rewritten each week, is small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain, islice

from backfile.plugins.search.spellings import Spellings
from backfile.plugins.search.terms import Term, Terms

STEP = 64
FIRST_LEVEL = ord("a") - 1


@dataclass(frozen=True, slots=True)
class Row:
    """All that one part of the index says of a stem in one language.

    `postings` is a run of a number and a letter for each commentary: how far it is after the last one (nothing
    for 1; the first is counted from -1), and its level, a for 1.
    """

    lang: str
    stem: str
    forms: tuple[str, ...]
    postings: str


@dataclass(frozen=True, slots=True)
class Index:
    """The rows of all languages in both parts, by stem; `sizes` is how many commentaries each language has."""

    main: tuple[Row, ...]
    tail: tuple[Row, ...]
    sizes: Mapping[str, int]


Forms = Mapping[str, tuple[str, ...]]
"""The forms of each stem that one part of the index knows in a language."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """One language's commentaries by their terms, in the order of their numbers; `terms` may be read once only."""

    lang: str
    size: int
    terms: Iterable[Terms]
    spellings: Spellings


def index_of(languages: Iterable[Numbered]) -> Index:
    """The index of the languages."""
    main, tail, sizes = list[Row](), list[Row](), dict[str, int]()
    for one in languages:
        terms = iter(one.terms)
        rows = rows_of(one.lang, islice(terms, settled(one.size)), 0, one.spellings)
        main += rows
        tail += tail_rows(one.lang, terms, settled(one.size), one.spellings, forms_in(rows))
        sizes[one.lang] = one.size
    return Index(in_order(main), in_order(tail), sizes)


def settled(size: int) -> int:
    """How many commentaries of a language with so many are in the main part."""
    return size - size % STEP


def forms_in(rows: Iterable[Row]) -> Forms:
    """The forms that rows of a language know."""
    return {row.stem: row.forms for row in rows}


def tail_rows(lang: str, terms: Iterable[Terms], start: int, spellings: Spellings, known: Forms) -> Iterator[Row]:
    """The rows of a language's newest commentaries, numbered from `start`; the main part has the `known` forms."""
    return (without(row, frozenset(known.get(row.stem, ()))) for row in rows_of(lang, terms, start, spellings))


def without(row: Row, known: frozenset[str]) -> Row:
    """A row of the tail without the forms that lead to its stem in the main part already."""
    return replace(row, forms=tuple(form for form in row.forms if form not in known))


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows by stem and language."""
    return tuple(sorted(rows, key=lambda row: (row.stem, row.lang)))


def rows_of(lang: str, terms: Iterable[Terms], start: int, spellings: Spellings) -> list[Row]:
    """The rows of commentaries of a language that are numbered from `start`."""
    rows = dict[str, Growing]()
    for number, found in enumerate(terms, start):
        for stem, (level, spelt) in under_names(found, spellings).items():
            row = rows.get(stem)
            if row is None:
                row = rows[stem] = Growing()
            row.postings.append(posting(number - row.last, level))
            row.last = number
            row.forms.update(spelt)
    return [
        Row(lang, stem, tuple(sorted(row.forms.union(spellings.forms.get(stem, ())))), "".join(row.postings))
        for stem, row in rows.items()
    ]


@dataclass(slots=True)
class Growing:
    """A row in the making: the number that was last put into it, its postings, its forms."""

    last: int = -1
    postings: list[str] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)


def under_names(terms: Terms, spellings: Spellings) -> Terms:
    """The terms with all spellings of a name under its key, at the highest level of any."""
    names = defaultdict[str, list[Term]](list)
    for stem in terms.keys() & spellings.keys.keys():
        names[spellings.keys[stem]].append(terms[stem])
    if not names:
        return terms
    found = {stem: term for stem, term in terms.items() if stem not in spellings.keys}
    for key, spelt in names.items():
        found[key] = Term(max(term.level for term in spelt), tuple(chain.from_iterable(term.forms for term in spelt)))
    return found


@cache
def posting(distance: int, level: int) -> str:
    """One commentary in a run of postings."""
    return f"{distance if distance > 1 else ''}{chr(FIRST_LEVEL + level)}"
