"""A commentary in, its row of the data on the whole archive out, as a table has it and as JSON lines do."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from io import StringIO

from backfile.plugins.cells import safe
from backfile.plugins.entries import Entry

COLUMNS = (
    *("address", "id", "language", "date", "date_from", "period_first", "period_last", "week", "topic", "trend"),
    *("trend_phrase", "title", "authors", "source", "publisher", "first_published", "original", "aliases"),
    *("translations", "modified", "captured", "capture", "gone", "rights"),
)


def facts(entry: Entry, base: str, permanent: str) -> dict[str, str]:
    """What is known of a commentary, in the order of the columns; "" where nothing is.

    `base` is the address of the site, `permanent` the commentary's id in feeds.
    """
    values = (
        f"{base}/{entry.address}",
        permanent,
        entry.lang,
        entry.date,
        "period" if entry.dated_by_period else "",
        entry.period.first if entry.period else "",
        entry.period.last if entry.period else "",
        f"{entry.week.year}-W{entry.week.number:02}" if entry.week else "",
        entry.topic,
        entry.trend.value if entry.trend else "",
        entry.trend_phrase,
        entry.title,
        "; ".join(entry.authors),
        entry.source,
        entry.publisher,
        entry.first_published,
        entry.original,
        " ".join(entry.aliases),
        entry.translations,
        entry.modified,
        f"{entry.captured:%Y-%m-%dT%H:%M:%SZ}" if entry.captured else "",
        entry.capture,
        entry.gone,
        entry.rights.value,
    )
    return dict(zip(COLUMNS, (str(value or "") for value in values), strict=True))


def head() -> str:
    """The first row of the table."""
    return written(COLUMNS)


def as_csv(row: Mapping[str, str]) -> str:
    """A row of UTF-8 CSV by RFC 4180."""
    return written(safe(row.values()))


def as_json(row: Mapping[str, str]) -> str:
    """A line of JSON; what is not known is not in it."""
    return json.dumps({key: value for key, value in row.items() if value}, ensure_ascii=False) + "\n"


def written(cells: Iterable[str]) -> str:
    """Cells as a row."""
    text = StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()
