"""A value of somebody else's data in, its words in one line out, or nothing."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


def words(value: object) -> str | None:
    """The words of a text in one line; None for anything else."""
    return " ".join(value.split()) or None if isinstance(value, str) else None


def plain(value: object) -> str | None:
    """The words of a text that may be HTML, without tags and entities."""
    return words(unescape(_TAG.sub("", value))) if isinstance(value, str) else None
