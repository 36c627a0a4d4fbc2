"""The list items of a stretch of blocks come in; nested Markdown lists go out, numbered as they were printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from backfile.model import Block, Kind, Run
from backfile.write.inline import escape_line_start

_INDENT = "    "


class Line(Protocol):
    """How one paragraph of an item becomes a line of Markdown."""

    def __call__(self, block: Block, *, piped: bool) -> str:
        """The words of `block`, with escaped upright bars if `piped`."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An item's first paragraphs, and what stands below it: lists, and paragraphs among them."""

    paragraphs: tuple[Block, ...]
    below: tuple[_Group | Block, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbouring items of one kind, whose numbers run on if they have any."""

    items: tuple[_Item, ...]

    @property
    def loose(self) -> bool:
        """Whether blank lines must stand between the items."""
        return any(
            len(item.paragraphs) > 1
            or len(item.below) > 1
            or any(isinstance(part, Block) or part.loose for part in item.below)
            for item in self.items
        )


def render_lists(blocks: Sequence[Block], line: Line) -> list[str]:
    """The Markdown blocks of a stretch of items that all have words, each a string of one or more lines.

    Items whose printed numbers do not run on are written as paragraphs that begin with their number, because a
    Markdown list would count them anew; what is below them moves up to their place.
    """
    return [text for part in _parts(list(blocks)) for text in _rendered(part, line, loose=_loose(part))]


def _loose(part: _Group | Block) -> bool:
    return isinstance(part, Block) or part.loose


def _parts(blocks: list[Block]) -> tuple[_Group | Block, ...]:
    parts: list[_Group | Block] = []
    while blocks:
        if _stands_alone(blocks[0]):
            parts.append(blocks.pop(0))
            continue
        stretches, rest = _siblings(blocks)
        if _runs_on([own[0].ordinal for own, _ in stretches]):
            parts.append(_Group(tuple(_Item(tuple(own), _parts(below)) for own, below in stretches)))
            blocks = rest
        else:
            blocks = [block for own, below in stretches for block in (*_dissolved(own), *below)] + rest
    return tuple(parts)


def _siblings(blocks: list[Block]) -> tuple[list[tuple[list[Block], list[Block]]], list[Block]]:
    """The first items of one kind, each with its own paragraphs and the blocks below it, and the blocks after them."""
    kind, found = blocks[0].ordinal is None, []
    while blocks and (blocks[0].ordinal is None) == kind and not _stands_alone(blocks[0]):
        end = next((n for n, block in enumerate(blocks) if n and _ends(block, blocks[0])), len(blocks))
        own = next((n for n, block in enumerate(blocks[:end]) if n and not _goes_on(block, blocks[0])), end)
        found.append((blocks[:own], blocks[own:end]))
        blocks = blocks[end:]
    return found, blocks


def _goes_on(block: Block, item: Block) -> bool:
    """Whether a block is a further paragraph of `item`, or of one below it."""
    return block.continued and (block.kind is Kind.PARAGRAPH or block.level >= item.level)


def _ends(block: Block, item: Block) -> bool:
    """Whether a block is not part of `item`."""
    return not _goes_on(block, item) and (block.level <= item.level or block.kind is Kind.PARAGRAPH)


def _stands_alone(block: Block) -> bool:
    """Whether a block is a paragraph among lists: numbered by hand, or an item's own after the list below it."""
    return block.continued or block.kind is Kind.PARAGRAPH


def _dissolved(own: list[Block]) -> Iterator[Block]:
    for n, block in enumerate(own):
        number = () if n or block.ordinal is None else (Run(f"{block.ordinal}. "),)
        yield replace(block, kind=Kind.PARAGRAPH, runs=(*number, *block.runs), continued=False)


def _runs_on(ordinals: list[int | None]) -> bool:
    numbers = [number for number in ordinals if number is not None]
    return all(number >= 0 for number in numbers) and all(b == a + 1 for a, b in pairwise(numbers))


def _rendered(part: _Group | Block, line: Line, *, loose: bool) -> list[str]:
    """One string an item if `loose`, else one string for all."""
    if isinstance(part, Block):
        return [escape_line_start(line(part, piped=False))]
    parts = [text for item in part.items for text in _item(item, line, loose=loose)]
    return parts if loose else ["\n".join(parts)]


def _item(item: _Item, line: Line, *, loose: bool) -> list[str]:
    number = item.paragraphs[0].ordinal
    marker = "-" if number is None else f"{number}."
    first, *more = (escape_line_start(line(block, piped=not loose)) for block in item.paragraphs)
    below = [text for part in item.below for text in _rendered(part, line, loose=loose)]
    return [f"{marker} {first}", *(_indented(text) for text in (*more, *below))]


def _indented(text: str) -> str:
    return "\n".join(f"{_INDENT}{line}" for line in text.split("\n"))
