"""The archive in, the files to cite it with planned beside its pages, and its facts under data/."""

from __future__ import annotations

from collections.abc import Iterator

from backfile.plugins.citations.bundles import beside, in_lists
from backfile.plugins.citations.datasets import datasets_planned
from backfile.plugins.output import File
from backfile.plugins.planning import Workshop, site_files, volume_files
from backfile.plugins.volumes import Volume

KIND = "citations"


def plan(shop: Workshop) -> Iterator[File]:
    """The files beside lists, and the data."""
    yield from shop.files(KIND, in_lists(shop.archive))
    yield from shop.files("dataset", datasets_planned(shop.archive))


def plan_volume(shop: Workshop, volume: Volume) -> Iterator[File]:
    """The files beside each commentary."""
    return shop.files(KIND, beside(shop.archive, volume.entries))


def register() -> None:
    """Connect to the generator."""
    site_files.connect(plan)
    volume_files.connect(plan_volume)
