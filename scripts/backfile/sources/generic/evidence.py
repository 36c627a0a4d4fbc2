"""A page with what is kept of it in, what speaks for and against each of its blocks, by name, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from math import log2

from backfile.model import Block, Kind, Style
from backfile.sources.generic.alignment import words_of
from backfile.sources.generic.page import KEPT, LONG, Page, says_something
from backfile.vocabularies import read

Evidence = dict[str, float]

VERY_LONG = 40
SHORT = 60
COMMON = 0.6
ALL_LINKED = 0.8
NEAR = 6
TAGS = frozenset(("article", "main", "aside", "section", "header", "footer", "nav", "form", "figure", "table"))
TAGS |= {"a", "button", "time", "address", "blockquote", "ul", "ol", "li"}
ENDS = re.compile(r"""[.!?…:;。？！]["'”’»)\]]*$""")
OURS = frozenset(["we", "us", "our", "you", "your"])


@cache
def patterns(table: str) -> dict[str, re.Pattern[str]]:
    """The patterns of one table of the vocabulary of a page's parts, for texts in lower case."""
    return {part: re.compile(f"(?:{pattern})") for part, pattern in read("pageparts")[table].items()}


@cache
def named(words: str) -> tuple[str, ...]:
    """The parts of a page that an element's words, which are in lower case, name."""
    return tuple(part for part, pattern in patterns("names").items() if pattern.search(words)) if words else ()


def gathered(page: Page, voices: Mapping[str, Sequence[float]], title: str) -> list[Evidence]:
    """The evidence on each block: its own wording, the elements around it, and what stands beside it."""
    seen = Counter(" ".join(line) for line in page.lines)
    heard = words_of(title)
    return [evidence_on(page, index, voices, heard, seen) for index in range(len(page.blocks))]


def evidence_on(
    page: Page, index: int, voices: Mapping[str, Sequence[float]], title: Sequence[str], seen: Counter[str]
) -> Evidence:
    """The evidence on one block."""
    shares = {voice: shares[index] for voice, shares in voices.items()}
    facts: Evidence = {f"voice {voice}": share for voice, share in shares.items()}
    keeping = [share >= KEPT for share in shares.values()]
    facts[f"voices {'+' if all(keeping) else '±' if any(keeping) else '-'}"] = 1.0
    facts["kept"] = page.kept[index]
    if seen[" ".join(page.lines[index])] > 1:
        facts["again"] = 1.0
    look(page, index, facts)
    title_again(page.lines[index], title, facts)
    wording(page.blocks[index], facts)
    place(page, index, facts)
    beside(page, index, facts)
    around(page, page.blocks[index], facts)
    return facts


def look(page: Page, index: int, facts: Evidence) -> None:
    """What kind of block it is and how long."""
    block, words = page.blocks[index], len(page.lines[index])
    facts[f"kind {block.kind}"] = 1.0
    if block.region:
        facts[f"region {block.region}"] = 1.0
    facts["words"] = min(log2(1 + words), 7) / 7
    for name, least in (("long", LONG), ("very long", VERY_LONG)):
        if words >= least:
            facts[name] = 1.0
            if block.kind is not Kind.PARAGRAPH:
                facts[f"{name} {block.kind}"] = 1.0
    if block.kind is Kind.HEADING:
        facts[f"rank {block.level}"] = 1.0
    if words:
        manner(block, page.lines[index], page.linked[index] / words, facts)


def manner(block: Block, line: Sequence[str], density: float, facts: Evidence) -> None:
    """How much of a block is linked, styled, shouted, spoken to the reader, figures; how it ends."""
    facts["linked"] = density
    if density > ALL_LINKED:
        facts["all linked"] = facts[f"all linked {block.kind}"] = 1.0
    if ENDS.search(block.text):
        facts["ends"] = 1.0
    if block.text[-1:] in "?:!":
        facts[f"ends {block.text[-1]}"] = 1.0
    if len(line) > 2 and block.text.isupper():
        facts["capitals"] = 1.0
        facts["capitals linked"] = float(density > 0.5)
    for style in (Style.STRONG, Style.EMPHASIS):
        if block.runs and all(style in run.styles for run in block.runs if run.text.strip()):
            facts[f"all {style}"] = 1.0
            facts[f"all {style} linked"] = float(density > 0.3)
    facts["ours"] = min(sum(word in OURS for word in line) / len(line), 0.3)
    facts["figures"] = sum(word.isdigit() for word in line) / len(line)


