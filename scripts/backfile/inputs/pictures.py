"""The address of a picture on a saved page in, the picture that was saved in the page or beside it out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, relpath
from urllib.parse import unquote, urlsplit

from backfile.model.pictures import MOST_BYTES, body_of, kind_of


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes, its media type by content, and the ending its file should have."""

    body: bytes
    media_type: str
    ending: str

    @property
    def name(self) -> str:
        """Its file below content/: named after its bytes, so that the same picture is kept once."""
        return f"images/{hashlib.sha256(self.body).hexdigest()[:16]}.{self.ending}"


def picture_beside(page: Path, folder: Path, address: str, page_address: str | None) -> Picture | None:
    """The picture file that lies where `address` leads to from the page; None if there is none inside the folder.

    A page that knows its own address makes its pictures' addresses absolute: the way from one to the other is then
    the way between the files. Only raster pictures are taken, told by their first bytes: a drawing can hold scripts.
    """
    try:
        way = way_between(page_address or "", address)
        path = (page.parent / unquote(way or "")).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file() or path.stat().st_size > MOST_BYTES:
            return None
        body = path.read_bytes()
    except (OSError, ValueError):  # an address that can be no file's name, or a file that cannot be read
        return None
    kind = kind_of(body)
    return Picture(body, *kind) if kind else None


def picture_in(address: str) -> Picture | None:
    """The picture that a `data:` address holds; None if there is none in it."""
    body = body_of(address)
    kind = kind_of(body) if len(body) <= MOST_BYTES else None
    return Picture(body, *kind) if kind else None


def way_between(page: str, picture: str) -> str | None:
    """The relative path from a page's address to a picture's; None if they are on different hosts."""
    start, end = urlsplit(page), urlsplit(picture)
    if end.netloc and end.netloc != start.netloc:
        return None
    return relpath(end.path or "/", dirname(start.path) or "/") if end.netloc else end.path or None
