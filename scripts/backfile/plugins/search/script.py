"""A script or a stylesheet as people read it in, the same without indents and comment lines out."""

from __future__ import annotations

import re
from collections.abc import Iterable

INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*[^*]*\*/)\n", re.MULTILINE)
EMPTY = re.compile(r"\n{2,}")


def shortened(text: str) -> str:
    """The text without what only its author needs; a comment behind a statement stays, as may a text on lines."""
    return EMPTY.sub("\n", INDENT.sub("", COMMENT.sub("", text))).lstrip("\n")


def in_one_block(scripts: Iterable[str]) -> str:
    """Scripts as one whose names are seen by each other and by nobody else."""
    return '"use strict";\n{\n' + "".join(scripts) + "}\n"
