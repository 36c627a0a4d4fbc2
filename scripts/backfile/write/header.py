"""A commentary comes in and its Markdown header goes out; a Markdown file's text comes in, its typed header goes out.

The form is docs/markdown-header.md's; how lists are parted stands in `lines`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from backfile.errors import HeaderError
from backfile.model import SCHEMA, Change, Commentary, Note, Period, Repair, Rights, Trend
from backfile.write.lines import KEYS, Split, join_values, restated, split_header, split_values
from backfile.write.text import one_line

_REQUIRED = ("Title", "Slug", "Lang", "Source", "Rights", "Schema")
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLUG = re.compile(r"(?!index$)[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""What a language tag looks like, which is also the name of a folder."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Header:
    """What a Markdown file says about its commentary, and its body.

    `lines` gives the 1-based line of each key that stands there, `body_line` the line on which the body begins.
    `repairs`, `changes` and `notes` are lines for people; `gone` is the day since which the source has it no more.
    `dated_by_period` says that the date is only the period's last day.
    """

    title: str
    slug: str
    language: str
    source: str
    rights: Rights
    date: dt.date | None
    dated_by_period: bool
    modified: dt.date | None
    period: Period | None
    topic: str | None
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    summary: str | None
    trend: Trend | None
    trend_phrase: str | None
    publisher: str | None
    first_published: str | None
    url: str | None
    aliases: tuple[str, ...]
    translations: str | None
    captured: dt.datetime | None
    capture: str | None
    gone: dt.date | None
    credit: str | None
    missing: tuple[str, ...]
    repairs: tuple[str, ...]
    changes: tuple[str, ...]
    notes: tuple[str, ...]
    body: str
    body_line: int
    lines: Mapping[str, int]

    @property
    def week(self) -> tuple[int, int] | None:
        """ISO year and week: of its period if it has one, else of its date."""
        day = self.period.first if self.period else self.date
        return (day.isocalendar().year, day.isocalendar().week) if day else None


def render_header(commentary: Commentary, *, slug: str, earlier: Iterable[str] = ()) -> str:
    """The header of a commentary's file, one line a key, without the blank line after it.

    `earlier` are the changes that the file tells already; the commentary's own stand after them.
    """
    changes = join_values("Changes", [*earlier, *map(change_line, commentary.changes)])
    stated = {**_values(commentary, slug), "Changes": changes}
    values = {key: one_line(value) for key, value in stated.items() if value}
    return "".join(f"{key}: {values[key]}\n" for key in KEYS if values.get(key))


def parse_header(text: str, where: str) -> Header:
    """The typed header and the body of a file's `text`.

    A byte-order mark, CRLF, another order of the keys and another case of their letters are allowed. Raises
    HeaderError, with `where` as "file:line", for everything else that docs/markdown-header.md does not allow.
    """
    return _Reader(split_header(text, where), where).header()


def _values(commentary: Commentary, slug: str) -> dict[str, str | None]:
    day = commentary.date
    return {
        "Title": commentary.title,
        "Slug": slug,
        "Date": day.isoformat() if day else None,
        "Date_from": "period" if day and not commentary.published else None,
        "Modified": commentary.modified.isoformat() if commentary.modified else None,
        "Category": commentary.topic,
        "Tags": join_values("Tags", commentary.tags),
        "Authors": join_values("Authors", commentary.authors),
        "Lang": commentary.language,
        "Summary": commentary.summary,
        "Period": str(commentary.period) if commentary.period else None,
        "Trend": commentary.trend,
        "Trend_phrase": commentary.trend_phrase,
        "Source": commentary.source,
        "Publisher": commentary.publisher,
        "First_published": commentary.first_published,
        "Original": commentary.url,
        "Aliases": join_values("Aliases", commentary.aliases),
        "Translations": commentary.translations,
        "Captured": commentary.captured.astimezone(dt.UTC).strftime(_MOMENT),
        "Capture": commentary.capture,
        "Gone": commentary.gone.isoformat() if commentary.gone else None,
        "Credit": commentary.credit,
        "Rights": commentary.rights,
        "Missing": join_values("Missing", commentary.missing),
        "Repairs": join_values("Repairs", map(_repair, commentary.repairs)),
        "Notes": join_values("Notes", map(_note, commentary.notes)),
        "Schema": str(SCHEMA),
    }


def _repair(repair: Repair) -> str:
    return f"{repair.rule} @{repair.place}: {repair.before} → {repair.after}"


def change_line(change: Change) -> str:
    """One change as it stands in the header: when it was seen, where, and what it was and is."""
    return f"{change.captured:{_MOMENT}} {change.place}: {change.before} → {change.after}"


def with_week(text: str, where: str, period: Period | None, note: Note) -> str:
    """The text of a file with the week it covers, if it has none yet, and one note more."""
    header = parse_header(text, where)
    if period is not None and header.period is None:
        text = restated(text, "Period", str(period))
        if header.date is None:
            text = restated(restated(text, "Date", period.last.isoformat()), "Date_from", "period")
    return restated(text, "Notes", join_values("Notes", (*header.notes, _note(note))))


def _note(note: Note) -> str:
    text = f"{note.text} @{note.place}" if note.place else note.text
    return f"{text}: {note.advice}" if note.advice else text


class _Reader:
    """One header's lines, understood value by value."""

    def __init__(self, split: Split, where: str) -> None:
        self.split = split
        self.where = where

    def header(self) -> Header:
        self._check()
        period = self._typed("Period", _period, "two days, as in 2025-01-06/2025-01-12, the first not after the last")
        return Header(
            title=self.split.values["Title"],
            slug=self.split.values["Slug"],
            language=self.split.values["Lang"],
            source=self.split.values["Source"],
            rights=Rights(self.split.values["Rights"]),
            date=self._day("Date"),
            dated_by_period=self._dated_by_period(period),
            modified=self._day("Modified"),
            period=period,
            topic=self._text("Category"),
            tags=self._list("Tags"),
            authors=self._list("Authors"),
            summary=self._text("Summary"),
            trend=self._typed("Trend", Trend, _one_of(Trend)),
            trend_phrase=self._text("Trend_phrase"),
            publisher=self._text("Publisher"),
            first_published=self._text("First_published"),
            url=self._text("Original"),
            aliases=self._list("Aliases"),
            translations=self._text("Translations"),
            captured=self._typed("Captured", _moment, "a time in UTC, as in 2026-11-23T05:20:00Z"),
            capture=self._matching("Capture", re.compile("[0-9a-f]{64}(#[1-9][0-9]*)?"), "a sha256 in 64 hex digits"),
            gone=self._day("Gone"),
            credit=self._text("Credit"),
            missing=self._list("Missing"),
            repairs=self._list("Repairs"),
            changes=self._list("Changes"),
            notes=self._list("Notes"),
            body=self.split.body,
            body_line=self.split.body_line,
            lines=self.split.lines,
        )

    def _wrong(self, key: str, expected: str) -> HeaderError:
        value = self.split.values.get(key, "")
        return HeaderError(
            f"{key} is `{value}`", where=f"{self.where}:{self.split.lines.get(key, 1)}", advice=f"Expected {expected}"
        )

    def _check(self) -> None:
        self._check_schema()
        for key in _REQUIRED:
            if not self._text(key):
                raise HeaderError(f"{key} is missing", where=f"{self.where}:1", advice=f"Add a line `{key}: …`")
        self._matching("Slug", _SLUG, "small Latin letters, digits and single hyphens, and not `index`")
        self._matching("Lang", LANGUAGE, "a language tag such as en, be or und")
        self._typed("Rights", Rights, _one_of(Rights))

    def _check_schema(self) -> None:
        version = self._matching("Schema", re.compile("[1-9][0-9]{0,5}"), f"the number {SCHEMA}")
        if version and int(version) > SCHEMA:
            raise HeaderError(
                f"refused: written by a newer Backfile (Schema {version}, this one reads {SCHEMA})",
                where=f"{self.where}:{self.split.lines['Schema']}",
                advice="Install the newer version",
            )

    def _text(self, key: str) -> str | None:
        return self.split.values.get(key) or None

    def _list(self, key: str) -> tuple[str, ...]:
        return split_values(key, self.split.values.get(key, ""))

    def _typed(self, key: str, read: Callable[[str], _T], expected: str) -> _T | None:
        value = self._text(key)
        try:
            return read(value) if value else None
        except ValueError as error:
            raise self._wrong(key, expected) from error

    def _matching(self, key: str, pattern: re.Pattern[str], expected: str) -> str | None:
        value = self._text(key)
        if value and not pattern.fullmatch(value):
            raise self._wrong(key, expected)
        return value

    def _day(self, key: str) -> dt.date | None:
        return self._typed(key, _date, "a day, as in 2025-01-12")

    def _dated_by_period(self, period: Period | None) -> bool:
        if self._matching("Date_from", re.compile("period"), "`period`, or no such line") is None:
            return False
        if period is None or self._day("Date") != period.last:
            raise self._wrong("Date_from", "Date to be the last day of Period; remove this line if it is not")
        return True


def _one_of(words: Iterable[str]) -> str:
    return f"one of {', '.join(words)}"


def _date(value: str) -> dt.date:
    day = dt.date.fromisoformat(value)
    if not _DAY.fullmatch(value) or not dt.MINYEAR < day.year < dt.MAXYEAR:  # its week may begin the year before
        raise ValueError(value)
    return day


def _period(value: str) -> Period:
    first, last = map(_date, value.split("/"))
    if last < first:
        raise ValueError(value)
    return Period(first, last)


def _moment(value: str) -> dt.datetime:
    return dt.datetime.strptime(value, _MOMENT).replace(tzinfo=dt.UTC)
