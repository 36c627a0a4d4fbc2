"""Slugs: short Latin names that no file system and no page of the site takes amiss."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.errors import ArchiveError
from backfile.model import Commentary
from backfile.write.slugs import LONGEST, commentary_path, slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ціхі ўсход", "tsikhi-uskhod"),
        ("Соль и мышь", "sol-i-mysh"),
        ("Аб’ект і сям'я", "abekt-i-siamia"),
        ("The city's “quiet” week", "the-citys-quiet-week"),
        ("北京", "bei-jing"),
        ("CON", "con-x"),
        ("Index", "index-x"),
        ("COM1", "com1-x"),
        ("Straße 5 % off", "strasse-5-off"),
    ],
)
def test_a_title_becomes_a_readable_name(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_a_title_without_letters_takes_the_fallback() -> None:
    assert slug("😀 !!!", "0a1b2c") == "0a1b2c"


def test_a_long_title_is_cut_between_words() -> None:
    assert slug("word " * 60) == "-".join(["word"] * 16)
    assert slug("a" * 300) == "a" * LONGEST


@given(st.text(max_size=300))
def test_a_slug_is_safe_and_its_own_slug(title: str) -> None:
    name = slug(title, "fallback")
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= LONGEST
    assert slug(name) == name


def test_a_file_is_filed_under_language_and_year(commentary: Commentary) -> None:
    assert commentary_path(commentary, "x") == PurePosixPath("en/2025/2025-01-12-x.md")
    undated = replace(commentary, published=None, period=None)
    assert commentary_path(undated, "x") == PurePosixPath("en/undated/x.md")


def test_a_language_that_is_no_tag_makes_no_folder(commentary: Commentary) -> None:
    with pytest.raises(ArchiveError, match="not a language tag"):
        commentary_path(replace(commentary, language="../.."), "x")
