"""An entry's facts in, a line of JSON out, and back: all that is known of an entry but its path and its body."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from backfile.model import Period, Rights, Trend
from backfile.plugins.entries import Body, Entry

DAY = dt.date.fromisoformat
LEFT_OUT = frozenset({"path", "load"})


def period_of(text: str) -> Period:
    """A period as it is kept."""
    first, last = map(DAY, text.split("/"))
    return Period(first, last)


READ: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(("date", "modified", "gone"), DAY),
    "captured": dt.datetime.fromisoformat,
    "period": period_of,
    "trend": Trend,
    "rights": Rights,
}
DEFAULTS = {field.name: field.default for field in fields(Entry) if field.name not in LEFT_OUT}


def facts_text(entry: Entry) -> bytes:
    """The facts that are not as those of every other entry."""
    stated = {name: getattr(entry, name) for name in DEFAULTS}
    kept = {name: kept_as(value) for name, value in stated.items() if value != DEFAULTS[name]}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def kept_as(value: object) -> object:
    """A value as JSON holds it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Period) else value


def entry_of(text: bytes, path: str, load: Callable[[], Body]) -> Entry:
    """The entry of a file by its facts as they were kept.

    It is filled at once, and not field by field as a frozen class would be: an archive has many, and each build reads
    them all.
    """
    values: dict[str, Any] = json.loads(text)
    for name, value in values.items():
        if name in READ:
            values[name] = READ[name](value)
        elif value.__class__ is list:
            values[name] = tuple(value)
    entry = object.__new__(Entry)
    entry.__dict__.update(DEFAULTS, path=path, load=load, **values)
    return entry
