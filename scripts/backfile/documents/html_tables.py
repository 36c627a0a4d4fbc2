"""A table's tag in, whether it holds data or only lays out a page, and its cells in rows of one width, out."""

from __future__ import annotations

from bs4.element import NavigableString, Tag

from backfile.documents.html_tree import attribute, is_hidden

_OF_A_PAGE = [
    *("table", "ul", "ol", "dl", "blockquote", "pre", "figure", "form", "article", "section", "iframe", "hr"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
]
_WRAPPERS = ["p", "div"]
_CELLS = ["tr", "td", "th"]
_FRAME = ["thead", "tbody", "tfoot", "tr"]
_IN_A_FRAME = {*_FRAME, *_CELLS, "caption", "colgroup", "col", "script", "style", "template"}
_HEADED = ["th", "thead", "caption"]
_WIDEST = 100  # columns of a row, or rows, that a cell may reach over
LONGEST = 150  # characters in a cell of a table without a head that has paragraphs in its cells

Grid = tuple[tuple[Tag | None, ...], ...]


def is_data(table: Tag) -> bool:
    """Whether a table holds data. One that lays out a page has one cell, or one row or column, or blocks in its cells.

    One paragraph or division as a cell's only content, as word processors write it, is a block only where the
    table has no head and the text is longer than a datum.
    """
    if table.find(_OF_A_PAGE) is not None or set(attribute(table, "role").lower().split()) & {"presentation", "none"}:
        return False
    if not all(_is_sound(part) for part in [table, *table.find_all(_FRAME)] if isinstance(part, Tag)):
        return False
    rows = [_cells(row) for row in table.find_all("tr") if isinstance(row, Tag)]
    cells = [cell for row in rows for cell in row]
    headed = table.find(_HEADED) is not None
    if len(cells) < 2 or (not headed and (len(rows) < 2 or max(map(len, rows)) < 2)):
        return False
    return all(_is_datum(cell, headed=headed) for cell in cells)


def _is_sound(frame: Tag) -> bool:
    """Whether nothing but rows and cells stands in a part of a table: what stands between them would be lost."""
    return not any(
        child.name not in _IN_A_FRAME if isinstance(child, Tag) else type(child) is NavigableString and child.strip()
        for child in frame.children
    )


def _is_datum(cell: Tag, *, headed: bool) -> bool:
    if not any(isinstance(child, Tag) for child in cell.children):
        return True
    if cell.find(_CELLS) is not None:
        return False  # the markup is broken, and its cells stand inside each other
    wrappers = cell.find_all(_WRAPPERS)
    if wrappers:
        beside = any(isinstance(child, NavigableString) and child.strip() for child in cell.children)
        return len(wrappers) == 1 and not beside and (headed or len(cell.get_text()) <= LONGEST)
    return len(cell.find_all("br")) < 2 or len(cell.get_text()) <= LONGEST


def grid(table: Tag) -> Grid:
    """The cells of a data table, its head first and its foot last; None where a wide or high cell reaches over."""
    rows = [row for row in table.find_all("tr") if isinstance(row, Tag) and not is_hidden(row)]
    rows = [row for row in rows if row.parent and not is_hidden(row.parent)]
    rows.sort(key=lambda row: {"thead": 0, "tfoot": 2}.get(row.parent.name if row.parent else "", 1))
    placed: list[list[Tag | None]] = []
    reaching: dict[int, int] = {}
    for row in rows:
        line: list[Tag | None] = []
        below: dict[int, int] = {}
        for cell in [*_cells(row), None]:
            while reaching.get(len(line), 0):
                below[len(line)] = reaching.pop(len(line)) - 1
                line.append(None)
            if cell is not None:
                width = max(1, min(_span(cell, "colspan"), _WIDEST - len(line)))
                below.update(dict.fromkeys(range(len(line), len(line) + width), _span(cell, "rowspan") - 1))
                line += [cell, *[None] * (width - 1)]
        reaching = below
        placed.append(line)
    width = max((column + 1 for line in placed for column, cell in enumerate(line) if cell is not None), default=0)
    return tuple((*line, *[None] * (width - len(line)))[:width] for line in placed if any(line))


def _cells(row: Tag) -> list[Tag]:
    cells = (child for child in row.children if isinstance(child, Tag) and child.name in ("td", "th"))
    return [cell for cell in cells if not is_hidden(cell)]


def _span(cell: Tag, name: str) -> int:
    printed = attribute(cell, name)
    return min(max(int(printed), 1), _WIDEST) if printed.isascii() and printed.isdigit() else 1
