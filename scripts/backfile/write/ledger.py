"""The files of a release go in, the ledger of what each was made from comes out as text, and is read back.

The ledger stands beside a release, never in it: `000012.ledger` for the release `000012`. It says of each file its
digest, and in digests what its bytes depend on, each part by name: "its text", "the template base.html". What files
share is said once, as their kind. Files that are planned together stand in one section, whose key covers them all: it
is taken over as it is and not read. A ledger that is missing, cut short or of another version is none, and then all is
made anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from backfile.files import write_whole

VERSION = "backfile ledger 3"
KIND, WHY, SECTION, END = "kind", "why", "section", "end"
SIGNS = 20  # letters of a digest of one part: 80 bits


@dataclass(frozen=True)
class Kind:
    """Files that are made alike: the digests of what they share, and the names of what each has of its own."""

    name: str
    shared: Mapping[str, str]
    own: tuple[str, ...] = ()

    @cached_property
    def sign(self) -> str:
        """A digest of the kind: of its name, of what is shared, of the names of the rest."""
        return signed(json.dumps([self.name, sorted(self.shared.items()), self.own]))

    def key(self, *own: str) -> str:
        """The key of a file: equal keys are equal bytes. `own` are its own parts in order, in digests or whole."""
        if len(own) != len(self.own):
            raise ValueError(f"a file of the kind {self.name} has {len(self.own)} parts of its own, not {len(own)}")
        return f"{self.sign} {signed(*own)}"


class Row(NamedTuple):
    """One file of a release: its key, the digests of its own parts, the sha256 of its bytes."""

    address: str
    key: str
    own: tuple[str, ...]
    digest: str

    @property
    def kind(self) -> str:
        """The sign of its kind."""
        return self.key.partition(" ")[0]


@dataclass(frozen=True)
class Section:
    """Files that are planned together, as the lines of their rows.

    `key` covers all that their bytes depend on, "" if no key does; `kinds` are the signs of the kinds they are of.
    """

    key: str
    kinds: tuple[str, ...]
    lines: str

    @classmethod
    def of(cls, key: str, rows: Iterable[Row]) -> Section:
        """The section of these rows."""
        found = list(rows)
        kinds = dict.fromkeys(row.kind for row in found)
        return cls(key, tuple(kinds), "".join(map(line_of, found)))

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Its files by address."""
        return {row.address: row for row in map(row_of, self.lines.split("\n")[:-1])}

    @property
    def digests(self) -> Iterator[tuple[str, str]]:
        """The address of each file with the sha256 of its bytes, at little cost."""
        for line in self.lines.split("\n")[:-1]:
            address, digest, _ = line.split("\t", 2)
            yield address, digest


@dataclass(frozen=True)
class Ledger:
    """All files of a release in sections by name, that of files which are planned one by one under ""; their kinds.

    `why` names for each file that was made the parts that were not as before, `new` for one that was not there.
    """

    sections: Mapping[str, Section] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    why: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def digests(self) -> dict[str, str]:
        """The sha256 of the bytes of each file, by address."""
        return {address: digest for section in self.sections.values() for address, digest in section.digests}

    def row(self, address: str) -> Row | None:
        """One file's, None if there is none of it."""
        holders = (section for section in self.sections.values() if f"{address}\t" in section.lines)
        return next((section.rows[address] for section in holders if address in section.rows), None)

    def reasons(self, before: Row | None, row: Row, kind: Kind) -> tuple[str, ...]:
        """Why a file of this kind is not the one that it was in this ledger, in names of parts."""
        if before is None:
            return ("new",)
        then, now = parts(before, self.kinds.get(before.kind)), parts(row, kind)
        names = [name for name in (*now, *then) if now.get(name) != then.get(name)]
        return tuple(dict.fromkeys(names)) or ("its kind",)


def parts(row: Row, kind: Kind | None) -> dict[str, str]:
    """The digests of what a file is made of, by name; nothing if its kind is not known."""
    return {**dict(zip(kind.own, row.own, strict=False)), **kind.shared} if kind else {}


def signed(*texts: str) -> str:
    """The digest of texts in their order, as short as a key needs it."""
    whole = "".join([f"{len(text)}:{text}" for text in texts])
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:SIGNS]


def write_ledger(path: Path, ledger: Ledger) -> None:
    """Put the ledger at `path` in one step."""
    body = "".join(written(ledger)).encode()
    write_whole(path, b"%b%b\t%b\n" % (body, END.encode(), hashlib.sha256(body).hexdigest().encode()))


def written(ledger: Ledger) -> Iterator[str]:
    """The lines but the last, which has the digest of these."""
    yield f"{VERSION}\n"
    for kind in ledger.kinds.values():
        yield f"{KIND}\t{json.dumps([kind.name, dict(kind.shared), kind.own])}\n"
    for address, reasons in ledger.why.items():
        yield f"{WHY}\t{address}\t{', '.join(reasons)}\n"
    for name, section in ledger.sections.items():
        yield f"{SECTION}\t{name}\t{section.key}\t{' '.join(section.kinds)}\t{len(section.lines)}\n"
        yield section.lines


def read_ledger(path: Path) -> Ledger | None:
    """The ledger at `path`; None if there is none, if it is not whole, or if another version wrote it."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    body, _, last = raw.rpartition(f"{END}\t".encode())
    if last.strip() != hashlib.sha256(body).hexdigest().encode() or not body.startswith(f"{VERSION}\n".encode()):
        return None
    return parsed(body.decode(), len(VERSION) + 1)


def parsed(text: str, place: int) -> Ledger:
    """The ledger that is written in a text from a place on."""
    kinds, why, sections = list[Kind](), dict[str, tuple[str, ...]](), dict[str, Section]()
    while place < len(text):
        end = text.index("\n", place)
        what, *more = text[place:end].split("\t")
        place = end + 1
        if what == KIND:
            kinds.append(kind_of(more[0]))
        elif what == WHY:
            why[more[0]] = tuple(more[1].split(", "))
        else:
            name, key, signs, size = more
            sections[name] = Section(key, tuple(signs.split()), text[place : place + int(size)])
            place += int(size)
    return Ledger(sections, {kind.sign: kind for kind in kinds}, why)


def kind_of(text: str) -> Kind:
    """A kind as it is written."""
    name, shared, own = json.loads(text)
    return Kind(name, shared, tuple(own))


def line_of(row: Row) -> str:
    """A file's line."""
    return f"{row.address}\t{row.digest}\t{row.key}\t{' '.join(row.own)}\n"


def row_of(line: str) -> Row:
    """The file that a line tells of."""
    address, digest, key, own = line.split("\t")
    return Row(address, key, tuple(own.split()), digest)
