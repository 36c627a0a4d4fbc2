"""The files of a release go in, the ledger of what each was made from comes out as text, and is read back.

The ledger stands beside a release, never in it: `000012.ledger` for the release `000012`. It says of each file its
digest, and in digests what its bytes depend on, each part by name: "its text", "the template base.html". What files
share is said once, as their kind. A ledger that is missing, cut short or of another version is none, and then all is
made anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from backfile.files import write_whole

VERSION = "backfile ledger 2"
KIND, END = "kind", "end"
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
    """One file of a release: its key, the sha256 of its bytes, their number, when it was last written (nanoseconds).

    `own` are the digests of its own parts. `why` names those that were not as before, `new` for a file that was not
    there; () says that it was kept.
    """

    address: str
    key: str
    own: tuple[str, ...]
    digest: str
    size: int
    mtime: int
    why: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The sign of its kind."""
        return self.key.partition(" ")[0]


@dataclass(frozen=True)
class Ledger:
    """All files of a release by address, and the kinds they are of by sign."""

    rows: Mapping[str, Row] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)

    def reasons(self, row: Row, kind: Kind) -> tuple[str, ...]:
        """Why a file of this kind is not the one of this ledger, in names of parts; () if it is the same."""
        mine = self.rows.get(row.address)
        if mine is None:
            return ("new",)
        if mine.key == row.key:
            return ()
        before = parts(mine, self.kinds.get(mine.kind))
        now = parts(row, kind)
        names = [name for name in (*now, *before) if now.get(name) != before.get(name)]
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
    body = "".join(f"{line}\n" for line in lines(ledger))
    digest = hashlib.sha256(body.encode()).hexdigest()
    write_whole(path, f"{body}{END}\t{digest}\n".encode())


def lines(ledger: Ledger) -> Iterator[str]:
    """The lines but the last, which has the digest of these."""
    yield VERSION
    for kind in ledger.kinds.values():
        yield f"{KIND}\t{json.dumps([kind.name, dict(kind.shared), kind.own])}"
    for row in ledger.rows.values():
        address, key, own, digest, size, mtime, why = row
        yield f"{address}\t{digest}\t{size}\t{mtime}\t{key}\t{' '.join(own)}\t{', '.join(why)}"


def read_ledger(path: Path) -> Ledger | None:
    """The ledger at `path`; None if there is none, if it is not whole, or if another version wrote it."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    body, _, last = raw.rpartition(f"{END}\t".encode())
    if last.strip() != hashlib.sha256(body).hexdigest().encode() or not body.startswith(f"{VERSION}\n".encode()):
        return None
    found = body.decode().split("\n")[1:-1]
    kinds = [kind_of(line) for line in found if line.startswith(f"{KIND}\t")]
    rows = [row_of(line) for line in found[len(kinds) :]]
    return Ledger({row.address: row for row in rows}, {kind.sign: kind for kind in kinds})


def kind_of(line: str) -> Kind:
    """The kind that a line tells of."""
    name, shared, own = json.loads(line.partition("\t")[2])
    return Kind(name, shared, tuple(own))


def row_of(line: str) -> Row:
    """The file that a line tells of."""
    address, digest, size, mtime, key, own, why = line.split("\t")
    return Row(address, key, tuple(own.split()), digest, int(size), int(mtime), tuple(why.split(", ")) if why else ())
