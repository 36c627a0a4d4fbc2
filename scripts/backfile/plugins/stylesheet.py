"""The theme's layers in, one stylesheet out, so that a page needs one request for it."""

from __future__ import annotations

import re
from pathlib import Path

from pelican import signals  # type: ignore[import-untyped]
from pelican.generators import Generator  # type: ignore[import-untyped]
from pelican.writers import Writer  # type: ignore[import-untyped]

from backfile.plugins.archive import write

BLANKS = re.compile(r"\s+")
AROUND = re.compile(r" ?([{};]) ?")
AFTER = re.compile(r"([:,]) ")
LAYERS = ("reset", "tokens", "base", "layout", "components", "text", "matrix", "figures", "print")


def stylesheet(folder: Path) -> bytes:
    """The layers' files in their order, under one statement of it."""
    parts = [squeezed((folder / f"{layer}.css").read_text("utf-8")) for layer in LAYERS]
    return "\n".join([f"@layer {','.join(LAYERS)};", *parts, ""]).encode()


def squeezed(text: str) -> str:
    """A layer without the blanks that are there for people; its strings hold none of the signs."""
    return AFTER.sub(r"\1", AROUND.sub(r"\1", BLANKS.sub(" ", text))).replace(";}", "}").strip()


class StylesheetGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the stylesheet of the theme."""

    def generate_output(self, _writer: Writer) -> None:
        """Write theme/style.css."""
        write(Path(self.output_path) / "theme" / "style.css", stylesheet(Path(self.theme) / "static" / "css"))


def get_generators(_pelican: object) -> type[Generator]:
    """The generator, for Pelican to run."""
    return StylesheetGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
