"""The archive in, the files to cite it with planned beside its pages, and its facts under data/."""

from __future__ import annotations

from collections.abc import Iterator

from backfile.plugins.citations.bundles import bundles_planned
from backfile.plugins.citations.datasets import datasets_planned
from backfile.plugins.output import File
from backfile.plugins.planning import Workshop, site_files


def plan(shop: Workshop) -> Iterator[File]:
    """Each file."""
    yield from shop.files("citations", bundles_planned(shop.archive))
    yield from shop.files("dataset", datasets_planned(shop.archive))


def register() -> None:
    """Connect to the generator."""
    site_files.connect(plan)
