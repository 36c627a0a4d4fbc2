"""Bytes in, text out: the charset is found by evidence, the strongest first, and never papered over.

The order is: a byte order mark; UTF-8 that proves itself (other charsets do not come out as valid UTF-8 by
chance, so this also sees through a lying declaration); what the transport declared; what the page declares;
detection. A declaration is not believed against the letters it would make, and a transport's "iso-8859-1" comes after
the page's own word: servers said it by default for years.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from charset_normalizer import from_bytes

from backfile.errors import DamagedCapture, UnknownForm
from backfile.model import Hint

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Labels that mean another codec in practice than Python's of the same name (WHATWG Encoding, "names and labels").
_ALIASES = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
}
_LABELS = {
    **dict.fromkeys(("x-cp1251", "win-1251", "windows1251"), "cp1251"),
    **dict.fromkeys(("x-cp1252", "windows1252"), "cp1252"),
    **dict.fromkeys(("koi", "koi8"), "koi8-r"),
    "koi8-ru": "koi8-u",
    "x-mac-cyrillic": "mac-cyrillic",
    "ks_c_5601-1987": "cp949",
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "unicode": "utf-16-le",
}
_WEAK_LABELS = ("cp1252",)
_WESTERN = ("cp1252", "cp1250", "cp1254", "cp1257", "iso8859-2", "iso8859-15", "mac-roman")
_PROVEN = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
_FEW_WORDS = 3
_NOT_TEXT = ("utf-7",)  # a codec of Python's that no browser reads, because it hides markup

_DETECTABLE = [
    "cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic",
    "cp1252", "cp1250", "iso8859_2", "cp1257", "cp1254", "cp1253",
]  # fmt: skip

_HEAD = 4096
_PROLOG = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w:.+-]+)", re.I)
_META = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w:.+-]+)", re.I)
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_FOREIGN = re.compile(rb"[^<>\n]*[\x80-\xff][^<>\n]*")  # the texts between tags that are not plain ASCII
_SAMPLE = 200_000
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_WESTERN_WORD = re.compile(r"[\x21-\x7eÀ-ÖØ-öø-ÿŒœŸŠšŽž‘’“”„–—…«»\xa0]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_ASCII_PER_FOREIGN = 4
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_INVERTED = re.compile("\\b[а-яёіў][А-ЯЁІЎ]+\\b")
_CAPITALISED = re.compile("\\b[А-ЯЁІЎ][а-яёіў]+\\b")
_CONTROLS_PER_CHARACTER = 0.01
_UTF8_PER_BAD_BYTE = 4


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the charset it was read in if nothing said or proved it."""

    text: str
    guessed: str | None = None

    @property
    def hints(self) -> tuple[Hint, ...]:
        """A hint that names the guess, if there was one."""
        return (Hint("charset", self.guessed, "guess"),) if self.guessed else ()


def decode(body: bytes, declared: str | None = None, *, html: bool = False) -> str:
    r"""The text of `body`, with "\n" at line ends and no byte order mark.

    `declared` is the transport's charset label; with `html`, a `<meta>` or an XML prolog counts too.
    Raises DamagedCapture for UTF-8 that is cut or broken and for bytes that fit no charset, UnknownForm for
    bytes that are not text. There is no U+FFFD in the text that the bytes did not contain.
    """
    return decoded(body, declared, html=html).text


def decoded(body: bytes, declared: str | None = None, *, html: bool = False) -> Decoded:
    """What `decode` gives, and whether the charset was only guessed."""
    read = next(_readings(body, declared, html), None)
    if read is None:
        raise _unreadable(body)
    return replace(read, text=read.text.replace("\r\n", "\n").replace("\r", "\n"))


def _readings(body: bytes, declared: str | None, html: bool) -> Iterator[Decoded]:
    """What the bytes say by each piece of evidence, as far as it gives text; the guesses last.

    A declaration that makes words of no language comes only if nothing else fits.
    """
    doubtful = []
    for codec in _evidence(body, declared, html):
        if (text := _strict(body, codec)) is not None and _is_text(text):
            if not _is_garbled(text, codec):
                yield Decoded(text)
            doubtful.append(Decoded(text))
    for codec in _detected(body):
        if (text := _strict(body, codec)) is not None and _is_text(text) and not _is_garbled(text, codec):
            yield Decoded(text, guessed=codec)
    yield from doubtful


