"""The middle of the street, pure: one capture in, one commentary out, the same today and tomorrow."""

from __future__ import annotations

import datetime as dt

from backfile.clean import clean
from backfile.clean.typography import typeset_document
from backfile.documents import read_document
from backfile.enrich.facts import Publication, commentary_of
from backfile.enrich.languages import language_of
from backfile.model import Capture, Commentary, Document, Kind, Reading
from backfile.sources import read_commentary, source_of
from backfile.sources.platforms.layout import Source


def read_capture(capture: Capture, named: str | None = None) -> tuple[Commentary, Reading]:
    """The commentary in a capture, and the reading it comes from; `named` is the id of its source, if it is known.

    Raises CaptureError or ReadingError, naming the capture's origin where they know no better place.
    """
    document = typeset_document(read_document(capture))
    source = source_of(document, named)
    reading = read_commentary(source, document, named=named is not None)
    language = language_of(prose(reading), declared_language(document, source))
    reading = clean(reading, language)
    return commentary_of(reading, document, capture, publication(source), language), reading


def prose(reading: Reading) -> list[str]:
    """The texts of a reading that tell its language: title and body, without quotes."""
    title = [reading.title.text] if reading.title else []
    return title + [block.text for block in reading.body if block.kind is not Kind.QUOTE]


def declared_language(document: Document, source: Source) -> str | None:
    """The language the page declares; for a page that declares none, its source's if there is only one."""
    return document.hint("language") or (source.languages[0] if len(source.languages) == 1 else None)


def publication(source: Source) -> Publication:
    """What a source's declaration says that `enrich` needs."""
    first = dt.date.fromisoformat(source.promise.none_before) if source.promise else None
    return Publication(source.publisher, source.topics, source.trends, source.rights, first)
