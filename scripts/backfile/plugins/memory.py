"""Values that an earlier build made in, the same values out in a later one: what costs time is made once.

All stand in one SQLite file, each under its kind and a key that says what it was made of, with a digest of all three.
The file is a convenience: it may be deleted at any time, and one that is broken, cut short or another program's is
begun anew. Several builds may use it at once; one that cannot have it does without.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

PRIVATE = ""  # SQLite's name for a file of this process alone, gone when it ends
BESIDE = ("-journal", "-wal", "-shm")
PATIENCE = 10.0  # seconds to wait for another build that writes
ROOM = 2  # values that are no longer used may be as many as those that are
TABLE = """
    CREATE TABLE IF NOT EXISTS memory (kind TEXT, key TEXT, value BLOB, digest BLOB, PRIMARY KEY (kind, key))
    WITHOUT ROWID
"""
RECALL = "SELECT key, CAST(value AS BLOB), digest FROM memory WHERE kind = ? AND key = ?"
RECALL_SOME = """
    SELECT key, CAST(value AS BLOB), digest FROM memory WHERE kind = ? AND key IN (SELECT value FROM json_each(?))
"""
RECALL_ALL = "SELECT key, CAST(value AS BLOB), digest FROM memory WHERE kind = ?"
REMEMBER = "INSERT OR REPLACE INTO memory VALUES (?, ?, ?, ?)"
KEYS = "SELECT key FROM memory WHERE kind = ?"
FORGET = "DELETE FROM memory WHERE kind = ? AND key = ?"


class Memory:
    """What is remembered in the file `path`; without one, only as long as this process lives."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._open: sqlite3.Connection | None = None
        self._process = 0

    def recall(self, kind: str, key: str) -> bytes | None:
        """The value under a key, None if there is none or if it is not as it was."""
        return self._sound(RECALL, kind, key).get(key)

    def recall_some(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """The values under some keys that are as they were, by key."""
        return self._sound(RECALL_SOME, kind, json.dumps(list(keys)))

    def recall_all(self, kind: str) -> dict[str, bytes]:
        """All values of a kind that are as they were, by key."""
        return self._sound(RECALL_ALL, kind)

    def _sound(self, question: str, kind: str, *more: str) -> dict[str, bytes]:
        rows = self._tried(lambda db: db.execute(question, (kind, *more)).fetchall(), list[tuple[str, bytes, bytes]]())
        return {key: value for key, value, digest in rows if digest == digest_of(kind, key, value)}

    def once(self, kind: str, key: str, make: Callable[[], bytes]) -> bytes:
        """The value under a key, made and kept if there is none."""
        if (known := self.recall(kind, key)) is not None:
            return known
        made = make()
        self.remember(kind, [(key, made)])
        return made

    def still(self, kind: str, name: str, sign: str, make: Callable[[], bytes]) -> bytes:
        """The value under a name while its sign is the same; else it is made, and kept in the place of the old one."""
        before, _, value = (self.recall(kind, name) or b"").partition(b" ")
        if before != sign.encode():
            value = make()
            self.remember(kind, [(name, sign.encode() + b" " + value)])
        return value

    def remember(self, kind: str, values: Iterable[tuple[str, bytes]]) -> None:
        """Keep values under their keys, all or none."""
        rows = [(kind, key, value, digest_of(kind, key, value)) for key, value in values]
        if rows:
            self._tried(lambda db: written(db, REMEMBER, rows), None)

    def keep_only(self, kind: str, used: Collection[str]) -> None:
        """Forget the values of a kind that are not used, once they are more than those that are.

        Until then they stay: a file that is put back as it was, or another branch of the archive, costs nothing.
        """
        keys = [key for (key,) in self._tried(lambda db: db.execute(KEYS, (kind,)).fetchall(), list[tuple[str]]())]
        unused = [(kind, key) for key in keys if key not in used]
        if len(keys) > ROOM * len(used):
            self._tried(lambda db: written(db, FORGET, unused), None)

    def moment(self) -> int:
        """The time by the clock of the disk that the memory is on, in nanoseconds; 0 if it is on none.

        It is that of the files beside it as well, unlike the machine's, and no clock is read.
        """
        if self._path:
            with suppress(OSError):
                os.utime(self._path)
                return self._path.stat().st_mtime_ns
        return 0

    def _tried(self, act: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What `act` gives; a file that it breaks on is begun anew, one that cannot be had is left alone."""
        try:
            return act(self._db())
        except sqlite3.DatabaseError as error:
            self._open = None
            if is_broken(error) and self._path:
                remove(self._path)
            else:
                self._path = None
            return otherwise

    def _db(self) -> sqlite3.Connection:
        """The open file; a process that was forked from one that had it open opens it for itself."""
        if self._open is None or self._process != os.getpid():
            self._open, self._process = opened(self._path), os.getpid()
        return self._open


def digest_of(kind: str, key: str, value: bytes) -> bytes:
    """What tells a value from one that was broken, or moved under another key."""
    return hashlib.sha256(b"%d %d %b%b%b" % (len(kind), len(key), kind.encode(), key.encode(), value)).digest()


def opened(path: Path | None) -> sqlite3.Connection:
    """The memory's file, made if it is not there, in a folder that git does not see."""
    if path:
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            hide(path.parent)
    db = sqlite3.connect(path or PRIVATE, timeout=PATIENCE, isolation_level=None)
    db.text_factory = readable
    db.execute("PRAGMA synchronous = OFF")  # a power cut may break the file, which is noticed
    db.execute(TABLE)
    return db


def readable(text: bytes) -> str:
    """A text of the file, whatever it has become."""
    return text.decode("utf-8", "replace")


def hide(folder: Path) -> None:
    """Say in a folder itself that it belongs in no repository."""
    if not (folder / ".gitignore").exists():
        (folder / ".gitignore").write_text("*\n", "utf-8")


def written(db: sqlite3.Connection, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Run a statement for each row, in one step."""
    with db:
        db.execute("BEGIN IMMEDIATE")
        db.executemany(statement, rows)


def is_broken(error: sqlite3.DatabaseError) -> bool:
    """Whether the file itself is at fault, and not a disk that is full or another build that writes."""
    codes = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF in codes


def remove(path: Path) -> None:
    """Take a broken file away, and what SQLite keeps beside it."""
    for name in (path.name, *(path.name + ending for ending in BESIDE)):
        with suppress(OSError):
            path.with_name(name).unlink(missing_ok=True)


def memory_in(folder: object, version: str) -> Memory:
    """The memory of a version in a folder, where those of others are taken away; a passing one if there is none.

    What another version of the program made is of no use to this one, and would never be forgotten.
    """
    if not folder:
        return Memory()
    path = Path(str(folder)) / f"{version[:16]}.sqlite"
    for other in Path(str(folder)).glob("*.sqlite"):
        if other != path:
            remove(other)
    return Memory(path)
