"""The bytes of an HTML page in, its blocks and what it says about itself out."""

from __future__ import annotations

from backfile.documents.charset import Decoded, decoded
from backfile.documents.hints import read_hints
from backfile.documents.html_blocks import read_blocks
from backfile.documents.html_streamed import put_in_place
from backfile.documents.html_tree import base_address, parse
from backfile.errors import DamagedCapture, EmptyCapture
from backfile.model import Document


def read_html(body: bytes, *, digest: str, charset: str | None = None, origin: str = "") -> Document:
    """The document in a page's bytes.

    `charset` is what the transport declared, `origin` the address or file name the bytes came from. Raises
    EmptyCapture if there is nothing but blanks, DamagedCapture or UnknownForm if the bytes cannot be decoded.
    """
    read = decoded(body, charset, html=True) if body.strip() else Decoded("")
    markup = read.text
    if not markup.strip():
        raise EmptyCapture("the page is empty", where=origin, advice="Fetch it again, or save it from a browser")
    try:
        soup = parse(markup)
        put_in_place(soup)
        base = base_address(soup, origin)
        hints = (*read_hints(soup, base=base), *read.hints)
        return Document(digest, "text/html", read_blocks(soup, base=base), hints, markup)
    except RecursionError as error:
        raise DamagedCapture(
            "the page's elements are nested too deeply to be read",
            where=origin,
            advice="Save the text of the page instead",
        ) from error
