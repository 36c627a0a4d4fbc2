"""A built site and the archive it was built from go in; everything in it that is missing, dead or foreign comes out."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from backfile.publish.archive import Entry, read_archive
from backfile.publish.feeds import MOST, Listing, read_json, read_xml
from backfile.publish.index import is_piece, read_piece
from backfile.publish.links import HOME, Link, Tree, follow
from backfile.publish.pages import Page, Reference, read_page, style_references
from backfile.publish.permanence import broken_promises
from backfile.write.permalinks import NAME

LISTINGS: Mapping[str, Callable[[bytes], Listing]] = {".xml": read_xml, ".opml": read_xml, ".json": read_json}
READ = frozenset((".html", ".css", ".js", ".txt", ".csv", ".bib", ".ris", ".jsonl", *LISTINGS))
UNTOLD = "und"


@dataclass(frozen=True, slots=True)
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

    `listed` is the number of a feed's entries, `searched` the pages that a file of the search index leads to.
    """

    problems: tuple[Problem, ...] = ()
    anchors: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    wanted: tuple[Link, ...] = ()
    listed: int | None = None
    searched: tuple[str, ...] = ()


def verify(site: Path, content: Path) -> tuple[Problem, ...]:
    """All problems of the built `site`, sorted by page, given the archive's folder it was built from.

    Every commentary must have a page of its own in its language; every link, picture, style, script and anchor must be
    in the site and open from a disk; nothing may be requested from another host or name a folder of this machine;
    feeds and sitemaps must be sound, the search index must lead to each commentary, and every address ever published
    must resolve. Raises HeaderError if a commentary cannot be read, ArchiveError if the list of addresses cannot.
    """
    tree = read_tree(site)
    secrets = (str(content.absolute()).encode(), str(site.absolute()).encode())
    names = sorted(name for name in tree.files if posixpath.splitext(name)[1] in READ)
    files = {name: read_file(name, (site / name).read_bytes(), tree, secrets) for name in names}
    problems = {problem for file in files.values() for problem in file.problems}
    entries = tuple(read_archive(content))
    problems |= {Problem(NAME, address, fault) for address, fault in broken_promises(site, content)}
    problems |= {*dead_anchors(files), *missing_pages(entries, files), *short_feeds(entries, files)}
    problems |= {*unsearched(entries, files), *searched_in_vain(files)}
    return tuple(sorted(problems, key=lambda p: (p.page, p.target, p.message)))


def read_tree(site: Path) -> Tree:
    """The names in a site's folder, and the permanent address that its home page gives."""
    paths = [(path.relative_to(site).as_posix(), path.is_dir()) for path in site.rglob("*")]
    home = site / HOME
    canonical = read_page(home.read_bytes()).canonical if home.is_file() else ""
    base = canonical.removesuffix(HOME)
    return Tree(
        files=frozenset(name for name, is_folder in paths if not is_folder),
        folders=frozenset((".", *(name for name, is_folder in paths if is_folder))),
        base=base if base.endswith("/") else "",
    )


def read_file(name: str, body: bytes, tree: Tree, secrets: tuple[bytes, ...]) -> File:
    """What one file says, by its kind."""
    suffix = posixpath.splitext(name)[1]
    told = tuple(Problem(name, secret.decode(), "is a folder of this machine") for secret in secrets if secret in body)
    if not body.strip():
        return File((Problem(name, "", "is empty"),))
    if suffix == ".html":
        return read_html(name, read_page(body), tree, told)
    if suffix == ".css":
        links = resolve(style_references(body.decode("utf-8", "replace")), name, tree)
        return File((*told, *dead(links, name)))
    if suffix in LISTINGS:
        listing = LISTINGS[suffix](body)
        return File((*told, *judge_listing(name, listing, tree)), listed=listing.entries)
    if is_piece(name):
        piece = read_piece(name, body)
        return File((*told, *([Problem(name, "", piece.fault)] if piece.fault else ())), searched=piece.pages)
    return File(told)


