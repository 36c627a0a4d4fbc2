"""The pages of a PDF in, what belongs to them and not to the text out: running heads and feet, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from backfile.documents.pdf_pages import Line, Page

_BAND = 0.12
_NEAR = 6.0
_SHARE = 3
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.|s\.|страница|стр\.|старонка|с\.)\s*)?\d{1,4}(?:\s*(?:/|of|von|из|з)\s*\d{1,4})?\W*", re.I
)
_MOMENT = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d\d(?: ?[AP]M)?.*", re.I)
_ADDRESS = re.compile(r"https?://\S+[^\s…]")

Key = tuple[bool, str, int]


def recurring(pages: Sequence[Page]) -> dict[int, str]:
    """The lines, by `id()`, that belong to the pages and not to the text, as "header" or "footer"."""
    alike: dict[Key, list[tuple[Page, Line]]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if (above := _zone(page, line)) is not None:
                alike[above, _NUMBER.sub("#", line.text.strip()), round(line.size)].append((page, line))
    found: dict[int, str] = {}
    for (above, _, _), places in alike.items():
        level = [place for place in places if _is_level(place[1], places, above=above, page=place[0])]
        on = {page.number for page, _ in level}
        if len(on) > 1 and len(on) * _SHARE >= len(pages):
            found.update((id(line), _region(above)) for _, line in level)
        else:
            found.update((id(line), _region(above)) for page, line in places if _is_alone(page, line))
    return found


def address_in(lines: Sequence[Line]) -> str | None:
    """The web address that stands in a page's foot or head, as browsers print it; None if it is cut or not alone."""
    said = {found.group() for line in lines for found in _ADDRESS.finditer(line.text) if "…" not in line.text}
    return said.pop() if len(said) == 1 else None


def _region(above: bool) -> str:
    return "header" if above else "footer"


def _zone(page: Page, line: Line) -> bool | None:
    """True at the upper edge of a page, False at the lower, None between them."""
    if line.bottom < _BAND * page.height:
        return True
    return False if line.top > (1 - _BAND) * page.height else None


def _is_level(line: Line, places: list[tuple[Page, Line]], *, above: bool, page: Page) -> bool:
    """Whether a line stands as far from the edge as another of its kind on another page."""
    own = line.top if above else page.height - line.top
    others = (
        other.top if above else there.height - other.top for there, other in places if there.number != page.number
    )
    return any(abs(own - other) <= _NEAR for other in others)


def _is_alone(page: Page, line: Line) -> bool:
    """Whether a line is a page's number or the moment of its printing, whatever other pages have."""
    text, row = line.text.strip(), [other for other in page.lines if abs(other.top - line.top) < _NEAR]
    last = all(other.top <= line.top + _NEAR for other in page.lines)
    first = all(other.top >= line.top - _NEAR for other in page.lines)
    return (last and len(row) < 3 and _PAGE_NUMBER.fullmatch(text) is not None) or (
        first and _MOMENT.fullmatch(text) is not None
    )
