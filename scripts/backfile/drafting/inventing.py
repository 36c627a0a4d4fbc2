"""A publisher's words in, invented ones of the same length and case out: the same word becomes the same each time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from backfile.sources.platforms.layout import Pattern
from backfile.vocabularies import function_words

WORD = re.compile(r"[^\W\d_]+")
LETTERS = {
    "Latin": ("bdfgklmnprstvz", "aeiou"),
    "Cyrillic": ("бвгдзклмнпрст", "аеоу"),
}
CYRILLIC = re.compile("[Ѐ-ӿ]")
SHORT = 3
"""The most letters of a word that is kept if a language cannot do without it."""
NOWHERE = "elsewhere.example"
RUN = 5
"""So many words of a publisher's in a row are its prose."""


@dataclass(frozen=True, slots=True)
class Invention:
    """Rewrites one publication's texts. `seed` starts its words, `known` are the lines that are kept, as its recipe
    knows them, `phrases` what is kept within a line, `hosts` the publication's own, `names` those of its authors.
    """

    seed: str
    known: tuple[Pattern, ...]
    phrases: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def line(self, text: str) -> str:
        """A line with invented words; one that the recipe knows keeps its own, but for the names of authors."""
        match = self.knows(text)
        return self.without_names(text) if match else self.prose(text)

    def knows(self, text: str) -> bool:
        """Whether the recipe knows a line by the whole of its wording."""
        whole = " ".join(text.split())
        return any(pattern.fullmatch(whole) and not pattern.pattern.endswith(".*)") for pattern in self.known)

    def prose(self, text: str) -> str:
        """A text in which every word is invented that is no word of all texts and in no kept phrase."""
        spans = [match.span() for phrase in self.phrases for match in re.finditer(re.escape(phrase), text, re.I)]
        spans += [span for pattern in self.known if (span := self.beginning(pattern, text))]

        def one(match: re.Match[str]) -> str:
            inside = any(start <= match.start() and match.end() <= end for start, end in spans)
            return match[0] if inside else self.word(match[0])

        return WORD.sub(one, text)

    def beginning(self, pattern: Pattern, text: str) -> tuple[int, int] | None:
        """Where the words stand by which the recipe knows a long line."""
        if not pattern.pattern.endswith(".*)"):
            return None
        match = re.match(rf"\s*{pattern.pattern.removesuffix('.*)')})", text, re.IGNORECASE)
        return match.span() if match else None

    def without_names(self, text: str) -> str:
        """A text with invented names of its authors."""
        parts = {part for name in self.names for part in WORD.findall(name)}
        return WORD.sub(lambda match: self.invented(match[0]) if match[0] in parts else match[0], text)

    def word(self, word: str) -> str:
        """A word in the place of another; a short one that every text has stays."""
        small = word.casefold()
        common = len(small) <= SHORT and any(small in words for words in function_words().values())
        return word if common or len(small) == 1 else self.invented(word)

    def invented(self, word: str) -> str:
        """An invented word of the same length, case and letters."""
        chances = blake2b(f"{self.seed} {word.casefold()}".encode()).digest()
        consonants, vowels = LETTERS["Cyrillic" if CYRILLIC.search(word) else "Latin"]
        made = []
        for at, letter in enumerate(word):
            choice = (consonants, vowels)[(at + chances[0]) % 2]
            new = choice[chances[(at + 1) % len(chances)] % len(choice)]
            made.append(new.upper() if letter.isupper() else new)
        return "".join(made)

    def address(self, url: str) -> str:
        """An address with invented words in its path; another publication's host becomes one that does not exist."""
        parts = urlsplit(url.strip())
        if parts.scheme not in ("", "http", "https"):
            return f"{parts.scheme}:desk@{NOWHERE}" if parts.scheme == "mailto" else "#"
        own = (parts.hostname or "").removeprefix("www.") in self.hosts
        host = parts.netloc if own or not parts.netloc else NOWHERE
        path = quote("/".join(self.segment(part) for part in unquote(parts.path).split("/")))
        return urlunsplit((parts.scheme, host, path, "", self.anchor(parts.fragment)))

    def segment(self, segment: str) -> str:
        """A segment of a path: its ending stays, and so does one that is a kept word."""
        stem, dot, ending = segment.rpartition(".") if "." in segment else (segment, "", "")
        kept = {re.sub(r"\W+", "-", phrase.casefold()) for phrase in self.phrases}
        return (stem if stem in kept else WORD.sub(lambda match: self.invented(match[0]), stem)) + dot + ending

    def anchor(self, name: str) -> str:
        """The name of a place in a page: one made of a heading's words is invented."""
        return self.segment(name) if len(WORD.findall(name)) >= SHORT else name


def carried(originals: Iterable[str], text: str) -> str:
    """The first words in a row of an original that a text carries on; "" if there are none."""
    found = WORD.findall(text.casefold())
    runs = {tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}
    for original in originals:
        words = WORD.findall(original.casefold())
        for at in range(len(words) - RUN + 1):
            if tuple(words[at : at + RUN]) in runs:
                return " ".join(words[at : at + RUN])
    return ""
