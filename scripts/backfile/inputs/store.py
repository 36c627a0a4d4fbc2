"""The bytes of a page come in; they stand in a WARC file of their own, for good, and come back as a capture.

One file a capture, `<store>/<first two hex digits>/<sha256>.warc.gz`, so that adding never touches what is there.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from backfile.errors import DamagedStore, EmptyCapture
from backfile.files import write_whole
from backfile.inputs.records import Provenance, capture_records, exchange_records, origin_of, read_records
from backfile.inputs.web.exchange import Exchange
from backfile.model import Capture

_DIGEST = re.compile(r"[0-9a-f]{64}")


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
        capture = Capture(body, digest, moment, media_type, origin_of(origin), charset)
        write_whole(self._file(digest), capture_records(capture))
        return self.get(digest), True

    def add_exchange(self, exchange: Exchange) -> tuple[Capture, bool]:
        """The capture of a page that was fetched and whether it is new; bytes that are there keep their first exchange.

        Raises EmptyCapture for no bytes or only blanks, ValueError for an exchange that brought no page, DamagedStore
        if the record that is there is broken.
        """
        if exchange.status != 200:
            raise ValueError(f"{exchange.url} answered {exchange.status}, which is no page")
        if not exchange.body.strip():
            raise EmptyCapture("there is nothing in it", where=exchange.url, advice="Leave it out")
        digest = hashlib.sha256(exchange.body).hexdigest()
        new = not self._file(digest).exists()
        if new:
            write_whole(self._file(digest), exchange_records(exchange))
        return self.get(digest), new

    def get(self, digest: str) -> Capture:
        """The capture with this sha256 in hex. Raises DamagedStore if there is none, or if its record is not whole."""
        return self._read(digest)[0]

    def provenances(self) -> Iterator[Provenance]:
        """Where each capture came from, in the order of their digests; DamagedStore at the first that is not whole."""
        return (self.provenance(digest) for digest in self.digests())

    def provenance(self, digest: str) -> Provenance:
        """Where the capture with this digest came from. Raises DamagedStore as `get` does."""
        return self._read(digest)[1]

    def digests(self) -> Iterator[str]:
        """The digests of all captures in order, whether their records are whole or not."""
        for file in sorted(self._path.glob("[0-9a-f][0-9a-f]/*.warc.gz")):
            digest = file.name.removesuffix(".warc.gz")
            if _DIGEST.fullmatch(digest):
                yield digest

    def __iter__(self) -> Iterator[Capture]:
        """All captures in the order of their digests; DamagedStore at the first that is not whole."""
        return map(self.get, self.digests())

    def _read(self, digest: str) -> tuple[Capture, Provenance]:
        file = self._file(digest)
        try:
            return read_records(file.read_bytes(), digest)
        except FileNotFoundError as error:
            raise DamagedStore("this capture is missing", where=str(file), advice=_RESTORE) from error
        except ValueError as error:
            raise DamagedStore(str(error), where=str(file), advice=_RESTORE) from error

    def _file(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"{digest} is not a sha256 in hex")
        return self._path / digest[:2] / f"{digest}.warc.gz"


_RESTORE = "Restore it from a copy of the store, or delete the file and add the page again"