def read_html(name: str, page: Page, tree: Tree, told: tuple[Problem, ...]) -> File:
    """What a page says of itself and where it leads."""
    links = tuple(resolve(page.references, name, tree))
    faults = {
        "has no title": not page.title,
        "does not name its language": not page.language,
        "has no text": page.empty,
        "has a <base>, which bends every link": page.based,
    }
    own = (Problem(name, "", fault) for fault, stands in faults.items() if stands)
    wanted = dict.fromkeys(link for _, link in links if link.anchor and link.file.endswith(".html"))
    return File((*told, *own, *dead(links, name)), page.anchors, page.languages, tuple(wanted))


def resolve(references: Iterable[Reference], name: str, tree: Tree) -> Iterator[tuple[str, Link]]:
    """Each address on the page `name`, and where it leads."""
    folder = posixpath.dirname(name)
    return ((reference.address, follow(reference, folder, name, tree)) for reference in references)


def dead(links: Iterable[tuple[str, Link]], name: str) -> Iterator[Problem]:
    """The links that must not stand on the page `name`."""
    return (Problem(name, address, link.fault) for address, link in links if link.fault)


def judge_listing(name: str, listing: Listing, tree: Tree) -> Iterator[Problem]:
    """What is wrong with a feed or sitemap, and the pages of this site it lists that are not there."""
    yield from (Problem(name, "", fault) for fault in listing.faults)
    absolute = (Reference(address, fetched=False) for address in listing.addresses if "://" in address)
    yield from dead(resolve(absolute, name, tree), name)


def dead_anchors(files: Mapping[str, File]) -> Iterator[Problem]:
    """The anchors that a page links to and that no element of their page has."""
    for name, file in files.items():
        for link in file.wanted:
            if link.anchor not in files[link.file].anchors:
                yield Problem(name, f"{link.file}#{link.anchor}", "is not on that page")


def short_feeds(entries: Sequence[Entry], files: Mapping[str, File]) -> Iterator[Problem]:
    """The longest feed, if the site has feeds and it does not list the newest commentaries that can be dated."""
    feeds = {name: file.listed for name, file in files.items() if file.listed is not None}
    promised = min(MOST, sum(bool(entry.header.date or entry.header.captured) for entry in entries))
    if feeds and max(feeds.values()) < promised:
        longest = max(feeds, key=lambda name: (feeds[name], name))
        yield Problem(longest, "", f"lists {feeds[longest]} commentaries of the {promised} that it promises")


def searched_in_vain(files: Mapping[str, File]) -> Iterator[Problem]:
    """The results of a search that lead to no page."""
    for name, file in files.items():
        yield from (Problem(name, page, "is not in the site") for page in file.searched if page not in files)


def unsearched(entries: Sequence[Entry], files: Mapping[str, File]) -> Iterator[Problem]:
    """The commentaries that a search cannot show, if the site has a search index."""
    searched = {page for file in files.values() for page in file.searched}
    for entry in entries if searched else ():
        if entry.address not in searched:
            yield Problem(entry.address, entry.path, "is not in the search index")


def missing_pages(entries: Sequence[Entry], files: Mapping[str, File]) -> Iterator[Problem]:
    """The commentaries that have no page, share one, or have one that is not marked as being in their language."""
    owners = defaultdict[str, list[str]](list)
    for entry in entries:
        owners[entry.address].append(entry.path)
        page = files.get(entry.address)
        if page is None:
            yield Problem(entry.address, entry.path, "has no page")
        elif entry.language not in (UNTOLD, *map(str.lower, page.languages)):
            yield Problem(entry.address, entry.path, f"is in {entry.language}, but nothing on its page is marked so")
    for address, paths in owners.items():
        if len(paths) > 1:
            yield Problem(address, " and ".join(sorted(paths)), "share one page")
