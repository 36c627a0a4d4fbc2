"""The rows of the state come in, their frozen records go out, and back."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from backfile.inputs.web.manners import HostRecord
from backfile.model import Listed


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One commentary's page as the state knows it.

    `capture` is the digest of its last answer, `read` that of the last answer that was read. `gone` is the day since
    which the site has it no more, `told` what its Markdown file says of that. `fails` counts failures in a row;
    `standin` is what stands in its place.
    """

    key: str
    url: str
    facts: Listed
    asked: dt.datetime | None = None
    etag: str | None = None
    modified: str | None = None
    capture: str | None = None
    read: str | None = None
    fails: int = 0
    trouble: str | None = None
    again: dt.datetime | None = None
    gone: dt.date | None = None
    told: dt.date | None = None
    standin: str | None = None

    def __str__(self) -> str:
        """Its address, as progress shows it."""
        return self.url


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """The last answer of an index: what to ask it with, what it said, and whether a whole discovery has read that."""

    url: str
    body: bytes
    media_type: str
    charset: str | None
    captured: dt.datetime
    etag: str | None = None
    modified: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    settled: bool = False


def merged(newer: Listed, older: Listed) -> Listed:
    """What both say, the newer one first; the address and the index are the older one's, the other is an alias."""
    names = ("title", "published", "modified", "period", "topic", "language")
    said = {name: getattr(newer, name) or getattr(older, name) for name in names}
    addresses = (*older.aliases, newer.url, *newer.aliases)
    return replace(older, **said, aliases=tuple(url for url in dict.fromkeys(addresses) if url != older.url))


def as_json(facts: Listed) -> str:
    """What an index said, as it is kept."""
    return json.dumps({name: value for name, value in asdict(facts).items() if value}, ensure_ascii=False)


def facts_of(text: str) -> Listed:
    """What an index said, as it was kept."""
    values = json.loads(text)
    return Listed(**{**values, "aliases": tuple(values.get("aliases", ()))})


def page_of(row: sqlite3.Row) -> PageRecord:
    """The record of a page's row."""
    return PageRecord(
        key=row["key"],
        url=row["url"],
        facts=facts_of(row["facts"]),
        asked=moment_of(row["asked"]),
        etag=row["etag"],
        modified=row["modified"],
        capture=row["capture"],
        read=row["read"],
        fails=row["fails"],
        trouble=row["trouble"],
        again=moment_of(row["again"]),
        gone=day_of(row["gone"]),
        told=day_of(row["told"]),
        standin=row["standin"],
    )


def day_of(text: str | None) -> dt.date | None:
    """A day as it is kept."""
    return dt.date.fromisoformat(text) if text else None


def moment_of(text: str | None) -> dt.datetime | None:
    """A moment as it is kept."""
    return dt.datetime.fromisoformat(text) if text else None


def host_as_json(record: HostRecord) -> str:
    """What is known of a host, as it is kept."""
    values = asdict(record)
    return json.dumps({k: v.isoformat() if isinstance(v, dt.datetime) else v for k, v in values.items()})


def host_of(text: str) -> HostRecord:
    """What is known of a host, as it was kept."""
    values = json.loads(text)
    moments = {name: moment_of(values[name]) for name in ("robots_at", "asked_at", "deferred_until")}
    return HostRecord(values["robots"], **moments, delay=values["delay"])
