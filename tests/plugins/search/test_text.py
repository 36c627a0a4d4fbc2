"""Words as they are folded and stemmed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.plugins.search.stems import stemmer
from backfile.plugins.search.text import forms, words


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("Fähre", "fahre"),
        ("Straße", "strasse"),
        ("Łukašenka", "lukasenka"),
        ("ёлка", "елка"),
        ("воўк", "воук"),
        ("з’ява", "зява"),
        ("з'ява", "зява"),
        ("сямʼя", "сямя"),
        ("Chișinău", "chisinau"),
        ("wei\u00adter", "weiter"),
        ("сло\u0301во", "слово"),
        ("й", "и"),
    ],
)
def test_a_word_is_found_as_plainly_as_it_may_be_typed(printed: str, typed: str) -> None:
    assert forms(printed) == (typed,) == forms(typed)


def test_hyphens_of_every_kind_part_words() -> None:
    assert (
        forms("1,5\u2011billion vis-à-vis")
        == forms("1,5-billion vis‐a‐vis")
        == ("1", "5", "billion", "vis", "a", "vis")
    )


def test_a_word_keeps_its_apostrophe_for_the_stemmer() -> None:
    assert list(words("The Guard’s ‘loaf’")) == ["the", "guard’s", "loaf"]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = forms(text)
    assert tuple(form for one in once for form in forms(one)) == once


@pytest.mark.parametrize(
    ("lang", "alike"),
    [
        ("en", "bridge bridges bridging"),
        ("de", "Fähre Fähren"),
        ("ru", "мост моста мостом мосты"),
        ("be", "улада улады уладу уладай"),
        ("be", "Беларусь Беларусі Беларуссю"),
        ("be", "беларускі беларуская беларускага беларускіх"),
        ("be", "прэзідэнт прэзідэнта прэзідэнтам прэзідэнты"),
        ("be", "выбары выбараў выбарах"),
        ("be", "урад ўрад урада ўраду"),
        ("be-tarask", "млын млына млыны"),
    ],
)
def test_forms_of_one_word_have_one_stem(lang: str, alike: str) -> None:
    stem = stemmer(lang)
    assert len({stem(word) for word in words(alike)}) == 1


@pytest.mark.parametrize("apart", ["паром пара", "мост масла", "год гадзіна"])
def test_the_belarusian_stemmer_leaves_different_words_apart(apart: str) -> None:
    stem = stemmer("be")
    assert len({stem(word) for word in words(apart)}) == 2


@pytest.mark.parametrize("lang", ["und", "zz", "uk", "x-odd"])
def test_a_language_without_a_stemmer_has_words_as_they_are(lang: str) -> None:
    assert stemmer(lang)("мости") == "мости"
