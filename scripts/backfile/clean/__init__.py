"""Cleaning: one concern a module, in the order that stands in STEPS."""

from __future__ import annotations

from collections.abc import Callable

from backfile.clean.footnotes import settle_footnotes
from backfile.clean.furniture import drop_empty, drop_repeated_title
from backfile.clean.images import take_credit
from backfile.clean.links import clean_links
from backfile.clean.repair import mend_lost_spaces, rejoin_lines
from backfile.model import Reading

Step = Callable[[Reading, str], Reading]

SETTLING: tuple[Step, ...] = (drop_repeated_title, clean_links, drop_empty, settle_footnotes)
"""Steps that may leave work for one another: a lost note may say the title again; its heading then heads nothing."""

STEPS: tuple[Step, ...] = (rejoin_lines, mend_lost_spaces, take_credit, *SETTLING)


def clean(reading: Reading, language: str) -> Reading:
    """The reading after every step; cleaning a clean reading changes nothing."""
    reading = _after(STEPS, reading, language)
    while (again := _after(SETTLING, reading, language)) != reading:
        reading = again
    return reading


def _after(steps: tuple[Step, ...], reading: Reading, language: str) -> Reading:
    for step in steps:
        reading = step(reading, language)
    return reading
