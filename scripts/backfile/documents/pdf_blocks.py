"""The pages of a PDF in, its blocks out: headings by their size, items by their marks, notes at the foot of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from backfile.documents.pdf_furniture import recurring
from backfile.documents.pdf_order import Column, columns_of
from backfile.documents.pdf_pages import Line, Page
from backfile.documents.pdf_paragraphs import Placed, paragraphs, placed
from backfile.documents.plaintext import BULLET, FINAL_STOP, HEADING_WORDS, NUMBER, counts_up
from backfile.model import Block, Kind, Run, Style
from backfile.vocabularies import credit_label

_NOTE = re.compile(r"\s*(?P<key>\d{1,3}|[*†‡§]{1,3})[.)]?\s*(?=\S)")
_LARGER, _SMALLER = 1.12, 0.92
_LONGEST_HEADING = 30
_QUOTED = 1.2
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "ft", 0xFB06: "st"}


@dataclass(frozen=True, slots=True)
class Read:
    """What stands on a PDF's pages: the blocks of its text, and the lines of its running heads and feet."""

    blocks: tuple[Block, ...]
    furniture: tuple[Line, ...]


def read_blocks(pages: Sequence[Page]) -> Read:
    """The blocks of all pages: the text, the notes, and each running head or foot once."""
    regions = recurring(pages)
    columns, notes = [], []
    for page in pages:
        for column in columns_of([line for line in page.lines if id(line) not in regions]):
            text, small = _without_notes(column, usual_size(pages))
            columns += [text] if text.lines else []
            notes += _notes(small)
    numbers = {id(line): place for place, line in enumerate((line for c in columns for line in c.lines), 1)}
    keys = _keys(notes)
    groups = list(paragraphs(placed(columns)))
    blocks = [_block(group, keys, numbers[id(group[0].line)]) for group in groups]
    blocks = _mark_headings(blocks, groups, usual_size(pages))
    noted = [_note(lines, keys, len(numbers) + at) for at, lines in enumerate(notes, 1)]
    furniture = [line for page in pages for line in page.lines if id(line) in regions]
    marked = {(regions[id(line)], re.sub(r"\d+", "#", line.text.strip())): line for line in reversed(furniture)}
    beside = [Block(Kind.PARAGRAPH, _runs([line], {}), region=region) for (region, _), line in marked.items()]
    return Read((*_mark_lists(blocks), *noted, *beside), tuple(furniture))


def usual_size(pages: Sequence[Page]) -> float:
    """The size that most letters have."""
    sizes = Counter[float]()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=12.0)


def _without_notes(column: Column, usual: float) -> tuple[Column, list[Line]]:
    """A column without the small lines at its end that begin with a note's mark, and these."""
    lines = column.lines
    start = len(lines)
    while start and lines[start - 1].size < _SMALLER * usual:
        start -= 1
    first = next((at for at in range(start, len(lines)) if _NOTE.match(lines[at].text)), len(lines))
    alone = first == 0  # a column of nothing but small print is a text of its own
    return (column, []) if alone else (replace(column, lines=lines[:first]), list(lines[first:]))


def _notes(lines: list[Line]) -> list[list[Line]]:
    """The lines of each note."""
    notes: list[list[Line]] = []
    for line in lines:
        if _NOTE.match(line.text) or not notes:
            notes.append([])
        notes[-1].append(line)
    return notes


def _keys(notes: list[list[Line]]) -> dict[tuple[int, str], str]:
    """The key of each note by its page and its mark; a mark that several pages have gets the page's number."""
    said = [(lines[0].page, match["key"]) for lines in notes if (match := _NOTE.match(lines[0].text))]
    often = Counter(mark for _, mark in said)
    return {(page, mark): mark if often[mark] == 1 else f"{mark}-{page}" for page, mark in said}


def _note(lines: list[Line], keys: dict[tuple[int, str], str], place: int) -> Block:
    match = _NOTE.match(lines[0].text)
    key = keys[lines[0].page, match["key"]] if match else ""
    runs = _cut(_runs(lines, {}), len(match[0].lstrip()) if match else 0)
    return Block(Kind.NOTE, runs, note=key, place=place)


def _block(group: list[Placed], keys: dict[tuple[int, str], str], place: int) -> Block:
    runs = _runs([one.line for one in group], keys)
    text = "".join(run.text for run in runs)
    if credit_label().match(text) and len(text.split()) <= HEADING_WORDS:
        return Block(Kind.CAPTION, runs, place=place)
    if _is_quote(group):
        return Block(Kind.QUOTE, runs, level=1, place=place)
    return Block(Kind.PARAGRAPH, runs, place=place)


