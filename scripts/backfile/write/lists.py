"""The list items of a stretch of blocks come in; nested Markdown lists go out, numbered as they were printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Protocol

from backfile.model import Block
from backfile.write.inline import escape_line_start

_INDENT = "    "


class Line(Protocol):
    """How one paragraph of an item becomes a line of Markdown."""

    def __call__(self, block: Block, *, piped: bool) -> str:
        """The words of `block`, with escaped upright bars if `piped`."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An item's paragraphs that have words, with the items below it."""

    paragraphs: tuple[Block, ...]
    ordinal: int | None
    below: tuple[_Group, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbouring items of one kind; `listed` is False where a Markdown list would print other numbers."""

    items: tuple[_Item, ...]
    listed: bool

    @property
    def loose(self) -> bool:
        """Whether blank lines must stand between the items."""
        return not self.listed or any(
            len(item.paragraphs) > 1 or len(item.below) > 1 or any(group.loose for group in item.below)
            for item in self.items
        )


def render_lists(blocks: Sequence[Block], line: Line) -> list[str]:
    """The Markdown blocks of a stretch of items, each a string of one or more lines.

    Items whose printed numbers do not run on are written as paragraphs that begin with their number, because a
    Markdown list would count them anew; an item without words gives its place to the items below it.
    """
    return [text for group in _groups(blocks, line) for text in _rendered(group, line, loose=group.loose)]


def _groups(blocks: Sequence[Block], line: Line) -> tuple[_Group, ...]:
    items = _items(list(blocks), line)
    groups = []
    for _, same in groupby(items, key=lambda item: (bool(item.paragraphs), item.ordinal is None)):
        run = tuple(same)
        groups.append(_Group(run, listed=bool(run[0].paragraphs) and _runs_on(run)))
    return tuple(groups)


def _items(blocks: list[Block], line: Line) -> list[_Item]:
    items = []
    while blocks:
        head = blocks[0]
        end = next((n for n, b in enumerate(blocks) if n and not b.continued and b.level <= head.level), len(blocks))
        own = next((n for n, b in enumerate(blocks[:end]) if n and not b.continued), end)
        paragraphs = tuple(block for block in blocks[:own] if line(block, piped=True))
        items.append(_Item(paragraphs, head.ordinal, _groups(blocks[own:end], line)))
        blocks = blocks[end:]
    return [item for item in items if item.paragraphs or item.below]


def _runs_on(items: tuple[_Item, ...]) -> bool:
    ordinals = [item.ordinal for item in items if item.ordinal is not None]
    return all(number >= 0 for number in ordinals) and all(b == a + 1 for a, b in pairwise(ordinals))


def _rendered(group: _Group, line: Line, *, loose: bool) -> list[str]:
    """One string an item if `loose`, else one string for all."""
    parts = [part for item in group.items for part in _item(item, line, listed=group.listed, loose=loose)]
    return parts if loose else ["\n".join(parts)]


def _item(item: _Item, line: Line, *, listed: bool, loose: bool) -> list[str]:
    below = [part for group in item.below for part in _rendered(group, line, loose=loose)]
    lines = [line(block, piped=listed) for block in item.paragraphs]
    if not listed:
        number = "" if item.ordinal is None else f"{item.ordinal}. "
        return [*(escape_line_start(number * (n == 0) + text) for n, text in enumerate(lines)), *below]
    marker = "-" if item.ordinal is None else f"{item.ordinal}."
    first, *more = (escape_line_start(text) for text in lines)
    return [f"{marker} {first}", *(_indented(part) for part in (*more, *below))]


def _indented(text: str) -> str:
    return "\n".join(f"{_INDENT}{line}" for line in text.split("\n"))
