"""A ZIP archive in, its files out, each read within limits; a name that leads out of it is refused, not followed."""

from __future__ import annotations

import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile, SpooledTemporaryFile
from typing import BinaryIO, cast

from backfile.errors import CaptureError, DamagedCapture
from backfile.inputs.containers.streams import opened
from backfile.inputs.forms import BEGINNING, STREAMED, form_of
from backfile.inputs.found import Found, FoundFile, Refused
from backfile.inputs.telling import is_companion, is_left_out, told

MOST_FILES = 20_000
MOST_BYTES = 50_000_000
"""Bytes of one file that are read into memory."""
MOST_IN_ALL = 2_000_000_000
"""Bytes of all files of one archive together."""
MOST_OF_AN_ARCHIVE = 20_000_000_000
"""Bytes of one file that is read as a stream."""
_CHUNK = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError)
_AGAIN = "Download or pack it again"


def read_zip(file: FoundFile, *, most: int = MOST_BYTES) -> Iterator[Found]:
    """The readable files of an archive, in the order of their names.

    One of more bytes than `most` is given only if it is read piece by piece, and lies on the disk until the next.
    """
    with unzipped(file) as archive:
        if archive is None:
            yield Refused(file.origin, broken(file))
            return
        spent = 0
        for info in files_of(archive):
            origin = f"{file.origin}#{info.filename}"
            if spent > MOST_IN_ALL:
                text = "all that is in the archive is larger than 2 GB; the rest was not read"
                yield Refused(origin, CaptureError(text, where=file.origin, advice="Unpack it, and name its folder"))
                return
            spent += info.file_size
            if info.file_size > most:
                yield from _unpacked(archive, info, origin, file)
            else:
                yield _found(archive, info, origin, file)


def _found(archive: zipfile.ZipFile, info: zipfile.ZipInfo, origin: str, file: FoundFile) -> Found:
    try:
        return told(member(archive, info, file.origin), origin, file.path, file.folder)
    except CaptureError as error:
        return Refused(f"{file.origin}#{shown(info.filename)}", error)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, origin: str, file: FoundFile) -> Iterator[Found]:
    """A large file that its beginning tells to be one that is read piece by piece, for as long as it is asked for."""
    with NamedTemporaryFile() as copy:
        try:
            pieces = _pieces(archive, info, file.origin, MOST_IN_ALL)
            first = next(pieces, b"")
            form = form_of(first[:BEGINNING])
            if form.media_type not in STREAMED:
                raise _too_large(info, file.origin, MOST_BYTES)
            copy.writelines(chain([first], pieces))
            copy.flush()
        except CaptureError as error:
            yield Refused(f"{file.origin}#{shown(info.filename)}", error)
            return
        body, path = first[:BEGINNING], Path(copy.name)
        yield FoundFile(origin, body, form.media_type, file.path, file.folder, whole=False, unpacked=path)


@contextmanager
def unzipped(file: FoundFile) -> Iterator[zipfile.ZipFile | None]:
    """The archive, open; None if its list of files cannot be read."""
    with opened(file) as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except _BROKEN:
            archive = None
        yield archive


def broken(file: FoundFile) -> DamagedCapture:
    """The error of an archive whose list of files cannot be read."""
    return DamagedCapture("the list of its files is missing or broken", where=file.origin, advice=_AGAIN)


def files_of(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files that may be of interest, by name: no folders, no hidden files, none that only dress a page."""
    files = [info for info in archive.infolist() if not info.is_dir()]
    wanted = [info for info in files if not is_companion(info.filename) and not _is_hidden(info.filename)]
    return sorted(wanted, key=lambda info: info.filename)[:MOST_FILES]


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> bytes:
    """The bytes of one file. Raises CaptureError if its name leads out of the archive, or if it is too large or locked.

    Raises DamagedCapture if it is not whole: its checksum and its length are checked.
    """
    kept = bytearray()
    for data in _pieces(archive, info, where, MOST_BYTES):
        kept += data
    return bytes(kept)


@contextmanager
def member_stream(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str
) -> Iterator[tuple[BinaryIO, CaptureError | None]]:
    """One large file as a seekable stream, on the disk if it does not fit, and why it is not whole if it is not."""
    with SpooledTemporaryFile(MOST_BYTES) as copy:
        problem = None
        try:
            for data in _pieces(archive, info, where, MOST_OF_AN_ARCHIVE):
                copy.write(data)
        except CaptureError as error:
            problem = error
        copy.seek(0)
        yield cast(BinaryIO, copy), problem


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, most: int) -> Iterator[bytes]:
    _check_name(info, where)
    given = 0
    try:
        with archive.open(info) as stream:
            while data := stream.read(_CHUNK):
                given += len(data)
                if given > most:
                    raise _too_large(info, where, most)
                yield data
    except _BROKEN as error:
        text = f"{shown(info.filename)} in it cannot be unpacked ({error})"
        raise DamagedCapture(text, where=where, advice=_AGAIN) from error


def _too_large(info: zipfile.ZipInfo, where: str, most: int) -> CaptureError:
    text = f"{shown(info.filename)} in it is larger than {most // 1_000_000} MB"
    return CaptureError(text, where=where, advice="Leave it out")


def _check_name(info: zipfile.ZipInfo, where: str) -> None:
    name = info.filename
    path = PurePosixPath(name)
    outside = path.is_absolute() or ".." in path.parts or "\\" in name or name[1:2] == ":" or "\0" in info.orig_filename
    if outside or stat.S_ISLNK(info.external_attr >> 16):
        text = f"the name {shown(name)} in it leads out of the archive"
        raise CaptureError(text, where=where, advice="Pack it again without that file")


def shown(name: str) -> str:
    """A name as the report may print it: no way out of a folder, no control characters."""
    return "".join(char if char.isprintable() else "?" for char in name)


def _is_hidden(name: str) -> bool:
    return any(is_left_out(part) for part in PurePosixPath(name).parts if part != "..") or name.startswith("__MACOSX/")
