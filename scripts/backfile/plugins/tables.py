"""The archive in, a CSV file beside each topic's page out: its marks week by week, for a spreadsheet or a program."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from pelican import signals  # type: ignore[import-untyped]
from pelican.generators import Generator  # type: ignore[import-untyped]
from pelican.writers import Writer  # type: ignore[import-untyped]

from backfile.plugins.addresses import topic_table_address
from backfile.plugins.archive import write
from backfile.plugins.cells import safe
from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Archive
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


class TableGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the tables of the archive it finds in the context."""

    def generate_output(self, _writer: Writer) -> None:
        """Write each topic's table."""
        archive: Archive = self.context["archive"]
        base = archive.site.url or archive.site.permanent
        for lang, shelf in archive.shelves.items():
            for topic in shelf.topics:
                path = Path(self.output_path) / topic_table_address(lang, topic.slug)
                write(path, table_of(topic, base))


def get_generators(_pelican: object) -> type[Generator]:
    """The generator, for Pelican to run."""
    return TableGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
