"""What of a commentary is searched, and what names are one."""

from __future__ import annotations

from collections.abc import Mapping

from backfile.plugins.search.spellings import spellings_in, under_names
from backfile.plugins.search.tails import forms_of
from backfile.plugins.search.terms import LEVELS, Fields, terms_of
from backfile.vocabularies import people


def levels(terms: Mapping[str, str], stems: str) -> list[int]:
    """How much stems weigh, from 1."""
    return [LEVELS.index(terms[stem][0]) + 1 for stem in stems.split()]


def spelt(terms: Mapping[str, str], stem: str) -> tuple[str, ...]:
    return forms_of(stem, terms[stem][1:])


def test_a_title_weighs_more_than_a_heading_and_that_more_than_the_text() -> None:
    found = terms_of(Fields("en", "ferry", headings="mill", body="ferry mill bread " * 2 + "water " * 3000))
    ferry, mill, bread = levels(found, "ferri mill bread")
    assert len(LEVELS) >= ferry > mill > bread >= 1


def test_a_word_weighs_less_in_a_long_text() -> None:
    short, long = (terms_of(Fields("en", "", body="ferry " + "water " * count)) for count in (50, 3000))
    assert levels(short, "ferri") > levels(long, "ferri")


def test_an_umlaut_may_be_typed_in_two_letters_and_an_owner_without_the_s() -> None:
    assert spelt(terms_of(Fields("de", "Fähre")), "fahr") == ("faehre", "fahre")
    assert spelt(terms_of(Fields("en", "Strand’s")), "strand") == ("strand", "strands")


def test_words_between_two_spaces_are_words_each_and_count_as_many() -> None:
    found = terms_of(Fields("en", "", body="mill–bread (the mill’s)"))
    assert {stem: spelt(found, stem) for stem in found} == {
        "mill": ("mill", "mills"),
        "bread": ("bread",),
        "the": ("the",),
    }
    assert found == terms_of(Fields("en", "", body="mill bread the mill’s"))


def test_every_spelling_of_a_name_has_one_key_in_every_language() -> None:
    for lang, stems in {"en": ("lukashenko", "lukashenka"), "be": ("лукашэнк",), "ru": ("лукашенк",)}.items():
        found = spellings_in(lang, people())
        assert {found.keys[stem] for stem in stems} == {"@lukaschenko"}
        assert {"lukashenko", "lukashenka", "лукашэнка"} <= set(forms_of("@lukaschenko", found.tails["@lukaschenko"]))


def test_the_spellings_of_a_name_are_one_term_that_weighs_as_much_as_the_heaviest() -> None:
    spellings = spellings_in("en", {"Telk": "A", "Telka": "A"})
    terms = terms_of(Fields("en", "Telka’s mill", body="Telk and Telka"))
    found = under_names(terms, spellings)
    assert found.keys() == {"@telk", "mill", "and"}
    assert spelt(found, "@telk") == ("telk", "telka", "telkas")
    assert levels(found, "@telk") == [max(levels(terms, "telk telka"))]


def test_people_who_share_a_spelling_share_a_key_and_a_spelling_of_two_words_is_none() -> None:
    found = spellings_in("en", {"Telk": "A", "Telka": "A", "Telko": "B", "telk": "B", "van Orda": "C"})
    assert set(found.keys) == {"telk", "telka", "telko"}
    assert set(found.keys.values()) == {"@telk"}
