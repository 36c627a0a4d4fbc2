"""A text dump of a page in, a document out: paragraphs unwrapped, headings, items, quotes and notes told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from backfile.documents.charset import decoded
from backfile.errors import EmptyCapture
from backfile.model import Block, Document, Kind, Run
from backfile.vocabularies import credit_label

BULLET = re.compile(r"[-•·*]\s+(?=\S)(?!\([^()]*\)$)")
NUMBER = re.compile(r"(?P<number>\d{1,2})[.)]\s+(?=\S)")
QUOTED = re.compile(r">\s?(?=\S)")
NOTE = re.compile(r"\[(?P<key>\d{1,3}|\*)\]\s+(?=\S)")
MARKER = re.compile(r"\[(\d{1,3}|\*)\]")
FINAL_STOP = re.compile(r"[.!?…][”’\"'»)\]]*$")
LONE_FEED = re.compile(r"(?m)^[ \t]*\f[ \t]*\n")
MANY_LINES = 3
HEADING_WORDS = 14
HEADING_LENGTH = 100
PROSE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text without outer blanks, its number, and the blanks before it."""

    text: str
    place: int
    column: int


def read_plaintext(body: bytes, *, digest: str, charset: str | None = None, origin: str = "") -> Document:
    """The document in the bytes of a text file.

    Line breaks inside a printed paragraph stay as "\\n" in its text: whether a hyphen before one belongs to the
    word is decided, and logged, when the text is cleaned. Raises EmptyCapture, DamagedCapture or UnknownForm.
    """
    read = decoded(body, charset)
    if not read.text.strip():
        raise EmptyCapture("there is no text in it", where=origin, advice="Save the page again")
    return replace(document_of_text(read.text, digest=digest), hints=read.hints)


def document_of_text(text: str, *, digest: str) -> Document:
    """The document in a text that is decoded."""
    lines = printed_lines(text)
    if not any(line.text for line in lines):
        return Document(digest, "text/plain", ())
    wrapped = is_wrapped(lines)
    groups = unwrapped(lines) if wrapped else ([line] for line in lines if line.text)
    blocks = mark_notes(mark_headings(mark_lists([as_block(group) for group in groups])))
    first = next(line for line in lines if line.text)
    return Document(
        digest=digest,
        media_type="text/plain",
        blocks=tuple(blocks),
        wrapped=wrapped,
        truncated=wrapped and first.column > 0,
    )


def printed_lines(text: str) -> list[Line]:
    """The lines of a text; a form feed counts as the blank that page breaks leave before the next line."""
    rows = LONE_FEED.sub("\n ", text).replace("\f", " ").split("\n")
    return [Line(row.strip(), place, len(row) - len(row.lstrip())) for place, row in enumerate(rows, 1)]


def is_wrapped(lines: list[Line]) -> bool:
    """Whether paragraphs were broken into printed lines: many lines run on, in lower case, on the next."""
    running = sum(
        bool(line.text) and not FINAL_STOP.search(line.text) and after.text[:1].islower()
        for line, after in pairwise(lines)
    )
    return running >= MANY_LINES and running * 5 >= sum(bool(line.text) for line in lines)


def unwrapped(lines: list[Line]) -> Iterator[list[Line]]:
    """The printed lines of each paragraph: parted by blank lines, and where a line was left short on purpose."""
    width = max(len(line.text) for line in lines)
    group: list[Line] = []
    parted = False
    for line in lines:
        if not line.text:
            parted = True
            continue
        if group and (starts_paragraph(group[-1], line, width) or (parted and not breaks_page(group[-1], line))):
            yield group
            group = []
        group.append(line)
        parted = False
    if group:
        yield group


def starts_paragraph(before: Line, line: Line, width: int) -> bool:
    """Whether `line` begins a paragraph of its own although no blank line stands before it.

    An indented line does after a full stop, but is a page break inside a sentence; a line that stops although
    the next word had room ended its paragraph; so did one not half as long as the page is wide.
    """
    room = width - len(before.text) - 1
    stopped = bool(FINAL_STOP.search(before.text))
    if line.column and not before.column:
        return stopped
    if stopped and len(line.text.split()[0]) < room and not line.text[0].islower():
        return len(before.text) < 0.75 * width
    return len(before.text) < 0.5 * width and not line.text[0].islower()


def breaks_page(before: Line, line: Line) -> bool:
    """Whether the blank lines between two lines are only the end of a page inside a sentence."""
    return bool(line.column) and not FINAL_STOP.search(before.text) and line.text[0].islower()


