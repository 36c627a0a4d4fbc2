"""A reading, its document and its capture in, a commentary out: each fact as the source states it, or missing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlsplit

from backfile.enrich.dates import days_in_figures, is_week, names_month, parse_day, parse_period
from backfile.enrich.names import author_of_lead, split_names
from backfile.enrich.topics import topic_of, topic_of_address, trend_of
from backfile.model import Capture, Commentary, Document, Note, Period, Printed, Reading, Rights, Trend

FILE_MAKERS = ("pdf",)
"""Origins that say who made a file, which need not be who wrote it."""
NOBODY = frozenset({"admin", "administrator", "undefined", "webmaster"})  # what software writes where no name was given
LANGUAGE_PARAMETERS = frozenset({"lang", "language", "l", "hl"})
OUTSIDE = ("feed", "export", "front matter")
"""Where a text's metadata stand that does not come as a page."""
STATED = ("json-ld", "opengraph", "meta", "mail", *OUTSIDE)
ELSEWHERE = {
    "de": re.compile(r"eine deutsche (?:version|fassung).*", re.IGNORECASE),
    "en": re.compile(r"(?:an |the )?english version of.*|.*artikel.* auf englisch.*", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Publication:
    """What is known of a source beforehand, as `enrich` needs it."""

    publisher: str | None = None
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    trends: Mapping[Trend, tuple[str, ...]] = field(default_factory=dict)
    rights: Rights = Rights.FULL
    none_before: dt.date | None = None


def commentary_of(
    reading: Reading, document: Document, capture: Capture, publication: Publication, language: str
) -> Commentary:
    """The commentary that a clean reading states. What is absent stays empty and is listed in `missing`."""
    period, period_notes = period_of(reading.period)
    published, day_notes = published_of(reading, document)
    topic, topic_notes = topic_stated(reading.topic, document, publication)
    trend, trend_notes = trend_stated(reading.trend, publication)
    urls = tuple(dict.fromkeys(document.hinted("url")))
    modified = next((day for text in document.hinted("modified") if (day := parse_day(text))), None)
    commentary = Commentary(
        title=one_line(reading.title) or "",
        body=reading.body,
        source=reading.source,
        language=language,
        capture=capture.digest,
        captured=archived_at(document) or capture.captured,
        published=published,
        modified=modified if modified != published else None,
        period=period,
        topic=topic,
        tags=tuple(tag for tag in dict.fromkeys(document.hinted("tag", *OUTSIDE)) if tag != topic),
        trend=trend,
        trend_phrase=one_line(reading.trend) if trend else None,
        authors=authors_of(reading, document, publication),
        summary=one_line(reading.summary),
        publisher=publication.publisher or document.hint("publisher"),
        first_published=one_line(reading.first_published),
        url=urls[0] if urls else None,
        aliases=tuple(dict.fromkeys((*urls[1:], *document.hinted("alias")))),
        translations=translation_key(document, reading.source),
        credit=one_line(reading.credit),
        rights=publication.rights,
        repairs=reading.repairs,
        cuts=reading.cuts,
        generic=reading.generic,
    )
    notes = (*open_questions(reading, document), *period_notes, *day_notes, *topic_notes, *trend_notes)
    notes += (*told_by_cuts(reading), *kept_promise(commentary, publication))
    return replace(commentary, missing=missing_facts(commentary, reading, publication), notes=notes)


def archived_at(document: Document) -> dt.datetime | None:
    """When a web archive took the copy that was captured out of it: the page is as old as that."""
    moment = document.hint("archived", "capture")
    return dt.datetime.fromisoformat(moment) if moment else None


def one_line(printed: Printed | None) -> str | None:
    """Printed words in one line, None if there are none."""
    return (" ".join(printed.text.split()) or None) if printed else None


def period_of(printed: Printed | None) -> tuple[Period | None, tuple[Note, ...]]:
    """The period a line prints, and a warning if it is not understood or is no week."""
    if printed is None:
        return None, ()
    period = parse_period(printed.text)
    if period is None:
        expected = "a range such as January 6 – January 12, 2025, from a Monday to a Sunday"
        return None, (not_understood("period", printed, expected),)
    if not is_week(period):
        advice = "Compare it with the source's listing; correct it with a ruling"
        return period, (Note(f"the period {printed.text} does not run from Monday to Sunday", printed.place, advice),)
    return period, ()


def published_of(reading: Reading, document: Document) -> tuple[dt.date | None, tuple[Note, ...]]:
    """The day a page prints or states in its metadata, and a warning if it is not understood.

    What the generic recipe finds printed is second to what the page states, unless it is earlier: a page that is
    published again states that day. Of two days that figures can mean, it is the one that the page states elsewhere.
    """
    stated = [Printed(text) for text in document.hinted("published", *STATED)]
    days = [day for printed in stated if (day := parse_day(printed.text))]
    if reading.published is not None:
        day = parse_day(reading.published.text) or confirmed_day(reading.published.text, document)
        if not (reading.generic and days):
            return day, () if day else (not_understood("date", reading.published, "a day such as 20 May 2022"),)
        return (min(day, days[0]) if day else days[0]), ()
    if stated and not days:
        return None, (not_understood("date", stated[0], "an ISO date such as 2022-05-20"),)
    return (days[0] if days else None), ()


def confirmed_day(text: str, document: Document) -> dt.date | None:
    """The one of the days that a text in figures can mean which a <time>, a change or the address states as well."""
    said = {parse_day(hint.value) for hint in document.hints if hint.name in ("published", "modified")}
    paths = [urlsplit(url).path for url in document.hinted("url")]
    named = {day for day in days_in_figures(text) if day in said or any(names_month(path, day) for path in paths)}
    return named.pop() if len(named) == 1 else None


def topic_stated(
    printed: Printed | None, document: Document, publication: Publication
) -> tuple[str | None, tuple[Note, ...]]:
    """The topic a page prints, names as its section, or has in its address; a warning if it is not in the list."""
    if printed is not None:
        topic = topic_of(printed.text, publication.topics)
        return topic, () if topic else (not_understood("topic", printed, "one of the source's topics"),)
    sections = (topic_of(text, publication.topics) for text in document.hinted("section"))
    addresses = (topic_of_address(url, publication.topics) for url in document.hinted("url"))
    return next((topic for topic in (*sections, *addresses) if topic), None), ()


def trend_stated(printed: Printed | None, publication: Publication) -> tuple[Trend | None, tuple[Note, ...]]:
    """The mark a page prints, and a warning if its phrase is unknown."""
    if printed is None:
        return None, ()
    trend = trend_of(printed.text, publication.trends)
    return trend, () if trend else (not_understood("trend", printed, "one of the source's phrases"),)


def not_understood(fact: str, printed: Printed, expected: str) -> Note:
    """The warning for a printed value that is not understood: no value is put in its place."""
    return Note(f"the {fact} {printed.text!r} is not understood", printed.place, f"Expected {expected}")


def authors_of(reading: Reading, document: Document, publication: Publication) -> tuple[str, ...]:
    """The authors a page prints, else states in its metadata, else names at the end of its lead.

    Metadata that names the site or its publisher names no author. Of several origins the most trusted that names
    somebody speaks alone: the others name the same people in other spellings.
    """
    printed = tuple(name for byline in reading.authors for name in split_names(byline.text))
    if printed:
        return tuple(dict.fromkeys(printed))
    named = (*document.hinted("site"), *document.hinted("publisher"), publication.publisher or "")
    houses = {name.casefold() for name in named} | NOBODY
    said = [hint for hint in document.hints if hint.name == "author" and hint.origin not in FILE_MAKERS]
    stated: dict[str, list[str]] = {}
    for hint in said:
        stated.setdefault(hint.origin, []).extend(
            name for name in split_names(hint.value) if name.casefold() not in houses
        )
    lead = author_of_lead(reading.summary.text) if reading.summary else None
    return next((tuple(dict.fromkeys(names)) for names in stated.values() if names), (lead,) if lead else ())


def open_questions(reading: Reading, document: Document) -> tuple[Note, ...]:
    """The reading's notes, without a doubt about an author whom the page's metadata confirms; a guessed charset.

    Behind them what the reader of its form could not read.
    """
    stated = {name.casefold() for text in document.hinted("author") for name in split_names(text)}
    confirmed = {
        byline.place
        for byline in reading.authors
        if {name.casefold() for name in split_names(byline.text)} <= stated and byline.place
    }
    kept = tuple(note for note in reading.notes if not (note.place in confirmed and "author" in note.text))
    guess = document.hint("charset", "guess")
    text, advice = f"the charset was guessed to be {guess}", "Look at the accented letters; if wrong, save it as UTF-8"
    doubts = tuple(Note(doubt, advice="Compare it with the original") for doubt in document.hinted("doubt"))
    return (*kept, *doubts, Note(text, advice=advice)) if guess else (*kept, *doubts)


def translation_key(document: Document, source: str) -> str | None:
    """The key that all languages of one commentary share: its source, and its address in the first language, folded.

    A page that names no other language has none. The first language is English where there is one, else the first
    by code, so that each translation finds the same key.
    """
    named = {hint.name.partition(":")[2]: hint.value for hint in document.hints if hint.name.startswith("alternate:")}
    languages = {code: url for code, url in named.items() if code != "x-default"}
    if len(set(languages.values())) < 2:
        return None
    first = languages.get("en") or languages[min(languages)]
    address = urlsplit(first)
    query = [value for name, value in parse_qsl(address.query) if name not in LANGUAGE_PARAMETERS]
    path = [part for part in address.path.split("/") if part]
    return "-".join([source, *path, *query]) if path or query else None


def told_by_cuts(reading: Reading) -> tuple[Note, ...]:
    """What lines that were cut say about the text: that it exists in another language."""
    return tuple(
        Note(f"translation exists: {language}", cut.place, "Add it, if it can be found")
        for cut in reading.cuts
        for language, pattern in ELSEWHERE.items()
        if pattern.fullmatch(" ".join(cut.text.split()))
    )


def missing_facts(commentary: Commentary, reading: Reading, publication: Publication) -> tuple[str, ...]:
    """The facts the source does not state, in a fixed order: the editor's list of things to find out.

    A trend is wanted of every commentary of a source that marks trends.
    """
    stated = {
        "title_incomplete": not reading.title_incomplete,
        "author": bool(commentary.authors),
        "date": commentary.published is not None,
        "topic": commentary.topic is not None,
        "trend": commentary.trend is not None or not publication.trends,
        "publisher": commentary.publisher is not None,
        "original": commentary.url is not None,
        "language": commentary.language != "und",
    }
    return tuple(fact for fact, is_stated in stated.items() if not is_stated)


def kept_promise(commentary: Commentary, publication: Publication) -> tuple[Note, ...]:
    """A warning if the commentary is older than its source says any of its commentaries is."""
    if commentary.date is None or publication.none_before is None or commentary.date >= publication.none_before:
        return ()
    advice = "Check the date, or the promise in the source's module"
    return (Note(f"{commentary.date} is before the source's first, {publication.none_before}", advice=advice),)
