"""A page and what was read at its address before come in; whether it only stands in that text's place goes out.

The measure is the text that was there: a page that no longer says most of it is no new version of it, whatever else it
is. Its wording tells what it is. Where nothing was there before, the wording of a short page decides alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from backfile.model import Block, Commentary, Document
from backfile.vocabularies import read

MOST = 0.5
"""The part of the earlier text's words that a new version must still have."""
WHOLE = 0.9
"""The part that it must still have if it also asks for money."""
SHORT_LINE = 25  # words
SHORT_PAGE = 120  # words that a page may have on which wording decides alone, …
SHORT_OPENING = 200  # … and that the opening of a text that is sold may have
WORD = re.compile(r"\w+")


class StandIn(StrEnum):
    """What a page is that is shown instead of a text."""

    CONSENT = "a page that asks for consent"
    PAYWALL = "only the opening of a text that is sold"
    MISSING = "a page that says that there is nothing"
    PARKED = "the page of a domain that is for sale"
    OTHER = "another text"


def stands_in(document: Document, text: Commentary | None, earlier: Commentary | None) -> StandIn | None:
    """What the page is instead of the commentary that was read at its address earlier; None if it is one.

    `text` is what a recipe read off the page, None if no recipe could.
    """
    worded = next((kind for kind in _KINDS if _says(kind, document)), None)
    if earlier is None:
        longest = SHORT_OPENING if worded is StandIn.PAYWALL else SHORT_PAGE
        return worded if len(_words(text.body if text else document.blocks)) <= longest else None
    part = kept(earlier, text)
    if part < MOST:
        return worded or StandIn.OTHER
    return StandIn.PAYWALL if worded is StandIn.PAYWALL and part < WHOLE else None


def kept(earlier: Commentary, later: Commentary | None) -> float:
    """The part of the earlier body's words that still stand in the later one, 0 to 1."""
    before, after = (Counter(_words(text.body)) if text else Counter[str]() for text in (earlier, later))
    return (before & after).total() / before.total() if before else 1.0


_KINDS = (StandIn.PARKED, StandIn.CONSENT, StandIn.PAYWALL, StandIn.MISSING)


def _says(kind: StandIn, document: Document) -> bool:
    """Whether the title or a short line of the page's own text has the wording; one line is enough."""
    lines = [*document.hinted("title")]
    lines += [block.text for block in document.blocks if len(block.text.split()) <= SHORT_LINE]
    return any(_wording(kind).search(line) for line in lines)


@cache
def _wording(kind: StandIn) -> re.Pattern[str]:
    return re.compile("|".join(read("standins")[kind.name.lower()]), re.IGNORECASE)


def _words(blocks: Iterable[Block]) -> list[str]:
    return [word for block in blocks for word in WORD.findall(block.text.casefold())]
