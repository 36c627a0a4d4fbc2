"""A document in, the same document with plain blanks out: no letter of the text changes.

No-break and other odd spaces become a space, runs of spaces one space, the non-breaking hyphen a hyphen; soft
hyphens, zero-width and control characters go, and letters are composed (NFC). Line breaks of a printed text stay.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from backfile.model import Block, Document, Kind, Run

DROPPED = dict.fromkeys((0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
HYPHEN = {0x2011: "-"}
REPLACED = DROPPED | HYPHEN
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # Unicode's category Cc but tab and line feed
BLANKS = re.compile(r"[^\S\n]+")
AROUND_BREAK = re.compile(r" *\n *")


def typeset(text: str) -> str:
    """The text with plain blanks, hyphens and composed letters; printed line breaks stay."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    plain = BLANKS.sub(" ", CONTROLS.sub("", text.replace("\t", " ")).translate(REPLACED))
    return unicodedata.normalize("NFC", AROUND_BREAK.sub("\n", plain))


def typeset_document(document: Document) -> Document:
    """The document with every text of it typeset."""
    hints = tuple(
        replace(hint, value=hint.value if hint.name == "url" else typeset(hint.value).replace("\n", " ").strip())
        for hint in document.hints
    )
    return replace(document, blocks=tuple(typeset_block(block) for block in document.blocks), hints=hints)


def typeset_block(block: Block) -> Block:
    """The block with typeset runs: none begins, ends or doubles a blank. Code keeps its blanks."""
    if block.kind is Kind.CODE:
        return block
    rows = tuple(tuple(typeset_runs(cell) for cell in row) for row in block.rows)
    runs = typeset_runs(block.runs)
    return block if (runs, rows) == (block.runs, block.rows) else replace(block, runs=runs, rows=rows)


def typeset_runs(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs with no blank at either end of the whole and none beside another blank."""
    kept: list[Run] = []
    for run in runs:
        text = typeset(run.text)
        if not kept or kept[-1].text[-1].isspace():
            text = text.lstrip()
        if text:
            kept.append(run if text == run.text else replace(run, text=text))
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept and kept[-1].text[-1].isspace():
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)
