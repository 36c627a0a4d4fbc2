"""The bytes of a picture in, what they are by themselves and as an address that holds them, out."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error
from urllib.parse import unquote_to_bytes

KINDS = {
    b"\x89PNG\r\n\x1a\n": ("image/png", "png"),
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
    b"GIF87a": ("image/gif", "gif"),
    b"GIF89a": ("image/gif", "gif"),
}
MOST_BYTES = 20_000_000
_SMALLEST = 3
_FEWEST_BYTES = 100


def kind_of(body: bytes) -> tuple[str, str] | None:
    """Media type and ending of a raster picture by its first bytes; a drawing can hold scripts, and is none."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp", "webp"
    return next((kind for start, kind in KINDS.items() if body.startswith(start)), None)


def is_spacer(body: bytes) -> bool:
    """Whether a picture is too small to show anything: it counts readers, or keeps a place for another one."""
    if body.startswith(b"\x89PNG"):
        sides = (int.from_bytes(body[16:20], "big"), int.from_bytes(body[20:24], "big"))
    elif body.startswith(b"GIF8"):
        sides = (int.from_bytes(body[6:8], "little"), int.from_bytes(body[8:10], "little"))
    else:
        return len(body) < _FEWEST_BYTES
    return min(sides) < _SMALLEST


def enclosed(body: bytes) -> str | None:
    """The `data:` address that holds a picture, None for what is no raster picture that shows something."""
    kind = kind_of(body) if len(body) <= MOST_BYTES else None
    return f"data:{kind[0]};base64,{b64encode(body).decode()}" if kind and not is_spacer(body) else None


def body_of(address: str) -> bytes:
    """The bytes that a `data:` address holds, none if it is not whole."""
    head, _, coded = address.partition(",")
    body = unquote_to_bytes(coded)
    if not head.lower().rstrip().endswith(";base64"):
        return body
    try:
        return b64decode(b"".join(body.split()), validate=True)
    except Error:
        return b""
