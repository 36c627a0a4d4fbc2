"""Wordings of furniture in; a rule that an editor can paste into a recipe out."""

from __future__ import annotations

import re
from collections.abc import Iterable


def rule(wordings: Iterable[str]) -> str:
    """`furniture=(wording(r"…"),)`, matching these wordings, whatever their numbers and the case of their letters."""
    return f"furniture=(wording({', '.join(map(pattern, wordings))}),)"


def pattern(wording: str) -> str:
    r"""A raw string whose expression matches the wording; a quotation mark in it is written \x22."""
    escaped = re.escape(wording).replace(r"\ ", " ").replace(r"\-", "-")
    return 'r"' + re.sub("[0-9]+", "[0-9]+", escaped).replace('"', r"\x22") + '"'
