"""A seekable stream of gzip members in, where each one starts and ends out, and what is wrong with it.

A member is sound if its trailer is there and its checksum and length are right: other readers give the text of a torn
member as if it were whole. After a broken member the next one that begins as a WARC record is looked for.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MAGIC = b"\x1f\x8b\x08"
START = b"WARC/"
CHUNK = 1 << 16
ALWAYS = 50_000_000
"""Bytes that any member may inflate to."""
RATIO = 200
"""How many times its own length a member may inflate to beyond that; deflate's most is 1032."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a stream, from `start` to before `end`; `problem` says why it cannot be read, if it cannot."""

    start: int
    end: int
    problem: str = ""


def stretches(stream: BinaryIO) -> Iterator[Stretch]:
    """Each member of the stream in order, and each part of it that is no sound member."""
    start, length = 0, stream.seek(0, io.SEEK_END)
    while start < length:
        found = _member(stream, start)
        if found.problem:
            found = Stretch(start, _next_start(stream, start + 1, length), found.problem)
        yield found
        start = found.end


def _member(stream: BinaryIO, start: int) -> Stretch:
    """The member that starts there, read to its end and checked, none of it kept."""
    stream.seek(start)
    member = zlib.decompressobj(zlib.MAX_WBITS + 16)
    taken = given = 0
    while data := stream.read(CHUNK):
        taken += len(data)
        try:
            while not member.eof and (made := len(member.decompress(data, CHUNK))):
                given += made
                data = member.unconsumed_tail
        except zlib.error as error:
            return Stretch(start, start + taken, f"its gzip data is broken ({_plain(error)})")
        if given > ALWAYS and given > RATIO * taken:
            return Stretch(start, start + taken, "it inflates to far more than its own length")
        if member.eof:
            return Stretch(start, start + taken - len(member.unused_data))
    return Stretch(start, start + taken, "it ends too early")


def _plain(error: zlib.error) -> str:
    return str(error).rpartition(": ")[2]


def _next_start(stream: BinaryIO, start: int, length: int) -> int:
    """Where the next member that holds a WARC record starts, at or after `start`; the stream's end if there is none."""
    for place in range(start, length, CHUNK):
        stream.seek(place)
        data, at = stream.read(CHUNK + len(MAGIC) - 1), -1
        while (at := data.find(MAGIC, at + 1)) >= 0:
            if _begins_as_record(stream, place + at):
                return place + at
    return length


def _begins_as_record(stream: BinaryIO, start: int) -> bool:
    stream.seek(start)
    return inflated_start(stream.read(512), len(START)) == START


def inflated_start(data: bytes, size: int) -> bytes:
    """The first bytes that the beginning of a gzip member inflates to; none if it does not."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(data, size)
    except zlib.error:
        return b""


class Inflated(io.RawIOBase):
    """What a sound member inflates to, as a stream to be read once."""

    def __init__(self, stream: BinaryIO, stretch: Stretch) -> None:
        super().__init__()
        self._stream, self._place, self._end = stream, stretch.start, stretch.end
        self._member = zlib.decompressobj(zlib.MAX_WBITS + 16)

    def readable(self) -> bool:
        """Whether it can be read, as it always can."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` with the next bytes; 0 at the end."""
        given, data = self._member.decompress(self._member.unconsumed_tail, len(buffer)), b"-"
        while not given and data and not self._member.eof:
            data = self._more()
            given = self._member.decompress(data, len(buffer))
        buffer[: len(given)] = given
        return len(given)

    def _more(self) -> bytes:
        self._stream.seek(self._place)
        data = self._stream.read(min(CHUNK, self._end - self._place))
        self._place += len(data)
        return data
