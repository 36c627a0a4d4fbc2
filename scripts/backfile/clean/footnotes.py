"""A reading in, the reading with paired footnotes out: markers without a note stay literal and are reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from backfile.model import Block, Kind, Note, Reading, Run

LITERAL = re.compile(r"\[\d{1,3}\]")


def settle_footnotes(reading: Reading, language: str) -> Reading:
    """With each marker that has its note paired, and each that lost it as plain text with a warning to the editor.

    A note that no marker names stays as a paragraph: no word of the body is lost.
    """
    defined = {block.note for block in reading.body if block.kind is Kind.NOTE}
    marked = {run.note for block in reading.body for run in runs_of(block) if run.note}
    body = tuple(
        replace(block, kind=Kind.PARAGRAPH, note=None)
        if block.kind is Kind.NOTE and block.note not in marked
        else block
        for block in (settled_block(block, defined) for block in reading.body)
    )
    lost = [(mark, block.place) for block in body for run in runs_of(block) if not run.note for mark in markers(run)]
    told = tuple(note for note in report(lost) if note not in reading.notes)
    return replace(reading, body=body, notes=reading.notes + told)


def runs_of(block: Block) -> Iterator[Run]:
    """All runs of a block, those of a table's cells too."""
    yield from block.runs
    yield from (run for row in block.rows for cell in row for run in cell)


def settled_block(block: Block, defined: set[str | None]) -> Block:
    """The block with every marker settled."""
    rows = tuple(tuple(tuple(settled(run, defined) for run in cell) for cell in row) for row in block.rows)
    return replace(block, runs=tuple(settled(run, defined) for run in block.runs), rows=rows)


def settled(run: Run, defined: set[str | None]) -> Run:
    """The run, no longer a marker if what it marks is not there."""
    return replace(run, note=None) if run.note not in defined else run


def markers(run: Run) -> list[str]:
    """The markers that stand as plain text in a run."""
    return [] if run.href else LITERAL.findall(run.text)


def report(lost: list[tuple[str, int]]) -> tuple[Note, ...]:
    """One warning for all markers whose notes the capture does not hold."""
    if not lost:
        return ()
    targets = "footnote target" if len(lost) == 1 else "footnote targets"
    listed = " ".join(mark for mark, _ in lost)
    advice = "Look the notes up in the original; the markers stand as text"
    return (Note(f"{len(lost)} {targets} lost: {listed}", lost[0][1], advice),)
