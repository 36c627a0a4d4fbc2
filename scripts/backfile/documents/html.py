"""The bytes of an HTML page in, its blocks and what it says about itself out."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from backfile.documents.charset import Decoded, decoded
from backfile.documents.hints import read_hints
from backfile.documents.html_blocks import read_blocks
from backfile.documents.html_streamed import put_in_place
from backfile.documents.html_tree import base_address, parse
from backfile.documents.saved import hold_pictures, saved_address, unpack
from backfile.errors import DamagedCapture, EmptyCapture
from backfile.model import Document, Hint


@contextmanager
def undisturbed() -> Iterator[None]:
    """A time without garbage collection: nothing of a tree that grows can go, and looking for it takes long."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def read_html(body: bytes, *, digest: str, charset: str | None = None, origin: str = "") -> Document:
    """The document in a page's bytes.

    `charset` is what the transport declared, `origin` the address or file name the bytes came from. Raises
    EmptyCapture if there is nothing but blanks, DamagedCapture or UnknownForm if the bytes cannot be decoded.
    """
    read = decoded(body, charset, html=True) if body.strip() else Decoded("")
    return document_of_page(read, digest=digest, origin=origin)


def document_of_page(
    read: Decoded,
    *,
    digest: str,
    origin: str,
    address: tuple[str, str] | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> Document:
    """The document in a page's text; `address` is where it stood and who says so, `pictures` came with it."""
    markup = read.text
    if not markup.strip():
        raise EmptyCapture("the page is empty", where=origin, advice="Fetch it again, or save it from a browser")
    saved = address or saved_address(markup)
    try:
        with undisturbed():
            soup = parse(markup)
            put_in_place(soup)
            base = base_address(soup, origin) or (saved[0] if saved else "")
            if saved and saved[1] == "singlefile":
                unpack(soup)
            if pictures:
                hold_pictures(soup, pictures, saved[0] if saved else base)
            hints = (*read_hints(soup, base=base), *([Hint("url", *saved)] if saved else []), *read.hints)
            return Document(digest, "text/html", read_blocks(soup, base=base), hints, markup)
    except RecursionError as error:
        raise DamagedCapture(
            "the page's elements are nested too deeply to be read",
            where=origin,
            advice="Save the text of the page instead",
        ) from error
