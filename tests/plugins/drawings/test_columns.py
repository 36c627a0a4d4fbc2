"""Columns as SVG: what is drawn where, the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from backfile.plugins.drawings.columns import Column, Stretch, columns, number

GOLDEN = Path(__file__).parent / "golden"
DRAWINGS = {
    "nothing": columns([], "spark"),
    "spark": columns([Column(1, 2, 0), Column(0, 3, 0), Column(), Column(2, 0, 4)], "spark"),
    "balance": columns([Column(12, 20, 6)], "balance", tallest=24),
    "trend": columns(
        [Column(3, 1, 0), Column(4, 0, 0), Column(0, 2, 2), Column(0, 0, 4)],
        "trend",
        tallest=4,
        runs=[Stretch("better", 0, 1.5), Stretch("worse", 2.25, 4)],
        turns=[2.25],
    ),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_as_a_person_has_seen_it(name: str) -> None:
    path = GOLDEN / f"{name}.svg"
    if not path.is_file():
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{DRAWINGS[name]}\n", "utf-8")
        pytest.fail(f"{path.name} was not there and is now: look at it, then run again")
    assert f"{DRAWINGS[name]}\n" == path.read_text("utf-8")


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_says_nothing_and_asks_for_nothing(name: str) -> None:
    picture = etree.fromstring(str(DRAWINGS[name]))
    assert (picture.get("aria-hidden"), picture.get("focusable")) == ("true", "false")
    assert {element.tag for element in picture.iter()} <= {"svg", "path", "rect"}
    assert not list(picture.itertext())
    assert not {name for element in picture.iter() for name in element.attrib} & {"style", "href", "onload"}


def test_better_stands_above_the_axis_and_worse_below() -> None:
    picture = etree.fromstring(str(columns([Column(2, 0, 1)], "spark")))
    paths = {path.get("class"): path.get("d") for path in picture.iter("path")}
    assert paths == {"better": "M0.5 0h3v20h-3z", "worse": "M0.5 20h3v10h-3z"}


def test_a_column_is_never_higher_than_its_half() -> None:
    assert "v20h" in columns([Column(40, 0, 0), Column(1, 0, 0)], "spark")


@pytest.mark.parametrize(("value", "expected"), [(3.0, "3"), (0.5, "0.5"), (1 / 3, "0.33"), (20.0, "20"), (0, "0")])
def test_a_length_has_no_more_figures_than_it_needs(value: float, expected: str) -> None:
    assert number(value) == expected
