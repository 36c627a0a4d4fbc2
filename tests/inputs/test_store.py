"""The capture store: bytes go in once, and come back whole or not at all."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped,unused-ignore]

from backfile.errors import DamagedStore, EmptyCapture
from backfile.inputs.store import CaptureStore

NOON = dt.datetime(2026, 11, 23, 5, 20, tzinfo=dt.UTC)
PAGE = b"<p>Nothing happened in Ostmark.\r\n\r\nWARC/1.0\r\n</p>"


@pytest.fixture
def store(tmp_path: Path) -> CaptureStore:
    return CaptureStore(tmp_path)


def add(store: CaptureStore, body: bytes = PAGE, origin: str = "https://example.org/1") -> str:
    capture, _ = store.add(body, media_type="text/html", origin=origin, captured=NOON, charset="windows-1251")
    return capture.digest


def record_of(root: Path) -> Path:
    (file,) = root.rglob("*.warc.gz")
    return file


def test_a_capture_comes_back_as_it_went_in(store: CaptureStore) -> None:
    digest = add(store)
    capture = store.get(digest)
    assert digest == hashlib.sha256(PAGE).hexdigest()
    assert (capture.body, capture.digest, capture.captured) == (PAGE, digest, NOON)
    assert (capture.media_type, capture.charset, capture.origin) == (
        "text/html",
        "windows-1251",
        "https://example.org/1",
    )


def test_the_same_bytes_keep_their_first_time_and_origin(store: CaptureStore, tmp_path: Path) -> None:
    add(store)
    before = record_of(tmp_path).read_bytes()
    later = NOON + dt.timedelta(days=1)
    capture, new = store.add(PAGE, media_type="text/plain", origin="https://example.org/2", captured=later)
    assert (new, capture.captured, capture.origin) == (False, NOON, "https://example.org/1")
    assert record_of(tmp_path).read_bytes() == before


def test_a_capture_has_a_file_named_after_its_digest(store: CaptureStore, tmp_path: Path) -> None:
    digest = add(store)
    assert record_of(tmp_path) == tmp_path / digest[:2] / f"{digest}.warc.gz"


def test_the_same_capture_makes_the_same_bytes(tmp_path: Path) -> None:
    for name in "ab":
        add(CaptureStore(tmp_path / name))
    first, second = (record_of(tmp_path / name).read_bytes() for name in "ab")
    assert first == second
    assert first[4:8] == bytes(4)


def test_warcio_reads_the_record(store: CaptureStore, tmp_path: Path) -> None:
    digest = add(store)
    with record_of(tmp_path).open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            headers = record.rec_headers
            assert (record.rec_type, record.content_stream().read()) == ("resource", PAGE)
            assert headers.get_header("WARC-Target-URI") == "https://example.org/1"
            assert headers.get_header("WARC-Date") == "2026-11-23T05:20:00Z"
            assert headers.get_header("WARC-Payload-Digest") == f"sha256:{digest}"
            assert headers.get_header("Content-Type") == "text/html; charset=windows-1251"


def test_a_cut_at_any_byte_is_damage(store: CaptureStore, tmp_path: Path) -> None:
    digest = add(store)
    file = record_of(tmp_path)
    whole = file.read_bytes()
    for end in range(len(whole)):
        file.write_bytes(whole[:end])
        with pytest.raises(DamagedStore, match="Restore it from a copy") as caught:
            store.get(digest)
        assert caught.value.where == str(file)


def test_a_flipped_bit_at_any_byte_is_damage_or_harmless(store: CaptureStore, tmp_path: Path) -> None:
    """A few bits of a gzip header mean nothing; no flip may give other bytes."""
    digest = add(store)
    file = record_of(tmp_path)
    whole = file.read_bytes()
    harmless = 0
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            assert store.get(digest).body == PAGE
            harmless += 1
        except DamagedStore:
            pass
    assert harmless < 10


@pytest.mark.parametrize("tail", [b"x", gzip.compress(b"more", mtime=0), b"\x00"])
def test_bytes_after_the_record_are_damage(store: CaptureStore, tmp_path: Path, tail: bytes) -> None:
    digest = add(store)
    with record_of(tmp_path).open("ab") as file:
        file.write(tail)
    with pytest.raises(DamagedStore, match="goes on too long"):
        store.get(digest)


@pytest.mark.parametrize("record", [b"", b"WARC/1.0\r\n\r\n", b"WARC/1.0\r\nContent-Length: x\r\n\r\n", b"\xff"])
def test_a_whole_gzip_file_with_another_record_is_damage(store: CaptureStore, tmp_path: Path, record: bytes) -> None:
    digest = add(store)
    record_of(tmp_path).write_bytes(gzip.compress(record))
    with pytest.raises(DamagedStore, match="its header is not understood"):
        store.get(digest)


def test_a_record_under_a_wrong_name_is_damage(store: CaptureStore, tmp_path: Path) -> None:
    digest, other = add(store), add(store, b"Other bytes.")
    first, second = (tmp_path / d[:2] / f"{d}.warc.gz" for d in (digest, other))
    second.write_bytes(first.read_bytes())
    with pytest.raises(DamagedStore, match="not those it is named after"):
        store.get(other)


def test_damage_is_never_written_over(store: CaptureStore, tmp_path: Path) -> None:
    add(store)
    record_of(tmp_path).write_bytes(b"torn")
    with pytest.raises(DamagedStore):
        add(store)
    assert record_of(tmp_path).read_bytes() == b"torn"


def test_a_missing_capture_is_named(store: CaptureStore) -> None:
    with pytest.raises(DamagedStore, match="missing"):
        store.get("0" * 64)


def test_captures_come_in_the_order_of_their_digests(store: CaptureStore, tmp_path: Path) -> None:
    digests = sorted(add(store, f"Page {n}".encode()) for n in range(9))
    (tmp_path / "notes.txt").write_text("not ours")
    assert [capture.digest for capture in store] == digests
    assert list(store.digests()) == digests


@pytest.mark.parametrize("body", [b"", b" \r\n\t "])
def test_nothing_is_no_capture(store: CaptureStore, body: bytes) -> None:
    with pytest.raises(EmptyCapture):
        add(store, body)


@pytest.mark.parametrize(
    "origin",
    [
        "weekly/1.html",
        "Ціхі тыдзень.txt",
        "a b%20c?.html",
        "name\udce9.html",
        "https://example.org/?q=ж&a=1",
        "a: b.txt",
    ],
)
def test_an_origin_comes_back_as_it_was(store: CaptureStore, origin: str) -> None:
    assert store.get(add(store, origin=origin)).origin == origin


def test_an_origin_cannot_add_a_line_to_the_record(store: CaptureStore) -> None:
    capture = store.get(add(store, origin="https://example.org/\r\nWARC-Date: 1999-01-01T00:00:00Z"))
    assert capture.captured == NOON
    assert "\n" not in capture.origin


@pytest.mark.parametrize("origin", ["/home/somebody/1.html", "../1.html", "C:\\pages\\1.html", "file:///etc/passwd"])
def test_no_path_of_the_machine_is_kept(store: CaptureStore, origin: str) -> None:
    with pytest.raises(ValueError, match="not a relative file name"):
        add(store, origin=origin)


def test_a_time_without_a_zone_is_refused(store: CaptureStore) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        store.add(PAGE, media_type="text/html", origin="x.html", captured=dt.datetime(2026, 1, 1))


def test_leftovers_of_a_killed_run_are_cleared(store: CaptureStore, tmp_path: Path) -> None:
    digest = add(store)
    left = tmp_path / digest[:2] / ".backfile-1.part"
    left.write_bytes(b"half")
    assert [capture.digest for capture in CaptureStore(tmp_path)] == [digest]
    assert not left.exists()


@settings(max_examples=100, deadline=None)
@given(st.binary(min_size=1, max_size=2000).filter(lambda body: bool(body.strip())), st.text(max_size=20))
def test_any_bytes_and_any_charset_come_back(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, charset: str
) -> None:
    store = CaptureStore(tmp_path_factory.mktemp("store"))
    capture, new = store.add(body, media_type="text/html", origin="x", captured=NOON, charset=charset)
    assert new
    assert store.get(capture.digest) == capture
    assert capture.body == body
