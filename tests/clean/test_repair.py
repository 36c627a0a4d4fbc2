"""The two repairs, each logged with its line, and the words they must leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.clean.repair import R1, R2, mend_lost_spaces, rejoin_lines
from backfile.model import Block, Kind, Printed, Reading, Repair, Run, Style


def reading(*texts: str, place: int = 10) -> Reading:
    body = tuple(Block(Kind.PARAGRAPH, (Run(text),), place=place) for text in texts)
    return Reading("generic", "generic", body, title=Printed("A Title"))


def rejoined(text: str, language: str = "en", *others: str) -> str:
    return rejoin_lines(reading(text, *others), language).body[0].text


def mended(text: str, language: str = "en") -> str:
    return mend_lost_spaces(reading(text), language).body[0].text


@pytest.mark.parametrize(
    ("printed", "expected", "language"),
    [
        ("a full-\nfledged gate", "a full-fledged gate", "en"),
        ("the com-\nmittee sat", "the committee sat", "en"),
        ("a well-\nknown gate", "a well-known gate", "en"),
        ("the so-\ncalled gate", "the so-called gate", "en"),
        ("die Regie-\nrung sprach", "die Regierung sprach", "de"),
        ("прави-\nтельство молчит", "правительство молчит", "ru"),
        ("kept -\nand shut", "kept - and shut", "en"),
        ("one line\nand another", "one line and another", "en"),
    ],
)
def test_a_word_broken_at_a_line_end_is_whole_again(printed: str, expected: str, language: str) -> None:
    assert rejoined(printed, language) == expected


def test_the_texts_own_spelling_decides_before_any_word_list() -> None:
    assert rejoined("a co-\noperation", "en", "The co-operation goes on.") == "a co-operation"
    assert rejoined("the Dov-\nriner", "en", "A Dovriner came.") == "the Dovriner"


def test_a_name_nobody_knows_keeps_its_hyphen() -> None:
    assert rejoined("at Nivelle-\nZarg today") == "at Nivelle-Zarg today"


def test_a_language_without_a_word_list_keeps_the_hyphen() -> None:
    assert rejoined("кіраў-\nніцтва", "be") == "кіраў-ніцтва"


def test_each_rejoined_word_is_logged_with_the_line_it_was_broken_on() -> None:
    repairs = rejoin_lines(reading("a gate\nof the com-\nmittee", place=10), "en").repairs
    assert repairs == (Repair(R1, "com- / mittee", "committee", 11),)


def test_joining_lines_alone_is_no_repair() -> None:
    assert rejoin_lines(reading("one line\nand another"), "en").repairs == ()


def test_title_and_summary_are_rejoined_too() -> None:
    made = Reading("generic", "generic", (), title=Printed("A Full-\nFledged Gate", 1), summary=Printed("so\nit is", 3))
    after = rejoin_lines(made, "en")
    assert (after.title, after.summary) == (Printed("A Full-Fledged Gate", 1), Printed("so it is", 3))


def test_code_keeps_its_lines() -> None:
    made = Reading("generic", "generic", (Block(Kind.CODE, (Run("a-\nb"),)),))
    assert rejoin_lines(made, "en") == made


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Lukashenkabelieves in gates.", "Lukashenka believes in gates."),
        ("On Monday Putinsaid so.", "On Monday Putin said so."),
        ("“Makeywrote,” he said.", "“Makey wrote,” he said."),
    ],
)
def test_a_name_and_a_word_that_ran_together_are_parted(printed: str, expected: str) -> None:
    assert mended(printed) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Belarusian", "Putinism", "Putinist", "Lukashenkaism", "Lukashenkas", "Lukashenka’s", "Lukashenka-era",
        "anti-Lukashenka", "Makeyev", "Putina", "Putinites", "co-operation", "full-fledged", "Tsikhanouskayas",
        "LukashenkaBelieves", "lukashenkabelieves", "Lukashenkaxyzzy", "Verabelieves", "understanding", "MakeyIsland",
        "Putinesque", "Putingrad", "Putinland", "Makeyevka", "Putinomics", "Lukashenkaland",
    ],
)  # fmt: skip
def test_no_other_word_is_parted(text: str) -> None:
    assert mended(f"They speak of {text} there.") == f"They speak of {text} there."


@pytest.mark.parametrize("language", ["de", "ru", "be", "und"])
def test_words_are_parted_in_english_texts_only(language: str) -> None:
    text = "Lukashenkabelieves, Lukaschenkofreund, Putinversteher"
    assert mended(text, language) == text


def test_a_german_compound_in_an_english_text_stays() -> None:
    assert mended("the word Putinversteher stays") == "the word Putinversteher stays"


def test_a_parted_word_is_logged() -> None:
    after = mend_lost_spaces(reading("Here Lukashenkabelieves it."), "en")
    assert after.repairs == (Repair(R2, "Lukashenkabelieves", "Lukashenka believes", 10),)


def test_a_word_whose_halves_look_different_is_parted_between_them() -> None:
    runs = (Run("Lukashenka", frozenset({Style.STRONG})), Run("believes it."))
    after = mend_lost_spaces(Reading("generic", "generic", (Block(Kind.PARAGRAPH, runs),)), "en")
    assert [run.text for run in after.body[0].runs] == ["Lukashenka", " believes it."]


WORDS = ["Lukashenka", "Lukashenkabelieves", "full-", "com-", "mittee", "fledged", "gate", "Putinism", "-", "—"]
words = st.sampled_from(WORDS)


@given(st.lists(words.map(lambda word: f"{word} ") | words.map(lambda word: f"{word}\n"), max_size=20).map("".join))
def test_repairs_touch_nothing_but_hyphens_and_blanks_and_once_is_enough(text: str) -> None:
    once = mend_lost_spaces(rejoin_lines(reading(text), "en"), "en")
    twice = mend_lost_spaces(rejoin_lines(once, "en"), "en")
    assert twice == once
    assert [c for c in once.body[0].text if c.isalpha()] == [c for c in text if c.isalpha()]
