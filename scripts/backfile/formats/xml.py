"""The bytes of an XML file in, its elements out, one after the other: no entity is expanded, nothing is fetched.

A file that declares entities of its own is refused: no feed and no export needs them, and bombs are made of them. Names
of HTML such as `&nbsp;`, which feeds use without declaring them, are read as HTML reads them; control characters that
XML does not allow are left out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from html.entities import html5
from typing import BinaryIO

from lxml import etree

from backfile.errors import CaptureError, DamagedCapture

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_PREDEFINED = ("amp", "lt", "gt", "quot", "apos")
_NAMED = re.compile(rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->|&([A-Za-z][A-Za-z0-9]*);", re.DOTALL)
_START = re.compile(rb"<[A-Za-z_]")
_PROLOG = 65536
_AGAIN = "Download or export it again"


class _Cleaned(io.RawIOBase):
    """A stream without the control characters that XML forbids."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end."""
        while data := self._stream.read(size):
            if kept := data.translate(None, _CONTROLS):
                return kept
        return b""


def elements(stream: BinaryIO, names: Collection[str], where: str) -> Iterator[etree._Element]:
    """Each element of one of the names, whole, as it ends; what it held is forgotten when the next one is asked for.

    Raises CaptureError if the file declares entities, DamagedCapture, behind the last whole element, where the XML
    breaks off or is broken.
    """
    start = stream.read(_PROLOG)
    stream.seek(0)
    first = _START.search(start)
    if b"<!ENTITY" in start[: first.start() if first else None]:
        raise CaptureError("it declares entities, as bombs do", where=where, advice="Take the declarations out")
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in start[:4]
    try:
        walk = etree.iterparse(
            stream if wide else _Cleaned(stream),
            events=("end",),
            tag=tuple(names),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        for _, element in walk:
            yield element
            element.clear()
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        text = f"its XML breaks off or is broken at line {line}; what stands behind the last whole item was not read"
        raise DamagedCapture(text, where=f"{where}:{line}", advice=_AGAIN) from error


def with_named_characters(body: bytes) -> bytes:
    """The bytes of an XML file with HTML's names of characters as numbers."""
    return _NAMED.sub(_numbered, body)


def _numbered(found: re.Match[bytes]) -> bytes:
    name = (found.group(1) or b"").decode("ascii")
    character = html5.get(f"{name};")
    if not character or name in _PREDEFINED:
        return found.group()
    return "".join(f"&#{ord(part)};" for part in character).encode("ascii")


def canonical(element: etree._Element) -> bytes:
    """An element as canonical XML in UTF-8: the same bytes for the same content."""
    written: bytes = etree.tostring(element, method="c14n", exclusive=True, with_comments=False)
    return written


def text_of(element: etree._Element | None) -> str:
    """All text in an element, without blanks around it; "" if there is no such element."""
    return "".join(map(str, element.itertext())).strip() if element is not None else ""
