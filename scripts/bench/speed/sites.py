"""A number of commentaries in, a folder for each generator with the same texts out, and what their builds touch."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bench.speed.changes import Edit, apply, changes
from bench.speed.texts import Text, texts
from bench.speed.tools import Tool
from bench.speed.usage import Usage, measured

KEPT = ("PATH", "TMPDIR")


class Mark(NamedTuple):
    """What tells that a file was not written again: its size, and when it was last changed."""

    size: int
    changed: int


@dataclass(frozen=True)
class Site:
    """A generator's folder; `own` are the names that were there before any build."""

    tool: Tool
    folder: Path
    edits: Mapping[str, tuple[Edit, ...]]
    own: frozenset[Path]

    def begin_anew(self) -> None:
        """Take back all changes, and take away all that builds have made or kept."""
        for edits in reversed(list(self.edits.values())):
            apply([edit.reverse for edit in edits], self.folder)
        for path in [*self.folder.glob("content/*"), *self.folder.iterdir()]:
            if path.relative_to(self.folder) not in self.own:
                remove(path)

    def build(self, limit: float) -> Usage:
        """Build it as a user would, from the machine as it is after all before was written to the disk."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        told = {**kept, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(home)}
        os.sync()
        return measured(self.tool.command, self.folder, surroundings=told, limit=limit)

    def files(self) -> Mapping[str, Mark]:
        """The files of the site that was built."""
        return dict(marks(self.folder / self.tool.site, ""))


def prepare(tools: Sequence[Tool], count: int, folder: Path, seed: int = 1) -> tuple[Site, ...]:
    """A folder for each generator below `folder`, which is emptied first, with the same texts."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for tool in tools:
        tool.prepare(folder / tool.name)
    chosen: list[Text] = []
    for number, text in enumerate(texts(count, seed)):
        if number in (count // 2, count // 3):
            chosen.append(text)
        for tool in tools:
            path, written = tool.file_of(text)
            place = folder / tool.name / "content" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(written, "utf-8")
    return tuple(site_of(tool, folder / tool.name, chosen) for tool in tools)


def site_of(tool: Tool, folder: Path, chosen: Sequence[Text]) -> Site:
    """A generator's folder with what will be changed in it."""
    edits = changes(tool, (folder / tool.template).read_text("utf-8"), chosen)
    own = frozenset(path.relative_to(folder) for path in [*folder.iterdir(), *folder.glob("content/*")])
    return Site(tool, folder, edits, own)


def remove(path: Path) -> None:
    """Take away a file, a link, or a folder with all in it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def marks(folder: Path, below: str) -> Iterator[tuple[str, Mark]]:
    """All files below a folder."""
    with os.scandir(folder) as found:
        for item in found:
            if item.is_dir(follow_symlinks=False):
                yield from marks(folder / item.name, f"{below}{item.name}/")
            else:
                stat = item.stat(follow_symlinks=False)
                yield f"{below}{item.name}", Mark(stat.st_size, stat.st_mtime_ns)


def touched(before: Mapping[str, Mark], after: Mapping[str, Mark]) -> int:
    """How many files a mirror would have to send or take away."""
    return sum(before.get(name) != after.get(name) for name in before.keys() | after.keys())
