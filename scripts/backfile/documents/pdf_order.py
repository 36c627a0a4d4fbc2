"""The lines of a page as they were found in, the columns that a reader goes through in order out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from backfile.documents.pdf_pages import Line
from backfile.model import Run

_FEWEST_LINES = 3
_MOST_CROSSING = 0.35
_FEWEST_WORDS = 3.0
_GUTTER = 4.0
_WITHIN_A_ROW = 4.0


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that stand under each other, and the edges of the space they stand in."""

    lines: tuple[Line, ...]
    left: float
    right: float


def columns_of(lines: list[Line]) -> list[Column]:
    """The columns of a page in reading order: lines across several columns part those above from those below."""
    return [_column(flow) for flow in _flows(sorted(lines, key=lambda line: (line.top, line.left)))]


def _flows(lines: list[Line]) -> Iterator[list[Line]]:
    gutter = _gutter(lines)
    if gutter is None:
        if lines:
            yield lines
        return
    beside: list[Line] = []
    across: list[Line] = []
    for line in lines:
        if _crosses(line, gutter):
            yield from _sides(beside, gutter)
            beside = []
            across.append(line)
        else:
            if across:
                yield across
                across = []
            beside.append(line)
    yield from _sides(beside, gutter)
    if across:
        yield across


def _sides(lines: list[Line], gutter: float) -> Iterator[list[Line]]:
    yield from _flows([line for line in lines if line.left < gutter])
    yield from _flows([line for line in lines if line.left >= gutter])


def _gutter(lines: list[Line]) -> float | None:
    """Where the second column begins whose gap the fewest lines cross; None if the lines stand in one column."""
    found: list[tuple[int, float]] = []
    for edge in sorted({round(line.left) for line in lines}):
        gutter = edge - 1.0
        right = [line for line in lines if line.left >= gutter]
        left = [line for line in lines if line.right <= gutter - _GUTTER + 1]
        crossing = len(lines) - len(right) - len(left)
        if min(len(left), len(right)) < _FEWEST_LINES or crossing > _MOST_CROSSING * len(lines):
            continue
        if _beside(left, right) >= _FEWEST_LINES and min(_words(left), _words(right)) >= _FEWEST_WORDS:
            found.append((crossing, gutter))
    return min(found)[1] if found else None


def _crosses(line: Line, gutter: float) -> bool:
    return line.left < gutter and line.right > gutter - _GUTTER + 1


def _beside(left: list[Line], right: list[Line]) -> int:
    """How many lines of the right column have one of the left at their side."""
    spans = sorted((line.top, line.bottom) for line in left)
    return sum(any(top < line.bottom and line.top < bottom for top, bottom in spans) for line in right)


def _words(lines: list[Line]) -> float:
    return sum(len(line.text.split()) for line in lines) / len(lines)


def _column(lines: list[Line]) -> Column:
    rows = list(_rows(lines))
    return Column(tuple(rows), min(line.left for line in rows), max(line.right for line in rows))


def _rows(lines: list[Line]) -> Iterator[Line]:
    """The lines from above, pieces of one row with little room between them as one line."""
    rest = list(lines)
    while rest:
        first, *rest = rest
        row = [first, *(line for line in rest if _is_level(first, line))]
        rest = [line for line in rest if line not in row]
        joined: Line | None = None
        for piece in sorted(row, key=lambda line: line.left):
            if joined is not None and piece.left - joined.right < _WITHIN_A_ROW * max(joined.size, piece.size):
                joined = _joined(joined, piece)
                continue
            if joined is not None:
                yield joined
            joined = piece
        if joined is not None:
            yield joined


def _is_level(one: Line, other: Line) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.6 * min(one.bottom - one.top, other.bottom - other.top)


def _joined(left: Line, right: Line) -> Line:
    blank = () if left.text.endswith(" ") or right.text.startswith(" ") else (Run(" "),)
    longer = left if len(left.text) >= len(right.text) else right
    start = len(left.runs) + len(blank)
    return replace(
        longer,
        left=left.left,
        right=right.right,
        top=min(left.top, right.top),
        bottom=max(left.bottom, right.bottom),
        runs=(*left.runs, *blank, *right.runs),
        raised=left.raised | frozenset(start + at for at in right.raised),
    )
