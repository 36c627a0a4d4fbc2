"""WARC files: their pages come out with address, time and charset; what is torn or bent is named, never passed on."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped,unused-ignore]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped,unused-ignore]

from backfile.errors import CaptureError, DamagedCapture, EmptyCapture, UnknownForm
from backfile.inputs.files import Found, FoundFile, Passed, Refused, read_files

PAGE = b"<!DOCTYPE html><title>The ferry</title><p>The ferry at Osta did not sail on Tuesday.</p>"
OTHER = b"<!DOCTYPE html><title>The mill</title><p>The mill at Brenik stood still for a week.</p>"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
SITE = "https://talvaria-weekly.example/"


def sha1(data: bytes) -> str:
    return f"sha1:{base64.b32encode(hashlib.sha1(data).digest()).decode()}"  # noqa: S324  # as web archives state it


def record(kind: str, address: str, block: bytes, **more: str) -> bytes:
    header = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(block + address.encode()).hexdigest()}>",  # noqa: S324
        "WARC-Target-URI": address,
        "WARC-Date": "2024-03-11T09:30:00Z",
        "Content-Type": "application/http; msgtype=response",
        "WARC-Block-Digest": sha1(block),
        **{name.replace("_", "-"): value for name, value in more.items()},
        "Content-Length": str(len(block)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in header.items() if value)
    return f"WARC/1.1\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def answer(body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **more: str) -> bytes:
    header = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in more.items()}}
    return (f"HTTP/1.1 {status}\r\n" + "".join(f"{n}: {v}\r\n" for n, v in header.items()) + "\r\n").encode() + body


def page(body: bytes = PAGE, name: str = "ferry", **more: str) -> bytes:
    return record("response", f"{SITE}{name}/", answer(body), **more)


def zipped(*records: bytes) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def read(tmp_path: Path, data: bytes, name: str = "crawl.warc.gz") -> list[Found]:
    (tmp_path / name).write_bytes(data)
    return list(read_files([tmp_path / name]))


def pages(found: list[Found]) -> list[FoundFile]:
    return [one for one in found if isinstance(one, FoundFile)]


def errors(found: list[Found]) -> list[str]:
    return [str(one.error) for one in found if isinstance(one, Refused)]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.bin", "one-member.warc.gz"])
def test_a_page_comes_out_with_its_address_its_time_and_its_charset(tmp_path: Path, name: str) -> None:
    records = [record("warcinfo", "", b"software: hand\r\n"), page(), page(OTHER, "mill")]
    plain = b"".join(records)
    data = {"a.warc": plain, "one-member.warc.gz": gzip.compress(plain, mtime=0)}.get(name, zipped(*records))
    first, second = pages(read(tmp_path, data, name))
    assert (first.origin, first.body, first.media_type) == (f"{SITE}ferry/", PAGE, "text/html")
    assert (str(first.captured), first.charset) == ("2024-03-11 09:30:00+00:00", "utf-8")
    assert second.body == OTHER


def test_what_is_no_page_is_told_in_one_line(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        zipped(
            record("request", f"{SITE}ferry/", b"GET /ferry/ HTTP/1.1\r\n\r\n"),
            record("dns", "dns:talvaria-weekly.example", b"20240311"),
            page(),
            record("metadata", f"{SITE}ferry/", b"{}"),
            record("response", f"{SITE}a.png", answer(PNG, "image/png")),
            record("response", f"{SITE}b.png", answer(PNG, "text/html")),
            record("response", f"{SITE}a.css", answer(b"p {}", "text/css")),
            record("response", f"{SITE}a.js", answer(b"1", "application/javascript")),
            record("response", f"{SITE}old/", answer(b"", status="301 Moved", Location="/new/")),
            record("response", f"{SITE}gone/", answer(PAGE, status="404 Not Found")),
            record("response", f"{SITE}robots.txt", answer(b"User-agent: *", "text/plain")),
        ),
    )
    file, passed = found
    assert isinstance(file, FoundFile)
    assert passed == Passed(
        "crawl.warc.gz",
        "what is no page was left out (answers with status 404: 1, files for machines: 1, pictures: 2, redirects: 1, "
        "scripts: 1, style sheets: 1)",
    )


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("x-gzip", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE, wbits=-15)),
        ("deflate, gzip", gzip.compress(zlib.compress(PAGE), mtime=0)),
        ("identity", PAGE),
        ("gzip", PAGE),
        ("br", PAGE),
    ],
    ids=["gzip", "x-gzip", "zlib", "raw deflate", "two", "identity", "stored unpacked", "br stored unpacked"],
)
@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_is_unpacked_as_a_browser_would(tmp_path: Path, encoding: str, packed: bytes, chunked: bool) -> None:
    body, more = packed, {"Content_Encoding": encoding}
    if chunked:
        body = b"%x;note=1\r\n%s\r\n3\r\n%s\r\n" % (len(packed) - 3, packed[:-3], packed[-3:]) + b"0\r\n\r\n"
        more["Transfer_Encoding"] = "chunked"
    block = record("response", SITE, answer(body, **more), WARC_Payload_Digest=sha1(packed))
    assert [one.body for one in pages(read(tmp_path, zipped(block)))] == [PAGE]


def test_a_packing_that_is_not_read_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, zipped(record("response", SITE, answer(b"\x0b\x02\x80\x03\x05", Content_Encoding="br"))))
    (refused,) = found
    assert isinstance(refused, Refused)
    assert isinstance(refused.error, UnknownForm)
    assert str(refused.error).startswith(f"{SITE}: it is packed as br, which is not read")


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (page(WARC_Block_Digest=sha1(b"another")), "its bytes do not have the sha1 that its record states"),
        (page(WARC_Payload_Digest=f"sha256:{'0' * 64}"), "its bytes do not have the sha256 that its record states"),
        (page(WARC_Truncated="length"), "was cut when it was saved (length)"),
        (record("response", f"{SITE}ferry/", answer(PAGE, Content_Length="9999")), "bytes"),
        (record("response", f"{SITE}ferry/", answer(b"40\r\nhalf", Transfer_Encoding="chunked")), "chunks"),
        (
            record("response", f"{SITE}ferry/", answer(gzip.compress(PAGE)[:-9], Content_Encoding="gzip")),
            "its packed body ends too early",
        ),
        (record("continuation", f"{SITE}ferry/", b"rest"), "is one part of a record that was split"),
        (record("response", f"{SITE}ferry/", b"not HTTP"), "is no answer of a server"),
    ],
)
def test_a_record_that_does_not_hold_what_it_states_is_named(tmp_path: Path, block: bytes, said: str) -> None:
    found = read(tmp_path, zipped(block, page(OTHER, "mill")))
    assert [one.body for one in pages(found)] == [OTHER]
    (error,) = errors(found)
    assert error.startswith(f"{SITE}ferry/: ")
    assert said in error


@pytest.mark.parametrize("spelling", [str.upper, str.lower])
def test_a_digest_counts_in_hex_too(tmp_path: Path, spelling: object) -> None:
    digest = hashlib.sha256(PAGE).hexdigest()
    shown = digest.upper() if spelling is str.upper else digest
    assert pages(read(tmp_path, zipped(page(WARC_Payload_Digest=f"sha-256:{shown}"))))
    assert pages(read(tmp_path, zipped(page(WARC_Payload_Digest="blake3:00", WARC_Block_Digest="odd"))))


def test_saved_files_and_conversions_are_read(tmp_path: Path) -> None:
    saved = record("resource", f"{SITE}a", PAGE, Content_Type="text/html; charset=windows-1251")
    made = record("conversion", f"{SITE}b", b"The text of the ferry, without markup.", Content_Type="text/plain")
    found = pages(read(tmp_path, zipped(saved, made)))
    assert [(one.origin, one.media_type, one.charset) for one in found] == [
        (f"{SITE}a", "text/html", "windows-1251"),
        (f"{SITE}b", "text/plain", None),
    ]


def test_a_revisit_of_a_page_in_the_file_is_counted_and_of_one_elsewhere_told(tmp_path: Path) -> None:
    payload = sha1(PAGE)
    first = page(WARC_Payload_Digest=payload)
    again = record("revisit", f"{SITE}ferry/", answer(b""), WARC_Payload_Digest=payload, WARC_Block_Digest="")
    elsewhere = record("revisit", f"{SITE}mill/", answer(b""), WARC_Payload_Digest=sha1(OTHER))
    picture = record("revisit", f"{SITE}a.png", answer(b"", "image/png"), WARC_Payload_Digest=sha1(PNG))
    page_found, note, rest = read(tmp_path, zipped(first, again, elsewhere, picture))
    assert isinstance(page_found, FoundFile)
    assert note == Passed(
        f"{SITE}mill/", "is only a note that the page had not changed; the page itself is in another file"
    )
    assert rest == Passed("crawl.warc.gz", "what is no page was left out (pages that had not changed: 1, pictures: 1)")


def test_a_page_saved_twice_alike_comes_once_and_changed_twice(tmp_path: Path) -> None:
    assert [one.body for one in pages(read(tmp_path, zipped(page(), page())))] == [PAGE]
    assert [one.body for one in pages(read(tmp_path, zipped(page(), page(OTHER))))] == [PAGE, OTHER]


@pytest.mark.parametrize("body", [b"Words without markup", b"<b>Words</b> with little of it"])
def test_a_page_is_what_its_bytes_are(tmp_path: Path, body: bytes) -> None:
    (file,) = pages(read(tmp_path, zipped(page(body))))
    assert file.media_type == ("text/html" if b"<" in body else "text/plain")


def test_a_file_without_a_page_says_so(tmp_path: Path) -> None:
    (refused,) = read(tmp_path, zipped(record("warcinfo", "", b"software: hand\r\n")))
    assert isinstance(refused, Refused)
    assert isinstance(refused.error, EmptyCapture)


def test_a_flood_of_zeros_is_named_and_what_follows_is_read(tmp_path: Path) -> None:
    bomb = gzip.compress(b"WARC/1.0\r\n" + bytes(80_000_000), 9, mtime=0)
    found = read(tmp_path, bomb + zipped(page()))
    assert [one.body for one in pages(found)] == [PAGE]
    (error,) = errors(found)
    assert "inflates to far more than its own length" in error


def test_a_packed_page_that_swells_is_named(tmp_path: Path) -> None:
    swollen = gzip.compress(b"<p>" + bytes(60_000_000), 9, mtime=0)
    found = read(tmp_path, zipped(record("response", SITE, answer(swollen, Content_Encoding="gzip"))))
    (error,) = errors(found)
    assert error.startswith(f"{SITE}: it unpacks to more than 50 MB")


def test_a_large_file_is_read_piece_by_piece(tmp_path: Path) -> None:
    film = record("response", f"{SITE}film.mp4", answer(bytes(60_000_000), "video/mp4"), WARC_Block_Digest="")
    large = record("response", f"{SITE}large", answer(bytes(1)), WARC_Block_Digest="")
    (tmp_path / "large.warc").write_bytes(page() + film + page(OTHER, "mill") + large)
    found = list(read_files([tmp_path / "large.warc"]))
    assert [(one.body, one.whole) for one in pages(found)][:2] == [(PAGE, True), (OTHER, True)]
    assert errors(found)[0].startswith(f"{SITE}film.mp4: is larger than 50 MB")


SMALL = [record("warcinfo", "", b"software: hand\r\n"), page(), page(OTHER, "mill")]
WHOLE = {f"{SITE}ferry/": PAGE, f"{SITE}mill/": OTHER}


def cuts(data: bytes) -> Iterator[bytes]:
    return (data[:size] for size in range(len(data)))


def flips(data: bytes) -> Iterator[bytes]:
    """One flipped bit in each byte, and each bit of the first bytes, which say what the rest is."""
    for at in range(len(data)):
        for bit in range(8) if at < 12 else (at % 8,):
            yield data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


def is_sound(found: list[Found]) -> bool:
    """Every page that came out is whole, and if one is missing something is said."""
    given = {one.origin: one.body for one in pages(found)}
    return all(WHOLE.get(origin) == body for origin, body in given.items()) and (
        given == WHOLE or any(isinstance(one, Refused) for one in found)
    )


@pytest.mark.parametrize("packed", [zipped(*SMALL), gzip.compress(b"".join(SMALL), mtime=0)], ids=["each", "one"])
def test_a_cut_at_any_byte_is_named(tmp_path: Path, packed: bytes) -> None:
    ends = {len(zipped(*SMALL[:count])) for count in range(1, 3)} if packed == zipped(*SMALL) else set()
    for cut in cuts(packed):
        found = read(tmp_path, cut)
        assert is_sound(found) or len(cut) in ends, len(cut)
        assert len(pages(found)) == sum(len(zipped(*SMALL[:n])) <= len(cut) for n in (2, 3)) or not ends


def test_a_cut_of_a_plain_file_at_any_byte_is_named(tmp_path: Path) -> None:
    ends = {len(b"".join(SMALL[:count])) for count in range(1, 3)}
    for cut in list(cuts(b"".join(SMALL)))[len(b"WARC/") :]:  # less than that is a word
        assert is_sound(read(tmp_path, cut, "crawl.warc")) or len(cut) in ends, len(cut)


@pytest.mark.parametrize("packed", [zipped(*SMALL), gzip.compress(b"".join(SMALL), mtime=0)], ids=["each", "one"])
def test_a_flip_in_any_byte_is_named_or_harmless(tmp_path: Path, packed: bytes) -> None:
    for flipped in flips(packed):
        assert is_sound(read(tmp_path, flipped)), flipped


def test_behind_a_damaged_record_the_next_one_is_found(tmp_path: Path) -> None:
    first, second, third = (zipped(one) for one in (page(), page(PAGE + b"<p>x</p>", "osta"), page(OTHER, "mill")))
    found = read(tmp_path, first + second[:40] + bytes(20) + second[60:] + third)
    assert [one.origin for one in pages(found)] == [f"{SITE}ferry/", f"{SITE}mill/"]
    (error,) = [one.error for one in found if isinstance(one, Refused)]
    assert isinstance(error, DamagedCapture)
    assert f"it is damaged from byte {len(first)} on" in str(error)


def test_a_file_of_another_make_is_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(f"{SITE}ferry/", "response", payload=io.BytesIO(PAGE), http_headers=http)
    )
    assert [one.body for one in pages(read(tmp_path, out.getvalue()))] == [PAGE]


def test_an_error_is_an_error_of_captures(tmp_path: Path) -> None:
    found = read(tmp_path, page() + b"garbage\r\n", "crawl.warc")
    assert len(pages(found)) == 1
    assert all(isinstance(one.error, CaptureError) for one in found if isinstance(one, Refused))
    assert "no record begins where one should" in errors(found)[0]
