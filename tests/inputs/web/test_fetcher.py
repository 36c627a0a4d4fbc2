"""A page comes back whole, with all that was said; nothing of the user is sent; each failure has its own name."""

from __future__ import annotations

import datetime as dt
import gzip
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from backfile import __version__
from backfile.errors import AnswerRefused, Denied, FetchError, Gone, SettingsError, TooManyHops, Unreachable
from backfile.inputs.web.fetcher import user_agent

if TYPE_CHECKING:
    from inputs.web.conftest import Fetch, Host

HILLTOP = "http://hilltop.example"
PAGE = "<p>Ціхі тыдзень in Ostmark</p>".encode()


def test_a_page_comes_back_with_all_that_was_said(fetcher: Fetch, host: Host) -> None:
    host.says("/1?page=2", PAGE, "Content-Type: Text/HTML; Charset='UTF-8'", 'ETag: W/"a1"', "Last-Modified: yesterday")
    exchange = fetcher().fetch(f"{HILLTOP}/1?page=2#top")
    assert (exchange.status, exchange.body, exchange.hops) == (200, PAGE, ())
    assert (exchange.asked, exchange.url) == (f"{HILLTOP}/1?page=2#top", f"{HILLTOP}/1?page=2")
    assert (exchange.media_type, exchange.charset) == ("text/html", "UTF-8")
    assert (exchange.etag, exchange.last_modified) == ('W/"a1"', "yesterday")
    assert [name for name, _ in exchange.headers] == ["Content-Type", "ETag", "Last-Modified", "Content-Length"]
    assert (exchange.moment.utcoffset(), exchange.moment.microsecond) == (dt.timedelta(0), 0)


def test_what_is_sent_is_what_the_exchange_says(fetcher: Fetch, host: Host) -> None:
    host.says("/1", PAGE)
    exchange = fetcher().fetch(f"{HILLTOP}/1", robots=False)
    lines = "".join(f"{name}: {value}\r\n" for name, value in exchange.request_headers)
    assert host.asked[0].text == f"GET /1 HTTP/1.1\r\n{lines}\r\n"
    assert host.asked[0].headers == {
        "host": "hilltop.example",
        "user-agent": f"Backfile/{__version__} (+editor@hilltop.example)",
        "accept": "*/*",
        "accept-encoding": "gzip, deflate",
        "connection": "close",
    }


def test_a_port_stands_in_the_host_header(fetcher: Fetch, host: Host) -> None:
    host.says("/1", PAGE)
    assert fetcher().fetch("http://Hilltop.Example:8080/1", robots=False).url == "http://hilltop.example:8080/1"
    assert host.asked[0].host == "hilltop.example:8080"


def test_no_cookie_is_kept_or_sent(fetcher: Fetch, host: Host) -> None:
    host.says("/1", PAGE, "Set-Cookie: id=7", "X-Thing: a", "set-cookie2: b")
    host.plays["/0"] = host.saying(b"", "Set-Cookie: id=8", "Location: /1", status="302 Found")
    fetch = fetcher().fetch
    first = fetch(f"{HILLTOP}/0")
    fetch(f"{HILLTOP}/1")
    assert [name for name, _ in first.headers] == ["X-Thing", "Content-Length"]
    assert {"cookie", "authorization"} & {name for request in host.asked for name in request.headers} == set()


def test_passwords_and_proxies_of_the_user_stay_with_her(
    fetcher: Fetch, host: Host, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine hilltop.example login ada password secret\n", "utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    host.says("/1", PAGE)
    assert fetcher().fetch(f"{HILLTOP}/1").body == PAGE
    assert [request.headers.get("authorization") for request in host.asked] == [None, None]


def test_a_contact_that_could_add_a_line_is_refused() -> None:
    for contact in ("", "  ", "a@b\r\nCookie: x", "редактор@hilltop.example", "x) (y"):
        with pytest.raises(SettingsError, match="no contact"):
            user_agent(contact)


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("X-GZIP", gzip.compress(PAGE, mtime=0)),
        ("gzip", gzip.compress(PAGE[:9], mtime=0) + gzip.compress(PAGE[9:], mtime=0)),
        ("gzip", gzip.compress(PAGE, mtime=0) + bytes(512)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("identity", PAGE),
        ("", PAGE),
    ],
)
def test_a_packed_body_is_unpacked(fetcher: Fetch, host: Host, coding: str, packed: bytes) -> None:
    host.says("/1", packed, f"Content-Encoding: {coding}")
    assert fetcher().fetch(f"{HILLTOP}/1").body == PAGE


def test_an_empty_page_is_empty_however_it_says_it_is_packed(fetcher: Fetch, host: Host) -> None:
    host.says("/1", b"", "Content-Encoding: gzip")
    assert fetcher().fetch(f"{HILLTOP}/1").body == b""


