"""What indexes list and pages answer comes in; which pages are due, unread or gone goes out, source by source."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable, Iterator

from backfile.inputs.state.records import PageRecord, as_json, facts_of, merged, page_of
from backfile.model import Listed

SOONEST = 6
"""Days after which a page is asked for again, although no index says that it changed; …"""
SLOWING = 4
"""… for an old one, its age in days divided by this."""
LONGEST = 30
"""Days after which a page that failed is asked for again at the latest."""
AT_ONCE = 200
"""Items of an index that are written together."""

_DUE = """
SELECT * FROM page WHERE source = :source AND (:all OR again IS NULL OR again <= :now) AND (
    asked IS NULL OR :all OR seen IS NOT json_extract(facts, '$.modified')
    OR standin IS NOT NULL AND julianday(:now) - julianday(asked) >= 1
    OR julianday(:now) - julianday(asked) >= max(:soonest, (julianday(:now) - julianday(coalesce(
        date(json_extract(facts, '$.published')), first
    ))) / :slowing)
) AND (:since IS NULL OR coalesce(date(json_extract(facts, '$.published')), :since) >= :since)
ORDER BY asked IS NOT NULL, CASE WHEN asked IS NULL THEN '' ELSE asked END, rowid LIMIT :limit
"""


class Pages:
    """The pages of one source."""

    def __init__(self, db: sqlite3.Connection, source: str, fold: Callable[[str], str]) -> None:
        self._db = db
        self._source = source
        self._fold = fold

    def __len__(self) -> int:
        """How many there are."""
        return int(self._db.execute("SELECT count(*) FROM page WHERE source = ?", (self._source,)).fetchone()[0])

    def find(self, url: str) -> PageRecord | None:
        """The page that has this address in whatever spelling."""
        key = self._key(url)
        row = self._db.execute("SELECT * FROM page WHERE source = ? AND key = ?", (self._source, key)).fetchone()
        return page_of(row) if row else None

    def concerned(self, url: str | None, capture: str | None) -> list[PageRecord]:
        """The pages that have this address, or of whose last capture the digest begins so."""
        page = self.find(url) if url else None
        query = "SELECT * FROM page WHERE source = ? AND capture GLOB ?"
        rows = self._db.execute(query, (self._source, f"{capture}*")) if capture else ()
        return [*([page] if page else []), *map(page_of, rows)]

    def known(self, url: str) -> bool:
        """Whether a discovery that came to its end has listed the address."""
        row = self._db.execute(
            "SELECT confirmed FROM page WHERE source = ? AND key = ?", (self._source, self._key(url))
        ).fetchone()
        return bool(row and row["confirmed"])

    def listed(self, items: Iterable[Listed], moment: dt.datetime) -> int:
        """Remembers what indexes list, and counts what is new; what they say now stands over what they said before."""
        count = 0
        for number, item in enumerate(items, 1):
            count += self._list(item, moment)
            if number % AT_ONCE == 0:
                self._db.commit()
        self._db.commit()
        return count

    def confirm(self) -> None:
        """Says that the discovery came to its end: all that it listed is known."""
        with self._db:
            self._db.execute("UPDATE page SET confirmed = 1 WHERE source = ?", (self._source,))

    def due(
        self, now: dt.datetime, *, every: bool = False, since: dt.date | None = None, limit: int | None = None
    ) -> list[PageRecord]:
        """The pages to ask for now: new ones in the order in which they were listed, then those to ask for again."""
        values = {
            "source": self._source,
            "now": now.isoformat(),
            "all": every,
            "since": since and since.isoformat(),
            "limit": -1 if limit is None else limit,
            "soonest": SOONEST,
            "slowing": SLOWING,
        }
        return [page_of(row) for row in self._db.execute(_DUE, values)]

    def unread(self) -> Iterator[PageRecord]:
        """The pages whose last answer was not read yet, in the order in which they were listed."""
        query = "SELECT * FROM page WHERE source = ? AND capture IS NOT NULL AND capture IS NOT read ORDER BY rowid"
        yield from map(page_of, self._db.execute(query, (self._source,)).fetchall())

    def untold(self) -> list[PageRecord]:
        """The pages that are gone, or are there again, and whose files do not say so."""
        query = "SELECT * FROM page WHERE source = ? AND gone IS NOT told ORDER BY rowid"
        return [page_of(row) for row in self._db.execute(query, (self._source,))]

    def answered(
        self, page: PageRecord, now: dt.datetime, *, capture: str | None, etag: str | None, modified: str | None
    ) -> None:
        """The page answered: with `capture`, or, where that is None, that it is as it was."""
        self._set(
            page,
            "asked = ?, seen = json_extract(facts, '$.modified'), capture = coalesce(?, capture), "
            "etag = coalesce(?, etag), modified = coalesce(?, modified), "
            "fails = 0, trouble = NULL, again = NULL, gone = NULL",
            now.isoformat(),
            capture,
            etag,
            modified,
        )

    def failed(self, page: PageRecord, now: dt.datetime, trouble: str, again: dt.datetime | None = None) -> None:
        """The page could not be had. It is left alone for a day, twice as long after each further failure."""
        pause = dt.timedelta(days=min(2**page.fails, LONGEST))
        until = (again or now + pause).isoformat()
        self._set(page, "fails = fails + 1, trouble = ?, again = ?", trouble, until)

    def gone(self, page: PageRecord, now: dt.datetime) -> None:
        """The site has the page no more; the first such day stands."""
        self._set(
            page,
            "asked = ?, seen = json_extract(facts, '$.modified'), gone = coalesce(gone, ?)",
            now.isoformat(),
            now.date().isoformat(),
        )

    def has_read(self, page: PageRecord, standin: str | None = None) -> None:
        """The page's last answer was read: as its text, or as `standin`, what stands in its place; then it is asked for
        each day.
        """
        self._set(page, "read = capture, standin = ?", standin)

    def stood_in(self) -> list[PageRecord]:
        """The pages in whose place something else stands."""
        query = "SELECT * FROM page WHERE source = ? AND standin IS NOT NULL ORDER BY rowid"
        return [page_of(row) for row in self._db.execute(query, (self._source,))]

    def has_told(self, page: PageRecord) -> None:
        """The page's file says that it is gone, or no more."""
        self._set(page, "told = gone")

    def same(self, page: PageRecord, url: str) -> None:
        """Remembers that `url` is the page too; two pages become one, the one that has answered."""
        own, other = page.key, self._key(url)
        if own == other:
            return
        with self._db:
            row = self._db.execute("SELECT * FROM page WHERE source = ? AND key = ?", (self._source, other)).fetchone()
            if row is not None:
                facts = merged(page.facts, page_of(row).facts)
                self._db.execute("DELETE FROM page WHERE source = ? AND key = ?", (self._source, other))
                self._db.execute("UPDATE alias SET page = ? WHERE source = ? AND page = ?", (own, self._source, other))
                self._set(page, "facts = ?", as_json(facts))
            self._db.execute("REPLACE INTO alias VALUES (?, ?, ?, ?)", (self._source, self._fold(url), own, url))

    def found_at(self, page: PageRecord, url: str) -> PageRecord:
        """The page that both stand for when `page` turns out to be at `url`: the one that is known there, or itself."""
        known = self.find(url) or page
        self.same(known, url if known.key == page.key else page.url)
        return known

    def aliases(self, page: PageRecord) -> tuple[str, ...]:
        """The other addresses at which the page was found."""
        rows = self._db.execute(
            "SELECT url FROM alias WHERE source = ? AND page = ? ORDER BY url", (self._source, page.key)
        )
        return tuple(dict.fromkeys([*(row["url"] for row in rows), *page.facts.aliases]))

    def restore(self, url: str, now: dt.datetime, **columns: str | None) -> None:
        """Makes a page's record anew from what is known elsewhere; `columns` are the state's own."""
        with self._db:
            self._list(Listed(url, "archive"), now)
            names = ", ".join(f"{name} = ?" for name in columns)
            self._db.execute(
                f"UPDATE page SET confirmed = 1, {names} WHERE source = ? AND key = ?",  # noqa: S608 our own names
                (*columns.values(), self._source, self._key(url)),
            )

    def _key(self, url: str) -> str:
        key = self._fold(url)
        row = self._db.execute("SELECT page FROM alias WHERE source = ? AND key = ?", (self._source, key)).fetchone()
        return str(row["page"]) if row else key

    def _list(self, item: Listed, moment: dt.datetime) -> bool:
        key = self._key(item.url)
        row = self._db.execute("SELECT facts FROM page WHERE source = ? AND key = ?", (self._source, key)).fetchone()
        facts = merged(item, facts_of(row["facts"])) if row else item
        if row is None:
            self._db.execute(
                "INSERT INTO page (key, source, url, facts, first) VALUES (?, ?, ?, ?, ?)",
                (key, self._source, item.url, as_json(facts), moment.isoformat()),
            )
        elif as_json(facts) != row["facts"]:
            self._db.execute(
                "UPDATE page SET facts = ? WHERE source = ? AND key = ?", (as_json(facts), self._source, key)
            )
        return row is None

    def _set(self, page: PageRecord, change: str, *values: str | None) -> None:
        with self._db:
            self._db.execute(
                f"UPDATE page SET {change} WHERE source = ? AND key = ?",  # noqa: S608 our own columns
                (*values, self._source, page.key),
            )
