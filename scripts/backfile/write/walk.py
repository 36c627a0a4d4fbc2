"""A folder comes in; the Markdown files that count as the archive's go out, the same ones for every stage."""

from __future__ import annotations

import os
from pathlib import Path


def markdown_files(root: Path, ending: str = ".md") -> list[Path]:
    """The files below `root` whose names end so, by their path with slashes.

    Hidden files and folders are left out, and links to folders are not followed; a link to a file is listed.
    """
    found = list[Path]()
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(folder, name) for name in names if name.endswith(ending) and not name.startswith(".")]
    return sorted(found, key=Path.as_posix)
