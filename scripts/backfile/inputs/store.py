"""The bytes of a page come in; they stand in a WARC record of their own, for good, and come back as a capture.

One file a capture, `<store>/<first two hex digits>/<sha256>.warc.gz`, so that adding never touches what is there. The
reader checks what warcio does not: that the gzip member is whole and alone, that the block has the declared length, and
that its bytes have the digest that the file is named after.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import uuid
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped,unused-ignore]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped,unused-ignore]

from backfile.errors import DamagedStore, EmptyCapture
from backfile.files import write_whole
from backfile.model import Capture

_DIGEST = re.compile(r"[0-9a-f]{64}")
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_UNFIT = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff]")
_END = b"\r\n\r\n"


class CaptureStore:
    """The captures below `path`. One process at a time may add."""

    def __init__(self, path: Path) -> None:
        self._path = path
        for part in path.glob("[0-9a-f][0-9a-f]/.backfile-*.part"):
            part.unlink(missing_ok=True)

    def add(
        self, body: bytes, *, media_type: str, origin: str, captured: dt.datetime, charset: str | None = None
    ) -> tuple[Capture, bool]:
        """The capture of `body` and whether it is new; bytes that are there keep their first time and origin.

        `origin` is a URL or a relative file name with `/`, `captured` an aware time, kept to the second. Raises
        EmptyCapture for no bytes or only blanks, ValueError for an absolute file name or a time without a zone,
        DamagedStore if the record that is there is broken.
        """
        if not body.strip():
            raise EmptyCapture("there is nothing in it", where=origin, advice="Leave it out")
        if captured.tzinfo is None:
            raise ValueError(f"{captured} has no time zone")
        digest = hashlib.sha256(body).hexdigest()
        if self._file(digest).exists():
            return self.get(digest), False
        moment = captured.astimezone(dt.UTC).replace(microsecond=0)
        capture = Capture(body, digest, moment, media_type, _origin(_address(origin)), charset)
        write_whole(self._file(digest), _record(capture))
        return self.get(digest), True

    def get(self, digest: str) -> Capture:
        """The capture with this sha256 in hex. Raises DamagedStore if there is none, or if its record is not whole."""
        file = self._file(digest)
        try:
            data = file.read_bytes()
        except FileNotFoundError as error:
            raise DamagedStore("this capture is missing", where=str(file), advice=_RESTORE) from error
        return _capture(_inflated(data, file), digest, file)

    def digests(self) -> Iterator[str]:
        """The digests of all captures in order, whether their records are whole or not."""
        for file in sorted(self._path.glob("[0-9a-f][0-9a-f]/*.warc.gz")):
            digest = file.name.removesuffix(".warc.gz")
            if _DIGEST.fullmatch(digest):
                yield digest

    def __iter__(self) -> Iterator[Capture]:
        """All captures in the order of their digests; DamagedStore at the first that is not whole."""
        return map(self.get, self.digests())

    def _file(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"{digest} is not a sha256 in hex")
        return self._path / digest[:2] / f"{digest}.warc.gz"


_RESTORE = "Restore it from a copy of the store, or delete the file and add the page again"


def _record(capture: Capture) -> bytes:
    """The gzipped WARC record: the same bytes for the same capture."""
    charset = re.sub(r'[^\x21-\x7e]|[";]', "", capture.charset or "")
    headers = {
        "WARC-Type": "resource",
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'urn:sha256:{capture.digest}')}>",
        "WARC-Target-URI": _address(capture.origin),
        "WARC-Date": capture.captured.strftime(_MOMENT),
        "WARC-Payload-Digest": f"sha256:{capture.digest}",
        "WARC-Block-Digest": f"sha256:{capture.digest}",
        "Content-Type": f"{capture.media_type}; charset={charset}" if charset else capture.media_type,
    }
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    lines = StatusAndHeaders("", list(headers.items()), protocol="WARC/1.0")
    length = len(capture.body)
    writer.write_record(
        writer.create_warc_record("", "resource", payload=io.BytesIO(capture.body), length=length, warc_headers=lines)
    )
    return out.getvalue()


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


def _inflated(data: bytes, file: Path) -> bytes:
    member = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        record = member.decompress(data)
    except zlib.error as error:
        raise DamagedStore(f"its gzip data is broken ({error})", where=str(file), advice=_RESTORE) from error
    if not member.eof or member.unused_data:
        raise DamagedStore("it ends too early, or goes on too long", where=str(file), advice=_RESTORE)
    return record


def _capture(record: bytes, digest: str, file: Path) -> Capture:
    head, _, rest = record.partition(_END)
    try:
        lines = head.decode().split("\r\n")
        said = dict(line.split(": ", 1) for line in lines[1:])
        length, moment = int(said["Content-Length"]), dt.datetime.strptime(said["WARC-Date"], _MOMENT)
        media_type, _, charset = said["Content-Type"].partition("; charset=")
        origin = _origin(said["WARC-Target-URI"])
    except (KeyError, ValueError) as error:
        raise DamagedStore(f"its header is not understood ({error})", where=str(file), advice=_RESTORE) from error
    body = rest[:length]
    if rest[length:] != _END or len(body) != length or hashlib.sha256(body).hexdigest() != digest:
        raise DamagedStore("its bytes are not those it is named after", where=str(file), advice=_RESTORE)
    return Capture(body, digest, moment.replace(tzinfo=dt.UTC), media_type, origin, charset or None)
