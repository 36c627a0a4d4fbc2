"""The bytes of a file come in; what they are, by what they say and not by their name, goes out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from backfile.formats.front_matter import has_matter
from backfile.formats.media_types import MARKDOWN, SUBSTACK, WACZ, WARC, WORDPRESS, ZIP
from backfile.inputs.forms_of_exports import gzip_form, json_form, xml_form, zip_form

HTML = "text/html"
TEXT = "text/plain"
MAIL = "message/rfc822"
MBOX = "application/mbox"
MHTML = "multipart/related"
PDF = "application/pdf"
STREAMED = frozenset({WARC, WACZ, ZIP, SUBSTACK, WORDPRESS, MBOX})
"""The containers that may be larger than a page: they are read piece by piece."""
BEGINNING = 65536
"""Bytes by which a container is told that is read piece by piece."""
_LOOKED_AT = 65536
_BLANKS = "\ufeff \t\r\n\f\v\xa0\x00\x1a"

_STARTS = (
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"{\\rtf", "a rich-text document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document or Outlook message"),
    (b"SQLite format 3", "a database"),
)
_IMAGES = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x00\x00\x01\x00", "an icon"),
)
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"\s*(<!--((?!-->).)*-->\s*)*+<(title|meta|link|main|article|section|header|div|p|h[1-6]|table|ul|ol|a|span|br|b|i|strong|em|img)"
    r"(\s[^<>]*)?/?>",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*(<\?xml|<!doctype|<(rss|feed|svg|rdf:RDF|urlset|opml)[\s>])", re.IGNORECASE)
_FROM_LINE = re.compile(r"From \S+.*\d{4}(?: [+-]\d{4})?\s*$")
_HEADER = re.compile(r"([\x21-\x39\x3b-\x7e]+):(?:[ \t]|$)(.*)")
_MAIL_ONLY = frozenset({"return-path", "received", "delivered-to", "message-id", "mime-version"})
_MAIL_LINES = _MAIL_ONLY | {"from", "to", "subject", "date", "sender", "reply-to", "list-id", "content-type"}
_DELIVERED = frozenset({"to", "received", "delivered-to", "return-path", "message-id"})
_SAVED_BY = re.compile(r"<saved by|@mhtml\.blink", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """What a file is: its media type if it can be read, else only its `name`, as in "a PDF document"."""

    name: str
    media_type: str | None = None
    image: bool = False


def form_of(body: bytes, rest: BinaryIO | None = None) -> Form:
    """What `body` is; `rest` is the whole file as a stream where `body` is only its beginning."""
    for start, name in _IMAGES:
        if body.startswith(start):
            return Form(name, image=True)
    if (body[:4] == b"RIFF" and body[8:12] == b"WEBP") or body[4:12] in (b"ftypavif", b"ftypheic"):
        return Form("an image", image=True)
    if b"%PDF-" in body[:1024]:
        return Form("a PDF document", PDF)
    for start, name in _STARTS:
        if body.startswith(start):
            return Form(name)
    if body.startswith(b"WARC/"):
        return Form("a WARC file", WARC)
    if body.startswith(b"\x1f\x8b"):
        return Form(*gzip_form(body[:_LOOKED_AT]))
    if body.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Form(*zip_form(rest or BytesIO(body)))
    text = _letters(body[:_LOOKED_AT])
    return Form("binary data") if text is None else _written(text, body)


def is_blank(body: bytes) -> bool:
    """Whether there is nothing in `body` but blanks and a byte-order mark."""
    parts = (body,) if len(body) <= _LOOKED_AT else (body[:_LOOKED_AT], body)
    return all(text is not None and not text.strip(_BLANKS) for text in map(_letters, parts))


def _written(text: str, body: bytes) -> Form:
    if header := _mail_header(text):
        return _mail(text, header)
    if told := xml_form(text):
        return Form(*told)
    if has_matter(text):
        return Form("a Markdown file", MARKDOWN)
    if _PAGE.search(text):
        return Form("an HTML page", HTML)
    if _XML.match(text):
        image = re.search(r"<svg[\s>]", text) is not None
        return Form("an SVG image" if image else "a feed or another XML file", image=image)
    if _FRAGMENT.match(text):
        return Form("an HTML page", HTML)
    if text.lstrip()[:1] in ("{", "[") and (told := json_form(body)):
        return Form(*told)
    return Form("plain text", TEXT)


def _letters(body: bytes) -> str | None:
    """The bytes as letters, good enough to look for markup, whatever their charset; None if they are no text."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", errors="replace").removeprefix("\ufeff")
    few = len(body) // 40
    even, odd = body[0::2].count(0), body[1::2].count(0)
    if max(even, odd) > len(body) // 6 and min(even, odd) <= few:
        return body.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")
    text = body.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    controls = sum(text.count(chr(code)) for code in (*range(9), *range(14, 27), *range(28, 32)))
    return None if controls > len(text) // 100 else text


def _mail(text: str, header: dict[str, str]) -> Form:
    """A mailbox, a saved page in the form of a mail, or a mail."""
    if _FROM_LINE.match(text.lstrip("\r\n").partition("\n")[0]):
        return Form("a mailbox", MBOX)
    page = header.get("content-type", "").lower().startswith((MHTML, HTML))
    saved = _SAVED_BY.search(header.get("from", "")) or header.keys() & {
        "snapshot-content-location",
        "content-location",
    }
    if page and (saved or not header.keys() & (_DELIVERED | {"from"})):
        return Form("a page saved as one file", MHTML)
    return Form("a mail", MAIL)


def _mail_header(text: str) -> dict[str, str] | None:
    """The lines at the head of a mail by their names in small letters; None for any other text."""
    lines = text.lstrip("\r\n").splitlines()[:400]
    if lines and _FROM_LINE.match(lines[0]):
        lines = lines[1:]
    said: dict[str, str] = {}
    for line in lines:
        found = _HEADER.match(line)
        if found:
            said.setdefault(found[1].lower(), found[2].strip())
        elif not (said and line[:1] in " \t>" and line.strip()):
            break
    return said if said.keys() & _MAIL_ONLY and len(said.keys() & _MAIL_LINES) > 1 else None
