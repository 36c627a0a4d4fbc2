"""A reading in, the reading with the credit of its picture as a fact out: a credit line is data, a caption stays."""

from __future__ import annotations

import re
from dataclasses import replace

from backfile.clean.furniture import without
from backfile.model import Block, Kind, Printed, Reading
from backfile.vocabularies import credit_label

SENTENCE = re.compile(r"[.!?]\s")


def take_credit(reading: Reading, language: str) -> Reading:
    """With a caption that is nothing but a credit taken as the credit, if the head of the page had none."""
    lines = [i for i, block in enumerate(reading.body) if is_credit(block)]
    if not lines or reading.credit is not None:
        return reading
    first = reading.body[lines[0]]
    return replace(without(reading, {lines[0]}, "the credit"), credit=Printed(unlabelled(first.text), first.place))


def unlabelled(text: str) -> str:
    """A credit line without its label."""
    return credit_label().sub("", text, count=1).strip()


def is_credit(block: Block) -> bool:
    """Whether a block is a caption that only says whose picture it is."""
    label = credit_label().match(block.text)
    return block.kind is Kind.CAPTION and label is not None and not SENTENCE.search(block.text, label.end())
