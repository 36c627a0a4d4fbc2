"""The archive in, a CSV file beside each topic's page out: its marks week by week, for a spreadsheet or a program."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial
from io import StringIO

from backfile.plugins.addresses import topic_table_address
from backfile.plugins.cells import safe
from backfile.plugins.entries import Entry, signs_of
from backfile.plugins.output import File
from backfile.plugins.pages.place import Archive
from backfile.plugins.planning import Planned, Workshop, site_files
from backfile.plugins.shelves import Heading

HEAD = ("week", "first_day", "last_day", "mark", "date", "title", "authors", "source", "address")


def table_of(topic: Heading, base: str) -> bytes:
    """A topic's commentaries that are in a week, the oldest first, as UTF-8 CSV by RFC 4180."""
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow(HEAD)
    rows.writerows(row(entry, base) for entry in reversed(topic.entries) if entry.week)
    return text.getvalue().encode()


def row(entry: Entry, base: str) -> tuple[str, ...]:
    """One commentary's line."""
    week = entry.week
    values = (
        f"{week.year}-W{week.number:02}" if week else "",
        str(week.first) if week else "",
        str(week.last) if week else "",
        entry.trend.value if entry.trend else "",
        str(entry.date or ""),
        entry.title,
        "; ".join(entry.authors),
        entry.source,
        f"{base}/{entry.address}",
    )
    return safe(values)


def tables(archive: Archive) -> Iterator[Planned]:
    """Each topic's table."""
    base = archive.site.url or archive.site.permanent
    for lang, shelf in archive.shelves.items():
        for topic in shelf.topics:
            parts, make = {"its texts": signs_of(topic.entries)}, partial(table_of, topic, base)
            yield Planned(topic_table_address(lang, topic.slug), parts, make)


def plan(shop: Workshop) -> Iterator[File]:
    """Each topic's table."""
    yield from shop.files("table", tables(shop.archive))


def register() -> None:
    """Connect to the generator."""
    site_files.connect(plan)
