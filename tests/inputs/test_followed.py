"""What is followed stands in `sources.toml`, and a slip in it is named."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.errors import SettingsError
from backfile.inputs.followed import Followed, Following, append_followed, as_toml, read_followed
from backfile.model import Rights

HILLTOP = Followed("hilltop-weekly", "https://hilltop.example/")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sources.toml"


def test_where_there_is_no_file_nothing_is_followed(file: Path) -> None:
    assert read_followed(file) == Following()


def test_a_source_that_is_appended_is_read_again(file: Path) -> None:
    whole = Followed(
        "talvaria-weekly",
        "https://talvaria-weekly.example/",
        name='The "Weekly"',
        recipe="talvaria-weekly",
        languages=("en", "be"),
        rights=Rights.FULL,
        pace=0.5,
        hosts=("old.talvaria-weekly.example",),
        archive="https://archive.example/cdx",
    )
    append_followed(file, HILLTOP, contact="editor@hilltop.example")
    append_followed(file, whole)
    assert read_followed(file) == Following("editor@hilltop.example", (HILLTOP, whole))


def test_what_the_editor_wrote_in_the_file_stays(file: Path) -> None:
    file.write_text('# mine\ncontact = "me@hilltop.example"\n', "utf-8")
    append_followed(file, HILLTOP)
    assert file.read_text("utf-8").startswith('# mine\ncontact = "me@hilltop.example"\n\n[[source]]\n')


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_name_can_be_written(name: str) -> None:
    (table,) = tomllib.loads(as_toml(Followed("x", "https://x.example/", name=name)))["source"]
    assert table["name"] == name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("contact = ", "is not TOML"),
        ("sauce = 1", "sauce is not understood"),
        ("source = 1", "contact or source is not understood"),
        ("source = [1]", "source is not understood"),
        ("[[source]]\nhome = 'https://x.example/'", "the id None"),
        ("[[source]]\nid = 'Big Id'\nhome = 'https://x.example/'", "the id 'Big Id'"),
        ("[[source]]\nid = 'x'", "x has no home"),
        ("[[source]]\nid = 'x'\nhome = 'ftp://x.example/'", "home = 'ftp://x.example/' of x"),
        ("[[source]]\nid = 'x'\nhome = 'https://x.example/'\npace = 0", "pace = 0 of x"),
        ("[[source]]\nid = 'x'\nhome = 'https://x.example/'\nrights = 'some'", "rights = 'some' of x"),
        ("[[source]]\nid = 'x'\nhome = 'https://x.example/'\nlanguages = 'en'", "languages = 'en' of x"),
        ("[[source]]\nid = 'x'\nhome = 'https://x.example/'\nallow = true", "allow of x"),
        ("[[source]]\nid = 'x'\nhome = 'https://x.example/'\n" * 2, "x stands there twice"),
    ],
)
def test_a_slip_is_named_with_the_file(file: Path, text: str, words: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"sources\.toml") as caught:
        read_followed(file)
    assert words in str(caught.value)
    assert caught.value.advice
