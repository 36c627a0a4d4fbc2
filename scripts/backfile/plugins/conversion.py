"""A body's Markdown in, HTML out: by Python-Markdown, the reference, under a time limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from markdown import Markdown

from backfile.formats.limits import time_limit

META = "markdown.extensions.meta"  # takes the header off, which is off already


class Converter:
    """One instance for many bodies, with the options of Pelican's setting MARKDOWN."""

    def __init__(self, options: Mapping[str, object]) -> None:
        extensions = cast(list[str], options.get("extensions", ()))
        self._options: dict[str, Any] = {**options, "extensions": [name for name in extensions if name != META]}
        self._markdown: Markdown | None = None

    def html(self, text: str, seconds: float) -> str:
        """The HTML of a body. Raises TooLong if it is not done in so many seconds."""
        used, self._markdown = self._markdown, None  # one that was stopped midway is not used again
        with time_limit(seconds):
            markdown = used.reset() if used else Markdown(**self._options)
            made = markdown.convert(text)
        self._markdown = markdown
        return made
