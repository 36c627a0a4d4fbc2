"""A folder goes in; the names of its files and what tells each from another version of it come out, quickly."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from backfile.write.walk import walk


class Stamp(NamedTuple):
    """What the disk says of a file without its bytes: its number there, its size, and times in nanoseconds.

    `changed` moves with every write, rename and new link, and no program can set it.
    """

    number: int
    size: int
    written: int
    changed: int


class Names(NamedTuple):
    """The files below a folder by path with slashes, each with its number on the disk, and the folders."""

    numbers: Mapping[str, int]
    folders: frozenset[str]


def names_of(root: Path) -> Names:
    """The names below `root`, asked of the folders alone: no file is looked at. A link counts as a file."""
    numbers, folders = dict[str, int](), list[str]()
    for prefix, below, entries in walk(root):
        folders += [prefix + entry.name for entry in below]
        numbers.update([(prefix + entry.name, entry.inode()) for entry in entries])
    return Names(numbers, frozenset(folders))


def stamps_of(root: Path) -> dict[str, Stamp]:
    """The stamp of each file below `root`; of a link its own."""
    return {
        prefix + entry.name: stamp_of(entry.stat(follow_symlinks=False))
        for prefix, _, entries in walk(root)
        for entry in entries
    }


def stamp_of(found: os.stat_result) -> Stamp:
    """The stamp that a look at a file gives."""
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def seal(stamps: Mapping[str, Stamp]) -> str:
    """One digest of all names, sizes and times of writing: another one says that somebody was here."""
    lines = [f"{name}\t{stamps[name].size}\t{stamps[name].written}\n" for name in sorted(stamps)]
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
