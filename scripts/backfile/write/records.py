"""What was last written of each file comes in; it stands below the store, also if the machine dies on the way.

A record is laid aside before its file is touched, under a name that says what the file will then hold, and takes its
place after. What a killed run left aside is a record if a file holds that, and nothing if not.
"""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

from backfile.files import flush, remove, write_whole
from backfile.write.walk import markdown_files

_ASIDE = ".next"


class Records:
    """The records below `root` of the files below `content`."""

    def __init__(self, root: Path, content: Path) -> None:
        self._root = root
        self._content = content
        self._aside: dict[PurePosixPath, Path] = {}

    def announce(self, path: PurePosixPath, text: str, file: bytes) -> None:
        """Lays `text` aside as the record of the file at `path`, which is about to hold the bytes `file`."""
        aside = (self._root / path).with_name(f".{_digest(file)}.{path.name}{_ASIDE}")
        write_whole(aside, text.encode())
        self._aside[path] = aside

    def recall(self, path: PurePosixPath) -> None:
        """Takes back what was laid aside for `path`."""
        if aside := self._aside.pop(path, None):
            remove(aside)

    def keep(self, path: PurePosixPath, data: bytes) -> None:
        """Makes what was announced the record of the file at `path`, which is in its place now, or else `data`."""
        target = self._root / path
        if aside := self._aside.pop(path, None):
            aside.replace(target)
            flush(target.parent)
        else:
            write_whole(target, data)

    def forget(self, path: PurePosixPath) -> None:
        """Removes the record of a file that is elsewhere now."""
        remove(self._root / path)

    def finish(self) -> None:
        """Settles what a killed run left aside: it had put the file in its place already, or not."""
        if left := sorted(self._root.rglob(f".*{_ASIDE}")):
            there = {_digest(file.read_bytes()) for file in markdown_files(self._content) if file.is_file()}
            for aside in left:
                digest, _, name = aside.name.removeprefix(".").removesuffix(_ASIDE).partition(".")
                if digest in there:
                    aside.replace(aside.with_name(name))
                    flush(aside.parent)
                else:
                    remove(aside)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
