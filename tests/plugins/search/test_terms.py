"""What of a commentary is searched, and what names are one."""

from __future__ import annotations

from backfile.plugins.search.spellings import spellings_in
from backfile.plugins.search.terms import LEVELS, Fields, terms_of
from backfile.vocabularies import people


def test_a_title_weighs_more_than_a_heading_and_that_more_than_the_text() -> None:
    found = terms_of(Fields("en", "ferry", headings="mill", body="ferry mill bread " * 2 + "water " * 3000))
    assert LEVELS >= found["ferri"].level > found["mill"].level > found["bread"].level >= 1


def test_a_word_weighs_less_in_a_long_text() -> None:
    short, long = (terms_of(Fields("en", "", body="ferry " + "water " * count))["ferri"] for count in (50, 3000))
    assert short.level > long.level


def test_an_umlaut_may_be_typed_in_two_letters_and_an_owner_without_the_s() -> None:
    assert terms_of(Fields("de", "Fähre"))["fahr"].forms == ("faehre", "fahre")
    assert terms_of(Fields("en", "Strand’s"))["strand"].forms == ("strand", "strands")


def test_every_spelling_of_a_name_has_one_key_in_every_language() -> None:
    for lang, stems in {"en": ("lukashenko", "lukashenka"), "be": ("лукашэнк",), "ru": ("лукашенк",)}.items():
        found = spellings_in(lang, people())
        assert {found.keys[stem] for stem in stems} == {"@lukaschenko"}
        assert {"lukashenko", "lukashenka", "лукашэнка"} <= set(found.forms["@lukaschenko"])


def test_people_who_share_a_spelling_share_a_key_and_a_spelling_of_two_words_is_none() -> None:
    found = spellings_in("en", {"Telk": "A", "Telka": "A", "Telko": "B", "telk": "B", "van Orda": "C"})
    assert set(found.keys) == {"telk", "telka", "telko"}
    assert set(found.keys.values()) == {"@telk"}
