"""An entry in, one frozen citation out: what every form of citing it has to say, and nothing that is not known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from backfile.model import Period
from backfile.plugins.citations.names import Person, person
from backfile.plugins.entries import Entry
from backfile.plugins.site import Site


@dataclass(frozen=True, slots=True)
class Citation:
    """A commentary as it is cited; what is not known is "" or None.

    `key` is unique and follows from the address. `date` is the printed day; of a commentary that prints only its
    period it is None, and `period` has the days. `volume` is the ISO year, `issue` the ISO week.
    """

    key: str
    title: str
    people: tuple[Person, ...]
    lang: str
    container: str
    publisher: str = ""
    issn: str = ""
    topic: str = ""
    date: dt.date | None = None
    period: Period | None = None
    volume: str = ""
    issue: str = ""
    url: str = ""
    original: str = ""

    @property
    def year(self) -> str:
        """The year it is cited under."""
        day = self.date or (self.period.last if self.period else None)
        return f"{day.year:04}" if day else ""


def citation_of(entry: Entry, site: Site) -> Citation:
    """The citation of an entry; its periodical is the publisher that it names, else the archive itself."""
    week = entry.week
    return Citation(
        key=entry.address.removesuffix(".html").replace("/", "-"),
        title=line(entry.title),
        people=tuple(person(line(name)) for name in entry.authors),
        lang="" if entry.lang == "und" else entry.lang,
        container=line(entry.publisher or site.name),
        publisher=line(entry.publisher or ""),
        issn=site.issn.get(entry.lang, ""),
        topic=line(entry.topic or ""),
        date=None if entry.dated_by_period else entry.date,
        period=entry.period,
        volume=str(week.year) if week else "",
        issue=str(week.number) if week else "",
        url=f"{site.base}/{entry.address}" if site.base else "",
        original=entry.original or "",
    )


def line(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())
