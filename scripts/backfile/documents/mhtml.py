"""A page that was saved as one file in the form of a mail (MHTML) in, its blocks with its own pictures out."""

from __future__ import annotations

from email.message import Message

from backfile.documents.charset import decoded
from backfile.documents.html import document_of_page
from backfile.documents.mail_headers import raw
from backfile.documents.mail_parts import body_of_text, open_mail, parameter, pictures_in
from backfile.errors import EmptyCapture
from backfile.model import Document

_PAGES = ("text/html", "application/xhtml+xml")


def read_mhtml(body: bytes, *, digest: str, charset: str | None = None, origin: str = "") -> Document:
    """The document in a saved page: its root part, with the pictures of the others.

    Raises EmptyCapture if no part is a page, DamagedCapture if the file is cut or broken.
    """
    message = open_mail(body, origin)
    root = root_of(message)
    if root is None:
        raise EmptyCapture("there is no page in it", where=origin, advice="Save the page again")
    read = decoded(body_of_text(root, origin), parameter(root, "charset"), html=True)
    address = raw(message, "Snapshot-Content-Location") or raw(root, "Content-Location")
    known = (address, "mhtml") if address.lower().startswith(("http://", "https://")) else None
    return document_of_page(read, digest=digest, origin=origin, address=known, pictures=pictures_in(message))


def root_of(message: Message) -> Message | None:
    """The part that is the page itself: the one that the header names, else the first page."""
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    start = parameter(message, "start")
    named = (part for part in pages if start and str(part.get("Content-ID", "")).strip() == start)
    return next(named, pages[0] if pages else None)
