"""A citation in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from backfile.plugins.citations.facts import Citation
from backfile.plugins.citations.plain import plain
from backfile.plugins.words import words_for

Make = Callable[..., Citation]
LOCALE = Path(__file__).resolve().parents[3] / "theme" / "locale"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Talvaria Weekly, week 2, 2024 (14\u00a0January 2024)."),
        ("de", "Talvaria Weekly, Woche 2, 2024 (14.\u00a0Januar 2024)."),
    ],
)
def test_a_citation_speaks_the_language_of_the_page(citation: Make, lang: str, said: str) -> None:
    assert plain(citation(), words_for(lang, LOCALE)) == (
        f"Hanna Veras, Telk, Jonas: A late ferry. {said} https://archive.example/en/2024/w02/a-late-ferry.html"
    )


def test_a_title_that_ends_in_a_question_gets_no_full_stop(citation: Make) -> None:
    assert plain(citation(title="Why?", people=()), words_for("en", LOCALE)).startswith("Why? Talvaria")


def test_one_that_prints_only_its_period_is_cited_by_its_days(citation: Make) -> None:
    assert "week 2, 2024 (8–14\u00a0January 2024)." in plain(citation(date=None), words_for("en", LOCALE))


def test_one_without_a_date_says_so(bare: Citation) -> None:
    assert ", undated. " in plain(bare, words_for("en", LOCALE))
