"""A reading in, its trace out: of each block a hash and what it looks like, enough to know it again elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

from backfile.model import Block, Kind, Reading
from backfile.vocabularies import page_part

WORD = re.compile(r"\w+")
DIGITS = re.compile(r"\d+")
LONG = 8
"""The fewest words by which a block is known as a text, and not as a label."""
LABEL = 10
"""The most words of a label."""
STOPS = (".", "?", "…", "”")
RIM = 5
LINKED = 0.8


@dataclass(frozen=True, slots=True)
class Mark:
    """One block: `key` is a hash of its words, numbers apart; `rim` of what near copies of it share, `lead` of its
    first eight words, both "" if there is no such thing. `words` is their number, 0 for a picture without words.

    `rim` is of a long text's first and last five words, and of a line's shape if it has numbers, such as a day.
    `traits` says what it looks like: h a heading, i a list item, q a quote, n a footnote, d a line with numbers, l that
    it is all link, v that its wording is that of a page's own parts.
    """

    key: str
    rim: str = ""
    lead: str = ""
    words: int = 0
    traits: str = ""

    @property
    def silent(self) -> bool:
        """Whether it says nothing of where the text ends: a picture, or a footnote that stands behind the text."""
        return self.words == 0 or "n" in self.traits


@dataclass(frozen=True, slots=True)
class Trace:
    """One document: `page` is the key of its address (or what stands for one), `name` what an editor knows it by.

    `title` is its title's key; `body` has a mark for each block of the body, `outside` one for each that was cut.
    """

    page: str
    name: str
    title: str
    body: tuple[Mark, ...]
    outside: tuple[Mark, ...] = ()

    @property
    def addressed(self) -> bool:
        """Whether its address is known."""
        return "://" in self.page


TRAITS = {Kind.HEADING: "h", Kind.ITEM: "i", Kind.QUOTE: "q", Kind.NOTE: "n"}


def trace_of(reading: Reading, page: str, name: str) -> Trace:
    """The trace of a reading."""
    title = mark_of(reading.title.text).key if reading.title else ""
    outside = tuple(mark_of(cut.text) for cut in reading.cuts if cut.text.strip())
    return Trace(page, name, title, tuple(map(block_mark, reading.body)), outside)


def block_mark(block: Block) -> Mark:
    """The mark of a block of a body."""
    if block.kind is Kind.IMAGE and not block.text.strip():
        return Mark(hashed(f"picture {block.src}"))
    letters = sum(len(run.text) for run in block.runs)
    linked = sum(len(run.text) for run in block.runs if run.href)
    traits = TRAITS.get(block.kind, "") + ("l" if letters and linked >= LINKED * letters else "")
    return mark_of(block.text, traits)


def mark_of(text: str, traits: str = "") -> Mark:
    """The mark of a text."""
    words = [DIGITS.sub("0", word) for word in WORD.findall(text.casefold())]
    if not words:
        return Mark(hashed("nothing"), traits=traits)
    long = len(words) >= LONG
    if len(words) <= LABEL and not text.rstrip().endswith(STOPS) and page_part().match(text.strip()):
        traits += "v"
    if not long and "0" in words:
        traits += "d"
    lead = hashed(" ".join(words[:LONG])) if long else ""
    return Mark(hashed(" ".join(words)), rim_of(words), lead, len(words), traits)


def rim_of(words: list[str]) -> str:
    """The hash that near copies share; "" for what has none but itself."""
    if len(words) > 2 * RIM:
        return hashed(" ".join([*words[:RIM], "…", *words[-RIM:]]))
    if len(words) < LONG and "0" in words:
        return hashed(" ".join("0" if word == "0" else "…" for word in words))
    return ""


def hashed(text: str) -> str:
    """A short hash of a text."""
    return blake2b(text.encode(errors="surrogatepass"), digest_size=6).hexdigest()
