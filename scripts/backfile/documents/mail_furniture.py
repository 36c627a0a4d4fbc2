"""The blocks of a mail in, the same blocks out, those that every newsletter has marked as its header or footer.

What is marked is not deleted: recipes leave a page's header and footer out, and say so. The rules know no publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from backfile.model import Block, Kind
from backfile.vocabularies import phrases

_MOST_WORDS_OF_A_LINE = 14
_MOST_WORDS_OF_A_FOOT = 70
_MOST_WORDS_BETWEEN = 20
_HEAD_BLOCKS = 8
_URL = re.compile(r"(?:https?://|mailto:|www\.)\S+|\S+@\S+\.\w+")


def mark_furniture(blocks: tuple[Block, ...], leaving: frozenset[str] = frozenset()) -> tuple[Block, ...]:
    """The blocks, their regions set; `leaving` are the addresses by which a reader leaves the list."""
    browser = [is_browser_line(block) for block in blocks]
    foot = [is_foot(block, leaving) for block in blocks]
    start = _foot_of(blocks, foot)
    return tuple(
        replace(block, region="header")
        if browser[at] or (foot[at] and at < _HEAD_BLOCKS and not block.region)
        else replace(block, region="footer")
        if foot[at] or at >= start
        else block
        for at, block in enumerate(blocks)
    )


def is_browser_line(block: Block) -> bool:
    """Whether a block offers the mail as a page on the web, and says nothing else."""
    return _is_short(block, _MOST_WORDS_OF_A_LINE) and _pattern("view_in_browser").search(block.text) is not None


def browser_links(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The addresses under which blocks offer the mail as a page, linked or printed."""
    for block in filter(is_browser_line, blocks):
        yield from (run.href for run in block.runs if run.href)
        yield from (found.group() for found in _URL.finditer(block.text) if found.group().startswith("http"))


def is_foot(block: Block, leaving: frozenset[str] = frozenset()) -> bool:
    """Whether a block is of those that a mail ends with: leaving the list, passing it on, why it came, whose it is."""
    if not _is_short(block, _MOST_WORDS_OF_A_FOOT):
        return False
    if _pattern("mail_foot").match(block.text.strip()):
        return True
    linked = [run.text for run in block.runs if run.href]
    if any(_whole("mail_furniture").fullmatch(_words(text)) for text in linked):
        return True
    if leaving & {run.href for run in block.runs if run.href}:
        return True
    printed = _words(_URL.sub(" ", block.text))
    if _whole("mail_furniture").fullmatch(printed):
        return True
    alone = _URL.search(block.text) is not None and _is_short(block, _MOST_WORDS_OF_A_LINE)
    return alone and _pattern("mail_furniture").match(printed) is not None


def _foot_of(blocks: tuple[Block, ...], foot: list[bool]) -> int:
    """Where the end of the mail begins that is nothing but its foot, with the short lines in and right before it."""
    start = len(blocks)
    for at in reversed(range(len(blocks))):
        if foot[at]:
            start = at
        elif not (_is_short(blocks[at], _MOST_WORDS_BETWEEN) and any(foot[:at][-_HEAD_BLOCKS:])):
            break
    if start == len(blocks):
        return start
    while start and (blocks[start - 1].kind is Kind.RULE or _is_row_of_links(blocks[start - 1])):
        start -= 1
    return start


def _is_row_of_links(block: Block) -> bool:
    """Whether a block holds nothing but links, or a picture, to a publisher's other places."""
    if block.kind is Kind.IMAGE:
        return _whole("mail_links").fullmatch(_words(block.text)) is not None
    texts = [_words(run.text) for run in block.runs]
    return any(run.href for run in block.runs) and all(_whole("mail_links").fullmatch(t) for t in texts if t)


def _is_short(block: Block, most: int) -> bool:
    return block.kind not in (Kind.TABLE, Kind.CODE) and len(block.text.split()) <= most


def _words(text: str) -> str:
    """The words of a text in small letters, nothing else between them than blanks and hyphens."""
    return " ".join(re.sub(r"[^\w\s@’'-]|_", " ", text).split()).casefold()


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(phrases(name), re.IGNORECASE)


@cache
def _whole(name: str) -> re.Pattern[str]:
    """Lines that say the phrase and hardly anything else."""
    return re.compile(rf"(?:\w+ ){{0,3}}?{phrases(name)}(?: \w+){{0,4}}", re.IGNORECASE)
