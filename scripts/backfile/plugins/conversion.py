"""A body's Markdown in, HTML out: by Python-Markdown, the reference, under a time limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from markdown import Markdown

from backfile.formats.limits import time_limit

EXTENSIONS = tuple(f"markdown.extensions.{name}" for name in ("footnotes", "sane_lists", "tables"))
META = "markdown.extensions.meta"  # takes the header off, which is off already


class Converter:
    """One instance for many bodies, with the options of Pelican's setting MARKDOWN."""

    def __init__(self, options: Mapping[str, object]) -> None:
        extensions = cast(list[str], options.get("extensions", ()))
        self._options: dict[str, Any] = {**options, "extensions": [name for name in extensions if name != META]}
        self._markdown: Markdown | None = None

    @property
    def usual(self) -> bool:
        """Whether the options are those of this project, which `plain` knows."""
        usual = {"extensions": list(EXTENSIONS), "extension_configs": {}, "output_format": "html5"}
        return {**self._options, "extensions": sorted(map(str, self._options["extensions"]))} == usual

    def html(self, text: str, seconds: float) -> str:
        """The HTML of a body. Raises TooLong if it is not done in so many seconds."""
        used, self._markdown = self._markdown, None  # one that was stopped midway is not used again
        with time_limit(seconds):
            markdown = used.reset() if used else Markdown(**self._options)
            made = markdown.convert(text)
        self._markdown = markdown
        return made
