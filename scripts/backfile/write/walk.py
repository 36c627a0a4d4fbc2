"""A folder comes in; what is below it goes out: the Markdown files that count as the archive's, the same everywhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def markdown_files(root: Path, ending: str = ".md") -> list[Path]:
    """The files below `root` whose names end so, by their path with slashes.

    Hidden files and folders are left out, and links to folders are not followed; a link to a file is listed.
    """
    return [Path(entry.path) for _, entry in named_files(root, ending)]


def named_files(root: Path, ending: str = ".md") -> list[tuple[str, os.DirEntry[str]]]:
    """The same files, each with its path below `root`."""
    return sorted(files_below(root, ending), key=lambda pair: pair[0])


def files_below(root: Path, ending: str = ".md") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The same files, in no order."""
    for prefix, _, entries in walk(root, hidden=False) if root.is_dir() else ():
        for entry in entries:
            if entry.name.endswith(ending) and not entry.is_dir():
                yield prefix + entry.name, entry


def walk(root: Path, *, hidden: bool = True) -> Iterator[tuple[str, list[os.DirEntry[str]], list[os.DirEntry[str]]]]:
    """For each folder its path below `root` with a slash, the folders in it, and whatever else is.

    A link to a folder is no folder and is not followed.
    """
    waiting = [("", os.fspath(root))]
    while waiting:
        prefix, folder = waiting.pop()
        folders, others = list[os.DirEntry[str]](), list[os.DirEntry[str]]()
        with os.scandir(folder) as found:
            for entry in found:
                if hidden or entry.name[0] != ".":
                    (folders if entry.is_dir(follow_symlinks=False) else others).append(entry)
        yield prefix, folders, others
        waiting += [(f"{prefix}{entry.name}/", entry.path) for entry in folders]
