"""The bytes of the site's files go in; what each says, and what is wrong with it by itself, comes out."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from backfile.crew import cores, shared
from backfile.publish.feeds import Listing, read_json, read_xml
from backfile.publish.ground import own_page
from backfile.publish.index import is_piece, read_piece
from backfile.publish.links import Link, Tree, Ways
from backfile.publish.pages import Page, read_page
from backfile.publish.references import style_references

LISTINGS: Mapping[str, Callable[[bytes], Listing]] = {".xml": read_xml, ".opml": read_xml, ".json": read_json}
SILENT = (".txt", ".csv", ".bib", ".ris", ".csl.json", ".jsonl")
"""The endings of files that lead nowhere."""
READ = (".html", ".css", ".js", *LISTINGS, *SILENT)
ALONE = 3_000
"""Files that are read faster by one process than by two, which must be started."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong with one page: `target` is the address, anchor or file it is about, "" for the page itself."""

    page: str
    target: str
    message: str

    def __str__(self) -> str:
        """`page: target message`."""
        return f"{self.page}: {self.target} {self.message}" if self.target else f"{self.page}: {self.message}"


@dataclass(frozen=True, slots=True)
class File:
    """What one file of the site says: its faults, and what can be judged only when all files are read.

    `listed` is the number of a feed's entries, `searched` the pages that a file of the search index leads to; `asides`
    are the files that it leads to and that are neither pages nor beside it; `odd` says that it is a page whose
    addresses may be written anyhow.
    """

    problems: tuple[Problem, ...] = ()
    anchors: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    wanted: tuple[Link, ...] = ()
    listed: int | None = None
    searched: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    odd: bool = False


def is_read(name: str) -> bool:
    """Whether a file of the site can be judged."""
    return name.endswith(READ)


def leads(name: str) -> bool:
    """Whether a file of the site can lead anywhere."""
    return is_read(name) and not name.endswith(SILENT)


def read_all(site: Path, names: Sequence[str], tree: Tree, secrets: tuple[bytes, ...]) -> dict[str, File]:
    """What each of these files says, by its name; many are read by all processors."""
    share = len(names) if len(names) < ALONE else -(-len(names) // cores())
    parts = [names[start : start + share] for start in range(0, len(names), share or 1)]
    read = partial(read_some, site, tree, secrets)
    return {name: file for found in shared(read, parts, alone=1, at_once=1) for name, file in found.items()}


def read_some(site: Path, tree: Tree, secrets: tuple[bytes, ...], names: Sequence[str]) -> dict[str, File]:
    """What each of these files says, read by this process."""
    ways = Ways(tree)
    return {name: read_file(name, (site / name).read_bytes(), ways, secrets) for name in names}


def read_file(name: str, body: bytes, ways: Ways, secrets: tuple[bytes, ...]) -> File:
    """What one file says, by its kind."""
    suffix = posixpath.splitext(name)[1]
    told = tuple(Problem(name, secret.decode(), "is a folder of this machine") for secret in secrets if secret in body)
    if not body.strip():
        return File((Problem(name, "", "is empty"),))
    if suffix == ".html":
        return read_html(name, read_page(body), ways, told)
    if suffix == ".css":
        links = tuple(ways.follow(style_references(body.decode("utf-8", "replace")), name))
        return File((*told, *dead(links, name)), asides=asides_in(links, name))
    if suffix in LISTINGS:
        listing = LISTINGS[suffix](body)
        links = tuple(ways.follow(listing.references, name))
        faults = (Problem(name, "", fault) for fault in listing.faults)
        return File((*told, *faults, *dead(links, name)), listed=listing.entries, asides=asides_in(links, name))
    if is_piece(name):
        piece = read_piece(name, body)
        return File((*told, *([Problem(name, "", piece.fault)] if piece.fault else ())), searched=piece.pages)
    return File(told)


def read_html(name: str, page: Page, ways: Ways, told: tuple[Problem, ...]) -> File:
    """What a page says of itself and where it leads."""
    links = tuple(ways.follow(page.references, name))
    faults = {
        "has no title": not page.title,
        "does not name its language": not page.language,
        "has no text": page.empty,
        "has a <base>, which bends every link": page.based,
    }
    own = (Problem(name, "", fault) for fault, stands in faults.items() if stands)
    wanted = dict.fromkeys(link for _, link in links if link.anchor and link.file.endswith(".html"))
    problems = (*told, *own, *dead(links, name))
    return File(
        problems, page.anchors, page.languages, tuple(wanted), asides=asides_in(links, name), odd=not page.plain
    )


def dead(links: Iterable[tuple[str, Link]], name: str) -> Iterator[Problem]:
    """The links that must not stand on the page `name`."""
    return (Problem(name, address, link.fault) for address, link in links if link.fault)


def asides_in(links: Iterable[tuple[str, Link]], name: str) -> tuple[str, ...]:
    """The files that links on `name` lead to and that are neither pages nor beside it."""
    found = {link.file for _, link in links if link.file and not link.file.endswith(".html")}
    return tuple(file for file in found if name not in (file, own_page(file)))
