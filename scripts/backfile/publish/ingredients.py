"""The archive, the theme, the settings and the program go in; a digest of each file comes out, read only if it moved.

Two builds with the same ingredients give the same site, so the second need not be made. A file counts as unmoved if its
stamp is the one remembered; a stamp so young that a write after it could bear the same one is not remembered.
"""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from backfile.publish.settings import told
from backfile.publish.trees import Stamp, stamp_of
from backfile.write.walk import walk

PACKAGE = Path(__file__).resolve().parents[1]
CONTENT, PROGRAM = "content/", "program/"
YOUNG = 2_000_000_000
"""Nanoseconds; the coarsest clock of a file system that is in use ticks every two seconds."""
NEVER = Stamp(0, 0, 0, 0)
UNKNOWN = ""
"""The digest of what cannot be known: it is like nothing, not even itself."""


class Ingredient(NamedTuple):
    """One file that goes into the site: its stamp when it was looked at, and the sha256 of its bytes then."""

    stamp: Stamp
    digest: str


Ingredients = Mapping[str, Ingredient]


def ingredients_of(content: Path, settings: Path, before: Ingredients) -> dict[str, Ingredient]:
    """Everything that goes in, by a name for each; `before` are those of an earlier look."""
    found = {"surroundings": surroundings(), "settings": looked_at(settings, before.get("settings"))}
    for prefix, folder in places(settings, content):
        if not folder.exists():
            found[prefix] = Ingredient(NEVER, UNKNOWN)
        elif folder.is_file():
            found[prefix] = looked_at(folder, before.get(prefix))
        else:
            found |= folder_of(prefix, folder, before)
    return found


def places(settings: Path, content: Path) -> Iterator[tuple[str, Path]]:
    """Every folder that goes in; one that is not there if the settings do not say which."""
    yield CONTENT, content
    yield PROGRAM, PACKAGE
    known = told(settings)
    yield "theme/", known.theme.resolve() if known else settings / "unknown"
    others = [path.resolve() for path in known.plugins] if known else []
    yield from ((f"plugin/{number}/", path) for number, path in enumerate(others) if path != PACKAGE)


def folder_of(prefix: str, folder: Path, before: Ingredients) -> Iterator[tuple[str, Ingredient]]:
    """Each file of a folder that is not hidden; where a link leads is not known."""
    for below, _, entries in walk(folder, hidden=False):
        for entry in entries:
            name = f"{prefix}{below}{entry.name}"
            if entry.is_symlink():
                yield name, Ingredient(NEVER, UNKNOWN)
            elif not entry.name.endswith(".pyc"):
                yield name, judged(entry, stamp_of(entry.stat()), before.get(name))


def looked_at(path: Path, before: Ingredient | None) -> Ingredient:
    """One file's."""
    return judged(path, stamp_of(path.stat()), before)


def judged(path: os.PathLike[str], stamp: Stamp, before: Ingredient | None) -> Ingredient:
    """One file's, its bytes read if it may have moved."""
    if before and before.stamp == stamp:
        return before
    return Ingredient(stamp, hashlib.sha256(Path(path).read_bytes()).hexdigest())


def surroundings() -> Ingredient:
    """The Python that runs, and the libraries beside it by name and version."""
    with os.scandir(sysconfig.get_path("purelib")) as found:
        libraries = sorted(entry.name for entry in found if entry.name.endswith(".dist-info"))
    return Ingredient(NEVER, hashlib.sha256("\n".join([sys.version, *libraries]).encode()).hexdigest())


def same(one: Ingredients, other: Ingredients, prefix: str = "") -> bool:
    """Whether two looks found the same bytes in all files whose names begin so."""
    mine = {name: each.digest for name, each in one.items() if name.startswith(prefix)}
    theirs = {name: each.digest for name, each in other.items() if name.startswith(prefix)}
    return mine == theirs and UNKNOWN not in mine.values()


def settled(before: Ingredients, after: Ingredients, now: int) -> dict[str, Ingredient]:
    """What may be remembered of two looks, one before the site was made and one after it.

    What moved between them is not known. A stamp is forgotten if it is not older than `now`, a moment before the first
    look on the clock of the disk, by more than the clock's tick: a later write might bear the same.
    """
    return {
        name: Ingredient(NEVER, UNKNOWN) if after.get(name) != each else remembered(each, now)
        for name, each in before.items()
    }


def remembered(each: Ingredient, now: int) -> Ingredient:
    """An ingredient without its stamp if that is too young."""
    return each._replace(stamp=NEVER) if max(each.stamp.written, each.stamp.changed) > now - YOUNG else each
