"""The address of a picture on a saved page in, the picture file that was saved beside the page out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

KINDS = {
    b"\x89PNG\r\n\x1a\n": ("image/png", "png"),
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
    b"GIF87a": ("image/gif", "gif"),
    b"GIF89a": ("image/gif", "gif"),
}
MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes, its media type by content, and the ending its file should have."""

    body: bytes
    media_type: str
    ending: str


def picture_beside(page: Path, folder: Path, address: str) -> Picture | None:
    """The picture that a relative address on a saved page leads to; None if there is none inside the folder.

    Only raster pictures are taken, told by their first bytes: a drawing (SVG) can hold scripts.
    """
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = (page.parent / unquote(parts.path)).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file() or path.stat().st_size > MOST_BYTES:
        return None
    body = path.read_bytes()
    kind = kind_of(body)
    return Picture(body, *kind) if kind else None


def kind_of(body: bytes) -> tuple[str, str] | None:
    """Media type and ending of a picture by its first bytes."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp", "webp"
    return next((kind for start, kind in KINDS.items() if body.startswith(start)), None)
