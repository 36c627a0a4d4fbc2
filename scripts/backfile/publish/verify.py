"""A built site and the archive it was built from go in; everything in it that is missing, dead or foreign comes out.

Of a site that shares files with an earlier one, which was verified, only what is new is read, and those kept files that
may lead to something that is gone. Nothing that a full verification finds is missed: a file that is kept can only have
become wrong because a file, or an anchor in one, is there no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from backfile.publish.composing import same_names
from backfile.publish.expected import Expected, expected_of
from backfile.publish.feeds import MOST
from backfile.publish.gone import may_lead_to, targets_gone
from backfile.publish.ground import Ground, own_page
from backfile.publish.index import is_shown_piece, read_piece
from backfile.publish.links import HOME, Tree
from backfile.publish.pages import read_page
from backfile.publish.permanence import broken_promises
from backfile.publish.said import File, Problem, is_read, leads, read_all
from backfile.publish.trees import Names, names_of
from backfile.write.permalinks import NAME

UNTOLD = "und"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A site that was verified, by the same program and against the same archive's folder, and is as it was then.

    `numbers` are those of its files on the disk, `expected` what it had to hold.
    """

    site: Path
    numbers: Mapping[str, int]
    expected: frozenset[Expected]
    ground: Ground


@dataclass(frozen=True, slots=True)
class Verdict:
    """All problems that a verification found, sorted by page; what the next may rest on; how many files it read."""

    problems: tuple[Problem, ...]
    ground: Ground
    read: int


@dataclass
class Known:
    """A site while it is verified: `files` are those that were read, anything else is read when it is asked for."""

    site: Path
    tree: Tree
    secrets: tuple[bytes, ...]
    files: dict[str, File] = field(default_factory=dict)

    def read(self, *names: str) -> None:
        """Read these files, if they are not read."""
        missing = sorted({name for name in names if name not in self.files and is_read(name)})
        self.files.update(read_all(self.site, missing, self.tree, self.secrets))

    def file(self, name: str) -> File:
        """What one file says."""
        if name not in self.files:
            self.read(name)
        return self.files[name]


def verify(site: Path, content: Path) -> tuple[Problem, ...]:
    """All problems of the built `site`, sorted by page, given the archive's folder it was built from.

    Every commentary must have a page of its own in its language; every link, picture, style, script and anchor must be
    in the site and open from a disk; nothing may be requested from another host or name a folder of this machine;
    feeds and sitemaps must be sound, the search index must lead to each commentary, and every address ever published
    must resolve. Raises HeaderError if a commentary cannot be read, ArchiveError if the list of addresses cannot.
    """
    return examine(site, content, expected_of(content)).problems


def examine(
    site: Path,
    content: Path,
    expected: Sequence[Expected],
    earlier: Earlier | None = None,
    secrets: Sequence[Path] = (),
) -> Verdict:
    """The same for what is `expected` of the site, and with an `earlier` one at less cost. Raises ArchiveError.

    `secrets` are more folders of this machine that no file may name.
    """
    names = names_of(site)
    tree = Tree(frozenset(names.numbers), names.folders | {"."}, base_of(site))
    known = Known(site, tree, tuple(str(place.absolute()).encode() for place in (content, site, *secrets)))
    kept = frozenset[str]()
    if earlier and base_of(earlier.site) == tree.base:
        kept = worthwhile(same_names(names, earlier.numbers), tree.files)
    known.read(*(tree.files - kept))
    if earlier and kept:
        known.read(*suspects(known, earlier, names, kept))
    problems = {Problem(NAME, address, fault) for address, fault in broken_promises(site, content, tree.files)}
    rest = earlier if earlier and kept else Earlier(site, {}, frozenset(), Ground())
    problems |= {*missing_pages(expected, known, rest.expected)}
    problems |= {*dead_anchors(known), *unsearched(expected, known, rest, kept), *searched_in_vain(known)}
    longest = longest_feed(known, promised(expected), rest.ground.longest, kept)
    problems |= {*short_feed(longest, promised(expected))}
    problems |= {problem for file in known.files.values() for problem in file.problems}
    odd = {name for name, file in known.files.items() if file.odd} | (rest.ground.odd & kept)
    asides = {name for file in known.files.values() for name in file.asides} | (rest.ground.asides & tree.files)
    used = {link.anchor for name, file in known.files.items() for link in file.wanted if link.file != name}
    ground = Ground(longest, frozenset(odd), frozenset(asides), frozenset(used | rest.ground.anchors))
    return Verdict(tuple(sorted(problems)), ground, len(known.files))


def base_of(site: Path) -> str:
    """The permanent address that a site's home page gives."""
    home = site / HOME
    base = (read_page(home.read_bytes()).canonical if home.is_file() else "").removesuffix(HOME)
    return base if base.endswith("/") else ""


