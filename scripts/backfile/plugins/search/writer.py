"""The archive in, its search index written, and with it the one script and the style of the search pages."""

from __future__ import annotations

from pathlib import Path

from pelican import signals  # type: ignore[import-untyped]
from pelican.generators import Generator  # type: ignore[import-untyped]
from pelican.writers import Writer  # type: ignore[import-untyped]

from backfile.plugins.archive import write
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


class SearchGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the search index of the archive it finds in the context."""

    def generate_output(self, _writer: Writer) -> None:
        """Write every file of the index, the script and the style."""
        for part in search_parts(self.context["archive"], self.context["memory"]):
            write(Path(self.output_path) / part.address, part.make())
        for name, text in theme_files(Path(self.theme) / "static").items():
            write(Path(self.output_path) / name, text.encode())


def get_generators(_pelican: object) -> type[Generator]:
    """The generator, for Pelican to run."""
    return SearchGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
