"""A capture, or the exchange it came with, comes in as WARC records and goes out again, checked to the last byte.

A page from a file is one `resource` record. A page from the web is a `response` record that holds it unpacked, its
header saying so, and the `request` record for it. The reader checks what warcio does not: that each gzip member is
whole, that none is missing or too many, that blocks have their declared lengths, and all digests.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import uuid
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped,unused-ignore]
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped,unused-ignore]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped,unused-ignore]

from backfile.inputs.web.exchange import Exchange, Headers, charset, header, media_type
from backfile.model import Capture

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_UNFIT = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff]")
_END = b"\r\n\r\n"
_LARGEST = 300 * 1000 * 1000
_HOPS = "Backfile-Hops"
_UNDONE = ("content-encoding", "transfer-encoding", "content-length")
_WAS = "X-Archive-Orig-"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a capture came from, without its bytes; `url` is None for a file, `origin` its name then.

    `hops` are the addresses that redirected to `url`; `etag` and `last_modified` are what its host said of the version.
    """

    digest: str
    captured: dt.datetime
    origin: str
    url: str | None = None
    hops: tuple[str, ...] = ()
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class _Record:
    """One record as it is read: its header by small letters, and its block."""

    said: Mapping[str, str]
    block: bytes


def capture_records(capture: Capture) -> bytes:
    """The gzipped record of a capture that is no exchange: the same bytes for the same capture."""
    declared = re.sub(r'[^\x21-\x7e]|[";]', "", capture.charset or "")
    return _written(
        {
            "WARC-Type": "resource",
            "WARC-Record-ID": _name(f"urn:sha256:{capture.digest}"),
            "WARC-Target-URI": _address(capture.origin),
            "WARC-Date": capture.captured.strftime(_MOMENT),
            "WARC-Payload-Digest": f"sha256:{capture.digest}",
            "WARC-Block-Digest": f"sha256:{capture.digest}",
            "Content-Type": f"{capture.media_type}; charset={declared}" if declared else capture.media_type,
        },
        capture.body,
    )


def exchange_records(exchange: Exchange) -> bytes:
    """The gzipped response and request records of an exchange, one after the other: the same bytes for the same one."""
    digest = hashlib.sha256(exchange.body).hexdigest()
    moment = exchange.moment.astimezone(dt.UTC).strftime(_MOMENT)
    name, asked = (_name(f"{kind} {exchange.url} {moment} {digest}") for kind in ("response", "request"))
    status = f"{exchange.status} {HTTPStatus(exchange.status).phrase}"
    response = _message(f"HTTP/1.1 {status}", tuple(_as_kept(exchange))) + exchange.body
    parts = urlsplit(exchange.url)
    target = parts.path + (f"?{parts.query}" if parts.query or exchange.url.endswith("?") else "")
    request = _message(f"GET {target} HTTP/1.1", exchange.request_headers)
    common = {"WARC-Target-URI": exchange.url, "WARC-Date": moment}
    return _written(
        {
            "WARC-Type": "response",
            "WARC-Record-ID": name,
            **common,
            "WARC-Payload-Digest": f"sha256:{digest}",
            "WARC-Block-Digest": _digest(response),
            **({_HOPS: " ".join(exchange.hops)} if exchange.hops else {}),
            "Content-Type": "application/http; msgtype=response",
        },
        response,
    ) + _written(
        {
            "WARC-Type": "request",
            "WARC-Record-ID": asked,
            **common,
            "WARC-Concurrent-To": name,
            "WARC-Payload-Digest": _digest(b""),
            "WARC-Block-Digest": _digest(request),
            "Content-Type": "application/http; msgtype=request",
        },
        request,
    )


def read_records(data: bytes, digest: str) -> tuple[Capture, Provenance]:
    """The capture with this digest out of its file. Raises ValueError, which says why, if the file is not whole."""
    first, rest = _inflated(data)
    try:
        record = _record(first)
        if record.said["warc-type"] == "resource":
            _require(not rest, "it goes on too long")
            return _resource(record, digest)
        response, provenance = _response(record, digest)
        second, rest = _inflated(rest)
        _require(not rest, "it goes on too long")
        request = _record(second)
        of_this = request.said["warc-type"], request.said["warc-concurrent-to"]
        _require(of_this == ("request", record.said["warc-record-id"]), "its request is another one's")
    except KeyError as error:
        raise ValueError(f"its header is not understood ({error} is missing)") from error
    return response, provenance


def origin_of(origin: str) -> str:
    """The origin as it can be kept. Raises ValueError for a path of this machine."""
    return _origin(_address(origin))


