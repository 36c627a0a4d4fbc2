"""A Markdown file's typed header in, one frozen entry of the site out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from backfile.model import Period, Rights, Trend
from backfile.plugins.weeks import Week
from backfile.write.addresses import page_address
from backfile.write.header import Header
from backfile.write.ledger import SIGNS, signed


@dataclass(frozen=True, slots=True)
class Body:
    """A commentary's text, safe to print.

    `html` has passed the allow-list, `lead` is the plain text of its first paragraph, `text` all of it; `images` are
    the pictures of `content/` that it shows.
    """

    html: str = ""
    lead: str = ""
    text: str = ""
    images: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One commentary as the site knows it; `path` is its Markdown file, relative to the content.

    `digest` is the sha256 of the file's bytes. Of its body only what indexes ask for is at hand: the lead, the
    pictures, and the known surnames that stand in what the archive shows of it. `load` gives the rest.
    """

    path: str
    title: str
    slug: str
    lang: str
    source: str
    date: dt.date | None = None
    dated_by_period: bool = False
    modified: dt.date | None = None
    topic: str | None = None
    authors: tuple[str, ...] = ()
    summary: str | None = None
    period: Period | None = None
    trend: Trend | None = None
    trend_phrase: str | None = None
    publisher: str | None = None
    first_published: str | None = None
    original: str | None = None
    aliases: tuple[str, ...] = ()
    translations: str | None = None
    captured: dt.datetime | None = None
    capture: str | None = None
    credit: str | None = None
    rights: Rights = Rights.FULL
    missing: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    gone: dt.date | None = None
    notes: tuple[str, ...] = ()
    lead: str = ""
    images: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    digest: str = ""
    load: Callable[[], Body] = field(default=Body, compare=False, repr=False)

    @property
    def body(self) -> Body:
        """Its text, loaded each time that it is asked for: an archive's texts together are large."""
        return self.load()

    @cached_property
    def sign(self) -> str:
        """What tells it from any other, and from itself with another text or at another address."""
        return f"{self.digest[:SIGNS]} {self.address}"

    @cached_property
    def week(self) -> Week | None:
        """The week of its period's first day, else of its date."""
        day = self.period.first if self.period else self.date
        return Week.of(day) if day else None

    @property
    def year(self) -> int | None:
        """The ISO year of its week, by which volumes are told."""
        return self.week.year if self.week else None

    @cached_property
    def address(self) -> str:
        """Its permanent address, from the site's root."""
        return page_address(self.lang, self.week, self.slug)

    @property
    def is_timed(self) -> bool:
        """Whether it has any time."""
        return (self.modified or self.date or self.captured) is not None

    @cached_property
    def rank(self) -> tuple[int, int, str, str]:
        """A key that puts the newest first, the undated last, equals by title and address."""
        day = self.date or (self.period.last if self.period else dt.date.min)
        week = self.week.first.toordinal() if self.week else 0
        return (-week, -day.toordinal(), self.title.casefold(), self.address)

    @property
    def updated(self) -> dt.datetime | None:
        """When it last changed for its readers; for an undated one, when the archive captured it."""
        day = self.modified or self.date
        return dt.datetime.combine(day, dt.time(), dt.UTC) if day else self.captured

    @property
    def dek(self) -> str:
        """What may stand under its title in a list: the summary, else the lead; nothing if only a link is allowed."""
        return "" if self.rights is Rights.LINK else self.summary or self.lead

    @property
    def standfirst(self) -> str:
        """The summary above the text, unless the text says the same or only a link is allowed."""
        if not self.summary or not self.dek:
            return ""
        return "" if " ".join(self.summary.split()) in self.body.text else self.summary


def entry_from(header: Header, path: str) -> Entry:
    """The entry of a file, without its body; its language in small letters, as in its address."""
    return Entry(
        path=path,
        title=header.title,
        slug=header.slug,
        lang=header.language.lower(),
        source=header.source,
        date=header.date,
        dated_by_period=header.dated_by_period,
        modified=header.modified,
        topic=header.topic,
        authors=header.authors,
        summary=header.summary,
        period=header.period,
        trend=header.trend,
        trend_phrase=header.trend_phrase,
        publisher=header.publisher,
        first_published=header.first_published,
        original=header.url,
        aliases=header.aliases,
        translations=header.translations,
        captured=header.captured,
        capture=header.capture,
        credit=header.credit,
        rights=header.rights,
        missing=header.missing,
        repairs=header.repairs,
        changes=header.changes,
        gone=header.gone,
        notes=header.notes,
    )


def signs_of(entries: Iterable[Entry]) -> str:
    """The digest of entries in their order."""
    return signed(*[entry.sign for entry in entries])
