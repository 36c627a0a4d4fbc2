"""A document in, the documents of its commentaries out: one, or several where its source says how they begin."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlsplit

from backfile.model import Block, Document, Hint
from backfile.sources.platforms.layout import Field, Source
from backfile.sources.platforms.lines import PAGE_REGIONS, any_line, line
from backfile.sources.platforms.reading import on_host, recognised

_OF_THE_WHOLE = ("url", "title", "summary", "author", "image", "section", "tag")


def divide(source: Source, document: Document, *, named: bool = False) -> tuple[Document, ...]:
    """The documents in a document, in their order: itself alone, unless at least two of its parts have a known head.

    A part knows of the whole what holds for all, such as its day. Its own address is the one that its title links to.
    """
    if source.parts is None:
        return (document,)
    starts = [at for at, block in enumerate(document.blocks) if begins(source, block)]
    before = document.blocks[: starts[0]] if starts else ()
    shared = tuple(block for block in before if any_line(source.parts.shared, [line(block)]))
    hints = tuple(hint for hint in document.hints if not hint.name.startswith(("alternate:", *_OF_THE_WHOLE)))
    pieces = [
        replace(document, blocks=(*shared, *document.blocks[start:end]), hints=hints)
        for start, end in pairwise([*starts, len(document.blocks)])
    ]
    known = named or on_host(source, document)
    found = [piece for piece in pieces if recognised(source, piece, named=known)]
    return tuple(with_address(source, piece) for piece in pieces) if len(found) > 1 else (document,)


def begins(source: Source, block: Block) -> bool:
    """Whether a commentary begins with this block."""
    return (
        source.parts is not None and block.region not in PAGE_REGIONS and any_line((source.parts.start,), [line(block)])
    )


def with_address(source: Source, piece: Document) -> Document:
    """The document with the address of its own that the title of its head leads to on the source's site."""
    titles = [head.value(Field.TITLE) for _, head in recognised(source, piece, named=True)]
    said = {" ".join(title.text.split()) for title in titles if title}
    links = [run.href for block in piece.blocks if line(block) in said for run in block.runs if run.href]
    own = [link for link in links if (urlsplit(link).hostname or "").removeprefix("www.") in source.hosts]
    return replace(piece, hints=(*(Hint("url", link, "title link") for link in own[:1]), *piece.hints))
