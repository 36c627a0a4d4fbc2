"""The archive in, its search index written, and with it the one script and the style of the search pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from backfile.plugins.output import File
from backfile.plugins.planning import Workshop, made_already, site_files
from backfile.plugins.search.files import search_parts
from backfile.plugins.search.script import in_one_block, shortened


def theme_files(static: Path) -> dict[str, str]:
    """What of the theme only the search pages use, as the site has it: path and text."""
    sheet, begin, *rest = (
        (static / name).read_text("utf-8")
        for name in ("css/search.css", "js/search.js", "js/finding.js", "js/showing.js")
    )
    return {
        "theme/search.css": shortened(sheet),
        "theme/search.js": shortened(begin),
        "theme/finding.js": shortened(in_one_block(rest)),
    }


def plan(shop: Workshop) -> Iterator[File]:
    """Every file of the index, the script and the style."""
    yield from shop.files("search index", search_parts(shop.archive, shop.memory))
    theme = theme_files(shop.theme / "static")
    yield from shop.files("search page", made_already((name, text.encode()) for name, text in theme.items()))


def register() -> None:
    """Connect to the generator."""
    site_files.connect(plan)
