"""A language's commentaries in, what a result shows and what it can be filtered by out, in small files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

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
    """A commentary as a result: its address from the site's root, its words, its facets."""

    address: str
    title: str
    when: str
    excerpt: str
    facets: Facets


FACETS = tuple(field.name for field in fields(Facets))
Tables = Mapping[str, Mapping[object, int]]


def tables_of(shown: Iterable[Shown]) -> Tables:
    """For each facet its values, numbered as they come: a new commentary's values are the last."""
    tables: dict[str, dict[object, int]] = {name: {} for name in FACETS}
    for one in shown:
        for name, table in tables.items():
            table.setdefault(getattr(one.facets, name), len(table))
    return tables


def values_of(tables: Tables) -> Mapping[str, Sequence[object]]:
    """For each facet its values in their order, as the page gets them."""
    return {name: list(table) for name, table in tables.items()}


def document_files(lang: str, shown: Sequence[Shown], tables: Tables) -> Iterator[tuple[str, bytes]]:
    """The files of a language's commentaries, in the order of their numbers."""
    for number, block in enumerate(batches(shown, BLOCK)):
        yield called(f"shown/{lang}/{number}", [[one.address, one.title, one.when, one.excerpt] for one in block])
    for number, chunk in enumerate(batches(shown, CHUNK)):
        yield called(f"facets/{lang}/{number}", {name: column(name, chunk, tables) for name in FACETS})


def column(name: str, chunk: Sequence[Shown], tables: Tables) -> str:
    """A facet of each commentary as one letter, the number of its value counted from FIRST."""
    return "".join(chr(FIRST + tables[name][getattr(one.facets, name)]) for one in chunk)


def batches(shown: Sequence[Shown], size: int) -> Iterator[Sequence[Shown]]:
    """The commentaries in groups of `size`."""
    return (shown[start : start + size] for start in range(0, len(shown), size))
