"""What plugins plan for the site: each file with its parts, and what all files of an archive share, for their keys.

A plugin connects a function to `site_files`. It is sent the workshop and gives the files, none of them made yet. One
that is connected to `volume_files` is sent a volume too, and gives the files that stand in its folder. What these are
made of must be in the volume's parts: while these are the same, it is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pelican import signals  # type: ignore[import-untyped]

from backfile.plugins.memory import Memory
from backfile.plugins.output import File
from backfile.plugins.pages.place import Archive
from backfile.plugins.pages.records import Page
from backfile.plugins.volumes import Volume
from backfile.write.ledger import SIGNS, Kind

site_files = signals.signal("backfile_site_files")
volume_files = signals.signal("backfile_volume_files")


class Planned(NamedTuple):
    """A file that is not made yet: `parts` are what its bytes depend on and other files do not, by name.

    A part is a digest, or what it would be the digest of.
    """

    address: str
    parts: Mapping[str, str]
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Workshop:
    """Where files are made: the archive, its volumes, its pages that are in none, the folders, what builds remember.

    `shared` are the digests of what all files depend on.
    """

    archive: Archive
    pages: tuple[Page, ...]
    volumes: tuple[Volume, ...]
    content: Path
    theme: Path
    memory: Memory
    shared: Mapping[str, str]

    def files(self, name: str, planned: Iterable[Planned], more: Mapping[str, str] | None = None) -> Iterator[File]:
        """Planned files as files of the kind `name`, which share the digests `more`."""
        kinds = cache(lambda names: Kind(name, {**self.shared, **(more or {})}, names))
        for one in planned:
            yield File(one.address, kinds(tuple(one.parts)), tuple(one.parts.values()), one.make)


def made_already(files: Iterable[tuple[str, bytes]]) -> Iterator[Planned]:
    """Small files, made to see whether they are the same."""
    for address, content in files:
        yield Planned(address, {"its bytes": sha256(content).hexdigest()[:SIGNS]}, partial(bytes, content))
