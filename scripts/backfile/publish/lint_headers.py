"""Commentaries go in; what their headers say against themselves, their files and each other comes out."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from backfile.publish.archive import Entry
from backfile.publish.findings import Finding, error, warning
from backfile.write.header import Header

FARTHEST = dt.timedelta(days=60)
A_DAY = dt.timedelta(days=1)
LAST_DAY = dt.timedelta(days=6)


def lint_dates(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Dates far from their period or after the capture, and periods that are no week."""
    for entry in entries:
        date, period, captured = entry.header.date, entry.header.period, entry.header.captured
        if date and period and not period.first - FARTHEST <= date <= period.last + FARTHEST:
            message = f"the date {date} is more than {FARTHEST.days} days away from the period {period}"
            yield warning(entry.path, entry.line("Date"), message, "Compare both with the original")
        if date and captured and date > captured.date() + A_DAY:  # in the east a day begins before it does in UTC
            message = f"the date {date} is after the capture of {captured.date()}"
            yield warning(entry.path, entry.line("Date"), message, "Compare the date with the original")
        if period and (period.first.weekday() or period.last - period.first != LAST_DAY):
            message = f"the period {period} is not a week from Monday to Sunday"
            yield warning(entry.path, entry.line("Period"), message, "Leave it if the source prints it so")


def lint_places(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Files that do not stand where their header says."""
    for entry in entries:
        if entry.path != (right := place_of(entry.header)):
            message = f"the header belongs in {right}"
            yield warning(entry.path, entry.line("Date", "Slug"), message, "Rename the file or correct the header")


def place_of(header: Header) -> str:
    """Where a commentary's file stands, from the archive's folder."""
    if header.date is None:
        return f"{header.language}/undated/{header.slug}.md"
    return f"{header.language}/{header.date:%Y}/{header.date}-{header.slug}.md"


def lint_addresses(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Commentaries that would overwrite each other's page, on any file system."""
    first = dict[str, Entry]()
    for entry in entries:
        other = first.setdefault(entry.address.casefold(), entry)
        if other is not entry:
            message = f"it has the same page, {entry.address}, as {other.path}"
            yield error(entry.path, entry.line("Slug"), message, "Give one of them another slug, or delete it")


def lint_titles(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Titles that the source shows only in part."""
    for entry in entries:
        if "title_incomplete" in entry.header.missing:
            message = f"the title is not complete: {entry.header.title}"
            advice = "Look it up in the original, then take title_incomplete out of Missing"
            yield warning(entry.path, entry.line("Title"), message, advice)


def lint_translations(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Translations of one commentary that lie in different weeks, or two in one language."""
    for key, group in grouped_by_translation(entries).items():
        first, *others = group
        for other in others:
            line = other.line("Translations")
            if other.monday != first.monday:
                message = f"it shares the translation key {key} with {first.path}, but not its week"
                yield error(other.path, line, message, "Correct the period of one, or give it another key")
            if other.language == first.language:
                message = f"it shares the translation key {key} and the language with {first.path}"
                yield error(other.path, line, message, "Give one of them another key")


def grouped_by_translation(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The commentaries of each translation key."""
    groups = defaultdict[str, list[Entry]](list)
    for entry in entries:
        if entry.header.translations:
            groups[entry.header.translations].append(entry)
    return groups
