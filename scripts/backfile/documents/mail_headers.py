"""The header of a mail in, what it says about the mail as hints out: words decoded, the day as the sender's."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from backfile.documents.charset import codec_of
from backfile.documents.html_tree import language_of
from backfile.model import Hint

_ADDRESS = re.compile(r"<\s*((?:https?|mailto):[^>\s]+)\s*>", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_LIST_NAME = re.compile(r"<\s*([^<>\s]+)\s*>\s*\Z|\A\s*([^<>\s]+)\s*\Z")
_ENCODED = re.compile(r"(=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=)\s+(?==\?)")
_FORWARDED = re.compile(r"\A\s*(?:(?:fwd?|wg|tr|пересл|перасл)\s*:\s*)+", re.IGNORECASE)
_VIA = re.compile(r"\s+via\s.*\Z", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_EARLIEST, _LATEST = 1980, 2200


def read_headers(message: Message, charset: str | None = None) -> Iterator[Hint]:
    """What a mail's header says; `charset` is that of its text, for words that stand there in no encoding."""
    if archived := web_address(raw(message, "Archived-At")):
        yield Hint("url", archived, "mail")
    if title := _FORWARDED.sub("", words(raw(message, "Subject"), charset)):
        yield Hint("title", title, "mail")
    sender, address = sender_of(message, charset)
    if sender and sender != address:
        yield Hint("publisher" if is_newsletter(message) else "author", sender, "mail")
    if moment := sent_at(message):
        yield Hint("published", moment.isoformat(), "mail")
    if language := language_of(raw(message, "Content-Language").split(",")[0]):
        yield Hint("language", language, "mail")
    if named := _LIST_NAME.search(words(raw(message, "List-Id"), charset)):
        yield Hint("list", named[1] or named[2], "mail")


def raw(message: Message, name: str) -> str:
    """A header's first line as it stands, unfolded, "" if there is none."""
    found = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return _BLANKS.sub(" ", found).strip()


def words(printed: str, charset: str | None = None) -> str:
    """A header's value with its encoded words read, "" if they cannot be; `charset` is for those in no encoding."""
    try:
        parts = decode_header(_ENCODED.sub(r"\1", printed)) if printed.isascii() else [(printed, None)]
    except (HeaderParseError, ValueError, LookupError):
        return _BLANKS.sub(" ", printed).strip()
    said = [_word(part, label or charset) for part, label in parts]
    return _BLANKS.sub(" ", "".join(said)).strip() if all(said) else ""


def _word(part: str | bytes, charset: str | None) -> str:
    """A piece of a header in UTF-8, which proves itself, or in the charset that was named."""
    body = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
    for codec in filter(None, ("utf-8", codec_of(charset))):
        try:
            return body.decode(codec)
        except (UnicodeError, LookupError):
            continue
    return ""


def sender_of(message: Message, charset: str | None = None) -> tuple[str, str]:
    """The name and the address of the sender, "" for what is not said."""
    printed = raw(message, "From")
    name, address = parseaddr(printed if printed.isascii() else words(printed, charset))
    return _VIA.sub("", words(name, charset)).strip("\"' "), address


def is_newsletter(message: Message) -> bool:
    """Whether a mail went to a list on which nobody but the publisher writes."""
    marked = raw(message, "List-Id") or raw(message, "List-Unsubscribe")
    bulk = raw(message, "Precedence").lower() in ("bulk", "list")
    return bool(marked or bulk) and not raw(message, "List-Post").lower().lstrip("<").startswith("mailto:")


def sent_at(message: Message) -> dt.datetime | None:
    """When a mail says that it was sent, in the sender's own zone; None for no such day."""
    try:
        moment = parsedate_to_datetime(raw(message, "Date"))
        return moment if _EARLIEST <= moment.year < _LATEST else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def web_address(printed: str) -> str | None:
    """The web address in a header of addresses in angle brackets, or one that stands there alone."""
    addresses = [*_ADDRESS.findall(printed), *([printed] if " " not in printed else [])]
    return next((address for address in addresses if _WEB.match(address)), None)


def unsubscribing(message: Message) -> frozenset[str]:
    """The addresses by which a reader leaves the list."""
    return frozenset(_ADDRESS.findall(raw(message, "List-Unsubscribe")))
