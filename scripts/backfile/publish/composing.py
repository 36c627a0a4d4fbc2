"""A release, a folder of newly made files and the names to keep go in; the next release's folder comes out.

What is kept is the same file on the disk under a second name, so nothing here ever writes into a file: a new one takes
the place of an old name. A spare folder, the release before last, has most names already.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from backfile.publish.trees import Names, names_of


def compose(
    site: Path, base: Path, numbers: Mapping[str, int], kept: Set[str], made: Path | None = None
) -> frozenset[str]:
    """Make `site`, an empty folder or a spare one, hold the `kept` files of `base` and whatever else is in `made`.

    `numbers` are those of the files of `base`. What is made goes out of its folder. Returns the folders in which a name
    is new or gone, "" for `site` itself.
    """
    spare, new = names_of(site), names_of(made).numbers.keys() - kept if made else frozenset[str]()
    old = [name for name, number in spare.numbers.items() if name not in kept or number != numbers[name]]
    for name in old:
        os.unlink(f"{site}/{name}")  # noqa: PTH108  there may be thousands
    there, gone = set(spare.folders), spare.folders - folders_of({*kept, *new})
    for folder in sorted(gone, reverse=True):
        (site / folder).rmdir()
    there -= gone
    linked = [name for name in kept if spare.numbers.get(name) != numbers[name]]
    for name in linked:
        make_room(site, folder_of(name), there)
        take_over(f"{base}/{name}", f"{site}/{name}")
    for name in new:
        make_room(site, folder_of(name), there)
        os.replace(f"{made}/{name}", f"{site}/{name}")  # noqa: PTH105  as above
    touched = folders_of({*old, *linked, *new}) | {"", *map(folder_of, gone)}
    return frozenset(touched & (there | {""}))


def double(site: Path, base: Path) -> None:
    """Make `site`, an empty folder or a spare one, hold all files of `base`: then the next release needs few names."""
    numbers = names_of(base).numbers
    compose(site, base, numbers, numbers.keys())


def take_over(old: str, new: str) -> None:
    """Give a file a second name; a copy, where the disk knows no second names."""
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        shutil.copy2(old, new, follow_symlinks=False)


def folder_of(name: str) -> str:
    """The folder of a name, "" for the root."""
    return name.rpartition("/")[0]


def folders_of(names: Iterable[str]) -> set[str]:
    """All folders that these names need, without the root."""
    found = set[str]()
    for name in names:
        folder = folder_of(name)
        while folder and folder not in found:
            found.add(folder)
            folder = folder_of(folder)
    return found


def make_room(site: Path, folder: str, there: set[str]) -> None:
    """Make the folder, if it is not there, and those above it."""
    if not folder or folder in there:
        return
    make_room(site, folder_of(folder), there)
    (site / folder).mkdir()
    there.add(folder)


def alike(one: Path, other: Path) -> bool:
    """Whether two files, neither of them a link, hold the same bytes."""
    if one.is_symlink() or other.is_symlink() or one.stat().st_size != other.stat().st_size:
        return False
    return one.read_bytes() == other.read_bytes()


def same_names(site: Names, base: Mapping[str, int]) -> frozenset[str]:
    """The files that two releases share: by one name they have one number on the disk."""
    return frozenset(name for name, number in site.numbers.items() if base.get(name) == number)
