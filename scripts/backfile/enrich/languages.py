"""A text in, the language it is written in out, told by its function words; a page's own claim is checked by it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from backfile.vocabularies import function_words

WORD = re.compile(r"[^\W\d_]+")
CODE = re.compile(r"[a-z]{2,3}(?![a-z])")
UNKNOWN = "und"
LEAST_SHARE = 0.08
LEAD = 1.3
FEWEST_WORDS = 8


def tell_language(text: str) -> str | None:
    """The language of a text as an ISO 639-1 code; None if it is too short or no language leads clearly."""
    words = [word.casefold() for word in WORD.findall(text)]
    if len(words) < FEWEST_WORDS:
        return None
    counts = {language: sum(word in known for word in words) for language, known in function_words().items()}
    (best, most), (_, second) = sorted(counts.items(), key=lambda item: -item[1])[:2]
    return best if most >= LEAST_SHARE * len(words) and most >= LEAD * second else None


def language_of(texts: Iterable[str], declared: str | None) -> str:
    """The language most of a document's blocks are in: what its words say, else what the page declares, else `und`.

    A page's declaration is often that of its theme; the text itself is the better witness, but only of languages
    that the vocabulary knows: a page that declares another one is believed.
    """
    code = CODE.match((declared or "").lower())
    if code and code[0] not in function_words():
        return code[0]
    return tell_language(" ".join(texts)) or (code[0] if code else UNKNOWN)
