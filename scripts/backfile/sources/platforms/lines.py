"""Blocks in, their wording in one line out, and whether one of some patterns is the whole of a line."""

from __future__ import annotations

from backfile.model import Block
from backfile.sources.platforms.layout import Pattern

PAGE_REGIONS = frozenset({"nav", "header", "footer", "aside", "form"})


def line(block: Block) -> str:
    """A block's wording in one line."""
    return " ".join(block.text.split())


def any_line(patterns: tuple[Pattern, ...], lines: list[str]) -> bool:
    """Whether one of the patterns is the whole of one of the lines."""
    return any(pattern.fullmatch(text) for pattern in patterns for text in lines)
