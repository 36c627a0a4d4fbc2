"""What stands in a <pre> in; its stretches out, each with its kind: code as it stands, or prose that a machine wrapped.

Mailing lists, memos and old books print their whole text in a <pre>. Such a text has paragraphs, not lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from backfile.documents.html_inline import Mark, Token, merged, settle
from backfile.model import Block, Kind, Run

FULL = 45  # characters; a wrapped line that another one follows is not shorter
FEWEST_WORDS = 5  # in a line of prose, at the average
LETTERS = 0.9  # of prose, blanks and its marks among them
MARKS = ".,;:!?'’\"“”„«»()[]-–—/"
MANY = 3  # lines, which are prose without a stop at their end: the text may go on over a page
MOSTLY = 0.5  # of the words of a text that is prose
APART = re.compile(r"\S(?: {3,}| ?\.{4,})\S|[|{}=]$")
NO_PROSE = re.compile(r"\s*(?:[#$%/<>=+~|{}\\@&]|--)")
LABEL = re.compile(r"\s*\[[^\]]+\]\s*")
ADDRESS = re.compile(r"\bhttps?://\S+")
SENTENCE = re.compile(r"""[*•-]?\s*["'“‘„«(\[]?[^\W\d_a-z].*[.:?!]["'”’»)\]]*""", re.DOTALL)

Line = tuple[Run, ...]
Stanza = list[Line]


def stretches(tokens: Iterable[Token]) -> list[tuple[Kind, tuple[Run, ...]]]:
    """The stretches of a <pre>: one of code, or, where most of it is wrapped prose, its paragraphs and its code."""
    runs = preformatted(tokens)
    stanzas = stanzas_of(runs)
    prose = sum(words(stanza) for stanza in stanzas if is_prose(stanza) or is_contents(stanza))
    if len(stanzas) < 2 or prose < MOSTLY * sum(map(words, stanzas)):
        return [(Kind.CODE, runs)]
    told: list[tuple[Kind, tuple[Run, ...]]] = []
    for reads, group in groupby(stanzas, key=reading_of):
        if reads is Kind.CODE:
            code = [run for stanza in group for run in (Run("\n\n"), *joined(stanza, "\n"))]
            told.append((Kind.CODE, trimmed(merged(code[1:]))))
        elif reads is Kind.PARAGRAPH:
            told += [(Kind.PARAGRAPH, settle(joined(stanza, " "))) for stanza in group]
        else:
            told += [(Kind.PARAGRAPH, settle(line)) for stanza in group for line in stanza]
    return told


def reading_of(stanza: Stanza) -> Kind:
    """What a stanza of a text is: a paragraph, code, or a line a paragraph, which is told as items."""
    if is_contents(stanza):
        return Kind.ITEM
    return Kind.PARAGRAPH if is_prose(stanza) or is_line(stanza) else Kind.CODE


def preformatted(tokens: Iterable[Token]) -> tuple[Run, ...]:
    """The text of a <pre> with its lines and blanks, in one run for each look, without line breaks at the ends."""
    texts = (Run("\n") if isinstance(token, Mark) else token for token in tokens if not isinstance(token, Block))
    return trimmed(merged(texts))


def trimmed(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs without line breaks before the first and without blanks behind the last."""
    told = list(runs)
    if told:
        told[0] = replace(told[0], text=told[0].text.lstrip("\n"))
        told[-1] = replace(told[-1], text=told[-1].text.rstrip())
    return tuple(run for run in told if run.text)


def stanzas_of(runs: Sequence[Run]) -> list[Stanza]:
    """The lines of a text in stretches that empty lines part."""
    lines = lines_of(runs)
    return [list(group) for is_blank, group in groupby(lines, key=lambda line: not text(line).strip()) if not is_blank]


def lines_of(runs: Sequence[Run]) -> Iterator[Line]:
    """The runs of each line."""
    line: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        line.append(replace(run, text=first))
        for other in others:
            yield tuple(part for part in line if part.text)
            line = [replace(run, text=other)]
    yield tuple(part for part in line if part.text)


def is_prose(stanza: Stanza) -> bool:
    """Whether a stanza is a sentence or more whose lines are full but the last; a label may hang before them.

    Lines that each begin with a capital letter are verse.
    """
    lines = [text(line) for line in stanza]
    hangs = len(lines) > 2 and LABEL.fullmatch(lines[0]) is not None
    whole = ADDRESS.sub("", "\n".join(lines)).strip()
    letters = sum(letter.isalpha() or letter.isspace() or letter in MARKS for letter in whole)
    return (
        all(len(line) >= FULL for line in lines[hangs:-1])
        and words(stanza) >= FEWEST_WORDS * (len(lines) - 0.5 - hangs)
        and letters >= LETTERS * len(whole)
        and not is_verse(lines[hangs:])
        and len({indent(line) for line in lines[1:]}) < 2
        and not any(APART.search(line) or NO_PROSE.match(line) for line in lines)
        and (len(lines) >= MANY or SENTENCE.fullmatch(whole) is not None)
    )


def is_verse(lines: list[str]) -> bool:
    """Whether there are lines behind the first, and each begins with a capital letter."""
    return len(lines) > 1 and all(line.lstrip("\"'“‘„«([ ")[:1].isupper() for line in lines[1:])


def indent(line: str) -> int:
    """How far a line is set in."""
    return len(line) - len(line.lstrip())


def is_contents(stanza: Stanza) -> bool:
    """Whether each line of a stanza leads somewhere: to a part of the text, or to another one."""
    return len(stanza) > 1 and all(any(run.href for run in line) for line in stanza)


def is_line(stanza: Stanza) -> bool:
    """Whether a stanza is one line of words without columns."""
    return len(stanza) == 1 and APART.search(text(stanza[0])) is None


def joined(stanza: Stanza, between: str) -> Iterator[Run]:
    """The runs of a stanza, with something between its lines."""
    for at, line in enumerate(stanza):
        yield from (Run(between), *line) if at else line


def words(stanza: Stanza) -> int:
    """How many words a stanza has."""
    return sum(len(text(line).split()) for line in stanza)


def text(line: Line) -> str:
    """The letters of a line."""
    return "".join(run.text for run in line)
