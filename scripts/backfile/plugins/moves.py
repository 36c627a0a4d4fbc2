"""The archive of the context in, what leads from old addresses to new ones out: for servers, and for looking one up."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from urllib.parse import quote, urlsplit

from backfile.plugins.addresses import ADDRESSES, MOVES, SOURCE_MOVES
from backfile.plugins.cells import safe
from backfile.plugins.output import File
from backfile.plugins.pages.place import Archive
from backfile.plugins.planning import Planned, Workshop, made_already, site_files
from backfile.write.permalinks import NAME, render_permalinks, retired

KEPT = "/?=&:@!,;~+%-._"  # all that may stand in quotes in a map of nginx; a dollar would be a variable
USUAL = re.compile(r"https?://([a-z0-9.-]+)(/[A-Za-z0-9/&=:@!,;~+%._-]*(?:\?[A-Za-z0-9/&=:@!,;~+%._-]+)?)?")


def files(archive: Archive) -> Iterator[tuple[str, str]]:
    """Every file with its address."""
    return ((planned.address, planned.make().decode()) for planned in planned_of(archive))


def planned_of(archive: Archive) -> Iterator[Planned]:
    """Every file."""
    yield from made_already([(NAME, render_permalinks(archive.permalinks).encode())])
    if own := own_moves(archive):
        yield from made_already([(MOVES, own.encode())])
    parts = {"the archive": archive.sign}
    yield Planned(ADDRESSES, parts, lambda: lookup(archive).encode())
    yield Planned(SOURCE_MOVES, parts, lambda: source_moves(archive).encode())


def own_moves(archive: Archive) -> str:
    """The moves within the archive, as static hosts read them; each has a page that does the same in a browser."""
    root = archive.site.root or "/"
    moved = retired(archive.permalinks, (entry.address for entry in archive.entries))
    return "".join(f"{root}{old} {root}{new} 301\n" for old, new in moved if new)


def source_moves(archive: Archive) -> str:
    """A map for nginx from what sources were asked for, `"$host$request_uri"`, to the archive.

    It serves whoever has a source's host now. An address that two commentaries share is not in it.
    """
    lines = (f'"{old}" "{archive.site.base}/{new}";\n' for old, new in unshared(archive))
    return (
        "# map $host$request_uri $backfile { include this file; } and: if ($backfile) { return 301 $backfile; }\n"
        + "".join(lines)
    )


def lookup(archive: Archive) -> str:
    """A table of the addresses at the sources and of the page that each has here."""
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow(("there", "here"))
    rows.writerows(safe(pair) for pair in pairs(archive))
    return text.getvalue()


def pairs(archive: Archive) -> list[tuple[str, str]]:
    """Each address of a commentary at its source with its page here, in order."""
    found = {
        (address, entry.address)
        for entry in archive.entries
        for address in (entry.original, *entry.aliases)
        if address and address.partition(":")[0].lower() in ("http", "https")
    }
    return sorted(found)


def unshared(archive: Archive) -> Iterator[tuple[str, str]]:
    """What a source was asked for with the page here, where it leads to one page only."""
    found: dict[str, set[str]] = {}
    for old, new in pairs(archive):
        found.setdefault(asked(old), set()).add(new)
    for old, pages in found.items():
        if len(pages) == 1:
            [new] = pages
            yield old, new


def asked(address: str) -> str:
    """What nginx sees of an address: the host and the path with its query."""
    if usual := USUAL.fullmatch(address):
        return f"{usual[1]}{usual[2] or '/'}"
    parts = urlsplit(address)
    query = f"?{parts.query}" if parts.query else ""
    return (parts.hostname or "") + quote(f"{parts.path or '/'}{query}", safe=KEPT)


def plan(shop: Workshop) -> Iterator[File]:
    """Each list."""
    yield from shop.files("addresses", planned_of(shop.archive))


def register() -> None:
    """Connect to the generator."""
    site_files.connect(plan)
