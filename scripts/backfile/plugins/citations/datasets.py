"""The archive in, the facts on all its commentaries out as files to take away, without their texts."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import partial
from io import StringIO

from backfile.plugins.addresses import data_address
from backfile.plugins.cells import safe
from backfile.plugins.citations.csl import csl_list
from backfile.plugins.citations.facts import citation_of
from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Archive, Dataset
from backfile.plugins.planning import Planned

FORMS = ("csv", "jsonl", "csl.json")
COLUMNS = (
    *("address", "id", "language", "date", "date_from", "period_first", "period_last", "week", "topic", "trend"),
    *("trend_phrase", "title", "authors", "source", "publisher", "first_published", "original", "aliases"),
    *("translations", "modified", "captured", "capture", "gone", "rights"),
)


def facts(entry: Entry, archive: Archive) -> dict[str, str]:
    """What is known of a commentary, in the order of the columns; "" where nothing is."""
    values = (
        f"{archive.site.base}/{entry.address}",
        archive.ids[entry.address],
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


def as_csv(rows: Iterable[dict[str, str]]) -> bytes:
    """The rows as UTF-8 CSV by RFC 4180."""
    text = StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    table.writerows(safe(row.values()) for row in rows)
    return text.getvalue().encode()


def as_json_lines(rows: Iterable[dict[str, str]]) -> bytes:
    """The rows as JSON, one a line; what is not known is not in it."""
    known = ({key: value for key, value in row.items() if value} for row in rows)
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in known).encode()


def datasets(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """Every file with its address."""
    return ((planned.address, planned.make()) for planned in datasets_planned(archive))


def datasets_planned(archive: Archive) -> Iterator[Planned]:
    """Every file."""
    for form in FORMS:
        yield Planned(data_address(form), {"the archive": archive.sign}, partial(dataset, archive, form))


def dataset(archive: Archive, form: str) -> bytes:
    """The facts in one form."""
    if form == "csl.json":
        return csl_list(citation_of(entry, archive.site) for entry in archive.entries).encode()
    rows = (facts(entry, archive) for entry in archive.entries)
    return as_csv(rows) if form == "csv" else as_json_lines(rows)


def weighed(address: str, content: bytes) -> Dataset:
    """A file as the page on the data names it."""
    return Dataset(address, len(content), hashlib.sha256(content).hexdigest())
