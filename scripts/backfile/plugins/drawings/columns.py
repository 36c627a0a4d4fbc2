"""Counts of marks in, columns out that rise for the better and fall for the worse: a trend, a sparkline, a year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lxml import etree
from markupsafe import Markup

HALF = 20  # the height of the picture above and below its axis
STEP = 4  # from one column to the next
WIDE = 3
STUB = 2  # of a column that has only unchanged weeks


@dataclass(frozen=True, slots=True)
class Column:
    """How many weeks of a stretch of time had each mark."""

    better: int = 0
    unchanged: int = 0
    worse: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run: from and to which column it reaches, in columns, and whether it is for the `better` or the `worse`."""

    key: str
    start: float
    end: float


def columns(
    found: Sequence[Column],
    name: str,
    *,
    tallest: int = 0,
    runs: Iterable[Stretch] = (),
    turns: Iterable[float] = (),
) -> Markup:
    """The columns as one picture that may be stretched to any width; `name` is its class.

    A column of `tallest` weeks, if that is not given the tallest of these, fills half of the height. Runs are bars
    along the top or the bottom, turning points lines from top to bottom.
    """
    tallest = tallest or max((max(column.better, column.worse) for column in found), default=0) or 1
    width = len(found) * STEP
    picture = etree.Element("svg", {"class": name, "viewBox": f"0 0 {width} {2 * HALF}", "preserveAspectRatio": "none"})
    picture.attrib.update({"aria-hidden": "true", "focusable": "false"})
    rect(picture, "axis", 0, HALF - 0.25, width, 0.5)
    shape(picture, "unchanged", found, lambda column: stub(column))
    shape(picture, "better", found, lambda column: (HALF - tall(column.better, tallest), tall(column.better, tallest)))
    shape(picture, "worse", found, lambda column: (HALF, tall(column.worse, tallest)))
    for run in runs:
        start, end = run.start * STEP, run.end * STEP
        rect(picture, f"run {run.key}", start, 0 if run.key == "better" else 2 * HALF - 1, end - start, 1)
    for turn in turns:
        etree.SubElement(
            picture,
            "path",
            {"class": "turn", "vector-effect": "non-scaling-stroke", "d": f"M{number(turn * STEP)} 0v{2 * HALF}"},
        )
    return Markup(etree.tostring(picture, encoding="unicode"))  # noqa: S704  made of numbers and our own words


def tall(count: int, tallest: int) -> float:
    """The height of so many weeks."""
    return HALF * count / tallest


def stub(column: Column) -> tuple[float, float]:
    """A short piece of the axis, thicker, where there are unchanged weeks and nothing else."""
    there = column.unchanged and not column.better and not column.worse
    return (HALF - STUB / 2, STUB if there else 0)


def shape(
    picture: etree._Element, key: str, found: Sequence[Column], extent: Callable[[Column], tuple[float, float]]
) -> None:
    """All columns of one kind as one path: `extent` gives a column's top and height."""
    parts = []
    for place, column in enumerate(found):
        top, height = extent(column)
        if height:
            parts.append(f"M{number(place * STEP + 0.5)} {number(top)}h{WIDE}v{number(height)}h-{WIDE}z")
    if parts:
        etree.SubElement(picture, "path", {"class": key, "d": "".join(parts)})


def rect(picture: etree._Element, name: str, x: float, y: float, width: float, height: float) -> None:
    """One rectangle."""
    values = zip(("x", "y", "width", "height"), (x, y, width, height), strict=True)
    etree.SubElement(picture, "rect", {"class": name, **{key: number(value) for key, value in values}})


def number(value: float) -> str:
    """A length with two decimals at most, `3` and not `3.0`."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
