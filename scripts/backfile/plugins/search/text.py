"""A text in, its words and what is searched for them out: folded forms, so that a reader may type them plainly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

APOSTROPHES = "'’‘ʼʻ`´′ʹ＇"
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphens, joiners and other marks of no width
ALIKE = {"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"} | {
    "ґ": "г",
    "ς": "σ",
}
GONE = re.compile(f"[{UNSEEN}]")
SILENT = str.maketrans("", "", APOSTROPHES + UNSEEN)
SAME = str.maketrans(ALIKE)
ACCENTS = re.compile(r"[\u0300-\u036f]")
WORD = re.compile(rf"[^\W_]+(?:[{re.escape(APOSTROPHES)}]+[^\W_]+)*")
PIECE = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """The text without case, accents, apostrophes and soft hyphens; `theme/static/js/search.js` folds alike.

    Letters with a mark lose it: ё is е, ў is у, й is и, ä is a.
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(SILENT)).lower()
    return ACCENTS.sub("", plain).translate(SAME)


def forms(text: str) -> tuple[str, ...]:
    """The folded words of a text as a reader would have to type them, in order."""
    return tuple(PIECE.findall(folded(text)))


def words(text: str) -> Iterator[str]:
    """The words as printed, in small letters, apostrophes in them kept: what a stemmer wants."""
    whole = unicodedata.normalize("NFC", GONE.sub("", text)).lower()
    return iter(WORD.findall(ACCENTS.sub("", whole)))
