"""A printed line in, its shape out: its own words, with places for what differs from page to page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from backfile.sources.platforms.layout import Field
from backfile.sources.platforms.shapes import BYLINE, DAY, NAMES, POSTED, WEEK_RANGE, YEARLESS_RANGE

SPECIAL = re.compile(r"[\\.^$*+?{}\[\]|()]")
DIGITS = re.compile(r"\d+")
PLACES = {
    "WEEK_RANGE.pattern": (Field.PERIOD, WEEK_RANGE),
    "YEARLESS_RANGE.pattern": (Field.PERIOD, YEARLESS_RANGE),
    "POSTED.pattern": (Field.PUBLISHED, POSTED),
    "DAY.pattern": (Field.PUBLISHED, DAY),
}
"""What a line can hold, as the recipes name it → the field it fills and its pattern; the first found counts."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A line's words, with a place `(what, field)` for each thing that differs; `texts` is one longer than `places`."""

    texts: tuple[str, ...]
    places: tuple[tuple[str, Field], ...]

    @property
    def field(self) -> Field:
        """The field that it fills first; furniture if it fills none."""
        return self.places[0][1] if self.places else Field.FURNITURE

    @property
    def code(self) -> str:
        """The shape as the expression of a recipe's pattern."""
        groups = [
            f"(?P<{'value' if number == 0 else field}>{{{what}}})" for number, (what, field) in enumerate(self.places)
        ]
        texts = [literal(text, bool(self.places)) for text in self.texts]
        whole = "".join(text + group for text, group in zip(texts, [*groups, ""], strict=True))
        raw = "\\" in whole
        return f'{"r" if raw else ""}{"f" if groups else ""}"{whole}"'


def shape(text: str, names: Iterable[str] = ()) -> Shape:
    """The shape of a line; `names` are those of the page's authors."""
    found: list[tuple[int, int, str, Field]] = []
    for what, (field, pattern) in PLACES.items():
        if not any(one[3] in (Field.PERIOD, Field.PUBLISHED) for one in found) and (
            match := re.search(rf"\b(?:{pattern.pattern})(?!\w)", text, re.I)
        ):
            found.append((match.start(), match.end(), what, field))
    if where := author_in(text, names):
        found.append((*where, "NAMES", Field.AUTHOR))
    found.sort()
    edges = [0, *(edge for start, end, *_ in found for edge in (start, end)), len(text)]
    texts = tuple(text[start:end].casefold() for start, end in zip(edges[::2], edges[1::2], strict=True))
    return Shape(texts, tuple((what, field) for _, _, what, field in found))


def author_in(text: str, names: Iterable[str]) -> tuple[int, int] | None:
    """Where a line names its authors: behind the label of a byline, or where one of `names` stands."""
    if match := BYLINE.fullmatch(text):
        return match.span("value")
    starts = [at for name in names if name and (at := text.find(name)) >= 0]
    match = re.compile(NAMES, re.IGNORECASE).match(text, min(starts)) if starts else None
    return match.span() if match else None


def literal(text: str, formatted: bool = False) -> str:
    """A text as part of an expression between double quotes: numbers may differ."""
    escaped = DIGITS.sub(r"\\d+", SPECIAL.sub(r"\\\g<0>", text)).replace('"', r"\x22")
    return escaped.replace("{", "{{").replace("}", "}}") if formatted else escaped
