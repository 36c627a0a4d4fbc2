"""Which language a text is in: told by its own words, else by the page's claim, else not at all."""

from __future__ import annotations

import pytest

from backfile.enrich.languages import language_of, tell_language

SAMPLES = {
    "en": "The river is not as deep as it was in the spring, and nobody has told the council that it will not be.",
    "be": "Рака не такая глыбокая, як была вясной, і ніхто не сказаў радзе, што яна ўжо не будзе такой.",
    "ru": "Река не такая глубокая, как была весной, и никто не сказал совету, что она уже не будет такой.",
    "de": "Der Fluss ist nicht mehr so tief wie im Frühling, und niemand hat es dem Rat gesagt, der das nicht will.",
    "uk": "Річка не така глибока, як була навесні, і ніхто не сказав раді, що вона вже не буде такою, як вони думають.",
    "pl": "Rzeka nie jest tak głęboka, jak była na wiosnę, i nikt nie powiedział radzie, że już nie będzie.",
}


@pytest.mark.parametrize(("language", "text"), SAMPLES.items())
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert tell_language(text) == language


@pytest.mark.parametrize(
    "text", ["", "The weir at Osk", "2022 99 % — !", "Teviot Osk Dovrin Nivelle Kessin Brandel Dahl Lindqvist Orm"]
)
def test_a_short_text_or_one_of_names_only_tells_nothing(text: str) -> None:
    assert tell_language(text) is None


def test_the_words_of_the_text_are_believed_before_the_page() -> None:
    assert language_of([SAMPLES["en"]], "de") == "en"


def test_a_text_that_tells_nothing_leaves_the_pages_claim() -> None:
    assert language_of(["Osk"], "be-BY") == "be"


def test_nothing_told_and_nothing_claimed_is_undetermined() -> None:
    assert language_of(["Osk"], None) == "und"


def test_lines_in_another_language_do_not_turn_a_page() -> None:
    assert (
        language_of([SAMPLES["en"], SAMPLES["en"], "Eine deutsche Version dieses Textes finden Sie hier."], None)
        == "en"
    )


def test_a_letter_tells_belarusian_from_russian_where_the_words_are_shared() -> None:
    text = "Вада на ніжнім шлюзе стаіць на месцы, і за тыдзень на ёй ніхто не быў: з горада да яе не дайсці."
    assert tell_language(text) == "be"


def test_a_page_in_a_language_the_vocabulary_does_not_know_is_believed() -> None:
    text = "Il fiume è salito di nuovo, e non si sa se la chiusa di Osk per questa settimana rimane aperta o no."
    assert language_of([text], "it-IT") == "it"
    assert language_of([text], "it_IT") == "it"
