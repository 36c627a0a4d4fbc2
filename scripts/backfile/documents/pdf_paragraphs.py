"""The columns of a PDF in, its paragraphs as groups of printed lines out, across columns and pages.

Printers part paragraphs by a gap, by an indented first line, or only by leaving a line short, so that the next word
would have had room on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from backfile.documents.pdf_order import Column
from backfile.documents.pdf_pages import Line
from backfile.documents.plaintext import BULLET, FINAL_STOP, NUMBER

_SAME_SIZE = 0.6
_WIDER_GAP = 0.35
_INDENT = 0.8
_SAME_ROW = 0.5
_ALIGNED = 5.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A line, and the edges of its column; `turn` says that it is the first of a column."""

    line: Line
    left: float
    right: float
    turn: bool = False


def placed(columns: Sequence[Column]) -> list[Placed]:
    """The lines of all columns in order; columns with the same left edge share their right one, on all pages."""
    beside = [any(_are_beside(column, other) for other in columns) for column in columns]
    rights = [
        max(
            other.right
            for other, alike in zip(columns, beside, strict=True)
            if other is column or (alike == among and abs(column.left - other.left) <= _ALIGNED)
        )
        for column, among in zip(columns, beside, strict=True)
    ]
    return [
        Placed(line, column.left, right, turn=at == 0)
        for column, right in zip(columns, rights, strict=True)
        for at, line in enumerate(column.lines)
    ]


def _are_beside(one: Column, other: Column) -> bool:
    """Whether two columns stand side by side on one page."""
    first, second = one.lines, other.lines
    level = first[0].top < second[-1].bottom and second[0].top < first[-1].bottom
    return one is not other and first[0].page == second[0].page and level


def paragraphs(lines: Sequence[Placed]) -> Iterator[list[Placed]]:
    """The lines of each paragraph."""
    gap = _usual_gap(lines)
    group: list[Placed] = []
    for line in lines:
        if group and _begins(group, line, gap):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _usual_gap(lines: Sequence[Placed]) -> float:
    """The room between two lines of one paragraph, as a share of their size: the smaller gaps of the text."""
    gaps = sorted(
        (after.line.top - before.line.bottom) / before.line.size
        for before, after in pairwise(lines)
        if not after.turn and abs(before.line.size - after.line.size) < _SAME_SIZE and after.line.top > before.line.top
    )
    return gaps[len(gaps) // 4] if gaps else 0.5


def _begins(group: list[Placed], after: Placed, gap: float) -> bool:
    """Whether a line begins a paragraph of its own behind those of the group."""
    before, text = group[-1].line, after.line.text.strip()
    if abs(before.size - after.line.size) >= _SAME_SIZE or before.bold != after.line.bold:
        return True
    if BULLET.match(text) or (NUMBER.match(text) and not _is_full(group[-1], after)):
        return True
    if before.text.rstrip().endswith(("-", "\u00ad")):
        return False
    half = (before.right - group[-1].left) * 2 > group[-1].right - group[-1].left
    if half and text[:1].islower() and not FINAL_STOP.search(before.text.rstrip()):
        return False
    if not after.turn and (
        after.line.top < before.bottom - _SAME_ROW * before.size
        or after.line.top - before.bottom > (gap + _WIDER_GAP) * before.size
    ):
        return True
    return not _is_full(group[-1], after) or _is_indented(group, after)


def _is_full(before: Placed, after: Placed) -> bool:
    """Whether the first word of a line would have had no room on the line before it."""
    word = after.line.text.split()[0]
    part = word.partition("-")[0] + ("-" if "-" in word.rstrip("-") else "")
    letter = (after.line.right - after.line.left) / max(len(after.line.text.strip()), 1)
    edge = before.right - (0.0 if len(before.line.text.split()) > 1 else letter)
    return before.line.right + letter * 0.8 * (len(part) + 1) > edge


def _is_indented(group: list[Placed], after: Placed) -> bool:
    """Whether the line is set in or out in a way that parts it from the lines before it."""
    step = (after.line.left - after.left) - (group[-1].line.left - group[-1].left)
    size = after.line.size
    if BULLET.match(group[0].line.text.strip()) or NUMBER.match(group[0].line.text.strip()):
        return step < -_INDENT * size
    if step > _INDENT * size:
        return FINAL_STOP.search(group[-1].line.text.rstrip()) is not None
    return step < -_INDENT * size and len(group) > 1
