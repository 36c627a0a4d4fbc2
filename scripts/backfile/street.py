"""The middle of the street, pure: one capture in, its commentaries out, the same today and tomorrow."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from backfile.clean import clean
from backfile.clean.typography import typeset_document
from backfile.documents import read_document
from backfile.enrich.facts import Publication, commentary_of
from backfile.enrich.languages import language_of
from backfile.errors import SourceUnclear
from backfile.model import Capture, Commentary, Document, Kind, Listed, Reading, Rights
from backfile.sources import documents_in, read_commentary, source_of, sources
from backfile.sources.platforms.layout import Source
from backfile.sources.platforms.listing import list_commentaries


@dataclass(frozen=True, slots=True)
class Adopted:
    """What an editor says of a publication that is followed; its `id` and `name` stand if no recipe of its own does."""

    id: str
    name: str | None
    languages: tuple[str, ...]
    rights: Rights


def read_capture(capture: Capture, named: str | None = None) -> tuple[Commentary, Reading]:
    """The one commentary in a capture, and the reading it comes from; `named` is the id of its source, if it is known.

    Raises CaptureError or ReadingError, naming the capture's origin where they know no better place; SourceUnclear if
    the capture holds several commentaries.
    """
    found = read_commentaries(document_of(capture), capture, named)
    if len(found) > 1:
        raise SourceUnclear(f"there are {len(found)} commentaries in it", where=capture.origin, advice="Read them all")
    return found[0]


def document_of(capture: Capture) -> Document:
    """The document in a capture, its blanks and marks made even. Raises CaptureError."""
    return typeset_document(read_document(capture))


def listing_in(document: Document, named: str | None = None) -> tuple[Source, tuple[Listed, ...]] | None:
    """The source whose listing a document is a page of, and what it names; None if it is none, or of several."""
    asked = [source for source in sources().values() if source.listing and named in (None, source.id)]
    found = [(source, listed) for source in asked if (listed := list_commentaries(source, document))]
    return found[0] if len(found) == 1 else None


def holds_several(document: Document, named: str | None = None) -> bool:
    """Whether a document holds several commentaries. Raises ReadingError if no recipe can be found for it."""
    source = source_of(document, named)
    return len(documents_in(source, document, named=named is not None)) > 1


def read_commentaries(
    document: Document, capture: Capture, named: str | None = None, adopted: Adopted | None = None
) -> tuple[tuple[Commentary, Reading], ...]:
    """The commentaries in the document of a capture, most often one, each with the reading it comes from.

    Of several each is captured in a part: the capture's digest, and its number.
    """
    source = source_of(document, named)
    parts = documents_in(source, document, named=named is not None)
    if len(parts) == 1:
        return (read_page(document, capture, named, adopted),)
    numbered = (replace(capture, digest=f"{capture.digest}#{number}") for number in range(1, len(parts) + 1))
    return tuple(read_page(part, one, source.id, adopted) for part, one in zip(parts, numbered, strict=True))


def read_page(
    document: Document, capture: Capture, named: str | None = None, adopted: Adopted | None = None
) -> tuple[Commentary, Reading]:
    """The commentary in a document that holds only one, and the reading it comes from."""
    source = source_of(document, named)
    reading = read_commentary(source, document, named=named is not None)
    languages = adopted.languages if adopted and reading.generic else source.languages
    language = language_of(prose(reading), declared_language(document, languages))
    reading = clean(reading, language)
    told = publication(source)
    if adopted:
        told = replace(told, rights=adopted.rights)
        if reading.generic:
            reading, told = replace(reading, source=adopted.id), replace(told, publisher=adopted.name)
    return commentary_of(reading, document, capture, told, language), reading


def prose(reading: Reading) -> list[str]:
    """The texts of a reading that tell its language: title and body, without quotes."""
    title = [reading.title.text] if reading.title else []
    return title + [block.text for block in reading.body if block.kind is not Kind.QUOTE]


def declared_language(document: Document, languages: tuple[str, ...]) -> str | None:
    """The language the page declares; for a page that declares none, its publication's if there is only one."""
    return document.hint("language") or (languages[0] if len(languages) == 1 else None)


def publication(source: Source) -> Publication:
    """What a source's declaration says that `enrich` needs."""
    first = dt.date.fromisoformat(source.promise.none_before) if source.promise else None
    return Publication(source.publisher, source.topics, source.trends, source.rights, first)