def title_again(line: Sequence[str], title: Sequence[str], facts: Evidence) -> None:
    """How much of the page's title a block is."""
    if not line or len(line) > SHORT:
        return
    if line == title:
        facts["title"] = 1.0
    facts["like title"] = len(set(line) & set(title)) / max(len(set(line) | set(title)), 1)


def wording(block: Block, facts: Evidence) -> None:
    """How a block's text begins, and what it speaks of."""
    text = block.text.strip().lower() if says_something(block) else ""
    if not text:
        return
    for part, pattern in patterns("mentions").items():
        if pattern.search(text):
            facts[f"says {part}"] = 1.0
    if len(text) < SHORT * 7:
        for part, pattern in patterns("lines").items():
            if found := pattern.match(text):
                facts[f"line {part}"] = 1.0
                if found.end() >= len(text):
                    facts[f"whole line {part}"] = 1.0


def place(page: Page, index: int, facts: Evidence) -> None:
    """Where a block stands in what is kept."""
    if index < page.first:
        facts["before first"] = 1.0
        facts["far before"] = min(page.first - index, 20) / 20
        if page.blocks[index].kind is Kind.HEADING:
            facts["heading before first"] = 1.0
    if index > page.last:
        facts["behind last"] = 1.0
        facts["far behind"] = min(index - page.last, 20) / 20
    before = page.kept_before[index] / page.kept_words
    behind = 1 - (page.kept_before[index] + page.kept[index] * len(page.lines[index])) / page.kept_words
    for share in (0.01, 0.05, 0.15):
        if before < share:
            facts[f"first {share}"] = 1.0
        if behind < share:
            facts[f"last {share}"] = 1.0
    if index == page.first:
        facts["is first"] = 1.0
    if index == page.last:
        facts["is last"] = 1.0


def beside(page: Page, index: int, facts: Evidence) -> None:
    """How much is kept beside a block."""
    count = len(page.blocks)
    for step in (-2, -1, 1, 2):
        if 0 <= index + step < count:
            facts[f"kept {step}"] = page.kept[index + step]
    for name, near in (
        ("kept above", slice(max(index - NEAR, 0), index)),
        ("kept below", slice(index + 1, min(index + 1 + NEAR, count))),
    ):
        words = sum(page.lengths[near])
        facts[name] = sum(page.kept_lengths[near]) / words if words else 0.0
    if index and page.blocks[index - 1].kind is Kind.IMAGE:
        facts["behind image"] = 1.0


def around(page: Page, block: Block, facts: Evidence) -> None:
    """What the elements around a block are called, and how much of them is kept."""
    element, inside, least, depth = block.around, True, 1.0, 0
    if element is not None:
        facts["same look"] = page.looks[element.name, element.words] / page.kept_words
        facts["same parent"] = page.parents[element.parent.number if element.parent else 0] / page.kept_words
    while element is not None:
        branch = page.branches[element.number]
        if inside and branch.kept / page.kept_words >= COMMON:
            inside = False
            facts["levels"] = min(depth, 8) / 8
            facts["common purity"] = branch.purity
            facts["common words"] = branch.words / page.words
        where = "in" if inside else "out"
        facts.update(called(element.name, element.words, where, depth <= 1))
        if inside:
            purity = branch.purity
            least = min(least, purity)
            facts["branch purity"] = purity
            facts["branch linked"] = branch.link_density
            facts["branch words"] = min(log2(1 + branch.words), 10) / 10
            facts["branch share"] = branch.kept / page.kept_words
            facts["branch long"] = min(log2(1 + branch.long), 5) / 5
            if depth < 3:
                facts[f"purity {depth}"] = purity
                facts[f"linked {depth}"] = branch.link_density
        element, depth = element.parent, depth + 1
    facts["least purity"] = least
    if inside:
        facts["outside"] = 1.0


@lru_cache(maxsize=20_000)
def called(name: str, words: str, where: str, near: bool) -> Mapping[str, float]:
    """What one element around a block, of such a name and such words, is called."""
    facts: Evidence = {}
    for part in named(words):
        facts[f"{where} {part}"] = 1.0
        if near:
            facts[f"near {part}"] = 1.0
    if name in TAGS:
        facts[f"{where} <{name}>"] = 1.0
    return facts
