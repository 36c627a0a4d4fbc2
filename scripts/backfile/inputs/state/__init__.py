"""What was asked, listed and answered comes in; what is due, and what an answer has to be held against, goes out.

One SQLite file beside the captures. All of it can be made again from the captures, the Markdown files and the sites
themselves; without it, an update only asks more than it needs.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from backfile.errors import SettingsError
from backfile.inputs.state.pages import Pages
from backfile.inputs.state.records import IndexRecord, PageRecord, host_as_json, host_of
from backfile.inputs.web.manners import HostRecord

__all__ = ["IndexRecord", "PageRecord", "Pages", "State"]

VERSION = 1
FILE = "state.sqlite"
_SCHEMA = """
CREATE TABLE host (name TEXT PRIMARY KEY, record TEXT NOT NULL);
CREATE TABLE answer (
    url TEXT PRIMARY KEY, etag TEXT, modified TEXT, media_type TEXT, charset TEXT, captured TEXT, headers TEXT,
    body BLOB, settled INTEGER DEFAULT 0
);
CREATE TABLE page (
    source TEXT NOT NULL, key TEXT NOT NULL, url TEXT NOT NULL, facts TEXT NOT NULL, first TEXT NOT NULL,
    confirmed INTEGER DEFAULT 0, asked TEXT, seen TEXT, etag TEXT, modified TEXT, capture TEXT, read TEXT,
    fails INTEGER DEFAULT 0, trouble TEXT, again TEXT, gone TEXT, told TEXT, standin TEXT,
    PRIMARY KEY (source, key)
);
CREATE TABLE alias (
    source TEXT NOT NULL, key TEXT NOT NULL, page TEXT NOT NULL, url TEXT NOT NULL, PRIMARY KEY (source, key)
);
"""


class State:
    """The state in `store`; one process at a time may change it. `fresh` says that there was none.

    Raises SettingsError for one that is damaged, or that a newer Backfile wrote.
    """

    def __init__(self, store: Path) -> None:
        self.path = store / FILE
        self.fresh = not self.path.exists()
        store.mkdir(parents=True, exist_ok=True)
        self._db = _opened(self.path, self.fresh)

    def without_trace(self) -> None:
        """From now on nothing is kept: all goes on in a copy in memory."""
        copy = sqlite3.connect(":memory:")
        self._db.backup(copy)
        self._db.close()
        self._db = copy
        self._db.row_factory = sqlite3.Row

    def close(self) -> None:
        """Ends the work with it."""
        self._db.close()

    def pages(self, source: str, fold: Callable[[str], str]) -> Pages:
        """The pages of one source; `fold` gives the key that all spellings of one address share."""
        return Pages(self._db, source, fold)

    @staticmethod
    def discard(store: Path) -> None:
        """Removes the state in `store`, so that it can be made anew."""
        for file in store.glob(f"{FILE}*"):
            file.unlink()

    def recall(self, host: str) -> HostRecord:
        """What is remembered of a host: the state is the fetcher's memory."""
        row = self._db.execute("SELECT record FROM host WHERE name = ?", (host,)).fetchone()
        return host_of(row["record"]) if row else HostRecord()

    def keep(self, host: str, record: HostRecord) -> None:
        """Remembers a host."""
        with self._db:
            self._db.execute("REPLACE INTO host VALUES (?, ?)", (host, host_as_json(record)))

    def index(self, url: str) -> IndexRecord | None:
        """The last answer of the index at `url`."""
        row = self._db.execute("SELECT * FROM answer WHERE url = ?", (url,)).fetchone()
        if row is None:
            return None
        known = {name: row[name] for name in ("url", "media_type", "charset", "etag", "modified")}
        body, captured = zlib.decompress(row["body"]), dt.datetime.fromisoformat(row["captured"])
        headers, settled = json.loads(row["headers"]), bool(row["settled"])
        return IndexRecord(**known, body=body, captured=captured, headers=headers, settled=settled)

    def keep_index(self, index: IndexRecord) -> None:
        """Remembers an index's answer in the place of the one before."""
        values = (index.url, index.etag, index.modified, index.media_type, index.charset, index.captured.isoformat())
        headers, body = json.dumps(dict(index.headers)), zlib.compress(index.body)
        with self._db:
            self._db.execute("REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)", (*values, headers, body))

    def settle(self, urls: Iterable[str]) -> None:
        """Says of indexes that a discovery which read their answers came to its end."""
        with self._db:
            self._db.executemany("UPDATE answer SET settled = 1 WHERE url = ?", [(url,) for url in urls])


def _opened(path: Path, fresh: bool) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if fresh:
            db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
        elif version > VERSION:
            raise SettingsError(
                f"is of a newer Backfile (version {version}, this one reads {VERSION})",
                where=str(path),
                advice="Install the newer version",
            )
        elif version != VERSION or db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("it is not whole")
    except sqlite3.DatabaseError as error:
        db.close()
        advice = "Run `backfile rebuild-state`: nothing of the archive is in it alone"
        raise SettingsError(f"cannot be read ({error})", where=str(path), advice=advice) from error
    return db
