"""The archive of the context in, the files to cite it with written beside its pages, and its facts under data/."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from pelican import signals  # type: ignore[import-untyped]
from pelican.generators import Generator  # type: ignore[import-untyped]
from pelican.writers import Writer  # type: ignore[import-untyped]

from backfile.plugins.archive import write
from backfile.plugins.citations.bundles import bundles
from backfile.plugins.citations.datasets import datasets
from backfile.plugins.pages.place import Archive


class CitationGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the files of the archive it finds in the context."""

    def generate_output(self, _writer: Writer) -> None:
        """Write each file."""
        archive: Archive = self.context["archive"]
        for address, content in chain(bundles(archive), datasets(archive)):
            write(Path(self.output_path) / address, content)


def get_generators(_pelican: object) -> type[Generator]:
    """The generator, for Pelican to run."""
    return CitationGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
