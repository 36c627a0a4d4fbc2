"""The whole of cleaning: once is enough, and no word of a body is lost without being told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backfile.clean import clean
from backfile.clean.typography import typeset_runs
from backfile.model import Block, Kind, Printed, Reading, Run, Style

TEXTS = (
    "A Title", "Lukashenkabelieves it", "a full-\nfledged gate", "the com-\nmittee", "Photo: Quay Archive",
    "[1] and [2]", " ", "Фота: набярэжная", "the toll table", "co-operation", "\n", "Osk", "",
)  # fmt: skip
HREFS = (None, "https://osk.example/?utm_source=a&b=1", "javascript:x", "/a", "#n")
looks = st.sampled_from([frozenset(), frozenset({Style.EMPHASIS})])
plain = st.builds(Run, st.sampled_from(TEXTS), looks, st.sampled_from(HREFS))
markers = st.sampled_from(["1", "2"]).map(lambda key: Run(f"[{key}]", note=key))
lines = st.lists(plain | plain | markers, max_size=4).map(lambda runs: typeset_runs(tuple(runs)))
kinds = st.sampled_from([kind for kind in Kind if kind not in (Kind.TABLE, Kind.CODE, Kind.NOTE, Kind.IMAGE)])
places = st.integers(1, 99)
pictures = st.builds(Block, st.just(Kind.IMAGE), lines, src=st.none() | st.just("https://osk.example/a.jpg"))
blocks = st.builds(lambda kind, line, place: Block(kind, line, place=place), kinds, lines, places) | pictures
notes = st.builds(lambda line, key: Block(Kind.NOTE, line, note=key), lines, st.sampled_from(["1", "2"]))
readings = st.builds(
    lambda body, foot: Reading("generic", "generic", (*body, *foot), title=Printed("A Title")),
    st.lists(blocks, max_size=6),
    st.lists(notes, max_size=2),
)
languages = st.sampled_from(["en", "de", "be", "und"])


def letters(*texts: str) -> list[str]:
    return sorted(char for text in texts for char in text if char.isalnum())


def test_a_heading_goes_with_the_lost_note_that_only_said_the_title_again() -> None:
    heading = Block(Kind.HEADING, (Run("Further on"),), level=2)
    note = Block(Kind.NOTE, (Run("A Title"),), note="1")
    reading = Reading("generic", "generic", (heading, note), title=Printed("A Title"))
    assert clean(reading, "en").body == ()


@given(readings, languages)
def test_cleaning_a_clean_reading_changes_nothing(reading: Reading, language: str) -> None:
    once = clean(reading, language)
    assert clean(once, language) == once


@given(readings, languages)
def test_every_letter_is_kept_or_told_of(reading: Reading, language: str) -> None:
    after = clean(reading, language)
    kept = [block.text for block in after.body] + [cut.text for cut in after.cuts]
    assert letters(*kept) == letters(*(block.text for block in reading.body))
