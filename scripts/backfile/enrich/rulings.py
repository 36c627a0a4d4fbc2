"""Rulings as TOML in, commentaries with a source's own errors corrected out, each correction with its reason.

[[ruling]]
url = "https://…"                 # or capture = "<sha256>", whole or its first twelve digits or more
reason = "The page carries the next week's range"
set = { period = "2018-01-01/2018-01-07" }
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from backfile.errors import RulingError
from backfile.model import Commentary, Note, Period, Trend
from backfile.model.addresses import NOWHERE, fold

SHORTEST_DIGEST = 12
LANGUAGE = re.compile(r"[a-z]{2,3}")
KEYS = ("url", "capture", "reason", "set")


@dataclass(frozen=True, slots=True)
class Ruling:
    """One correction: which commentary of which source, what it sets, why, and where it is written."""

    reason: str
    where: str
    values: Mapping[str, object]
    url: str | None = None
    capture: str | None = None
    source: str | None = None
    hosts: Mapping[str, str] = field(default_factory=lambda: NOWHERE)

    def matches(self, commentary: Commentary) -> bool:
        """Whether the ruling is about this commentary, by any of its addresses or by its capture."""
        addresses = [url for url in (commentary.url, *commentary.aliases) if url]
        keys = {fold(address, self.hosts) for address in addresses}
        by_url = self.url is not None and fold(self.url, self.hosts) in keys
        return by_url or (self.capture is not None and commentary.capture.startswith(self.capture))


def period(value: object) -> Period:
    """A period from its ISO 8601 interval."""
    first, last = map(dt.date.fromisoformat, str(value).split("/"))
    if last < first:
        raise ValueError("it ends before it starts")
    return Period(first, last)


def words(value: object) -> str:
    """Text, not blank."""
    if not isinstance(value, str) or not value.strip():
        raise TypeError("words in quotes are wanted")
    return value


def names(value: object) -> tuple[str, ...]:
    """A list of names."""
    if not isinstance(value, list):
        raise TypeError("a list of names is wanted")
    return tuple(map(words, value))


def day(value: object) -> dt.date:
    """A day, from a TOML date or an ISO string."""
    if isinstance(value, dt.datetime):
        raise TypeError("a day without a time is wanted")
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))


def language(value: object) -> str:
    """A language's code."""
    if not LANGUAGE.fullmatch(words(value)):
        raise ValueError("a code such as en or be is wanted")
    return words(value)


SETTABLE: Mapping[str, Callable[[object], object]] = {
    "title": words,
    "period": period,
    "published": day,
    "topic": words,
    "trend": lambda value: Trend(str(value)),
    "authors": names,
    "language": language,
    "summary": words,
    "publisher": words,
    "first_published": words,
    "credit": words,
    "url": words,
}
STATED = {"authors": "author", "published": "date", "url": "original", "title": "title_incomplete"}


def parse_rulings(text: str, where: str) -> tuple[Ruling, ...]:
    """The rulings in a TOML file's text. Raises RulingError naming the file and the ruling."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulingError(f"not valid TOML: {error}", where=where, advice="Mend the line it names") from error
    rulings = tables.pop("ruling", [])
    if tables or not isinstance(rulings, list) or not all(isinstance(table, dict) for table in rulings):
        raise RulingError("not a list of rulings", where=where, advice="Begin each with [[ruling]], and nothing else")
    return tuple(parse_ruling(table, f"{where}, ruling {number}") for number, table in enumerate(rulings, 1))


def parse_ruling(table: Mapping[str, object], where: str) -> Ruling:
    """One ruling. Raises RulingError for a missing reason or target, an unknown fact or a value it cannot have."""
    url, capture, reason, values = (table.get(key) for key in KEYS)
    if unknown := set(table) - set(KEYS):
        raise RulingError(f"a ruling has no {', '.join(sorted(unknown))}", where=where, advice="See docs/rulings.md")
    if not reason or not isinstance(values, dict) or not values:
        raise RulingError("a ruling needs a reason and what it sets", where=where, advice="See docs/rulings.md")
    if (url is None) == (capture is None) or (capture and len(str(capture)) < SHORTEST_DIGEST):
        raise RulingError("a ruling needs a url, or 12 or more digits of a capture", where=where)
    return Ruling(
        reason=str(reason),
        where=where,
        values={key: settable(key, value, where) for key, value in values.items()},
        url=str(url) if url else None,
        capture=str(capture) if capture else None,
    )


def settable(key: str, value: object, where: str) -> object:
    """A ruling's value as the record wants it. Raises RulingError."""
    if key not in SETTABLE:
        raise RulingError(f"a ruling cannot set {key!r}", where=where, advice=f"It can set {', '.join(SETTABLE)}")
    try:
        return SETTABLE[key](value)
    except (ValueError, TypeError) as error:
        raise RulingError(f"{key} = {value!r} is not understood: {error}", where=where) from error


def apply_rulings(commentary: Commentary, rulings: tuple[Ruling, ...]) -> Commentary:
    """The commentary as ruled, each ruling that matches it noted with its reason."""
    for ruling in [ruling for ruling in rulings if ruling.matches(commentary)]:
        before = {key: getattr(commentary, key) for key in ruling.values}
        if before == dict(ruling.values):
            text = f"ruling no longer needed, the source says so itself: {ruling.reason}"
        else:
            text = f"ruled: {', '.join(ruling.values)}: {ruling.reason}"
        settled = {STATED.get(key, key) for key in ruling.values}
        missing = tuple(fact for fact in commentary.missing if fact not in settled)
        notes = (*commentary.notes, Note(text, advice=ruling.where))
        commentary = replace(commentary, **ruling.values, missing=missing, notes=notes)  # type: ignore[arg-type]
    return commentary