@pytest.mark.parametrize("body", [PAGE, gzip.compress(PAGE, mtime=0)])
def test_a_chunked_body_is_joined(fetcher: Fetch, host: Host, body: bytes) -> None:
    coding = b"Content-Encoding: gzip\r\n" if body != PAGE else b""
    parts = b"".join(b"%x;name=value\r\n%b\r\n" % (len(part), part) for part in (body[:3], body[3:4], body[4:]))
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + coding + b"\r\n"
    host.sends("/1", head + parts + b"0\r\nX-Trailer: 1\r\n\r\n")
    assert fetcher().fetch(f"{HILLTOP}/1").body == PAGE


def test_an_old_host_ends_its_page_by_hanging_up(fetcher: Fetch, host: Host) -> None:
    host.sends("/1", b"HTTP/1.0 200 OK\r\n\r\n" + PAGE)
    assert fetcher().fetch(f"{HILLTOP}/1").body == PAGE


def test_an_unchanged_page_is_asked_for_by_its_marks(fetcher: Fetch, host: Host) -> None:
    host.says("/1", b"", 'ETag: "a"', status="304 Not Modified")
    exchange = fetcher().fetch(f"{HILLTOP}/1", etag='"a"\r\nX: ж', modified="Mon, 06 Jan 2025 10:00:00 GMT")
    assert (exchange.status, exchange.body, exchange.etag) == (304, b"", '"a"')
    assert host.asked[-1].headers["if-none-match"] == '"a" X: ?'
    assert host.asked[-1].headers["if-modified-since"] == "Mon, 06 Jan 2025 10:00:00 GMT"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        *((status, Gone) for status in (404, 410)),
        *((status, Denied) for status in (401, 402, 403, 407, 451)),
        *((status, AnswerRefused) for status in (103, 201, 203, 204, 206, 300, 304, 305, 400, 405, 418, 999)),
    ],
)
def test_a_status_that_no_page_has_is_an_error_at_once(
    fetcher: Fetch, host: Host, status: int, error: type[FetchError]
) -> None:
    host.says("/1", b"sorry", status=f"{status} So")
    with pytest.raises(error) as caught:
        fetcher().fetch(f"{HILLTOP}/1")
    assert (type(caught.value), caught.value.status, caught.value.url) == (error, status, f"{HILLTOP}/1")
    assert caught.value.advice
    assert host.targets() == ["/robots.txt", "/1"]


@pytest.mark.parametrize("status", [500, 502, 504, 599])
def test_a_host_in_trouble_is_asked_a_few_times(fetcher: Fetch, host: Host, status: int) -> None:
    host.says("/1", b"", status=f"{status} Oops")
    with pytest.raises(AnswerRefused):
        fetcher().fetch(f"{HILLTOP}/1")
    assert host.targets() == ["/robots.txt", "/1", "/1", "/1"]


def test_a_host_that_recovers_gives_its_page(fetcher: Fetch, host: Host) -> None:
    host.plays["/1"] = [
        host.saying(status="500 Oops"),
        host.sending(b""),
        host.saying(PAGE),
    ]
    assert fetcher().fetch(f"{HILLTOP}/1").body == PAGE


def test_a_host_that_is_not_there_is_unreachable(fetcher: Fetch, host: Host) -> None:
    fetch = fetcher().fetch
    host.plays["/1"] = host.sending(b"")
    with pytest.raises(Unreachable, match="closed with no answer"):
        fetch(f"{HILLTOP}/1", robots=False)
    assert host.targets() == ["/1"] * 3


# Redirects


def test_redirects_are_followed_and_remembered(fetcher: Fetch, host: Host) -> None:
    host.moves("/1", "/2?a")
    host.moves("/2?a", "http://www.hilltop.example/3#there")
    host.moves("/3", "//hilltop.example/caf\xc3\xa9 1")
    host.says("/caf%C3%A9%201", PAGE)
    exchange = fetcher().fetch(f"{HILLTOP}/1")
    assert exchange.hops == (f"{HILLTOP}/1", f"{HILLTOP}/2?a", "http://www.hilltop.example/3")
    assert (exchange.url, exchange.body) == (f"{HILLTOP}/caf%C3%A9%201", PAGE)


def test_five_redirects_are_followed_and_no_sixth(fetcher: Fetch, host: Host) -> None:
    for number in range(9):
        host.moves(f"/{number}", f"/{number + 1}")
    host.says("/9", PAGE)
    fetch = fetcher().fetch
    assert len(fetch(f"{HILLTOP}/4").hops) == 5
    host.asked.clear()
    with pytest.raises(TooManyHops, match=r"more than 5 times: .*/3 → .*/8") as caught:
        fetch(f"{HILLTOP}/3")
    assert caught.value.url == f"{HILLTOP}/3"
    assert host.targets() == ["/3", "/4", "/5", "/6", "/7", "/8"]


@pytest.mark.parametrize("back", ["/1", "/1#again", "http://hilltop.example:80/1", "http://HILLTOP.example./x/../1"])
def test_a_circle_is_named(fetcher: Fetch, host: Host, back: str) -> None:
    host.moves("/1", "/2")
    host.moves("/2", back)
    with pytest.raises(TooManyHops, match=f"in a circle, back to {HILLTOP}/1"):
        fetcher().fetch(f"{HILLTOP}/1")
    assert host.targets() == ["/robots.txt", "/1", "/2"]
