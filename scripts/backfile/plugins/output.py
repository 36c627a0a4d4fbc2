"""Planned files in, the site with each of them out: what the last release has is kept, the rest is made.

This is the only way by which anything reaches the site. A file is planned by its address, by its key, which says in
digests all that its bytes depend on, and by a function that makes them. The function is called only if the base, the
release that is published, has no file of that address with that key. Files that are planned together are not even
planned if the base has them under the key of them all.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from backfile.crew import copied
from backfile.errors import PathTaken
from backfile.write.ledger import Kind, Ledger, Row, Section, read_ledger, signed, write_ledger
from backfile.write.telling import tell

FEW = 300  # files that one process makes sooner than others begin to help
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
STEP = 200
"""Files after which it is told how far the making is."""


class File(NamedTuple):
    """A file of the site before it is made; `own` are its own parts, as its kind names them, in digests or whole."""

    address: str
    kind: Kind
    own: tuple[str, ...]
    make: Callable[[], bytes]

    @property
    def key(self) -> str:
        """All that its bytes depend on."""
        return self.kind.key(*self.own)


class Group(NamedTuple):
    """Files that are planned together, once they are asked for, under a name of their own.

    `key` says in one digest all that they depend on; "" if nothing does, then each is looked at.
    """

    name: str
    key: str
    files: Callable[[], Iterable[File]]


class Output:
    """The folder of a release in the making, filled file by file.

    `base` is the ledger of a release whose files may be kept; an empty one has none. What is kept is only noted down:
    who gave the ledger has the files and takes them over.
    """

    def __init__(self, folder: Path, base: Ledger) -> None:
        self._folder = folder
        self._base = base
        self._folders: set[str] = set()

    def put(self, groups: Iterable[Group]) -> Ledger:
        """The ledger of all files, once each is where it belongs. Raises PathTaken if two have one address."""
        kept, planned = dict[str, Section](), list[tuple[Group, list[File]]]()
        for group in groups:
            if section := self._stands(group):
                kept[group.name] = section
            else:
                planned.append((group, list(group.files())))
        files = [*distinct(file for _, mine in planned for file in mine)]
        rows, why = self._rows(files, self._before(kept.keys()))
        new = {group.name: Section.of(group.key, [rows[file.address] for file in mine]) for group, mine in planned}
        kinds = {sign: self._base.kinds[sign] for section in kept.values() for sign in section.kinds}
        return Ledger({**kept, **new}, {**kinds, **{file.kind.sign: file.kind for file in files}}, why)

    def _stands(self, group: Group) -> Section | None:
        """The base's section of this very group."""
        section = self._base.sections.get(group.name)
        return section if section and group.key and section.key == group.key else None

    def _before(self, kept: Iterable[str]) -> dict[str, Row]:
        """The base's files by address, without those in the sections that are kept."""
        others = (section for name, section in self._base.sections.items() if name not in kept)
        return {address: row for section in others for address, row in section.rows.items()}

    def _rows(
        self, files: Sequence[File], before: Mapping[str, Row]
    ) -> tuple[dict[str, Row], dict[str, tuple[str, ...]]]:
        """The row of each file by its address, once it is in place; and of those that were made, why."""
        rows = {file.address: row for file in files if (row := before.get(file.address)) and row.key == file.key}
        missing = [file for file in files if file.address not in rows]
        for number, row in enumerate(copied(partial(self._made, before), missing, alone=FEW), 1):
            rows[row.address] = row
            if number % STEP == 0:
                tell(number, len(missing))
        reasons = self._base.reasons
        return rows, {
            file.address: reasons(before.get(file.address), rows[file.address], file.kind) for file in missing
        }

    def _made(self, before: Mapping[str, Row], file: File) -> Row:
        """The row of a file that was made: written, unless the base has the same bytes."""
        content = file.make()
        made = Row(file.address, file.key, tuple(map(signed, file.own)), hashlib.sha256(content).hexdigest())
        row = before.get(file.address)
        if row is None or row.digest != made.digest:
            self._write(file.address, content)
        return made

    def _write(self, address: str, content: bytes) -> None:
        """Write a new file, never into one that another release may share."""
        path = self._place(address)
        try:
            file = os.open(path, NEW)
        except FileExistsError:
            Path(path).unlink()
            file = os.open(path, NEW)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(file, left) :]
        finally:
            os.close(file)

    def _place(self, address: str) -> str:
        """Where a file will stand, its folder made."""
        path = f"{self._folder}/{address}"
        folder = address.rpartition("/")[0]
        if folder not in self._folders:
            (self._folder / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return path


def distinct(files: Iterable[File]) -> Iterator[File]:
    """The files. Raises PathTaken at one whose address another has."""
    taken = set[str]()
    for file in files:
        if file.address in taken:
            raise PathTaken("two files of the site have this address", where=file.address)
        taken.add(file.address)
        yield file


def base_of(settings: Mapping[str, object]) -> Ledger:
    """The ledger that the setting BASE_LEDGER names; an empty one if it does not, or if that one is broken."""
    path = settings.get("BASE_LEDGER")
    return (read_ledger(Path(str(path))) if path else None) or Ledger()


def note_down(settings: Mapping[str, object], ledger: Ledger) -> None:
    """Write the ledger to where the setting LEDGER says, if it does."""
    if path := settings.get("LEDGER"):
        write_ledger(Path(str(path)), ledger)
