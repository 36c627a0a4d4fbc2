"""The bytes of a mail in, what a reader would see of it out: its texts in order, and the pictures in it.

The standard library's older policy parses it, because its newer one raises on headers that real mails have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect, InvalidBase64CharactersDefect, StartBoundaryNotFoundDefect
from email.message import Message
from email.utils import collapse_rfc2231_value
from urllib.parse import unquote

from backfile.errors import DamagedCapture, UnknownForm

_DEEPEST = 30
_MOST_PARTS = 2000
_PLAIN_ENCODINGS = ("", "7bit", "8bit", "binary")
_KNOWN_ENCODINGS = (*_PLAIN_ENCODINGS, "quoted-printable", "base64", "x-uuencode", "uuencode", "uue", "x-uue")
_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_INNER_HEAD = re.compile(rb"(?im)^--[^\s-].{0,200}\r?\n(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)*?content-type:")
_SOFT_BREAK = re.compile(rb"=\r?\n")
_ENCODED_BYTE = re.compile(rb"=[0-9A-F]{2}")
_BASE64 = re.compile(rb"\s*(?:[A-Za-z0-9+/]{60,76}\r?\n){3,}[A-Za-z0-9+/]*={0,2}\s*")
_AGAIN = "Save the mail again from the mailbox, and add that"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a mail: its decoded bytes, and what the mail says of them."""

    body: bytes
    html: bool
    charset: str | None = None
    flowed: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What a mail shows: its texts in order, each in its best form.

    `pictures` are the bytes of enclosed files by their `cid:` address, or by the address they had on the web.
    """

    texts: tuple[Text, ...]
    pictures: dict[str, bytes] = field(default_factory=dict)


def open_mail(body: bytes, origin: str = "") -> Message:
    """The mail in some bytes. Raises DamagedCapture if it is cut, or if its parts are not where it says they are."""
    if re.search(rb"\r?\n\r?\n|\r\r", body.lstrip(b"\r\n")) is None:
        raise DamagedCapture("the mail ends inside its header", where=origin, advice=_AGAIN)
    message = message_from_bytes(body.lstrip(b"\r\n"), policy=policy.compat32)
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects):
            raise DamagedCapture("the mail ends too early: its last part is not closed", where=origin, advice=_AGAIN)
    elif message.get_content_maintype() == "multipart" or any(
        isinstance(defect, StartBoundaryNotFoundDefect) for defect in message.defects
    ):
        raise DamagedCapture("the mail says that it has parts, but has none", where=origin, advice=_AGAIN)
    elif message.get_content_maintype() == "text" and _INNER_HEAD.search(body):
        raise DamagedCapture("the mail has parts, but its header does not say so", where=origin, advice=_AGAIN)
    return message


def content_of(message: Message, origin: str = "") -> Content:
    """What a mail shows. Raises UnknownForm if it is encrypted, DamagedCapture if a text cannot be decoded."""
    return Content(tuple(_texts(message, origin, 0)), pictures_in(message))


def pictures_in(message: Message) -> dict[str, bytes]:
    """The enclosed pictures, and what else has an address of its own, by their addresses."""
    parts = [part for part in message.walk() if not part.is_multipart()]
    return {address: _payload(part) for part in parts if _is_picture(part) for address in _addresses(part)}


def _is_picture(part: Message) -> bool:
    kind = part.get_content_maintype()
    return kind == "image" or (kind == "application" and bool(part.get("Content-Location")))


def is_attached(part: Message) -> bool:
    """Whether a part is a file that came with the mail, not a text of it."""
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    return disposition.startswith("attachment") or bool(_name_of(part) and not disposition.startswith("inline"))


def _texts(part: Message, origin: str, depth: int) -> Iterator[Text]:
    kind = part.get_content_type()
    if kind in _ENCRYPTED:
        raise UnknownForm(
            "the mail is encrypted", where=origin, advice="Decrypt it in a mail program, and save it again"
        )
    if depth > _DEEPEST:
        raise DamagedCapture("its parts are nested too deeply", where=origin, advice=_AGAIN)
    children = _children(part)
    if kind.startswith("multipart/") and children:
        if len(children) > _MOST_PARTS:
            raise DamagedCapture(f"it has more than {_MOST_PARTS} parts", where=origin, advice=_AGAIN)
        inside = [tuple(_texts(child, origin, depth + 1)) for child in children]
        yield from _best(inside) if kind == "multipart/alternative" else (text for texts in inside for text in texts)
    elif kind in ("text/html", "text/plain", "application/xhtml+xml") and not is_attached(part):
        body = body_of_text(part, origin)
        if body.strip():
            yield Text(
                body,
                kind != "text/plain",
                parameter(part, "charset"),
                parameter(part, "format").lower() == "flowed",
                parameter(part, "delsp").lower() == "yes",
            )


def _best(forms: list[tuple[Text, ...]]) -> tuple[Text, ...]:
    """Of one text in several forms the HTML, unless it says nothing or hardly anything of the plain text."""
    told = [form for form in forms if form]
    pages = [form for form in told if any(text.html for text in form)]
    plain = [form for form in told if form not in pages]
    if not pages or (plain and words_in(pages[-1]) * 4 < words_in(plain[-1])):
        return plain[-1] if plain else ()
    return pages[-1]


def words_in(texts: tuple[Text, ...]) -> int:
    """About how many words some texts show."""
    shown = (
        re.sub(rb"(?is)<!--.*?-->|<(style|script|title)\b.*?</\1>|<[^>]*>", b" ", text.body) if text.html else text.body
        for text in texts
    )
    return sum(len(body.split()) for body in shown)


def body_of_text(part: Message, origin: str) -> bytes:
    """The bytes of a text. Raises DamagedCapture where its transfer encoding is broken, unknown or not declared."""
    encoding = str(part.get("Content-Transfer-Encoding", "")).split(";")[0].strip().lower()
    if encoding not in _KNOWN_ENCODINGS:
        raise DamagedCapture(f"its encoding {encoding[:40]!r} is not known", where=origin, advice=_AGAIN)
    body = _payload(part)
    broken = any(isinstance(defect, InvalidBase64CharactersDefect) for defect in part.defects)
    if broken or (encoding == "base64" and not _is_whole_base64(part)):
        raise DamagedCapture("its base64 text is broken or cut", where=origin, advice=_AGAIN)
    if encoding in _PLAIN_ENCODINGS and _looks_encoded(body):
        raise DamagedCapture("its text is encoded, but its header does not say so", where=origin, advice=_AGAIN)
    if encoding == "quoted-printable" and re.search(r"=[0-9A-Fa-f]?\Z", _raw(part)):
        raise DamagedCapture("its text ends inside a line", where=origin, advice=_AGAIN)
    return body


def _is_whole_base64(part: Message) -> bool:
    return len(re.sub(r"[^A-Za-z0-9+/=]", "", _raw(part))) % 4 == 0


def _looks_encoded(body: bytes) -> bool:
    lines, soft = body.count(b"\n") + 1, len(_SOFT_BREAK.findall(body))
    return _BASE64.fullmatch(body) is not None or (soft * 5 > lines and len(_ENCODED_BYTE.findall(body)) > 2)


def _raw(part: Message) -> str:
    payload = part.get_payload()
    return payload.rstrip("\r\n") if isinstance(payload, str) else ""


def _payload(part: Message) -> bytes:
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def parameter(part: Message, name: str) -> str:
    """A parameter of a part's content type, "" if there is none that can be read."""
    try:
        value = part.get_param(name)
    except (ValueError, LookupError, TypeError):
        return ""
    return (collapse_rfc2231_value(value) if value else "").strip("\"' ")


def _name_of(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return ""


def _addresses(part: Message) -> Iterator[str]:
    if key := str(part.get("Content-ID", "")).strip().strip("<>"):
        yield f"cid:{unquote(key)}"
    if location := "".join(str(part.get("Content-Location", "")).split()):
        yield location
