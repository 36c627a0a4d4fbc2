"""The theme's layers in, two stylesheets out: one that every page needs, one for pages with pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from backfile.plugins.output import File
from backfile.plugins.planning import Workshop, made_already, site_files

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


def plan(shop: Workshop) -> Iterator[File]:
    """Both."""
    yield from shop.files("stylesheet", made_already(stylesheets(shop.theme / "static" / "css").items()))


def register() -> None:
    """Connect to the generator."""
    site_files.connect(plan)
