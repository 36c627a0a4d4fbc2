"""The theme's layers in, two stylesheets out: one that every page needs, one for pages with pictures."""

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
PICTURES = ("matrix", "figures")


def stylesheets(folder: Path) -> dict[str, bytes]:
    """Both stylesheets by their places in the site; the first states the order of all layers."""
    parts = {layer: squeezed((folder / f"{layer}.css").read_text("utf-8")) for layer in LAYERS}
    pictures = [parts.pop(layer) for layer in PICTURES]
    every = [f"@layer {','.join(LAYERS)};", *parts.values()]
    return {
        f"theme/{name}.css": "\n".join([*found, ""]).encode()
        for name, found in (("style", every), ("pictures", pictures))
    }


def squeezed(text: str) -> str:
    """A layer without the blanks that are there for people; its strings hold none of the signs."""
    return AFTER.sub(r"\1", AROUND.sub(r"\1", BLANKS.sub(" ", text))).replace(";}", "}").strip()


class StylesheetGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the stylesheets of the theme."""

    def generate_output(self, _writer: Writer) -> None:
        """Write both."""
        for name, content in stylesheets(Path(self.theme) / "static" / "css").items():
            write(Path(self.output_path) / name, content)


def get_generators(_pelican: object) -> type[Generator]:
    """The generator, for Pelican to run."""
    return StylesheetGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
