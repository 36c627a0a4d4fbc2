"""A language's commentaries in, what a result shows and what it can be filtered by out, in small files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

from backfile.plugins.search.shards import called

BLOCK = 5  # commentaries in a file of what is shown: ten results are mostly in ten files, so these must be small
CHUNK = 512  # commentaries in a file of facets
FIRST = ord("0")


@dataclass(frozen=True, slots=True)
class Facets:
    """What a commentary can be filtered by, in the words a reader sees; "" where there is nothing."""

    year: str
    topic: str
    source: str
    author: tuple[str, ...]
    trend: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A commentary as a result: its address from the site's root, and its words."""

    address: str
    title: str
    when: str
    excerpt: str


FACETS = tuple(field.name for field in fields(Facets))
Item = TypeVar("Item")
Tables = Mapping[str, Mapping[object, int]]


def tables_of(facets: Iterable[Facets]) -> Tables:
    """For each facet its values, numbered as they come: a new commentary's values are the last."""
    tables: dict[str, dict[object, int]] = {name: {} for name in FACETS}
    for one in facets:
        for name, table in tables.items():
            table.setdefault(getattr(one, name), len(table))
    return tables


def values_of(tables: Tables) -> Mapping[str, Sequence[object]]:
    """For each facet its values in their order, as the page gets them."""
    return {name: list(table) for name, table in tables.items()}


def shown_file(name: str, shown: Iterable[Shown]) -> bytes:
    """The file of what is shown of a few commentaries."""
    return called(name, [[one.address, one.title, one.when, one.excerpt] for one in shown])[1]


def facet_files(lang: str, facets: Sequence[Facets], tables: Tables) -> Iterator[tuple[str, bytes]]:
    """The files of a language's facets, in the order of the commentaries' numbers."""
    for number, chunk in enumerate(batches(facets, CHUNK)):
        yield called(f"facets/{lang}/{number}", {name: column(name, chunk, tables) for name in FACETS})


def column(name: str, chunk: Sequence[Facets], tables: Tables) -> str:
    """A facet of each commentary as one letter, the number of its value counted from FIRST."""
    return "".join(chr(FIRST + tables[name][getattr(one, name)]) for one in chunk)


def batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """The items in groups of `size`."""
    return (items[start : start + size] for start in range(0, len(items), size))
