"""A recipe and the pages it reads in, fixtures for its tests out: each in invented words, and read as its page is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from backfile.drafting.fixtures import as_text, invented_page, invented_text
from backfile.drafting.inventing import Invention, carried
from backfile.drafting.judging import reading_of
from backfile.drafting.recipes import LAYOUT
from backfile.drafting.samples import Sample
from backfile.model import Capture, Document, Reading
from backfile.sources.platforms.layout import Source
from backfile.sources.platforms.reading import recognised
from backfile.street import document_of

MOST = 3
NAMELESS = "page"
HTML, TEXT = "text/html", "text/plain"


@dataclass(frozen=True, slots=True)
class Fixture:
    """A file of a fixture folder: its name, what it holds, its address if it does not say it, and the page it is of.

    `wrong` says why it must not be written.
    """

    name: str
    text: str
    address: str
    origin: str
    wrong: str = ""


def invention_for(source: Source, samples: Sequence[Sample]) -> Invention:
    """What rewrites the pages of a source: it keeps what the recipe knows, and the publication's name."""
    (layout,) = source.layouts
    slots = [slot.pattern for slot in layout.head if slot.pattern]
    names = dict.fromkeys(name for sample in samples for name in sample.names)
    return Invention(
        seed=source.id,
        known=(*slots, *layout.ends, *layout.furniture, *layout.marks),
        phrases=(source.name, *source.topics),
        hosts=source.hosts,
        names=tuple(names),
    )


def fixtures(source: Source, read: Sequence[tuple[Sample, Reading]]) -> Iterator[Fixture]:
    """A fixture of each kind of page that was read, some at most, and one in text."""
    invention = invention_for(source, [sample for sample, _ in read])
    originals = [block.text for sample, _ in read for block in sample.reading.body]
    texts = 0
    for number, (sample, reading) in enumerate(kinds(read), 1):
        address = invention.address(
            sample.document.hint("url") or (f"{source.home}{LAYOUT}-{number}/" if source.home else "")
        )
        if sample.document.media_type == HTML:
            page = invented_page(sample.document.markup, invention)
            stated = document(page, HTML, "", sample.capture).hint("url")
            yield checked(
                Fixture(f"{LAYOUT}-{number}-web.html", page, "" if stated else address, sample.capture.origin),
                source,
                (sample, reading),
                originals,
            )
            shown = document(page, HTML, address, sample.capture)
            dump = as_text(shown, next((head.first for _, head in recognised(source, shown)), 0))
        else:
            dump = invented_text(as_text(sample.document, 0), invention)
        if texts == 0:
            fixture = checked(
                Fixture(f"{LAYOUT}-{number}.txt", dump, address, sample.capture.origin),
                source,
                (sample, reading),
                originals,
            )
            texts += not fixture.wrong
            yield fixture


def kinds(read: Sequence[tuple[Sample, Reading]]) -> list[tuple[Sample, Reading]]:
    """One page of each kind: those that print other things in their heads, or hold other kinds of blocks."""
    found: dict[object, tuple[Sample, Reading]] = {}
    for sample, reading in read:
        found.setdefault((filled(reading), sample.document.media_type), (sample, reading))
    return list(found.values())[:MOST]


def document(text: str, media_type: str, address: str, capture: Capture) -> Document:
    """The document in a fixture."""
    return document_of(
        replace(
            capture,
            body=text.encode(),
            digest="",
            media_type=media_type,
            origin=address or NAMELESS,
            charset="utf-8",
        )
    )


def checked(fixture: Fixture, source: Source, page: tuple[Sample, Reading], originals: Sequence[str]) -> Fixture:
    """The fixture, and why it must not be written if it carries prose on or is read otherwise than its page."""
    if prose := carried(originals, fixture.text):
        return replace(fixture, wrong=f"it would carry on the publisher's words ({prose})")
    media_type = HTML if fixture.name.endswith(".html") else TEXT
    sample, reading = page
    again = reading_of(source, document(fixture.text, media_type, fixture.address, sample.capture))
    if again is None:
        return replace(fixture, wrong="in invented words its layout is not recognised")
    if filled(again) != filled(reading) or len(texts_of(again)) != len(texts_of(reading)):
        return replace(fixture, wrong=f"in invented words it is read otherwise than {fixture.origin}")
    return fixture


def texts_of(reading: Reading) -> list[str]:
    """The texts of a body."""
    return [block.text for block in reading.body if block.text.strip()]


def filled(reading: Reading) -> tuple[bool, ...]:
    """Which fields a reading has."""
    fields = (reading.title, reading.period, reading.published, reading.topic, reading.credit, reading.summary)
    return (*(field is not None for field in fields), bool(reading.authors))
