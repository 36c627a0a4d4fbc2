"""The bytes of a mail in, its blocks and what its header says out, as a page of the same publication would give them.

Of one text in several forms the HTML is read, or the plain text where the HTML says nothing.
"""

from __future__ import annotations

from dataclasses import replace

from backfile.documents.charset import Decoded, decoded
from backfile.documents.hints import read_hints
from backfile.documents.html_blocks import read_blocks
from backfile.documents.html_tree import base_address, parse
from backfile.documents.mail_flow import unflowed
from backfile.documents.mail_furniture import browser_links, mark_furniture
from backfile.documents.mail_headers import read_headers, unsubscribing
from backfile.documents.mail_markup import show_mail
from backfile.documents.mail_parts import Content, Text, content_of, open_mail
from backfile.documents.plaintext import document_of_text
from backfile.documents.redirects import direct_blocks, is_counting
from backfile.errors import DamagedCapture, EmptyCapture
from backfile.model import Document, Hint

_ADVICE = "If a file came with it, save that and add it; else leave it out"
_FROM_MARKUP = ("url", "language", "title")


def read_mail(body: bytes, *, digest: str, charset: str | None = None, origin: str = "") -> Document:
    """The document in a mail's bytes; `charset` is of no use, since a mail says it for each of its texts.

    Raises EmptyCapture if it has no text, UnknownForm if it is encrypted, DamagedCapture if it is cut or broken.
    """
    message = open_mail(body, origin)
    content = content_of(message, origin)
    if not content.texts:
        raise EmptyCapture("there is no text in the mail", where=origin, advice=_ADVICE)
    said = tuple(read_headers(message, content.texts[0].charset))
    read = [_read(text, content, digest, origin) for text in content.texts]
    blocks = mark_furniture(tuple(block for document in read for block in document.blocks), unsubscribing(message))
    blocks = direct_blocks(blocks, everywhere=True)
    if not blocks:
        raise EmptyCapture("there is no text in the mail", where=origin, advice=_ADVICE)
    shown = (Hint("url", link, "browser link") for link in browser_links(blocks) if not is_counting(link))
    hints = (*said, *shown, *(hint for document in read for hint in document.hints))
    wrapped = any(document.wrapped for document in read)
    return Document(digest, "message/rfc822", blocks, tuple(dict.fromkeys(hints)), wrapped=wrapped)


def _read(text: Text, content: Content, digest: str, origin: str) -> Document:
    """One text of a mail as a document."""
    read = decoded(text.body, text.charset, html=text.html) if text.body.strip() else Decoded("")
    if not text.html:
        plain = unflowed(read.text, joined=text.joined) if text.flowed else read.text
        return replace(document_of_text(plain, digest=digest), hints=read.hints)
    if _is_cut(read.text):
        raise DamagedCapture("the mail's page ends too early", where=origin, advice="Save the mail again, and add that")
    try:
        soup = show_mail(parse(read.text), content.pictures)
        base = base_address(soup, "")
        hints = (hint for hint in read_hints(soup, base=base) if hint.name in _FROM_MARKUP)
        return Document(digest, "text/html", read_blocks(soup, base=base), (*hints, *read.hints))
    except RecursionError as error:
        raise DamagedCapture(
            "the mail's elements are nested too deeply to be read", where=origin, advice="Save its text instead"
        ) from error


def _is_cut(markup: str) -> bool:
    """Whether a page that was begun is not ended."""
    small = markup.casefold()
    return any(f"<{tag}" in small and f"</{tag}" not in small for tag in ("html", "body"))
