"""The block of a WARC record in, what the server had sent out: unpacked, and checked against what the record says.

A body may have been stored as it was sent, or already unpacked under the header it was sent with: its own first bytes
tell which.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from backfile.errors import CaptureError, DamagedCapture, UnknownForm
from backfile.inputs.containers.warc_records import MOST_BYTES, Record

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})\b")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.+-]+)", re.IGNORECASE)
_PACKINGS = ("gzip", "x-gzip", "deflate")
_PLAIN = ("", "identity", "none")
_ALGORITHMS = ("sha1", "sha256", "sha512", "md5")
_AGAIN = "Take it from another copy of the archive, or save the page again"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: its status, its header by names in small letters, and the body as it was stored."""

    status: int
    header: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """What the server called it, in small letters; "" if it did not say."""
        return self.header.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset that the server said it is in."""
        found = _CHARSET.search(self.header.get("content-type", ""))
        return found.group(1) if found else None


def answer_of(record: Record) -> Answer | None:
    """The answer that a record holds; None if it cannot be understood.

    A resource or a conversion is a file that was saved: its block is the body, and the record says its type.
    """
    block, said = record.block or b"", record.header.get("content-type", "")
    if not said.lower().replace(" ", "").startswith("application/http"):
        return Answer(200, {"content-type": said}, block) if record.kind in ("resource", "conversion") else None
    status, end = _STATUS.match(block), _END_OF_HEAD.search(block)
    if status is None:
        return None
    head = block[: end.start() if end else len(block)].decode("latin-1")
    fields = (line.partition(":") for line in head.splitlines()[1:])
    header = {name.strip().lower(): value.strip() for name, _, value in fields}
    return Answer(int(status.group(1)), header, block[end.end() :] if end else b"")


def body_of(record: Record, answer: Answer) -> bytes:
    """The body as a browser would have read it.

    Raises DamagedCapture if it is shorter than it should be or has another digest than the record states, UnknownForm
    for a packing that is not read, CaptureError if it unpacks to too much.
    """
    where = record.address
    whole = joined(answer, where)
    _check_digest(record.header.get("warc-block-digest"), (record.block or b"",), where)
    _check_digest(record.header.get("warc-payload-digest"), (answer.body, whole), where)
    body = whole
    packings = [name.strip() for name in answer.header.get("content-encoding", "").lower().split(",")]
    for packing in reversed(packings):
        body = _unpacked(body, packing, where)
    return body


def joined(answer: Answer, where: str) -> bytes:
    """The body without the sizes between its chunks. Raises DamagedCapture if a part of it is missing."""
    if "chunked" not in answer.header.get("transfer-encoding", "").lower() or not _CHUNK.match(answer.body):
        said = answer.header.get("content-length", "")
        packed = answer.header.get("content-encoding", "").lower().strip() not in _PLAIN
        if said.isdecimal() and len(answer.body) < int(said) and not (packed and not _is_packed(answer.body)):
            raise DamagedCapture(f"it has {len(answer.body)} of {said} bytes", where=where, advice=_AGAIN)
        return answer.body
    parts, place = [], 0
    while (found := _CHUNK.match(answer.body, place)) and (size := int(found.group(1), 16)):
        parts.append(answer.body[found.end() : found.end() + size])
        place = found.end() + size
        place += len(answer.body[place : place + 2]) - len(answer.body[place : place + 2].lstrip(b"\r\n"))
    if found is None or sum(map(len, parts)) > len(answer.body):
        raise DamagedCapture("one of its chunks is not whole", where=where, advice=_AGAIN)
    return b"".join(parts)


def _is_packed(body: bytes) -> bool:
    return body.startswith(b"\x1f\x8b") or (len(body) > 1 and body[0] & 15 == 8 and (body[0] * 256 + body[1]) % 31 == 0)


def _unpacked(body: bytes, packing: str, where: str) -> bytes:
    if packing in _PLAIN or not body:
        return body
    if packing not in _PACKINGS:
        advice = "Unpack the archive with a tool that knows it, or save the page again"
        if _reads_as_text(body):
            return body
        raise UnknownForm(f"it is packed as {packing}, which is not read", where=where, advice=advice)
    if not _is_packed(body):
        return body if packing != "deflate" or _reads_as_text(body) else _inflated(body, -zlib.MAX_WBITS, where)
    return _inflated(body, zlib.MAX_WBITS + 32, where)


def _reads_as_text(body: bytes) -> bool:
    start = body[:512]
    return sum(byte < 32 and byte not in b"\t\n\f\r" for byte in start) * 50 <= len(start) and b"<" in start


def _inflated(body: bytes, bits: int, where: str) -> bytes:
    member = zlib.decompressobj(bits)
    try:
        given = member.decompress(body, MOST_BYTES)
    except zlib.error as error:
        raise DamagedCapture("its packed body is broken", where=where, advice=_AGAIN) from error
    if member.unconsumed_tail and len(given) >= MOST_BYTES:
        raise CaptureError("it unpacks to more than 50 MB", where=where, advice="Leave it out")
    if not member.eof:
        raise DamagedCapture("its packed body ends too early", where=where, advice=_AGAIN)
    return given


def _check_digest(stated: str | None, candidates: tuple[bytes, ...], where: str) -> None:
    """Raise DamagedCapture if a digest is stated in a known form and none of the candidates has it."""
    algorithm, _, value = (stated or "").partition(":")
    algorithm = algorithm.strip().lower().replace("-", "")
    if algorithm not in _ALGORITHMS or not value.strip():
        return
    for candidate in candidates:
        digest = hashlib.new(algorithm, candidate, usedforsecurity=False).digest()
        spellings = (digest.hex(), base64.b32encode(digest).decode().lower(), base64.b64encode(digest).decode().lower())
        if value.strip().lower().rstrip("=") in (spelling.rstrip("=") for spelling in spellings):
            return
    raise DamagedCapture(f"its bytes do not have the {algorithm} that its record states", where=where, advice=_AGAIN)
