"""The list of all addresses ever published and the commentaries that stand now go in; the grown list comes out.

The list is `permalinks.txt` in the archive's folder: one line an address, its parts set off by tabs, in the order in
which they were published. An address and its id never leave the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from backfile.errors import ArchiveError, PathTaken

NAME = "permalinks.txt"
HEAD = "# Every address ever published: address, id in feeds, file, original, capture. Grows by itself; keep it.\n"
YEAR = 2026  # RFC 4151 wants a day on which the host was ours; it is part of every id and never changes


class Permalink(NamedTuple):
    """One address; lines with one `id` are one commentary, which stands at the last of them that stands at all.

    By `path`, `original` and `capture` a commentary is known again after it was renamed; of one that was withdrawn they
    are "".
    """

    address: str
    id: str
    path: str = ""
    original: str = ""
    capture: str = ""


class Standing(Protocol):
    """What the list needs to know of a commentary that is published."""

    @property
    def address(self) -> str:
        """Its page, from the site's root."""

    @property
    def path(self) -> str:
        """Its file, relative to the archive's folder."""

    @property
    def original(self) -> str | None:
        """Its address at its source."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its other addresses there."""

    @property
    def capture(self) -> str | None:
        """The digest of its capture."""


def parse_permalinks(text: str, where: str) -> tuple[Permalink, ...]:
    """The lines of a list. Raises ArchiveError, with the line, if one is not what was written."""
    found: dict[str, Permalink] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) != 5 or not parts[0].endswith(".html") or ".." in parts[0] or not parts[1] or parts[0] in found:
            raise ArchiveError(
                "is not an address, an id, a file, an original and a capture, or stands there twice",
                where=f"{where}:{number}",
                advice="Take the list as it was last committed",
            )
        found[parts[0]] = Permalink(*parts)
    return tuple(found.values())


def render_permalinks(permalinks: Iterable[Permalink]) -> str:
    """The list as text."""
    rows = ("\t".join((one.address, one.id, one.path, one.original, one.capture)) for one in permalinks)
    return HEAD + "".join(f"{row}\n" for row in rows)


def tag(domain: str, name: str) -> str:
    """An id after RFC 4151; the host is that of the archive's first address, the same on every mirror."""
    parts = urlsplit(domain if "://" in domain else f"//{domain}")
    return f"tag:{parts.hostname or 'localhost'},{YEAR}:{'/'.join(filter(None, [parts.path.strip('/'), name]))}"


def grown(known: Iterable[Permalink], standing: Iterable[Standing], domain: str) -> tuple[Permalink, ...]:
    """The list with the addresses that stand now.

    A commentary at a new address keeps the id of a listed one that stands nowhere any more, if it has its original, its
    file or its capture. Raises PathTaken if two that stand would have one id: then one has the other's old address.
    """
    lines = {line.address: line for line in known}
    there = {entry.address: entry for entry in standing}
    held = {lines[address].id for address in there if address in lines}
    orphans = {line.id: line for line in lines.values() if line.address not in there and line.id not in held}
    for address in sorted(there.keys() - lines.keys()):
        entry = there[address]
        before = known_again(entry, orphans.values())
        orphans.pop(before.id if before else "", None)
        name = address.removesuffix(".html")
        lines[address] = Permalink(address, before.id if before else tag(domain, name), *marks(entry))
    refuse_taken(lines, there)
    alive = {lines[address].id for address in there}
    return tuple(
        line if line.id in alive else line._replace(path="", original="", capture="") for line in lines.values()
    )


def marks(entry: Standing) -> tuple[str, str, str]:
    """What a commentary is known by, in one line each."""
    values = (entry.path, entry.original or "", entry.capture or "")
    return tuple(" ".join(value.split()) for value in values)  # type: ignore[return-value]  # three in, three out


def known_again(entry: Standing, orphans: Iterable[Permalink]) -> Permalink | None:
    """The line of what seems to be the same commentary at an earlier address, if exactly one is."""
    path, original, capture = marks(entry)
    found = list(orphans)
    for alike in (
        [line for line in found if line.original and line.original in (original, *entry.aliases)],
        [line for line in found if line.path and line.path == path],
        [line for line in found if line.capture and line.capture == capture],
    ):
        if len(alike) == 1:
            return alike[0]
    return None


def refuse_taken(lines: Mapping[str, Permalink], there: Mapping[str, Standing]) -> None:
    """Raise PathTaken if two commentaries that stand have one id."""
    holders: dict[str, str] = {}
    for address, line in lines.items():
        if address in there and holders.setdefault(line.id, address) != address:
            raise PathTaken(
                f"has the address {holders[line.id]}, which once was that of {address}",
                where=there[holders[line.id]].path,
                advice="Give it another Slug, so that old references still find what they meant",
            )


def ids_of(permalinks: Iterable[Permalink]) -> Mapping[str, str]:
    """The id of each address."""
    return {line.address: line.id for line in permalinks}


def retired(permalinks: Iterable[Permalink], standing: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each address at which nothing stands any more, and where its commentary went, "" if it was withdrawn."""
    lines, there = list(permalinks), set(standing)
    now = {line.id: line.address for line in lines if line.address in there}
    return ((line.address, now.get(line.id, "")) for line in lines if line.address not in there)
