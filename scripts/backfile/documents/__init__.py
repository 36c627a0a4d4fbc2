"""Captures in, documents out, by media type: HTML and plain text become the same blocks and hints."""

from __future__ import annotations

from dataclasses import replace

from backfile.documents.html import read_html
from backfile.documents.plaintext import read_plaintext
from backfile.errors import UnknownForm
from backfile.model import Capture, Document, Hint

READERS = {"text/html": read_html, "text/plain": read_plaintext}


def read_document(capture: Capture) -> Document:
    """The document in a capture, with the address it came from as the last it is known by.

    Raises CaptureError if the bytes cannot be decoded, UnknownForm if no reader knows their media type.
    """
    try:
        read = READERS[capture.media_type]
    except KeyError:
        raise UnknownForm(
            f"{capture.media_type} is not read yet", where=capture.origin, advice="Save the page as HTML or as text"
        ) from None
    document = read(capture.body, digest=capture.digest, charset=capture.charset, origin=capture.origin)
    if not capture.origin.lower().startswith(("http://", "https://")):
        return document
    return replace(document, hints=(*document.hints, Hint("url", capture.origin, "capture")))
