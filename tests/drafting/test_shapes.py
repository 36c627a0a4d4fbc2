"""A printed line has a shape: its own words, with places for what differs from page to page."""

from __future__ import annotations

import pytest

from backfile.drafting.shapes import shape
from backfile.sources.platforms.layout import Field, wording
from backfile.sources.platforms.shapes import DAY, NAMES, POSTED, WEEK_RANGE, YEARLESS_RANGE

KNOWN = {"DAY": DAY, "NAMES": NAMES, "POSTED": POSTED, "WEEK_RANGE": WEEK_RANGE, "YEARLESS_RANGE": YEARLESS_RANGE}


@pytest.mark.parametrize(
    ("line", "other", "fields"),
    [
        ("4 January 2026", "17 August 2025", {"value": "17 August 2025"}),
        (
            "Published on May 20, 2022 by Mira Tolan · 4 min",
            "Published on June 1, 2021 by Ida Morrow · 12 min",
            {"value": "June 1, 2021", "author": "Ida Morrow"},
        ),
        ("By Mira Tolan", "By Ida Morrow and Jon Vask", {"value": "Ida Morrow and Jon Vask"}),
        ("Week: March 4 – March 10, 2024", "Week: May 6 – May 12, 2024", {"value": "May 6 – May 12, 2024"}),
        ('Issue "{7}" (new) of $2', 'Issue "{19}" (new) of $3', {}),
        ("Issue {7} of 20 May 2022", "Issue {8} of 21 May 2022", {"value": "21 May 2022"}),
    ],
)
def test_the_shape_of_a_line_knows_its_like_on_another_page(line: str, other: str, fields: dict[str, str]) -> None:
    code = shape(line, ["Mira Tolan"]).code
    pattern = wording(eval(code, dict(KNOWN)))  # noqa: S307
    match = pattern.fullmatch(other)
    assert match is not None, code
    assert fields == {name: match[name] for name in fields}


def test_lines_with_other_words_have_other_shapes() -> None:
    assert shape("Published on 4 May 2022") == shape("Published on 5 June 2023")
    assert shape("Published on 4 May 2022") != shape("Updated on 4 May 2022")


def test_a_line_without_anything_that_differs_is_furniture() -> None:
    assert Field.FURNITURE is shape("Share this issue").field
    assert Field.PUBLISHED is shape("4 May 2022, by Mira Tolan", ["Mira Tolan"]).field
