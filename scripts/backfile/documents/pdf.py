"""The bytes of a PDF in, its blocks and what it says about itself out, as a text dump of its page would give them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

from backfile.documents.html_tree import language_of
from backfile.documents.pdf_blocks import read_blocks
from backfile.documents.pdf_furniture import address_in
from backfile.documents.pdf_pages import Page, Printed, read_pages
from backfile.errors import UnknownForm
from backfile.model import Document, Hint

_UNREAD = re.compile(r"\(cid:\d+\)|\ufffd")
_MOST_UNREAD = 0.01
_DAY = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)")
_XMP = {"dc:title": "title", "dc:creator": "author"}
_OCR = "Run it through a program that reads scanned text, and add the result"


def read_pdf(body: bytes, *, digest: str, charset: str | None = None, origin: str = "") -> Document:
    """The document in a PDF's bytes; `charset` is of no use, since its fonts say which letters they show.

    Raises UnknownForm if it is encrypted, a picture of a text, or in fonts that do not say so; CaptureError if it is
    too large, DamagedCapture if it is cut or broken.
    """
    printed = read_pages(body, origin)
    doubts = (*printed.doubts, *unread(printed.pages, origin))
    read = read_blocks(printed.pages)
    address = address_in(read.furniture)
    hints = (
        *([Hint("url", address, "print")] if address else []),
        *dict.fromkeys(said_by(printed)),
        *(Hint("doubt", doubt, "pdf") for doubt in doubts),
    )
    return Document(digest, "application/pdf", read.blocks, hints, wrapped=True)


def unread(pages: tuple[Page, ...], origin: str) -> Iterator[str]:
    """Doubts about letters and pages without text. Raises UnknownForm if there is none, or none that is known."""
    texts = ["".join(line.text for line in page.lines) for page in pages]
    letters, lost = sum(map(len, texts)), sum(len(_UNREAD.findall(text)) for text in texts)
    if not "".join(texts).strip():
        raise UnknownForm("the PDF has no text, only pictures of it", where=origin, advice=_OCR)
    if lost > _MOST_UNREAD * letters:
        raise UnknownForm("the PDF's fonts do not say which letters they show", where=origin, advice=_OCR)
    if lost:
        yield f"{lost} letters of the PDF are not known"
    empty = [str(page.number) for page, text in zip(pages, texts, strict=True) if not text.strip()]
    if empty:
        yield f"there is no text on page {', '.join(empty)} of the PDF"


def said_by(printed: Printed) -> Iterator[Hint]:
    """What a PDF says about itself. Whoever made the file said it, and its day is that of the printing."""
    for key, name in (("Title", "title"), ("Author", "author")):
        if said := printed.said.get(key, "").strip():
            yield Hint(name, said, "pdf")
    if day := _DAY.match(printed.said.get("CreationDate", "")):
        yield Hint("published", "-".join(day.groups()), "pdf")
    if language := language_of(printed.said.get("Lang", "")):
        yield Hint("language", language, "pdf")
    packet = BeautifulSoup(printed.said.get("XMP", ""), "lxml")
    for tag, name in _XMP.items():
        for found in packet.find_all(tag):
            if said := " ".join(found.get_text().split()):
                yield Hint(name, said, "pdf")
