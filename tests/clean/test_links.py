"""Links lose their tracking or, where they lead nowhere, themselves; never their text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.clean.links import clean_address, clean_links
from backfile.model import Block, Kind, Reading, Run


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("https://osk.example/a?utm_source=x&utm_medium=y", "https://osk.example/a"),
        ("https://osk.example/a?page=2&fbclid=abc#top", "https://osk.example/a?page=2#top"),
        ("https://osk.example/a?q=&gclid=1", "https://osk.example/a?q="),
        (" https://osk.example/a ", "https://osk.example/a"),
        ("http://osk.example", "http://osk.example"),
        ("mailto:keeper@osk.example", "mailto:keeper@osk.example"),
    ],
)
def test_an_address_loses_what_tracks_its_reader(printed: str, expected: str) -> None:
    assert clean_address(printed) == expected


@pytest.mark.parametrize(
    "address",
    [
        "https://osk.example/a?b=1&b=2",
        "https://osk.example/%D1%80?q=a%20b+c",
        "https://osk.example/utm_source=x",
        "https://osk.example/?reference=1",
    ],
)
def test_an_address_without_tracking_stays_letter_for_letter(address: str) -> None:
    assert clean_address(address) == address


@pytest.mark.parametrize(
    "address",
    ["javascript:void(0)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "#top", "/a/b", "a.html",
     "//osk.example/a", "http:///a", "http://[::1", "", "https:osk", "ftp://osk.example/a"],
)  # fmt: skip
def test_an_address_that_cannot_be_followed_from_an_archive_is_none(address: str) -> None:
    assert clean_address(address) is None


def test_a_dead_link_keeps_its_text() -> None:
    linked = (Run("see "), Run("the toll table", href="javascript:void(0)"), Run(" there"))
    after = clean_links(Reading("generic", "generic", (Block(Kind.PARAGRAPH, linked),)), "en")
    assert after.body[0].runs == (Run("see "), Run("the toll table"), Run(" there"))


def test_links_in_cells_are_cleaned_too() -> None:
    table = Block(Kind.TABLE, rows=(((Run("toll", href="https://osk.example/?gclid=1"),),),))
    after = clean_links(Reading("generic", "generic", (table,)), "en")
    assert after.body[0].rows[0][0][0].href == "https://osk.example/"


parts = st.lists(st.sampled_from(["a=1", "utm_source=x", "b=%20", "fbclid=q", "c", "=", "q=a+b", "Q=ß"]), max_size=5)


@given(parts, st.sampled_from(["https://osk.example/a", "http://osk.example", "mailto:a@b.example", "/a", "x:y"]))
def test_a_clean_address_is_clean(query: list[str], base: str) -> None:
    once = clean_address(f"{base}?{'&'.join(query)}")
    assert once is None or clean_address(once) == once
