"""People and their spellings in, one key for all of a person's out: whoever types one spelling finds the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from backfile.plugins.search.tails import forms_of, joined, tail
from backfile.plugins.search.terms import Terms, reader
from backfile.plugins.search.text import forms

NAME = "@"  # begins a key, so that the search page tells it from a stem: it is the same in all languages


@dataclass(frozen=True)
class Spellings:
    """One language's view of the names.

    `keys` are the stems that are a name's, each with the key of all its spellings; `tails` the folded spellings
    behind a key, as a text of tails.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    tails: Mapping[str, str] = field(default_factory=dict)


def spellings_in(lang: str, people: Mapping[str, str]) -> Spellings:
    """The spellings of people (each with the person it names), stemmed as words of a language.

    A spelling of several words stands for none; people who share a stem share a key.
    """
    groups = list[tuple[set[str], set[str]]]()
    for found in by_person(people):
        spelt = {form for spelling in found for form in forms(spelling)}
        stems = {stem for spelling in found for stem, _ in reader(lang)(spelling).found}
        bound = [group for group in groups if not group[0].isdisjoint(stems)]
        groups = [group for group in groups if group not in bound]
        groups.append((stems.union(*(group[0] for group in bound)), spelt.union(*(group[1] for group in bound))))
    return Spellings(
        {stem: NAME + min(spelt) for stems, spelt in groups for stem in stems},
        {key: joined(*(tail(key, form) for form in spelt)) for _, spelt in groups for key in [NAME + min(spelt)]},
    )


def by_person(people: Mapping[str, str]) -> Iterable[set[str]]:
    """The spellings of each person that are one word."""
    found = defaultdict[str, set[str]](set)
    for spelling, person in people.items():
        if len(forms(spelling)) == 1:
            found[person].add(spelling)
    return found.values()


def under_names(terms: Terms, spellings: Spellings) -> Terms:
    """The terms with all spellings of a name under its key, at the highest level of any."""
    names = defaultdict[str, list[tuple[str, str]]](list)
    for stem in spellings.keys:
        if stem in terms:
            key, term = spellings.keys[stem], terms[stem]
            names[key].append((term[0], joined(*(tail(key, form) for form in forms_of(stem, term[1:])))))
    if not names:
        return terms
    others = {stem: term for stem, term in terms.items() if stem not in spellings.keys}
    return others | {key: max(found)[0] + joined(*(tails for _, tails in found)) for key, found in names.items()}
