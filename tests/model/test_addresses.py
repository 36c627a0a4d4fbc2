"""Spellings of one address share a key, other pages keep theirs, and a key is its own key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.model.addresses import fold, host_of, original_address

KEY = "https://hilltop.example/river/the-ferry"
SPELLINGS = [
    "http://hilltop.example/river/the-ferry/",
    "https://www.hilltop.example/river/the-ferry",
    "HTTPS://HillTop.Example./river/the-ferry",
    "http://hilltop.example:80/river//the-ferry",
    "https://hilltop.example:443/river/./x/../the-ferry",
    "https://hilltop.example/river/the-ferry/index.html",
    "https://hilltop.example/river/the-ferry?page=1",
    "https://hilltop.example/river/the-ferry/?paged=1&utm_source=letter&UTM_Medium=mail",
    "https://hilltop.example/river/the-ferry/?fbclid=1&gclid=2&mc_cid=3&mc_eid=4#respond",
    "https://hilltop.example/river/the-ferry/page/1/",
    "https://hilltop.example/river/the-ferry;jsessionid=0F2A",
    "https://hilltop.example/river/the-ferry?PHPSESSID=0123456789abcdef0123456789abcdef",
    "https://hilltop.example/river/the-ferry?sid=0123456789abcdef0123456789abcdef",
    "https://hilltop.example/river/the-ferry?replytocom=12#respond",
    "https://hilltop.example/river/the-ferry/amp/",
    "https://hilltop.example/amp/river/the-ferry/",
    "https://hilltop.example/river/the-ferry?amp",
    "https://hilltop.example/river/the-ferry/?amp=1",
    "https://amp.hilltop.example/river/the-ferry/",
    "https://hilltop-example.cdn.ampproject.org/c/s/hilltop.example/river/the-ferry/amp/",
    "https://cdn.ampproject.org/v/s/hilltop.example/river/the-ferry?amp_js_v=0.1&amp=1".replace("amp_js_v=0.1&", ""),
    "https://www.google.com/amp/s/hilltop.example/river/the-ferry/amp/",
    "https://web.archive.org/web/20240106101112/http://hilltop.example/river/the-ferry/",
    "https://web.archive.org/web/20240106101112id_/http://www.hilltop.example:80/river/the-ferry/",
    "https://web.archive.org/web/2024/hilltop.example/river/the-ferry/",
    "https://web.archive.org/web/2024*/https://hilltop.example/river/the-ferry",
    "http://web.archive.org/web/20240106101112/http:/hilltop.example/river/the-ferry/",
    "https://web.archive.org/web/20240106101112/http%3A%2F%2Fhilltop.example%2Friver%2Fthe-ferry%2F",
    "https://wayback.archive-it.org/4711/20240106101112/https://hilltop.example/river/the-ferry/",
    "https://archive.today/20240106101112/https://hilltop.example/river/the-ferry/",
    "https://archive.ph/newest/https://hilltop.example/river/the-ferry/",
    "https://archive.is/o/AbC12/https://hilltop.example/river/the-ferry/",
    "http://127.0.0.1:8080/letters/20240106101112mp_/https://hilltop.example/river/the-ferry/",
    "http://127.0.0.1:8080/letters/https://hilltop.example/river/the-ferry/",
    "https://web.archive.org/web/2024/https://archive.ph/2023/https://hilltop.example/river/the-ferry/",
    "https://proxy.library.example/get/https://hilltop.example/river/the-ferry/",
    "https://hilltop-example.translate.goog/river/the-ferry/?_x_tr_sl=be&_x_tr_tl=en&_x_tr_hl=en",
    "https://translate.google.com/translate?hl=en&sl=be&tl=en&u=https%3A%2F%2Fhilltop.example%2Friver%2Fthe-ferry%2F",
    "https://webcache.googleusercontent.com/search?q=cache:Ab3dEfGhIjkL:https://hilltop.example/river/the-ferry/+ferry",
    "https://hilltop.example/%72iver/the%2Dferry",
    " https://hilltop.example/river/\nthe-ferry ",
    "https://editor:secret@hilltop.example/river/the-ferry",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_two_spellings_of_one_address_share_a_key(spelling: str) -> None:
    assert KEY == fold(spelling)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://hilltop.example/?p=123", "https://hilltop.example/?p=124"),
        ("https://hilltop.example/ferry?lang=ru", "https://hilltop.example/ferry?lang=be"),
        ("https://hilltop.example/ferry?id=1", "https://hilltop.example/ferry"),
        ("https://hilltop.example/ferry?page=2", "https://hilltop.example/ferry"),
        ("https://hilltop.example/ferry/page/2", "https://hilltop.example/ferry"),
        ("https://hilltop.example/Ferry", "https://hilltop.example/ferry"),
        ("https://hilltop.example/ferry.html", "https://hilltop.example/ferry"),
        ("https://hilltop.example:8080/ferry", "https://hilltop.example/ferry"),
        ("https://be.hilltop.example/ferry", "https://hilltop.example/ferry"),
        ("https://hilltop.example/a%2Fb", "https://hilltop.example/a/b"),
        ("https://hilltop.example/?sid=7", "https://hilltop.example/"),
        ("https://share.example/to?u=https://hilltop.example/ferry", "https://hilltop.example/ferry"),
        ("https://archive.ph/AbCdE", "https://archive.ph/AbCdF"),
        ("https://web.archive.org/about/", "https://web.archive.org/"),
    ],
)
def test_two_pages_keep_two_keys(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_the_order_of_parameters_tells_nothing_apart_but_that_of_one_name_does() -> None:
    assert fold("https://hilltop.example/?b=2&a=1") == fold("https://hilltop.example/?a=1&b=2")
    assert fold("https://hilltop.example/?a=2&a=1") != fold("https://hilltop.example/?a=1&a=2")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://гара.example/паром", "https://XN--80AAH7C.example/%d0%bf%D0%B0%D1%80%D0%BE%D0%BC"),
        (
            "https://hilltop.example/?тэма=мост",
            "https://hilltop.example/?%D1%82%D1%8D%D0%BC%D0%B0=%D0%BC%D0%BE%D1%81%D1%82",
        ),
        ("https://hilltop.example/?q=a+b", "https://hilltop.example/?q=a%20b"),
        ("https://hilltop.example/it's(1)", "https://hilltop.example/it%27s%281%29"),
    ],
)
def test_letters_and_their_encodings_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_moved_host_is_the_one_it_moved_to_where_the_caller_says_so() -> None:
    moved = {"hilltop-old.example": "hilltop.example"}
    assert KEY == fold("http://www.hilltop-old.example/river/the-ferry/", moved)
    assert KEY == fold("https://web.archive.org/web/2019/http://hilltop-old.example/river/the-ferry/?page=1", moved)
    assert "https://hilltop-old.example/river/the-ferry" == fold("http://www.hilltop-old.example/river/the-ferry/")


@pytest.mark.parametrize(
    "text", ["page.txt", "mailto:editor@hilltop.example", "http://[the page]", "https://", "http://x:port/"]
)
def test_what_is_no_address_on_the_web_is_its_own_key(text: str) -> None:
    assert text == fold(text)


def test_a_copy_names_the_address_it_holds_as_it_stands_there() -> None:
    address = "http://www.hilltop.example/river/?p=7&lang=be"
    assert address == original_address(f"https://web.archive.org/web/20240106101112id_/{address}")
    assert address == original_address(address)


def test_the_host_of_an_address_is_that_of_its_key() -> None:
    assert ("hilltop.example", "") == (host_of("http://WWW.hilltop.example./x"), host_of("page.txt"))


PIECES = st.sampled_from([
    *("http://", "https://", "www.", "amp.", "hilltop.example", "/", "//", "index.html", "amp", ".amp.html", "?", "&"),
    *("page=1", "paged=1", "/page/1", "utm_x=1", "#", "%2F", "%", "%25", "гара.example", ":80", ":x", "..", "."),
    *(" ", "\n", "/web/2020id_/", "http:/", "http%3A%2F%2F", "archive.org", "cdn.ampproject.org/c/s/"),
    *("webcache.googleusercontent.com/search?q=cache:", ";jsessionid=1", "\\", "[", "]", "@"),
    *("a-b.translate.goog", "+", "=", "ß", "\u212a", "İ", "\udc80"),
])  # fmt: skip
ADDRESSES = st.one_of(
    st.lists(PIECES, max_size=12).map("".join),
    st.lists(PIECES, max_size=12).map(lambda parts: "http://hilltop.example/" + "".join(parts)),
    st.text().map(lambda text: f"https://{text}"),
)


@given(ADDRESSES)
def test_a_key_is_its_own_key(address: str) -> None:
    assert fold(fold(address)) == fold(address)


@given(ADDRESSES)
def test_a_key_with_moved_hosts_is_its_own_key(address: str) -> None:
    moved = {"hilltop.example": "hill.example", "b": "hill.example"}
    assert fold(fold(address, moved), moved) == fold(address, moved)


@given(st.from_regex(r"https://[a-z]{1,8}\.example(/[A-Za-z0-9_-]{1,6}){0,4}", fullmatch=True))
def test_the_common_form_is_folded_like_any_other(address: str) -> None:
    assert fold(address) == fold(f" {address}?")
