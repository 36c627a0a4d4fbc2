"""A drafted recipe and a page in, what it reads worse than the generic recipe does out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from backfile.drafting.samples import Sample
from backfile.model import Block, Document, Kind, Printed, Reading
from backfile.sources.platforms.layout import Source
from backfile.sources.platforms.lines import line
from backfile.sources.platforms.reading import has_address, read, read_body, recognised

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one page fares: the reading by the recipe (None: it does not recognise it), and in what it is `worse`."""

    origin: str
    reading: Reading | None
    worse: tuple[str, ...]


def reading_of(source: Source, document: Document, *, named: bool = False) -> Reading | None:
    """What a recipe that is not in the package yet reads off a document; None if it does not recognise it."""
    found = recognised(source, document, named=named)
    if len(found) != 1 or not any(block.text for block in read_body(*found[0], document)[0]):
        return None
    return read(source, document, named=named)


def judged(source: Source, sample: Sample) -> Verdict:
    """The recipe against the generic one on one page."""
    reading = reading_of(source, sample.document, named=not has_address(sample.document))
    if reading is None:
        return Verdict(sample.capture.origin, None, ("its layout is not recognised",))
    return Verdict(sample.capture.origin, reading, tuple(worse(reading, sample.reading, sample.document)))


def worse(reading: Reading, generic: Reading, document: Document) -> Iterator[str]:
    """What the recipe's reading lacks of the generic one, or has beyond its body."""
    if said(reading.title) != said(generic.title):
        yield f"its title is {said(reading.title)!r}, and {said(generic.title)!r} by the generic recipe"
    if generic.published and not reading.published and said(generic.published) not in said(reading.period):
        yield f"its day is not found ({said(generic.published)})"
    if missing := {said(author) for author in generic.authors} - {said(author) for author in reading.authors}:
        yield f"its author is not found ({', '.join(sorted(missing))})"
    ours, theirs = counted(reading.body), counted(generic.body)
    head = counted_texts(read_off(reading, document))
    if pictures := len(pictured(generic) - pictured(reading)):
        yield f"pictures of its body that are lost: {pictures}"
    if lost := (theirs - ours - head).total():
        yield f"words of its body that are lost: {lost}"
    if more := (ours - theirs).total():
        first = next((line(block) for block in reading.body if line(block) not in {line(b) for b in generic.body}), "")
        yield f"words in its body that the generic recipe leaves out: {more}, such as {first[:40]!r}"


def said(printed: Printed | None) -> str:
    """Words as printed, in one line."""
    return " ".join(printed.text.split()) if printed else ""


def counted(body: tuple[Block, ...]) -> Counter[str]:
    """How often each word stands in a body."""
    return counted_texts(block.text for block in body if block.kind is not Kind.IMAGE)


def pictured(reading: Reading) -> set[str]:
    """The addresses of the pictures in a body, but for those that only say the title again."""
    title = said(reading.title).casefold()
    images = [block for block in reading.body if block.kind is Kind.IMAGE and line(block).casefold() != title]
    return {block.src for block in images if block.src}


def read_off(reading: Reading, document: Document) -> Iterator[str]:
    """The lines in which a reading has found something outside its body, labels and all."""
    found = (reading.period, reading.topic, reading.published, reading.credit, reading.trend, reading.summary)
    for printed in filter(None, (*found, *reading.authors)):
        lines = [line(block) for block in document.blocks if block.place == printed.place]
        yield next((text for text in lines if said(printed) in text), said(printed))


def counted_texts(texts: Iterator[str]) -> Counter[str]:
    """How often each word stands in some texts."""
    return Counter(word for text in texts for word in WORD.findall(text.casefold()))
