"""URLs in all their spellings, and the one that is asked for."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.errors import AddressRefused, SettingsError
from backfile.inputs.web.address import read_address, read_turns, redirected


@pytest.mark.parametrize(
    ("spelled", "expected"),
    [
        ("HTTP://Hilltop.Example", "http://hilltop.example/"),
        (" http://hilltop.example:80/a b ", "http://hilltop.example/a%20b"),
        ("https://hilltop.example:443", "https://hilltop.example/"),
        ("https://hilltop.example:80/?", "https://hilltop.example:80/?"),
        ("http://hilltop.example./x/./../1#a?b", "http://hilltop.example/1"),
        ("http://hilltop.example?a=ж&b=%d0%b6", "http://hilltop.example/?a=%D0%B6&b=%D0%B6"),
        ("http://тыдзень.example/", "http://xn--d1acfzv8cl.example/"),
        ("http://[2606:4700:0::1]:8080/", "http://[2606:4700::1]:8080/"),
    ],
)
def test_an_address_has_one_spelling(spelled: str, expected: str) -> None:
    assert read_address(spelled).url == expected
    assert read_address(expected).url == expected


def test_an_origin_is_scheme_host_and_port() -> None:
    origins = [read_address(url).origin for url in ("http://a.example/1", "https://a.example/", "http://a.example:81/")]
    assert origins == ["http://a.example", "https://a.example", "http://a.example:81"]


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"http://hilltop.example/{text}"):
        try:
            address = read_address(url)
        except AddressRefused:
            continue
        assert address.url.isascii()
        assert not set(address.url) & set("\r\n\t #")
        assert read_address(address.url) == address


@given(st.text(alphabet=st.characters(max_codepoint=255), max_size=60))
def test_any_location_is_an_address_or_refused(location: str) -> None:
    base = read_address("http://hilltop.example/a/b")
    with suppress(AddressRefused):
        assert redirected(base, location).url.isascii()


def test_turns_are_read_as_curl_reads_them() -> None:
    turns = read_turns("Hilltop.example:443:127.0.0.1:8443, [::1]:80:[::1]:8080,")
    assert turns == {("hilltop.example", 443): ("127.0.0.1", 8443), ("::1", 80): ("::1", 8080)}
    assert read_turns("") == {}


@pytest.mark.parametrize("text", ["a.example", "a:1:b", "a:1:b:0", "a:99999:b:1", "a:x:b:1", "::b:1", "a:1:b:1:c"])
def test_turns_that_are_none_are_told(text: str) -> None:
    with pytest.raises(SettingsError, match="is not HOST1:PORT1:HOST2:PORT2"):
        read_turns(text)
