"""An exchange as WARC records: what other programs read in them, what comes back, and that nothing torn passes."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped,unused-ignore]

from backfile.errors import DamagedStore, EmptyCapture
from backfile.inputs.records import Provenance, exchange_records, read_records
from backfile.inputs.store import CaptureStore
from backfile.inputs.web.exchange import Exchange, header, without_secrets

NOON = dt.datetime(2026, 11, 23, 5, 20, tzinfo=dt.UTC)
PAGE = "<p>Ціхі тыдзень\r\n\r\nWARC/1.0\r\n</p>".encode()
DIGEST = hashlib.sha256(PAGE).hexdigest()
EXCHANGE = Exchange(
    asked="http://hilltop.example/1#top",
    url="https://hilltop.example/1?page=2",
    hops=("http://hilltop.example/1", "https://hilltop.example/1"),
    status=200,
    request_headers=(("Host", "hilltop.example"), ("User-Agent", "Backfile/0.1.0 (+editor@hilltop.example)")),
    headers=(
        ("Content-Type", "text/html; charset=windows-1251"),
        ("Content-Encoding", "gzip"),
        ("content-length", "99"),
        ("Transfer-Encoding", "chunked"),
        ("ETag", '"a1"'),
        ("X-Place", "Bad Säckingen"),
        ("Last-Modified", "Mon, 23 Nov 2026 05:00:00 GMT"),
        ("Link", "<https://hilltop.example/?p=1>; rel=shortlink"),
        ("Link", "<https://hilltop.example/1.json>; rel=alternate"),
    ),
    body=PAGE,
    moment=NOON,
)


@pytest.fixture
def store(tmp_path: Path) -> CaptureStore:
    return CaptureStore(tmp_path)


def file_of(root: Path) -> Path:
    (file,) = root.rglob("*.warc.gz")
    return file


def test_an_exchange_comes_back_as_a_capture(store: CaptureStore) -> None:
    capture, new = store.add_exchange(EXCHANGE)
    assert new
    assert store.get(DIGEST) == capture
    assert (capture.body, capture.digest, capture.captured) == (PAGE, DIGEST, NOON)
    assert (capture.origin, capture.media_type, capture.charset) == (EXCHANGE.url, "text/html", "windows-1251")


def test_where_a_capture_came_from_comes_back(store: CaptureStore) -> None:
    store.add_exchange(EXCHANGE)
    store.add(b"a file", media_type="text/plain", origin="weekly/1.txt", captured=NOON)
    store.add(b"a page", media_type="text/html", origin="https://hilltop.example/2", captured=NOON)
    of_page, of_file, of_saved = (hashlib.sha256(body).hexdigest() for body in (PAGE, b"a file", b"a page"))
    marks = ('"a1"', "Mon, 23 Nov 2026 05:00:00 GMT")
    expected = {
        of_page: Provenance(of_page, NOON, EXCHANGE.url, EXCHANGE.url, EXCHANGE.hops, *marks),
        of_file: Provenance(of_file, NOON, "weekly/1.txt"),
        of_saved: Provenance(of_saved, NOON, "https://hilltop.example/2", "https://hilltop.example/2"),
    }
    assert {found.digest: found for found in store.provenances()} == expected
    assert store.provenance(of_page) == expected[of_page]


def test_the_same_bytes_keep_their_first_exchange(store: CaptureStore, tmp_path: Path) -> None:
    store.add_exchange(EXCHANGE)
    before = file_of(tmp_path).read_bytes()
    later = replace(EXCHANGE, url="https://hilltop.example/9", moment=NOON + dt.timedelta(days=1))
    capture, new = store.add_exchange(later)
    assert (new, capture.origin, capture.captured) == (False, EXCHANGE.url, NOON)
    assert file_of(tmp_path).read_bytes() == before


def test_bytes_that_came_in_a_file_first_stay_a_file(store: CaptureStore) -> None:
    store.add(PAGE, media_type="text/html", origin="weekly/1.html", captured=NOON)
    capture, new = store.add_exchange(EXCHANGE)
    assert (new, capture.origin) == (False, "weekly/1.html")


def test_the_same_exchange_makes_the_same_bytes() -> None:
    assert exchange_records(EXCHANGE) == exchange_records(replace(EXCHANGE))
    assert exchange_records(EXCHANGE)[4:8] == bytes(4)


def test_warcio_reads_both_records_and_finds_their_digests_right(store: CaptureStore, tmp_path: Path) -> None:
    store.add_exchange(EXCHANGE)
    with file_of(tmp_path).open("rb") as file:
        records = ArchiveIterator(file, check_digests="raise", arc2warc=False)
        response = next(records)
        name = response.rec_headers.get_header("WARC-Record-ID")
        assert (response.rec_type, response.content_stream().read()) == ("response", PAGE)
        assert response.rec_headers.get_header("WARC-Target-URI") == EXCHANGE.url
        assert response.rec_headers.get_header("WARC-Date") == "2026-11-23T05:20:00Z"
        assert response.rec_headers.get_header("WARC-Payload-Digest") == f"sha256:{DIGEST}"
        assert response.http_headers.get_statuscode() == "200"
        assert response.http_headers.get_header("Content-Length") == str(len(PAGE))
        assert response.http_headers.get_header("X-Archive-Orig-Content-Encoding") == "gzip"
        assert response.http_headers.get_header("Content-Encoding") is None
        assert response.http_headers.get_header("Transfer-Encoding") is None
        request = next(records)
        assert (request.rec_type, request.content_stream().read()) == ("request", b"")
        assert request.rec_headers.get_header("WARC-Concurrent-To") == name
        assert request.http_headers.get_header("Host") == "hilltop.example"
        assert request.http_headers.statusline == "/1?page=2 HTTP/1.1"
        assert next(records, None) is None


def test_the_records_are_readable_by_eye(store: CaptureStore, tmp_path: Path) -> None:
    store.add_exchange(EXCHANGE)
    text = gzip.decompress(file_of(tmp_path).read_bytes()).decode("latin-1")
    block = PAGE.decode("latin-1")
    assert "X-Archive-Orig-content-length: 99\r\n" in text
    assert "X-Place: Bad S\xe4ckingen\r\n" in text
    assert f"Content-Length: {len(PAGE)}\r\n\r\n{block}\r\n\r\nWARC/1.0\r\nWARC-Type: request\r\n" in text
    assert text.endswith(f"GET /1?page=2 HTTP/1.1\r\nHost: hilltop.example\r\n{_AGENT}\r\n\r\n\r\n\r\n")


_AGENT = "User-Agent: Backfile/0.1.0 (+editor@hilltop.example)"


def test_a_cut_at_any_byte_is_damage(store: CaptureStore, tmp_path: Path) -> None:
    store.add_exchange(EXCHANGE)
    file = file_of(tmp_path)
    whole = file.read_bytes()
    for end in range(len(whole)):
        file.write_bytes(whole[:end])
        with pytest.raises(DamagedStore, match="Restore it from a copy") as caught:
            store.get(DIGEST)
        assert caught.value.where == str(file)


def test_a_flipped_bit_at_any_byte_is_damage_or_harmless() -> None:
    """A few bits of the two gzip headers mean nothing; no flip may give another capture."""
    whole = exchange_records(EXCHANGE)
    expected, harmless = read_records(whole, DIGEST), 0
    for place in range(len(whole)):
        try:
            assert read_records(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :], DIGEST) == expected
            harmless += 1
        except ValueError:
            pass
    assert harmless < 20


MEMBERS = gzip.decompress(exchange_records(EXCHANGE)).partition(b"WARC/1.0\r\nWARC-Type: request")
RESPONSE, REQUEST = MEMBERS[0], MEMBERS[1] + MEMBERS[2]


def packed(*records: bytes) -> bytes:
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def test_the_records_in_members_of_their_own_are_whole() -> None:
    assert read_records(packed(RESPONSE, REQUEST), DIGEST)[0].body == PAGE


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed(RESPONSE), "ends too early"),
        (packed(RESPONSE, REQUEST, REQUEST), "goes on too long"),
        (packed(RESPONSE, REQUEST) + b"\0", "goes on too long"),
        (packed(RESPONSE + REQUEST), "length is not the one it says"),
        (packed(REQUEST, RESPONSE), "holds a request"),
        (packed(RESPONSE, RESPONSE), "not understood|another one's"),
        (
            packed(RESPONSE, REQUEST.replace(b"Concurrent-To: <urn:uuid:", b"Concurrent-To: <urn:uuid:0")),
            "another one's",
        ),
        (packed(RESPONSE, REQUEST.replace(b"GET", b"PUT")), "not those it is named after"),
        (packed(RESPONSE.replace(b"text/html", b"text/HTML"), REQUEST), "not those it is named after"),
        (packed(RESPONSE.replace(b"WARC/1.0", b"WARC/0.9", 1), REQUEST), r"not understood \(WARC/0.9\)"),
        (packed(RESPONSE.replace(b"WARC-Type: response", b"WARC-Type: revisit"), REQUEST), "holds a revisit"),
        (packed(b""), "header is not understood"),
        (b"", "ends too early"),
        (b"WARC/1.0", "gzip data is broken"),
    ],
)
def test_records_that_do_not_fit_are_damage(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_records(data, DIGEST)


def test_an_exchange_under_a_wrong_name_is_damage(store: CaptureStore, tmp_path: Path) -> None:
    store.add_exchange(EXCHANGE)
    other = "0" * 64
    (tmp_path / "00").mkdir()
    file_of(tmp_path).rename(tmp_path / "00" / f"{other}.warc.gz")
    with pytest.raises(DamagedStore, match="not those it is named after"):
        store.get(other)


def test_no_page_is_no_capture(store: CaptureStore) -> None:
    with pytest.raises(EmptyCapture):
        store.add_exchange(replace(EXCHANGE, body=b" \r\n"))
    with pytest.raises(ValueError, match="answered 304"):
        store.add_exchange(replace(EXCHANGE, status=304, body=b""))


def test_secrets_are_left_out_and_folded_lines_joined() -> None:
    lines = [("Set-Cookie", "id=7"), ("COOKIE", "a"), ("Proxy-Authorization", "b"), ("X", "one\r\n two"), ("x", "3")]
    assert without_secrets(lines) == (("X", "one two"), ("x", "3"))


@pytest.mark.parametrize(
    ("line", "media_type", "charset"),
    [
        ("text/html", "text/html", None),
        (" Text/HTML ;charset=utf-8", "text/html", "utf-8"),
        ('application/rss+xml; x=y; Charset="UTF-8"; z', "application/rss+xml", "UTF-8"),
        ("text/html; charset=", "text/html", None),
        ("charset=utf-8", "application/octet-stream", None),
        ("", "application/octet-stream", None),
        ("<html>", "application/octet-stream", None),
    ],
)
def test_a_content_type_is_taken_apart(line: str, media_type: str, charset: str | None) -> None:
    exchange = replace(EXCHANGE, headers=(("content-type", line),))
    assert (exchange.media_type, exchange.charset) == (media_type, charset)
    assert replace(EXCHANGE, headers=()).media_type == "application/octet-stream"


names = st.from_regex(r"[!-9;-~]{1,20}", fullmatch=True)
lines = st.text(alphabet=st.characters(max_codepoint=255), max_size=40)


@given(st.lists(st.tuples(names, lines)), st.binary(min_size=1))
def test_any_header_and_any_body_come_back(headers: list[tuple[str, str]], body: bytes) -> None:
    exchange = replace(EXCHANGE, headers=without_secrets(headers), body=body)
    capture, provenance = read_records(exchange_records(exchange), hashlib.sha256(body).hexdigest())
    assert (capture.body, capture.media_type, capture.charset) == (body, exchange.media_type, exchange.charset)
    assert (provenance.etag, provenance.last_modified) == (exchange.etag, exchange.last_modified)
    assert header(exchange.headers, "set-cookie") is None
