"""A WARC file in, its records out, each one whole; what is torn, bent or too large is named and never passed as good.

warcio and FastWARC give the text of a record that ends too early as if it were all. Here a record counts only if its
gzip member is sound, its block has the declared length, and the blank lines that end it are there.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from backfile.inputs.containers.gzip_members import MAGIC, Inflated, stretches

MOST_BYTES = 50_000_000
"""Bytes of a block that are kept; a larger one is passed over."""
_MOST_HEADER = 65536
_VERSION = re.compile(rb"WARC/\d+\.\d+\r?\n")
_CHUNK = 1 << 20
_BLANK = (b"\r\n", b"\n")


@dataclass(frozen=True, slots=True)
class Record:
    """One whole record: where its file has it, its header by names in small letters, and its block.

    `block` is None if it is larger than MOST_BYTES.
    """

    place: int
    header: Mapping[str, str]
    block: bytes | None

    @property
    def kind(self) -> str:
        """What it is: response, resource, conversion, revisit, request, metadata, warcinfo or continuation."""
        return self.header.get("warc-type", "").lower()

    @property
    def address(self) -> str:
        """The address it was saved from, without the angle brackets of old files; "" if it has none."""
        return self.header.get("warc-target-uri", "").strip("<>")


@dataclass(frozen=True, slots=True)
class Damage:
    """A part of a file that could not be read: where it begins, and what is wrong with it."""

    place: int
    problem: str


def records(stream: BinaryIO) -> Iterator[Record | Damage]:
    """The records of a seekable stream, plain or gzipped, in order, and each damaged part in its place.

    Of a plain file nothing is read behind a damage: where the next record starts is not told.
    """
    stream.seek(0)
    if stream.read(len(MAGIC)) != MAGIC:
        stream.seek(0)
        yield from _plain_records(stream, 0)
        return
    for stretch in stretches(stream):
        if stretch.problem:
            yield Damage(stretch.start, stretch.problem)
        else:
            yield from _plain_records(io.BufferedReader(Inflated(stream, stretch), _CHUNK), stretch.start)


class _TornError(Exception):
    """The record that is being read is not whole."""


def _plain_records(stream: BinaryIO | io.BufferedReader, place: int) -> Iterator[Record | Damage]:
    try:
        while (record := _record(stream, place)) is not None:
            yield record
    except _TornError as error:
        yield Damage(place, str(error))


def _record(stream: BinaryIO | io.BufferedReader, place: int) -> Record | None:
    version = _line(stream)
    while version in (b"\r\n", b"\n"):  # some writers put more blank lines between records than there should be
        version = _line(stream)
    if not version:
        return None
    if not _VERSION.fullmatch(version):
        raise _TornError("no record begins where one should")
    header = _header(stream)
    length = header.get("content-length", "")
    if not length.isdecimal() or len(length) > 15:
        raise _TornError("a record does not say its length")
    block = _block(stream, int(length))
    if _line(stream) not in _BLANK or _line(stream) not in _BLANK:
        raise _TornError("a record is not as long as it says")
    return Record(place, header, block)


def _header(stream: BinaryIO | io.BufferedReader) -> dict[str, str]:
    """The lines up to the next blank one; a line that begins with a blank goes on with the one before."""
    header: dict[str, str] = {}
    name, size = "", 0
    while (line := _line(stream)) not in _BLANK:
        size += len(line)
        if not line or size > _MOST_HEADER:
            raise _TornError("the header of a record does not end")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[:1] in (" ", "\t") and name:
            header[name] += f" {text.strip()}"
            continue
        name, colon, value = text.partition(":")
        name = name.strip().lower()
        if not colon:
            raise _TornError("a line in the header of a record is none")
        header.setdefault(name, value.strip())
    return header


def _block(stream: BinaryIO | io.BufferedReader, length: int) -> bytes | None:
    """The next `length` bytes, or None, having passed over them, if they are too many to keep."""
    kept, left = bytearray(), length
    while left:
        data = stream.read(min(_CHUNK, left))
        if not data:
            raise _TornError("a record ends too early")
        left -= len(data)
        if length <= MOST_BYTES:
            kept += data
    return bytes(kept) if length <= MOST_BYTES else None


def _line(stream: BinaryIO | io.BufferedReader) -> bytes:
    line = stream.readline(_MOST_HEADER)
    if line and not line.endswith(b"\n"):
        raise _TornError("a record ends too early")
    return line
