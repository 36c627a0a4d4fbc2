"""The bytes of a body as they were sent come in; the whole body, unpacked, goes out, or an error."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from backfile.errors import BrokenAnswer, TooLarge

ASKED_FOR = "gzip, deflate"
_STEP = 1 << 18
_GZIP = zlib.MAX_WBITS + 16


def whole_body(parts: Iterable[bytes], encodings: list[str], most: int, url: str) -> bytes:
    """The body that `parts` make up, with its content encoding undone.

    Raises TooLarge if it has more than `most` bytes, packed or not; BrokenAnswer if it cannot be unpacked to its end.
    """
    names = [name for value in encodings for name in value.lower().replace(" ", "").split(",") if name]
    names = [name.removeprefix("x-") for name in names if name != "identity"]
    sent = _up_to(parts, most, url)
    if not names:
        return b"".join(sent)
    if names not in (["gzip"], ["deflate"]):
        raise BrokenAnswer(f"it is packed as {', '.join(names)}, which was not asked for", url=url, advice=_TELL)
    try:
        return b"".join(_up_to(_unpacked(sent, names[0], url), most, url))
    except zlib.error as error:
        raise BrokenAnswer(f"it cannot be unpacked ({error})", url=url, advice=_TELL) from error


def _up_to(parts: Iterable[bytes], most: int, url: str) -> Iterator[bytes]:
    length = 0
    for part in parts:
        length += len(part)
        if length > most:
            raise TooLarge(f"it has more than {most} bytes", url=url, advice="Leave it out")
        yield part


def _unpacked(sent: Iterator[bytes], name: str, url: str) -> Iterator[bytes]:
    """The unpacked parts: of one deflated stream, or of gzip members one after the other."""
    unpack = None
    for part in sent:
        while part:
            if unpack is not None and unpack.eof:
                part = part.lstrip(b"\0")
                unpack = None
                if part and name != "gzip":
                    raise BrokenAnswer("something follows its packed body", url=url, advice=_TELL)
                continue
            unpack = unpack or zlib.decompressobj(_GZIP if name == "gzip" else _window(part))
            yield from _steps(unpack, part)
            part = unpack.unused_data
    if unpack is not None and not unpack.eof:
        raise BrokenAnswer("its packed body ends too early", url=url, passing=True, advice=_TELL)


def _steps(unpack: zlib._Decompress, part: bytes) -> Iterator[bytes]:
    """What `part` unpacks to, never more than a step at once."""
    while True:
        step = unpack.decompress(part, _STEP)
        yield step
        part = unpack.unconsumed_tail
        if not part and len(step) < _STEP:
            return


def _window(start: bytes) -> int:
    """A deflated body should have zlib's two bytes in front (RFC 9110, 8.4.1.2); some hosts leave them out."""
    has_header = len(start) > 1 and start[0] & 0x0F == 8 and int.from_bytes(start[:2]) % 31 == 0
    return zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS


_TELL = "Try again later; if it stays so, the host is broken"