def _is_quote(group: list[Placed]) -> bool:
    """Whether several lines are set in alike from both edges of their column."""
    size = group[0].line.size
    lefts = [one.line.left - one.left for one in group]
    rights = [one.right - one.line.right for one in group]
    return len(group) > 1 and min(*lefts, *rights) > _QUOTED * size and max(lefts) - min(lefts) < 1


def _runs(lines: Sequence[Line], keys: dict[tuple[int, str], str]) -> tuple[Run, ...]:
    """The runs of some lines with a line break between them; small raised marks of known notes lead to these."""
    runs: list[Run] = []
    for line in lines:
        if runs and runs[-1].text.endswith("\u00ad"):
            runs[-1] = replace(runs[-1], text=runs[-1].text[:-1])
        elif runs:
            runs[-1] = replace(runs[-1], text=f"{runs[-1].text}\n") if not runs[-1].note else runs[-1]
            runs += [Run("\n")] if runs[-1].note else []
        own = list(_of_line(line, keys))
        if own:
            own[0] = replace(own[0], text=own[0].text.lstrip())
            own[-1] = replace(own[-1], text=own[-1].text.rstrip())
        runs += own
    return tuple(_merged(runs))


def _of_line(line: Line, keys: dict[tuple[int, str], str]) -> Iterator[Run]:
    for at, run in enumerate(line.runs):
        text = run.text.translate(_LIGATURES)
        mark = text.strip().strip("[]()")
        key = keys.get((line.page, mark)) or next(
            (key for (_, known), key in keys.items() if known == mark == key), None
        )
        yield Run(text.strip(), note=key) if at in line.raised and key else replace(run, text=text)


def _merged(runs: list[Run]) -> Iterator[Run]:
    for (styles, href, note), same in groupby(runs, key=lambda run: (run.styles, run.href, run.note)):
        text = "".join(run.text for run in same)
        if text:
            yield Run(text, styles if text.strip() else frozenset(), href, note)


def _mark_headings(blocks: list[Block], groups: list[list[Placed]], usual: float) -> list[Block]:
    """Paragraphs in larger letters are headings, ranked by their size; so are short bold ones without a full stop."""
    sizes = [group[0].line.size for group in groups]
    large = [
        size >= _LARGER * usual and _is_short(block, _LONGEST_HEADING)
        for size, block in zip(sizes, blocks, strict=True)
    ]
    ranks = sorted({round(size) for size, is_large in zip(sizes, large, strict=True) if is_large}, reverse=True)
    marked = []
    for block, group, size, is_large in zip(blocks, groups, sizes, large, strict=True):
        bold = all(one.line.bold for one in group) and _is_short(block, HEADING_WORDS)
        if is_large or (
            bold and block.kind is Kind.PARAGRAPH and not FINAL_STOP.search(block.text) and size >= usual - 1
        ):
            level = min(ranks.index(round(size)) + 1 if is_large else len(ranks) + 1, 6)
            runs = tuple(replace(run, styles=run.styles - {Style.STRONG}) for run in block.runs)
            block = replace(block, kind=Kind.HEADING, level=level, runs=tuple(_merged(list(runs))))
        marked.append(block)
    return marked


def _is_short(block: Block, most: int) -> bool:
    return len(block.text.split()) <= most


def _mark_lists(blocks: list[Block]) -> list[Block]:
    """Paragraphs that begin with a bullet become items; numbered ones do where a run of them counts up from 1."""
    marked: list[Block] = []
    for at, block in enumerate(blocks):
        number = NUMBER.match(block.text)
        if block.kind not in (Kind.PARAGRAPH, Kind.QUOTE):
            marked.append(block)
        elif bullet := BULLET.match(block.text):
            marked.append(_item(block, bullet.end(), None))
        elif number and counts_up(blocks, at, marked[-1:], int(number["number"])):
            marked.append(_item(block, number.end(), int(number["number"])))
        else:
            marked.append(block)
    return marked


def _item(block: Block, start: int, ordinal: int | None) -> Block:
    return replace(block, kind=Kind.ITEM, level=1, ordinal=ordinal, runs=_cut(block.runs, start))


def _cut(runs: tuple[Run, ...], start: int) -> tuple[Run, ...]:
    """The runs without the first letters of their text."""
    kept = []
    for run in runs:
        if len(run.text) > start:
            kept.append(replace(run, text=run.text[start:]))
        start = max(start - len(run.text), 0)
    return tuple(kept)
