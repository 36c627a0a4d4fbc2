"""A document in, a reading out: the recipe that recognises it reads it, the generic one what no source knows."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from backfile.errors import LayoutChanged, SourceUnclear
from backfile.model import Document, Reading
from backfile.sources.generic import GENERIC, read_generic
from backfile.sources.platforms.layout import Source
from backfile.sources.platforms.lines import line
from backfile.sources.platforms.parts import divide
from backfile.sources.platforms.reading import evidence, has_address, on_host, read
from backfile.sources.platforms.weekly import weight_of_wording

ENOUGH_WORDING = 3


@cache
def sources() -> dict[str, Source]:
    """Every publication that has a module in this folder, by its id."""
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__) if not found.ispkg]
    declared = [module.SOURCE for module in modules if hasattr(module, "SOURCE")]
    return {source.id: source for source in sorted(declared, key=lambda source: source.id)}


def source_of(document: Document, named: str | None = None) -> Source:
    """The source whose recipe reads a document: the named one, else the one on whose host it is, else the one whose
    wording it holds most of, else the generic one.

    Raises SourceUnclear if there is no such name, or if several claim the document alike; LayoutChanged if a document
    of no address holds a source's wording, but no head that its layouts know.
    """
    if named is not None:
        return known(named)
    at_home = [source for source in sources().values() if on_host(source, document)]
    claiming = at_home or likeliest(document)
    if len(claiming) > 1:
        names = ", ".join(source.id for source in claiming)
        raise SourceUnclear(
            f"more than one source recognises the page: {names}",
            where=document.hint("url") or "",
            advice="Say which with --source ID",
        )
    changed = [] if at_home else [source.id for source in worded(document)]
    if changed and not any(source.id in changed for source in claiming):
        raise LayoutChanged(
            f"the page has the wording of {' or '.join(changed)}, but no layout finds its head",
            advice=f"Save the page again; if the site has a new look, add a layout to sources/{changed[0]}; "
            "if it is another publication's, say --source generic",
        )
    return claiming[0] if claiming else GENERIC


def worded(document: Document) -> list[Source]:
    """The sources whose wording a document of no address holds enough of, and most of.

    At another address the same words are a reprint.
    """
    if has_address(document):
        return []
    lines = [line(block) for block in document.blocks]
    weights = {source.id: weight_of_wording(source, lines) for source in sources().values()}
    most = max(weights.values())
    return [sources()[name] for name, weight in weights.items() if weight == most >= ENOUGH_WORDING]


def likeliest(document: Document) -> list[Source]:
    """The sources that recognise a document by most blocks: two publications may share the name of a topic."""
    found = {source.id: evidence(source, document) for source in sources().values()}
    most = max(found.values(), default=0)
    return [sources()[name] for name, count in found.items() if count == most > 0]


def source_ids() -> tuple[str, ...]:
    """The id of every source, the generic one last."""
    return (*sources(), GENERIC.id)


@cache
def moved_hosts() -> dict[str, str]:
    """Each host that a source has left → the one where its pages stand now."""
    return {host: source.hosts[0] for source in sources().values() for host in source.moved}


def known(name: str) -> Source:
    """The source with this id; raises SourceUnclear, naming those that there are."""
    try:
        return {**sources(), GENERIC.id: GENERIC}[name]
    except KeyError:
        names = ", ".join(source_ids())
        raise SourceUnclear(f"there is no source {name!r}", advice=f"The sources are {names}") from None


def documents_in(source: Source, document: Document, *, named: bool = False) -> tuple[Document, ...]:
    """The documents of the commentaries that a document holds, as its source tells them apart."""
    return divide(source, document, named=named)


def read_commentary(source: Source, document: Document, *, named: bool = False) -> Reading:
    """What a source's recipe reads off a document. Raises LayoutChanged or NothingToRead."""
    return read_generic(document) if source is GENERIC else read(source, document, named=named)
