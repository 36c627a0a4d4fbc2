"""A text in, the language it is written in out, told by its function words; a page's own claim is checked by it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from backfile.vocabularies import function_words

WORD = re.compile(r"[^\W\d_]+")
CODE = re.compile(r"[a-z]{2,3}(?![a-z])")
UNKNOWN = "und"
FOREIGN = {"be": "ищъ", "ru": "іўїєґ", "uk": "ыэъёў"}  # letters that the language does not have
FOREIGN_SHARE = 0.05
LEAST_SHARE = 0.08
LEAD = 1.3
FEWEST_WORDS = 8


def tell_language(text: str) -> str | None:
    """The language of a text as an ISO 639-1 code; None if it is too short or no language leads clearly.

    A few names in another alphabet decide nothing; a text that uses a letter throughout is in no language without it.
    """
    words = [word.casefold() for word in WORD.findall(text)]
    if len(words) < FEWEST_WORDS:
        return None
    times = Counter(words)
    able = {code: known for code, known in function_words().items() if fits(times, FOREIGN.get(code, ""))}
    counts = {language: sum(times[word] for word in times if word in known) for language, known in able.items()}
    (best, most), (_, second) = sorted(counts.items(), key=lambda item: -item[1])[:2]
    return best if most >= LEAST_SHARE * len(words) and most >= LEAD * second else None


def fits(times: Counter[str], letters: str) -> bool:
    """Whether hardly a word has one of the letters, which a language does not have."""
    foreign = frozenset(letters)
    return sum(times[word] for word in times if not foreign.isdisjoint(word)) <= FOREIGN_SHARE * times.total()


def language_of(texts: Iterable[str], declared: str | None) -> str:
    """The language most of a document's blocks are in: what its words say, else what the page declares, else `und`.

    A page's declaration is often that of its theme; the text itself is the better witness, but only of languages
    that the vocabulary knows: a page that declares another one is believed.
    """
    code = CODE.match((declared or "").lower())
    if code and code[0] not in function_words():
        return code[0]
    return tell_language(" ".join(texts)) or (code[0] if code else UNKNOWN)
