"""What was last written, what stands there and what would be written come in; a merged file or conflicts go out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from merge3 import Merge3

from backfile.write.lines import KEYS, LISTS, Split, join_values, split_header, split_values

_SETS = frozenset(LISTS) - {"Authors"}


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged text, or None and the places that both sides changed: a header's key, or "body, line n" of `ours`."""

    text: str | None
    conflicts: tuple[str, ...] = ()


def merge(base: str, ours: str, theirs: str) -> Merged:
    """A three-way merge of one Markdown file, the header key by key and the body line by line.

    `base` is what was last written, `ours` what the editor left, `theirs` what would be written now. Lists whose
    order says nothing (tags, aliases, notes, …) are merged value by value. The editor's order of keys, line ends and
    byte-order mark stay. Raises HeaderError if one of the three has no readable header.
    """
    plain = unmarked(ours)
    if plain == unmarked(base):
        return Merged(_dressed(unmarked(theirs), ours))
    if unmarked(theirs) in (plain, unmarked(base)):
        return Merged(ours)
    sides = [split_header(text, name) for name, text in (("base", base), ("ours", plain), ("theirs", theirs))]
    rows, header_conflicts = _header(*sides)
    body, body_conflicts = _body(*sides)
    conflicts = (*header_conflicts, *body_conflicts)
    return Merged(None, conflicts) if conflicts else Merged(_dressed("".join(rows) + "\n" + body, ours))


def unmarked(text: str) -> str:
    """`text` without a byte-order mark and with plain line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _dressed(text: str, like: str) -> str:
    """`text` with the byte-order mark and the line ends of `like`."""
    ended = text.replace("\n", "\r\n") if "\r\n" in like else text
    return f"\ufeff{ended}" if like.startswith("\ufeff") else ended


def _header(base: Split, ours: Split, theirs: Split) -> tuple[list[str], list[str]]:
    rows, conflicts = [], []
    for key in _ordered(ours.values, theirs.values):
        value = _value(key, *(side.values.get(key, "") for side in (base, ours, theirs)))
        if value is None:
            conflicts.append(key)
        elif value:
            rows.append(f"{key}: {value}\n")
    return rows, conflicts


def _ordered(ours: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """The editor's order of keys, each new key after the one it follows in a fresh header."""
    ordered = list(ours)
    for key in theirs:
        if key not in ordered:
            before = [place for place, known in enumerate(ordered) if KEYS.index(known) < KEYS.index(key)]
            ordered.insert(before[-1] + 1 if before else 0, key)
    return ordered


def _value(key: str, base: str, ours: str, theirs: str) -> str | None:
    if ours in (theirs, base):
        return theirs
    if theirs == base:
        return ours
    if key not in _SETS:
        return None
    old, mine, new = (split_values(key, value) for value in (base, ours, theirs))
    kept = [value for value in mine if value in new or value not in old]
    return join_values(key, [*kept, *(value for value in new if value not in old)])


def _body(base: Split, ours: Split, theirs: Split) -> tuple[str, list[str]]:
    old, mine, new = (side.body.split("\n") for side in (base, ours, theirs))
    merged, conflicts = [], []
    for region in Merge3(old, mine, new).merge_regions():
        match region:
            case ("unchanged", start, end):
                merged += old[start:end]
            case ("same" | "a", start, end):
                merged += mine[start:end]
            case ("b", start, end):
                merged += new[start:end]
            case _:
                conflicts.append(f"body, line {ours.body_line + region[3]}")
    return "\n".join(merged), conflicts