def worthwhile(kept: frozenset[str], files: Set[str]) -> frozenset[str]:
    """The kept files, if most are; else none, since to read all is less work than to find what is gone."""
    return kept if 2 * sum(map(is_read, kept)) > sum(map(is_read, files)) else frozenset()


def suspects(known: Known, earlier: Earlier, names: Names, kept: Set[str]) -> Iterator[str]:
    """The kept files that must be read again, since they may lead to something that is gone."""
    anchors = {name: file.anchors for name, file in known.files.items()}
    there = names.numbers.keys()
    gone = targets_gone(earlier.site, earlier.numbers.keys(), there - kept, there, anchors, earlier.ground.anchors)
    alone = {name for name in gone if not name.endswith(".html")} - earlier.ground.asides
    yield from kept & set(map(own_page, alone))
    gone -= alone
    if gone:
        yield from earlier.ground.odd & kept
        yield from (name for name in kept - earlier.ground.odd if leads(name) and may_lead_to(gone, name, known.site))


def dead_anchors(known: Known) -> Iterator[Problem]:
    """The anchors that a page links to and that no element of their page has."""
    for name, file in tuple(known.files.items()):
        for link in file.wanted:
            if link.anchor not in known.file(link.file).anchors:
                yield Problem(name, f"{link.file}#{link.anchor}", "is not on that page")


def promised(expected: Sequence[Expected]) -> int:
    """How many entries the longest feed must have: the newest commentaries that can be dated."""
    return min(MOST, sum(each.dated for each in expected))


def longest_feed(known: Known, enough: int, earlier: tuple[str, int], kept: Set[str]) -> tuple[str, int]:
    """The longest feed and the number of its entries, ("", 0) if there is none; any that has `enough` will do.

    `earlier` is that of the earlier site; where it had none, none can be kept of it.
    """
    found = {(file.listed, name) for name, file in known.files.items() if file.listed is not None}
    if earlier[0] in kept:
        found.add((earlier[1], earlier[0]))
    if earlier[0] and max(found, default=(0, ""))[0] < enough:
        known.read(*kept)
        found = {(file.listed, name) for name, file in known.files.items() if file.listed is not None}
    length, name = max(found, default=(0, ""))
    return name, length


def short_feed(longest: tuple[str, int], enough: int) -> Iterator[Problem]:
    """The longest feed, if the site has feeds and it does not list what it must."""
    name, length = longest
    if name and length < enough:
        yield Problem(name, "", f"lists {length} commentaries of the {enough} that it promises")


def searched_in_vain(known: Known) -> Iterator[Problem]:
    """The results of a search that lead to no page."""
    for name, file in known.files.items():
        yield from (Problem(name, page, "is not in the site") for page in file.searched if page not in known.tree.files)


def unsearched(expected: Sequence[Expected], known: Known, earlier: Earlier, kept: Set[str]) -> Iterator[Problem]:
    """The commentaries that a search cannot show, if the site has a search index.

    One that was expected before is still shown, unless the piece that showed it is another one now.
    """
    pieces = [name for name in earlier.numbers if is_shown_piece(name)]
    shown = earlier.expected if pieces else frozenset()
    lost = {page for name in pieces if name not in kept for page in shown_in(earlier.site, name)}
    doubtful = [each for each in expected if each.address in lost or each not in shown]
    if any(map(is_shown_piece, known.tree.files)) and not searched(known).issuperset(each.address for each in doubtful):
        known.read(*filter(is_shown_piece, kept))
        there = searched(known)
        for each in doubtful:
            if each.address not in there:
                yield Problem(each.address, each.path, "is not in the search index")


def searched(known: Known) -> set[str]:
    """The pages that the files of the search index which were read lead to."""
    return {page for file in known.files.values() for page in file.searched}


def shown_in(site: Path, name: str) -> tuple[str, ...]:
    """The pages that one file of a site's search index leads to."""
    return read_piece(name, (site / name).read_bytes()).pages


def missing_pages(expected: Sequence[Expected], known: Known, sound: Set[Expected]) -> Iterator[Problem]:
    """The commentaries that have no page, share one, or have one that is not marked as being in their language.

    A page that is kept and was expected before, as it is now, is in its language.
    """
    owners = defaultdict[str, list[str]](list)
    for each in expected:
        owners[each.address].append(each.path)
        if each.address not in known.tree.files:
            yield Problem(each.address, each.path, "has no page")
        elif each in sound and each.address not in known.files:
            continue
        elif each.language not in (UNTOLD, *map(str.lower, known.file(each.address).languages)):
            yield Problem(each.address, each.path, f"is in {each.language}, but nothing on its page is marked so")
    for address, paths in owners.items():
        if len(paths) > 1:
            yield Problem(address, " and ".join(sorted(paths)), "share one page")
