"""The marks of a topic as CSV, as a spreadsheet reads them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

from backfile.model import Trend
from backfile.plugins.entries import Entry
from backfile.plugins.shelves import Heading
from backfile.plugins.tables import HEAD, table_of

Make = Callable[..., Entry]


def rows(*entries: Entry) -> list[list[str]]:
    text = table_of(Heading("Economy", "economy", entries), "https://archive.example").decode()
    return list(csv.reader(StringIO(text, newline="")))


def test_a_line_a_commentary_the_oldest_first(entry: Make) -> None:
    new = entry(
        "2025-01-06", slug="b", title='Bread, "again"', trend=Trend.WORSE, authors=("Hanna Veras", "Jonas Telk")
    )
    found = rows(new, entry("2024-12-30", slug="a"))
    assert found[0] == list(HEAD)
    assert [line[:4] for line in found[1:]] == [
        ["2025-W01", "2024-12-30", "2025-01-05", ""],
        ["2025-W02", "2025-01-06", "2025-01-12", "worse"],
    ]
    assert found[2][4:] == [
        "2025-01-12",
        'Bread, "again"',
        "Hanna Veras; Jonas Telk",
        "talvaria-weekly",
        "https://archive.example/en/2025/w02/b.html",
    ]


def test_what_is_in_no_week_is_in_no_line(entry: Make) -> None:
    assert len(rows(entry(None))) == 1


def test_a_title_is_never_a_formula(entry: Make) -> None:
    assert rows(entry(title='=HYPERLINK("https://evil.example")'))[1][5] == '\'=HYPERLINK("https://evil.example")'
