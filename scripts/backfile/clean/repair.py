"""A reading in, the reading with broken lines and words joined out: each change of characters is logged.

Two classes of repair exist, and nothing else may change a letter (DESIGN.md, "Text stays as printed"):
R1 rejoins a word that a printed line broke at a hyphen, R2 parts two words whose space an extraction lost.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from spellchecker import SpellChecker

from backfile.model import Block, Kind, Reading, Repair, Run
from backfile.vocabularies import surnames

R1 = "R1 word broken at a line end"
R2 = "R2 space lost between words"
BROKEN = re.compile(r"(?P<left>[^\W\d_]+)-\n(?P<right>[^\W\d_]+)")
WORD = re.compile(r"[^\W\d_]+")
WORD_LISTS = frozenset({"en", "de", "ru"})
SHORTEST_RIGHT = 4
COINING = frozenset(
    {"bots", "fans", "gate", "grad", "land", "less", "like", "mania", "phobia", "ship", "speak", "stan"}
)
COINING |= {"style", "time", "town", "ville", "wise", "world"}  # Putinland is a word that somebody made


@lru_cache
def word_list(language: str) -> SpellChecker | None:
    """The known words of a language, None for one without a list."""
    return SpellChecker(language=language, distance=1) if language in WORD_LISTS else None


@lru_cache(maxsize=100_000)
def is_word(word: str, language: str) -> bool:
    """Whether the language's list knows the word."""
    words = word_list(language)
    return words is not None and word.casefold() in words


def rejoin_lines(reading: Reading, language: str) -> Reading:
    """With the lines of printed paragraphs joined by a space, and words broken at a line's hyphen made whole."""
    whole = " ".join(block.text for block in reading.body).casefold()
    repairs: list[Repair] = []

    def rejoin(text: str, place: int) -> str:
        def join(match: re.Match[str]) -> str:
            word = unbroken(match["left"], match["right"], whole, language)
            line = place + text.count("\n", 0, match.start())
            repairs.append(Repair(R1, match[0].replace("\n", " / "), word, line))
            return word

        return re.sub(r" ?\n ?", " ", BROKEN.sub(join, text))

    def rejoin_block(block: Block) -> Block:
        runs, place = [], block.place
        for run in block.runs:
            runs.append(replace(run, text=rejoin(run.text, place)))
            place += run.text.count("\n")
        return replace(block, runs=tuple(runs))

    body = tuple(block if block.kind is Kind.CODE else rejoin_block(block) for block in reading.body)
    fields = {
        name: replace(printed, text=rejoin(printed.text, printed.place))
        for name in ("title", "summary", "credit", "first_published")
        if (printed := getattr(reading, name)) is not None
    }
    return replace(reading, body=body, repairs=reading.repairs + tuple(repairs), **fields)


def unbroken(left: str, right: str, text: str, language: str) -> str:
    """The word that a line end broke: the hyphen stays unless there is evidence that the break made it.

    The text's own spelling elsewhere decides first; then a word list: two words keep their hyphen, one word
    loses it. Without evidence nothing but the line break goes.
    """
    joined, hyphened = left + right, f"{left}-{right}"
    if hyphened.casefold() in text:
        return hyphened
    if re.search(rf"\b{re.escape(joined.casefold())}\b", text):
        return joined
    if is_word(joined, language) and not (is_word(left, language) and is_word(right, language)):
        return joined
    return hyphened


def mend_lost_spaces(reading: Reading, language: str) -> Reading:
    """With the space back where a known surname and an English word ran together, and nowhere else."""
    if language != "en":
        return reading
    names = surnames()
    repairs: list[Repair] = []

    def part(block: Block) -> Block:
        lost = [(match, cut) for match in WORD.finditer(block.text) if (cut := lost_space(match[0], names, language))]
        for match, cut in lost:
            repairs.append(Repair(R2, match[0], f"{match[0][:cut]} {match[0][cut:]}", block.place))
        if not lost:
            return block
        return replace(block, runs=with_spaces(block.runs, {match.start() + cut for match, cut in lost}))

    body = tuple(block if block.rows or block.kind is Kind.CODE else part(block) for block in reading.body)
    return replace(reading, body=body, repairs=reading.repairs + tuple(repairs))


def lost_space(word: str, names: frozenset[str], language: str) -> int | None:
    """Where `Namebelieves` wants its space: after a known surname, before a word of the language; else None."""
    if is_word(word, language):
        return None
    return next(
        (
            end
            for end in range(len(word) - SHORTEST_RIGHT, 2, -1)
            if word[:end] in names and word[end:].islower() and parts(word[end:], language)
        ),
        None,
    )


def parts(right: str, language: str) -> bool:
    """Whether a word behind a name stands on its own there: one that does not make new words of names."""
    return right not in COINING and is_word(right, language)


def with_spaces(runs: tuple[Run, ...], offsets: set[int]) -> tuple[Run, ...]:
    """The runs with a space put in before each character of the whole text whose offset is given."""
    spaced, start = [], 0
    for run in runs:
        text = "".join(f" {char}" if start + i in offsets else char for i, char in enumerate(run.text))
        spaced.append(replace(run, text=text))
        start += len(run.text)
    return tuple(spaced)
