"""Web archives as ways: the Wayback Machine's form from made-up answers, pywb's from a pywb on this machine."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.error import HTTPError

import pytest

from backfile.discovery import Answer, Index, Skip, Way, discover
from backfile.discovery.cdx import cdx_index, read_cdx
from backfile.documents.replay import undo_replay
from backfile.model import Listed
from sites.webarchive import Copy, asked, web_archive

if TYPE_CHECKING:
    from discovery.conftest import Made

ENDPOINT = "https://web.archive.org/cdx/search/cdx"
HOME = "https://hilltop.example/"
NOW = dt.datetime(2025, 1, 6, tzinfo=dt.UTC)
FIELDS = ["timestamp", "original", "mimetype", "statuscode"]
ROWS = [
    ["20200102030405", "http://hilltop.example/river/the-ferry/", "text/html", "200"],
    ["20230102030405", "https://www.hilltop.example/river/the-ferry?utm_source=x", "text/html", "200"],
    ["20240102030405", "https://hilltop.example/river/the-ferry", "text/html", "404"],
    ["20240102030405", "https://hilltop.example/river/the-ferry", "warc/revisit", "-"],
    ["20210102030405", "https://hilltop.example/river/a.png", "image/png", "200"],
    ["20210102030405", "https://hilltop.example/river/the-weir/", "text/html; charset=utf-8", "200"],
]


def read(body: str) -> list[Listed | Index | Skip]:
    index = cdx_index(ENDPOINT, HOME)
    return list(read_cdx(Answer(index.url, body.encode(), "application/json", None, NOW), index))


def test_the_newest_good_copy_of_each_page_is_named_as_it_was_captured() -> None:
    ferry, weir = read(json.dumps([FIELDS, *ROWS]))
    address = "https://www.hilltop.example/river/the-ferry?utm_source=x"
    assert (
        Listed(f"https://web.archive.org/web/20230102030405id_/{address}", Way.CDX, ENDPOINT, aliases=(address,))
        == ferry
    )
    assert isinstance(weir, Listed) and ("https://hilltop.example/river/the-weir/",) == weir.aliases


def test_a_long_index_goes_on_with_its_key() -> None:
    following = read(json.dumps([FIELDS, *ROWS, [], ["example,hilltop)/river/x 2024"]]))[-1]
    assert isinstance(following, Index)
    assert "resumeKey=example%2Chilltop%29%2Friver%2Fx+2024" in following.url and 2 == following.number


def test_a_home_page_below_a_path_asks_for_what_is_below_it() -> None:
    assert "url=hilltop.example&matchType=host" in cdx_index(ENDPOINT, HOME).url
    assert "url=hilltop.example%2Fweekly%2F&matchType=prefix" in cdx_index(ENDPOINT, f"{HOME}weekly/").url


@pytest.mark.parametrize("body", ["", "[]", json.dumps([FIELDS])])
def test_an_empty_index_names_nothing(body: str) -> None:
    assert [] == read(body)


@pytest.mark.parametrize("body", ["<html>", "[3", '{"a":1}\nnothing', "[[" * 5000])
def test_what_is_no_index_is_said_to_be_none(body: str) -> None:
    assert ["it is no index of a web archive"] == [item.reason for item in read(body) if isinstance(item, Skip)]


def test_what_only_an_archive_still_has_is_found_and_the_live_page_goes_first(made: Made) -> None:
    made.pages[f"{HOME}feed/"] = (
        '<rss version="2.0"><channel><item><title>The Weir</title><link>https://hilltop.example/river/the-weir</link></item>'
        "</channel></rss>"
    )
    made.pages[HOME] = "<!DOCTYPE html><p>Hilltop</p>"
    made.pages[ENDPOINT] = json.dumps([FIELDS, *ROWS])
    weir, ferry = made.walk(cdx=ENDPOINT).listed
    assert ("https://hilltop.example/river/the-weir", "The Weir") == (weir.url, weir.title)
    assert "https://web.archive.org/web/20210102030405id_/https://hilltop.example/river/the-weir/" in weir.aliases
    assert ferry.url.startswith("https://web.archive.org/web/20230102030405id_/")


PAGE = (
    '<!DOCTYPE html><html><head><title>Паром</title></head><body><a href="https://hilltop.example/river/weir/">W</a>'
    '<img src="https://hilltop.example/a.png"></body></html>'
).encode()
COPIES = (
    Copy("http://hilltop.example/river/the-ferry/", "2020-01-02T03:04:05Z", b"<p>old</p>"),
    Copy("https://www.hilltop.example/river/the-ferry", "2021-01-02T03:04:05Z", PAGE),
    Copy("https://hilltop.example/river/gone/", "2021-01-02T03:04:05Z", b"<p>no</p>", "404 Not Found"),
)


@pytest.fixture(scope="module")
def pywb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running pywb with one collection, `letters`."""
    with web_archive(tmp_path_factory.mktemp("pywb"), COPIES) as address:
        yield address


def ask(url: str) -> Answer | None:
    if not url.startswith("http://127.0.0.1:"):
        return Answer(url, b"<!DOCTYPE html><p>Hilltop</p>", "text/html", None, NOW) if url == HOME else None
    try:
        return Answer(url, asked(url), "application/json", None, NOW)
    except HTTPError:
        return None


def test_pywb_names_its_newest_good_copies_and_gives_them_out_as_captured(pywb: str) -> None:
    found = [
        item for item in discover(HOME, ask, known=lambda url: False, cdx=f"{pywb}/cdx") if isinstance(item, Listed)
    ]
    (ferry,) = found
    assert (("https://www.hilltop.example/river/the-ferry",), Way.CDX) == (ferry.aliases, ferry.via)
    assert f"{pywb}/20210102030405id_/https://www.hilltop.example/river/the-ferry" == ferry.url
    assert PAGE == asked(ferry.url)


def test_what_pywb_put_into_a_page_is_undone_byte_for_byte(pywb: str) -> None:
    address = f"{pywb}/20210102030405mp_/https://www.hilltop.example/river/the-ferry"
    shown = asked(address)
    replayed = undo_replay(shown, address)
    assert shown != PAGE == replayed.body
    assert "https://www.hilltop.example/river/the-ferry" == replayed.address
    assert dt.datetime(2021, 1, 2, 3, 4, 5, tzinfo=dt.UTC) == replayed.moment
