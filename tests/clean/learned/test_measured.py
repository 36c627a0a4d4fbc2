"""How much learning takes from pages that are read without a rule: the floor that may be raised, never lowered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import pytest

from clean.learned.measured import Page, count, measure, newsletter, sample, status_pages

MOST_GONE = 0.99


def newest_issues() -> Sequence[Page]:
    """A slice of the newsletter; all 300 issues are measured by `make bench-furniture`."""
    return newsletter(48)


SETS = (sample, newest_issues, status_pages)


@pytest.mark.parametrize("pages", SETS, ids=lambda pages: pages.__name__)
def test_of_a_whole_source_the_furniture_goes_and_each_word_of_a_text_stays(
    pages: Callable[[], Sequence[Page]],
) -> None:
    found = measure(pages())
    assert found.missed == ()
    assert found.furniture > count(block for page in pages()[:3] for block in page.reading.body)
    assert found.share >= MOST_GONE, found.left[:20]


@pytest.mark.parametrize("pages", SETS, ids=lambda pages: pages.__name__)
def test_of_two_documents_no_word_of_a_text_is_lost(pages: Callable[[], Sequence[Page]]) -> None:
    shown = pages()[:20]
    lost = [missed for pair in combinations(shown, 2) for missed in measure(pair).missed]
    assert lost == []


def test_two_documents_of_the_sample_are_enough_to_know_its_tail() -> None:
    pages = [
        page
        for page in sample()
        if page.trace.page.endswith(("a-comma-in-the-annex/", "four-questions-for-mr-ambartz/"))
    ]
    found = measure(pages)
    assert found.lost == 0
    assert found.gone > 0


def test_learning_gets_better_with_each_document() -> None:
    first, second, third = (measure(newest_issues()[:size]).share for size in (5, 15, 45))
    assert first < second < third
