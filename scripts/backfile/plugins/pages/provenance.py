"""An entry in, the lines of its provenance out: where it came from, when, and what was done to it."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress

from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Link
from backfile.plugins.pages.records_texts import Amendment, Fact
from backfile.plugins.words import Words

CHANGE = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)T\S+ (?P<place>[^:]+): (?P<before>.*?) ?→ ?(?P<after>.*)")
PART = re.compile(r"(?P<kind>[a-z ]+) (?P<number>\d+)")
REPAIR = re.compile(r"R\d [a-z ]+ @\d+: (?P<change>.+)", re.DOTALL)
WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)


def provenance(place: Place, entry: Entry) -> tuple[Fact, ...]:
    """The facts there are, each with its label."""
    words = place.words
    facts = (
        Fact(words.say("Original"), addresses(entry.original or "")),
        Fact(words.say("Other addresses"), addresses(*entry.aliases)),
        Fact(words.say("Publisher"), texts(entry.publisher or "")),
        Fact(words.say("First published by"), texts(entry.first_published or "")),
        Fact(words.say("Mark as printed"), texts(entry.trend_phrase or "")),
        Fact(words.say("Filed under"), texts(filed(words, entry))),
        Fact(words.say("Captured"), texts(f"{entry.captured:%Y-%m-%d %H:%M} UTC" if entry.captured else "")),
        Fact(words.say("SHA-256 of the capture"), texts((entry.capture or "").partition("#")[0])),
        Fact(words.say("Not stated by the source"), texts(*(missing(words, name) for name in entry.missing))),
        Fact(words.say("No longer at its source since"), texts(words.date(entry.gone) if entry.gone else "")),
        Fact(words.say("Repairs of the text"), texts(*map(repaired, entry.repairs))),
        Fact(words.say("Notes of the editor"), texts(*entry.notes)),
        Fact(words.say("Republished"), texts(rights(words, entry.rights.value))),
    )
    return tuple(fact for fact in facts if fact.values)


def repaired(line: str) -> str:
    """Of a line of the header, `R1 word broken at a line end @3: before → after`, what was changed."""
    match = REPAIR.fullmatch(line)
    return match["change"] if match else line


def amendments(words: Words, entry: Entry) -> tuple[Amendment, ...]:
    """What later captures say otherwise, as the header tells it; a line of another form stands as one insertion."""
    return tuple(amendment(words, change) for change in entry.changes)


def amendment(words: Words, change: str) -> Amendment:
    """One line of the header: `2026-11-20T05:20:00Z paragraph 3: before → after`."""
    match = CHANGE.fullmatch(change)
    when = day_in(match["day"]) if match else None
    if not match or not when:
        return Amendment("", "", "", "", change)
    return Amendment(match["day"], words.date(when), changed(words, match["place"]), match["before"], match["after"])


def day_in(text: str) -> dt.date | None:
    """The day that a text says in ISO 8601; an editor may have written one that there never was."""
    with suppress(ValueError):
        return dt.date.fromisoformat(text)
    return None


def changed(words: Words, place: str) -> str:
    """The name of a part of a text, or of a fact, that was changed; one this page has no word for stays as it is."""
    part = PART.fullmatch(place)
    number = part["number"] if part else ""
    names = {
        "paragraph": words.say("Paragraph %(number)s", number=number),
        "heading": words.say("Heading %(number)s", number=number),
        "list item": words.say("List item %(number)s", number=number),
        "quote": words.say("Quote %(number)s", number=number),
        "table": words.say("Table %(number)s", number=number),
        "note": words.say("Note %(number)s", number=number),
        "title": words.say("Title"),
        "authors": words.say("Authors"),
        "published": words.say("Date"),
        "period": words.say("Period"),
        "topic": words.say("Topic"),
        "trend": words.say("Mark"),
        "summary": words.say("Summary"),
        "credit": words.say("Picture"),
    }
    return names.get(part["kind"] if part else place, place)


def filed(words: Words, entry: Entry) -> str:
    """Under which day, if that is the archive's choice."""
    if not entry.date or not entry.dated_by_period:
        return ""
    return words.say("%(date)s, the last day of its period: the source prints no other", date=words.date(entry.date))


def missing(words: Words, name: str) -> str:
    """The name of a fact that the source does not state; one this page has no word for stays as it is."""
    names = {
        "author": words.say("author"),
        "date": words.say("date"),
        "topic": words.say("topic"),
        "trend": words.say("mark"),
        "period": words.say("period"),
        "title_incomplete": words.say("the whole title"),
    }
    return names.get(name, name)


def rights(words: Words, name: str) -> str:
    """How much of the text may stand here."""
    return {
        "full": words.say("in full"),
        "excerpt": words.say("summary and first paragraph"),
        "link": words.say("title and link only"),
    }[name]


def rights_said(words: Words, name: str) -> str:
    """How much of the text may stand here, as a statement by itself."""
    return f"{words.say('Republished')}: {rights(words, name)}"


def addresses(*values: str) -> tuple[Link, ...]:
    """Addresses as links, anything else as text."""
    return tuple(Link(value, web_address(value)) for value in values if value)


def texts(*values: str) -> tuple[Link, ...]:
    """Values that lead nowhere."""
    return tuple(Link(value) for value in values if value)


def web_address(value: str | None) -> str:
    """The value if it is a web address that may be linked, else ""."""
    return value if value and WEB.fullmatch(value) else ""
