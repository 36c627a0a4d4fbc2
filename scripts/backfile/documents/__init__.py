"""Captures in, documents out, by media type: every form becomes the same blocks and hints."""

from __future__ import annotations

from dataclasses import replace

from backfile.documents.exported import read_ghost_post, read_substack_post
from backfile.documents.feed_item import read_feed_item
from backfile.documents.html import read_html
from backfile.documents.mail import read_mail
from backfile.documents.markdown import read_markdown
from backfile.documents.mhtml import read_mhtml
from backfile.documents.pdf import read_pdf
from backfile.documents.plaintext import read_plaintext
from backfile.documents.redirects import direct_blocks
from backfile.documents.replay import undo_replay
from backfile.documents.wordpress import read_wordpress_post
from backfile.errors import UnknownForm
from backfile.formats.media_types import FEED_ITEM, GHOST_POST, MARKDOWN, SUBSTACK_POST, WORDPRESS_POST
from backfile.model import Capture, Document, Hint

READERS = {
    "text/html": read_html,
    "text/plain": read_plaintext,
    "message/rfc822": read_mail,
    "application/pdf": read_pdf,
    "multipart/related": read_mhtml,
    FEED_ITEM: read_feed_item,
    WORDPRESS_POST: read_wordpress_post,
    SUBSTACK_POST: read_substack_post,
    GHOST_POST: read_ghost_post,
    MARKDOWN: read_markdown,
}


def read_document(capture: Capture) -> Document:
    """The document in a capture, with the address it came from as the last it is known by.

    A page out of a web archive is read as it was captured there, under its own address.

    Raises CaptureError if the bytes cannot be decoded, UnknownForm if no reader knows their media type.
    """
    try:
        read = READERS[capture.media_type]
    except KeyError:
        raise UnknownForm(
            f"{capture.media_type} is not read yet", where=capture.origin, advice="Save the page as HTML or as text"
        ) from None
    web = capture.origin.lower().startswith(("http://", "https://"))
    body, address, moment = capture.body, capture.origin, None
    if web or capture.media_type == "text/html":
        replayed = undo_replay(capture.body, capture.origin if web else "")
        body, address, moment = replayed.body, replayed.address or capture.origin, replayed.moment
    document = read(body, digest=capture.digest, charset=capture.charset, origin=address)
    document = replace(document, blocks=direct_blocks(document.blocks))
    if not web:
        return document
    known = dict.fromkeys((address, capture.origin))
    told = [Hint("url", url, "capture") for url in known]
    told += [Hint("archived", moment.isoformat(), "capture")] if moment else []
    return replace(document, hints=(*document.hints, *told))