def _as_kept(exchange: Exchange) -> Iterator[tuple[str, str]]:
    """The header of the body as it is kept: unpacked, and of that length."""
    for name, value in exchange.headers:
        yield (f"{_WAS}{name}" if name.lower() in _UNDONE else name), value
    yield "Content-Length", str(len(exchange.body))


def _message(start: str, headers: Headers) -> bytes:
    return "".join([f"{start}\r\n", *(f"{name}: {value}\r\n" for name, value in headers), "\r\n"]).encode("latin-1")


def _written(said: dict[str, str], block: bytes) -> bytes:
    out = io.BytesIO()
    lines = StatusAndHeaders("", list(said.items()), protocol="WARC/1.0")
    kind = said["WARC-Type"]
    record = ArcWarcRecord("warc", kind, lines, io.BytesIO(block), None, said["Content-Type"], len(block))
    record.payload_length = len(block)
    WARCWriter(out, gzip=True).write_record(record)
    return out.getvalue()


def _name(text: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, text)}>"


def _digest(block: bytes) -> str:
    return f"sha256:{hashlib.sha256(block).hexdigest()}"


def _require(holds: bool, reason: str) -> None:
    if not holds:
        raise ValueError(reason)


def _inflated(data: bytes) -> tuple[bytes, bytes]:
    """The first gzip member of `data`, inflated, and what follows it."""
    member = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        record = member.decompress(data, _LARGEST)
    except zlib.error as error:
        raise ValueError(f"its gzip data is broken ({error})") from error
    _require(member.eof, "it ends too early")
    return record, member.unused_data


def _record(text: bytes) -> _Record:
    head, _, rest = text.partition(_END)
    try:
        version, *lines = head.decode().split("\r\n")
        said = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        length = int(said["content-length"])
        dt.datetime.strptime(said["warc-date"], _MOMENT)
    except (KeyError, ValueError) as error:
        raise ValueError(f"its header is not understood ({error})") from error
    _require(version == "WARC/1.0", f"its header is not understood ({version})")
    block = rest[:length]
    _require(len(block) == length and rest[length:] == _END, "its length is not the one it says")
    _require(said["warc-block-digest"] == _digest(block), "its bytes are not those it is named after")
    return _Record(said, block)


def _resource(record: _Record, digest: str) -> tuple[Capture, Provenance]:
    _require(hashlib.sha256(record.block).hexdigest() == digest, "its bytes are not those it is named after")
    kind, _, declared = record.said["content-type"].partition("; charset=")
    origin, moment = _origin(record.said["warc-target-uri"]), _moment(record)
    capture = Capture(record.block, digest, moment, kind, origin, declared or None)
    return capture, Provenance(digest, moment, origin, origin if _URL.match(origin) else None)


def _response(record: _Record, digest: str) -> tuple[Capture, Provenance]:
    _require(record.said["warc-type"] == "response", f"it holds a {record.said['warc-type']}, which no capture is")
    head, _, body = record.block.partition(_END)
    lines = head.decode("latin-1").split("\r\n")[1:]
    headers = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines))
    _require(header(headers, "content-length") == str(len(body)), "its length is not the one it says")
    _require(hashlib.sha256(body).hexdigest() == digest, "its bytes are not those it is named after")
    url, moment = record.said["warc-target-uri"], _moment(record)
    capture = Capture(body, digest, moment, media_type(headers), url, charset(headers))
    hops = tuple(record.said.get(_HOPS.lower(), "").split())
    told = header(headers, "etag"), header(headers, "last-modified")
    return capture, Provenance(digest, moment, url, url, hops, *told)


def _moment(record: _Record) -> dt.datetime:
    return dt.datetime.strptime(record.said["warc-date"], _MOMENT).replace(tzinfo=dt.UTC)


def _address(origin: str) -> str:
    """The origin as a URI: a URL as it is, a file name as `file:` and the name, percent-encoded."""
    if _URL.match(origin) and not origin.lower().startswith("file:"):
        return _UNFIT.sub(lambda found: quote(found[0], errors="replace"), origin)
    name = PurePosixPath(origin)
    if name.is_absolute() or ".." in name.parts or re.match(r"file:|[A-Za-z]:[\\/]", origin, re.IGNORECASE):
        raise ValueError(f"{origin} is not a relative file name")
    return f"file:{quote(origin.encode(errors='surrogateescape'), safe='/')}"


def _origin(address: str) -> str:
    return unquote(address.removeprefix("file:"), errors="surrogateescape") if address.startswith("file:") else address
