"""A stem's forms as one short text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backfile.plugins.search.tails import forms_of, joined, tail

WORDS = st.text("abэ1", min_size=1, max_size=4)


def test_a_form_is_what_follows_its_stem_or_itself() -> None:
    assert joined(*(tail("mill", form) for form in ("mills", "mill", "miln", "milling"))) == ",=miln,ing,s"


@given(WORDS, st.sets(WORDS, min_size=1))
def test_the_forms_come_back(stem: str, forms: set[str]) -> None:
    assert {*forms_of(stem, joined(*(tail(stem, form) for form in forms)))} == forms