def _evidence(body: bytes, declared: str | None, html: bool) -> Iterator[str]:
    """The codecs to try, the most trusted first. Raises DamagedCapture for broken UTF-8."""
    marked = next((codec for mark, codec in _MARKS if body.startswith(mark)), None)
    if marked:
        yield marked
        raise DamagedCapture(f"the bytes are marked as {marked} but end or break off inside a character", advice=_AGAIN)
    transport, page = codec_of(declared), codec_of(_page_label(body)) if html else None
    if page and page.startswith("utf-16"):
        page = "utf-8"  # the label could not have been read in UTF-16 without a mark
    if transport and transport.startswith(("utf-16", "utf-32")):
        yield transport
    if not body.isascii():
        _refuse_broken_utf8(body, said="utf-8" in (transport, page))
        yield "utf-8"
    words = (transport, page) if transport not in _WEAK_LABELS else (page, transport)
    yield from filter(None, words)
    yield "utf-8"


def codec_of(label: str | None) -> str | None:
    """The codec a charset label means on the web, None for one that nobody knows."""
    name = (label or "").strip(" \t\r\n\"'").lower()
    try:
        found = codecs.lookup(_LABELS.get(name, name)).name if name.isascii() and "\0" not in name else ""
    except LookupError:
        return None
    return _ALIASES.get(found, found) if found not in _NOT_TEXT else None


def _page_label(body: bytes) -> str | None:
    head = _COMMENT.sub(b"", body[:_HEAD])
    found = _PROLOG.search(head) or _META.search(head)
    return found.group(1).decode("ascii", "ignore") if found else None


def _strict(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except (UnicodeError, LookupError):  # LookupError: a codec such as "hex" that does not give text
        return None


def _refuse_broken_utf8(body: bytes, *, said: bool) -> None:
    """Raise DamagedCapture if this is UTF-8 that ends inside a character, or has a few bad bytes in it."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        before = body[: error.start]
        if error.reason == "unexpected end of data" and (said or not before.isascii()):
            raise DamagedCapture(f"the text is cut inside a character at byte {error.start}", advice=_AGAIN) from error
        if _is_nearly_utf8(body):
            raise DamagedCapture(
                f"the text is UTF-8 with a broken character at byte {error.start}", advice=_AGAIN
            ) from error


def _is_nearly_utf8(body: bytes) -> bool:
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd") - body.count("\ufffd".encode())
    good = sum(not character.isascii() for character in text) - bad
    return good > _UTF8_PER_BAD_BYTE * bad


def _detected(body: bytes) -> Iterator[str]:
    """The likeliest charset by the letters' frequencies, of those in which the languages of the archive are written."""
    if b"\0" not in body:
        foreign = b"\n".join(_FOREIGN.findall(body))[:_SAMPLE]
        if _is_western(foreign):
            yield "cp1252"
        found = from_bytes(foreign, cp_isolation=_DETECTABLE)
        yield from (match.encoding for match in found if not _is_inverted(str(match)))


def _is_western(foreign: bytes) -> bool:
    """Whether every byte beyond ASCII is a letter of Western Europe inside a word, or a quote or dash of cp1252.

    In so few letters frequencies tell nothing: à would as well be ą or ŕ.
    """
    text = _strict(foreign, "cp1252") or ""
    beyond = {character for character in text if not character.isascii()}
    words = [word for word in text.split() if not word.isascii()]
    western = all(_WESTERN_WORD.fullmatch(word) and not _is_all_foreign(word) for word in words)
    return bool(beyond) and western and len(foreign) > _ASCII_PER_FOREIGN * len(_NOT_ASCII.findall(foreign))


def _is_all_foreign(word: str) -> bool:
    """Whether a word of three letters or more has none of ASCII, as one in another alphabet has."""
    return any(len(part) > 2 and not re.search("[A-Za-z]", part) for part in _LETTERS.findall(word))


def _is_inverted(text: str) -> bool:
    """Whether words look lIKE THIS, as KOI8-R does when it is read as windows-1251."""
    return len(_INVERTED.findall(text)) > len(_CAPITALISED.findall(text))


def _is_garbled(text: str, codec: str) -> bool:
    """Whether a text was read in a charset that it is not in: Cyrillic lIKE THIS, or as Western words of no ASCII."""
    if codec in _PROVEN:
        return False
    foreign = [word for word in _LETTERS.findall(text) if len(word) > 2 and not word.isascii()]
    strange = sum(_is_all_foreign(word) for word in foreign)
    return _is_inverted(text) or (codec in _WESTERN and len(foreign) >= _FEW_WORDS and strange * 2 > len(foreign))


def _is_text(text: str) -> bool:
    return "\0" not in text and len(_CONTROL.findall(text)) <= len(text) * _CONTROLS_PER_CHARACTER


def _unreadable(body: bytes) -> DamagedCapture | UnknownForm:
    if b"\0" in body or not _is_text(body.decode("latin-1")):
        return UnknownForm("these bytes are not text", advice="Save the page as HTML or as text in UTF-8, and add that")
    return DamagedCapture("the charset could not be told", advice="Save the page as UTF-8, and add that")


_AGAIN = "Fetch or save it again; if the source itself is broken, save the page from a browser and add that"