def as_block(lines: list[Line]) -> Block:
    """One block of printed lines, its kind told by how it begins."""
    text = "\n".join(line.text for line in lines)
    place, column = lines[0].place, lines[0].column
    if quoted := QUOTED.match(text):
        text = re.sub(r"(?m)^>\s?", "", text[quoted.start() :])
        return Block(Kind.QUOTE, (Run(text),), level=1, place=place, column=column)
    if credit_label().match(text) and len(text.split()) <= HEADING_WORDS:
        return Block(Kind.CAPTION, (Run(text),), place=place, column=column)
    return Block(Kind.PARAGRAPH, (Run(text),), place=place, column=column)


def mark_lists(blocks: list[Block]) -> list[Block]:
    """Paragraphs that begin with a bullet become items; numbered ones do where a run of them counts up from 1."""
    marked: list[Block] = []
    for index, block in enumerate(blocks):
        if block.kind is not Kind.PARAGRAPH:
            marked.append(block)
        elif bullet := BULLET.match(block.text):
            marked.append(as_item(block, bullet.end(), None))
        elif (number := NUMBER.match(block.text)) and counts_up(blocks, index, marked[-1:], int(number["number"])):
            marked.append(as_item(block, number.end(), int(number["number"])))
        else:
            marked.append(block)
    return marked


def as_item(block: Block, start: int, ordinal: int | None) -> Block:
    """The paragraph as a list item, its mark cut off."""
    return replace(block, kind=Kind.ITEM, level=1, ordinal=ordinal, runs=(Run(block.text[start:]),))


def counts_up(blocks: list[Block], index: int, before: list[Block], number: int) -> bool:
    """Whether the number continues the item before it, or is a 1 that the next block continues."""
    if before and before[0].kind is Kind.ITEM and before[0].ordinal == number - 1:
        return True
    after = NUMBER.match(blocks[index + 1].text) if index + 1 < len(blocks) else None
    return number == 1 and after is not None and int(after["number"]) == 2


def mark_headings(blocks: list[Block]) -> list[Block]:
    """Short lines without a final stop that stand before a paragraph of prose, and after anything, are headings."""
    return [
        replace(block, kind=Kind.HEADING, level=2) if reads_as_heading(block) and is_prose(after) else block
        for block, after in zip(blocks, [*blocks[1:], None], strict=True)
    ]


def reads_as_heading(block: Block) -> bool:
    """Whether a block's own wording allows it to be a heading."""
    text = block.text
    return (
        block.kind is Kind.PARAGRAPH
        and "\n" not in text
        and len(text) <= HEADING_LENGTH
        and len(text.split()) <= HEADING_WORDS
        and text[-1] not in '.…,;:»”"'
        and text[0] not in "-–—+="
        and any(letter.isalpha() for letter in text)
    )


def is_prose(block: Block | None) -> bool:
    """Whether a block is a paragraph of sentences, or a list or quote, which may follow a heading."""
    if block is None or block.kind in (Kind.ITEM, Kind.QUOTE):
        return block is not None
    return block.kind is Kind.PARAGRAPH and (
        len(block.text.split()) >= PROSE_WORDS or bool(FINAL_STOP.search(block.text))
    )


def mark_notes(blocks: list[Block]) -> list[Block]:
    """Paragraphs at the end that begin with a marker in brackets define it; markers that are defined become notes.

    A marker without a definition stays the literal text it is.
    """
    defined = {match["key"] for block in blocks if (match := NOTE.match(block.text)) is not None}
    if not defined:
        return blocks
    marked = []
    for block in blocks:
        if match := NOTE.match(block.text):
            runs = with_markers(block.text[match.end() :], defined)
            marked.append(replace(block, kind=Kind.NOTE, note=match["key"], runs=runs, level=0))
        else:
            marked.append(replace(block, runs=with_markers(block.text, defined)))
    return marked


def with_markers(text: str, defined: Iterable[str]) -> tuple[Run, ...]:
    """The text as runs, with each marker of a defined note as a run of its own."""
    runs: list[Run] = []
    for index, piece in enumerate(MARKER.split(text)):
        if index % 2 and piece in defined:
            runs.append(Run(f"[{piece}]", note=piece))
        elif piece:
            runs.append(Run(f"[{piece}]" if index % 2 else piece))
    return tuple(runs)
