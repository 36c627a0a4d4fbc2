"""Values in, cells of a table out that no spreadsheet takes for a formula."""

from __future__ import annotations

from collections.abc import Iterable

FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def safe(values: Iterable[str]) -> tuple[str, ...]:
    """The values, with an apostrophe before each that would be a formula."""
    return tuple(f"'{value}" if value.startswith(FORMULAS) else value for value in values)
