"""What a tool read and what a person marked in, figures out: of the text, the facts, and what stands in Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple
from urllib.parse import unquote

from markdown import markdown

from backfile.documents.html import read_html
from backfile.errors import BackfileError
from backfile.model import Block, Kind

EXTENSIONS = ("tables", "footnotes", "sane_lists")
KINDS = ("headings", "items", "quotes", "links", "images", "tables", "captions", "footnotes")
START = 8  # words that tell two blocks apart


class Score(NamedTuple):
    """Precision, recall and F1, as shares of 1."""

    precision: float
    recall: float
    f1: float


def words_of(text: str | None) -> list[str]:
    """The words of a text in lower case."""
    return re.findall(r"\w+", (text or "").lower())


def body_score(found: str | None, truth: str, together: int) -> Score:
    """How well one text holds another: by their words, `together` at a time, each as often as it stands there."""
    ours, theirs = (shingles(words_of(text), together) for text in (found, truth))
    return score(sum((ours & theirs).values()), ours.total(), theirs.total())


def shingles(words: list[str], together: int) -> Counter[tuple[str, ...]]:
    """Every `together` words that stand side by side; the whole of a shorter text."""
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + together]) for at in range(max(1, len(words) - together + 1)))


def score(shared: int, found: int, wanted: int) -> Score:
    """The score of so many right ones of those found and wanted; two empty ones are equal."""
    if not found or not wanted:
        return Score(1.0, 1.0, 1.0) if found == wanted else Score(0.0, 0.0, 0.0)
    precision, recall = shared / found, shared / wanted
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if shared else 0.0)


def same_words(found: str | None, truth: str) -> bool:
    """Whether two short texts have the same words."""
    return words_of(found) == words_of(truth)


def same_names(found: str | None, truth: str) -> bool:
    """Whether two lists of names have the same names, in whatever order."""
    return names(found) == names(truth)


def names(text: str | None) -> set[str]:
    """The names of a list, without what parts them."""
    parts = re.split(r",|;|&|/|\band\b|\bby\b", (text or "").lower())
    return {" ".join(words_of(part)) for part in parts} - {""}


def blocks_of(html: str, url: str) -> tuple[Block, ...]:
    """The blocks of a piece of HTML, none if there is nothing in it."""
    try:
        return read_html(f"<!DOCTYPE html><body>{html}".encode(), digest="", origin=url).blocks
    except BackfileError:
        return ()


def rendered(source: str) -> str:
    """Markdown as HTML, by the renderer of the site."""
    return markdown(source, extensions=list(EXTENSIONS), output_format="html")


def kept_of(blocks: Iterable[Block]) -> dict[str, Counter[str]]:
    """What stands among blocks, by its kind, each thing by its first words."""
    kept: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for block in blocks:
        for kind, key in keys(block):
            if key:
                kept[kind][key] += 1
    return kept


def first_words(text: str | None) -> str:
    """The words that tell a text apart."""
    return " ".join(words_of(text)[:START])


def keys(block: Block) -> Iterator[tuple[str, str]]:
    """What a block counts as, and by which key."""
    text = "".join(run.text for run in block.runs if not run.note)  # a footnote's number is Markdown's own
    start = first_words(text or block.text)
    named = {Kind.HEADING: "headings", Kind.QUOTE: "quotes", Kind.TABLE: "tables", Kind.NOTE: "footnotes"}
    if block.kind in named:
        yield named[block.kind], start
    elif block.kind is Kind.ITEM and not block.continued:
        yield "items", start
    elif block.kind is Kind.CAPTION:
        yield "captions", start
    elif block.kind is Kind.IMAGE:
        yield "images", unquote((block.src or "").partition("?")[0].rpartition("/")[2])
    for runs in (block.runs, *(cell for row in block.rows for cell in row)):
        for href, linked in groupby(runs, key=lambda run: run.href):  # one address in a row is one link
            if href and (words := first_words("".join(run.text for run in linked))):
                yield "links", words
