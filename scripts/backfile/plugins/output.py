"""Planned files in, the site with each of them out: what the last release has is kept, the rest is made.

This is the only way by which anything reaches the site. A file is planned by its address, by its key, which says in
digests all that its bytes depend on, and by a function that makes them. The function is called only if the base, the
release that is published, has no file of that address with that key.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from backfile.crew import copied
from backfile.errors import PathTaken
from backfile.write.ledger import Kind, Ledger, Row, read_ledger, signed, write_ledger
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


@dataclass(frozen=True)
class Base:
    """The release whose files may be kept, and its ledger; without one every file is made.

    Without a `folder` what is kept is only noted down: who gave the ledger has the files and takes them over.
    """

    folder: Path | None = None
    ledger: Ledger = field(default_factory=Ledger)


class Output:
    """The folder of a release in the making, filled file by file."""

    def __init__(self, folder: Path, base: Base) -> None:
        self._folder = folder
        self._base = base
        self._rows: dict[str, Row] = {}
        self._kinds: dict[str, Kind] = {}
        self._folders: set[str] = set()

    def put_all(self, files: Iterable[File]) -> None:
        """Put each file where it belongs. Raises PathTaken if two have one address."""
        missing = [file for file in files if not self._keep(file)]
        for number, row in enumerate(copied(self._made, missing, alone=FEW), 1):
            self._add(row)
            if number % STEP == 0:
                tell(number, len(missing))

    def ledger(self) -> Ledger:
        """What was put so far."""
        return Ledger(self._rows, self._kinds)

    def _keep(self, file: File) -> bool:
        """Whether the base has this very file; then it is in the folder now."""
        self._kinds.setdefault(file.kind.sign, file.kind)
        row = self._base.ledger.rows.get(file.address)
        if row is None or row.key != file.key or not self._linked(row):
            return False
        self._add(row._replace(why=()) if row.why else row)
        return True

    def _made(self, file: File) -> Row:
        """The row of a file that was made: linked if the base has the same bytes, else written."""
        content = file.make()
        digest = hashlib.sha256(content).hexdigest()
        made = Row(file.address, file.key, tuple(map(signed, file.own)), digest, len(content), 0)
        made = made._replace(why=self._base.ledger.reasons(made, file.kind) or ("its file",))
        row = self._base.ledger.rows.get(file.address)
        if row and row.digest == digest and self._linked(row):
            return made._replace(mtime=row.mtime)
        return made._replace(mtime=self._written(file.address, content))

    def _add(self, row: Row) -> None:
        if self._rows.setdefault(row.address, row) is not row:
            raise PathTaken("two files of the site have this address", where=row.address)

    def _linked(self, row: Row) -> bool:
        """Whether the base's file is as its ledger says; then it stands in the folder too, as the same file."""
        if self._base.folder is None:
            return True
        theirs = self._base.folder / row.address
        try:
            found = theirs.stat()
            if (found.st_size, found.st_mtime_ns) != (row.size, row.mtime):
                return False
            os.link(theirs, self._place(row.address))
        except OSError:
            return False
        return True

    def _written(self, address: str, content: bytes) -> int:
        """Write a new file, never into one that another release may share; when it was written."""
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
            return os.fstat(file).st_mtime_ns
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


def base_of(settings: Mapping[str, object]) -> Base:
    """The base that the settings BASE_RELEASE and BASE_LEDGER name; an empty one if they do not, or if it is broken."""
    folder, path = settings.get("BASE_RELEASE"), settings.get("BASE_LEDGER")
    ledger = read_ledger(Path(str(path))) if path else None
    return Base(Path(str(folder)) if folder else None, ledger) if ledger else Base()


def note_down(settings: Mapping[str, object], output: Output) -> None:
    """Write the ledger to where the setting LEDGER says, if it does."""
    if path := settings.get("LEDGER"):
        write_ledger(Path(str(path)), output.ledger())
