"""What a later capture of a commentary says otherwise, as a person reads it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from backfile.enrich.changes import SHOWN, changes_between, only_what_differs
from backfile.model import Block, Change, Commentary, Kind, Run, Trend

MONDAY = dt.datetime(2026, 11, 16, 5, 0, tzinfo=dt.UTC)
NEXT = MONDAY + dt.timedelta(days=7)


def commentary(*paragraphs: str, **facts: object) -> Commentary:
    body = tuple(Block(Kind.PARAGRAPH, (Run(text),)) for text in paragraphs)
    one = Commentary("Bread at midnight", body, "talvaria-weekly", "en", "a" * 64, MONDAY)
    return replace(one, **facts)  # type: ignore[arg-type]


FIRST = commentary(
    "The mill stood still.", "Two bridges were closed on Monday by order of the ministry.", "Nobody knew why."
)


def told(later: Commentary) -> list[tuple[str, str, str]]:
    return [(change.place, change.before, change.after) for change in changes_between(FIRST, later)]


def test_a_capture_that_says_the_same_tells_nothing() -> None:
    assert changes_between(FIRST, replace(FIRST, captured=NEXT, capture="b" * 64)) == ()


def test_a_changed_word_is_shown_with_the_words_around_it() -> None:
    later = commentary(
        "The mill stood still.", "Two bridges were closed on Sunday by order of the ministry.", "Nobody knew why."
    )
    assert changes_between(FIRST, replace(later, captured=NEXT)) == (
        Change(
            NEXT,
            "paragraph 2",
            "… bridges were closed on Monday by order of the …",
            "… bridges were closed on Sunday by order of the …",
        ),
    )


def test_a_new_paragraph_has_nothing_before_it() -> None:
    later = commentary(*(block.text for block in FIRST.body), "The bakers did.")
    assert told(later) == [("paragraph 4", "", "The bakers did.")]


def test_a_paragraph_that_was_taken_away_has_nothing_after_it() -> None:
    later = commentary(FIRST.body[0].text, FIRST.body[2].text)
    assert told(later) == [("paragraph 2", FIRST.body[1].text, "")]


def test_a_changed_fact_is_told_before_the_text() -> None:
    later = replace(FIRST, title="Bread at noon", trend=Trend.WORSE, authors=("Lena Okort", "Pavel Strand"))
    assert told(later) == [
        ("title", "Bread at midnight", "Bread at noon"),
        ("authors", "", "Lena Okort; Pavel Strand"),
        ("trend", "", "worse"),
    ]


def test_a_long_paragraph_is_cut_to_its_first_and_last_words() -> None:
    later = commentary(*(block.text for block in FIRST.body), " ".join(map(str, range(500))))
    (change,) = changes_between(FIRST, later)
    assert change.after.startswith("0 1 2 ")
    assert change.after.endswith(" 498 499")
    assert len(change.after.split()) == SHOWN + 1


words = st.lists(st.sampled_from(["mill", "bread", "bridge", "river", "the", "of"]), max_size=12).map(" ".join)


@given(words, words)
def test_texts_that_differ_still_differ_where_they_are_shown(before: str, after: str) -> None:
    assert (before == after) or only_what_differs(before, after)[0] != only_what_differs(before, after)[1]
