"""A batch of commentaries and what the archive holds come in; where each will stand goes out, nothing written."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from backfile.errors import ArchiveError
from backfile.model import Commentary, Status
from backfile.write.addresses import page_address
from backfile.write.identity import Marks, latest, marks_of, pair
from backfile.write.scan import Entry
from backfile.write.slugs import commentary_path, slug


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a commentary will stand. `settled` is set if nothing will be written, with the reason."""

    commentary: Commentary
    path: PurePosixPath
    slug: str
    entry: Entry | None = None
    settled: tuple[Status, str] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive holds: its files, those that were deleted by hand, the addresses and paths that are taken.

    `hosts` says which hosts have moved where.
    """

    files: Mapping[PurePosixPath, Entry]
    deleted: Sequence[Entry]
    addresses: Mapping[str, PurePosixPath]
    paths: AbstractSet[str]
    hosts: Mapping[str, str] = field(default_factory=dict)

    @property
    def entries(self) -> list[Entry]:
        """All of them."""
        return [*self.files.values(), *self.deleted]


def plan_batch(batch: Sequence[Commentary], known: Known) -> tuple[Plan, ...]:
    """Where each commentary of a batch will stand, in the batch's order; the rules are those of `Archive.plan`."""
    marks = [marks_of(commentary, known.hosts) for commentary in batch]
    newest = sorted(
        range(len(batch)),
        key=lambda n: (bool(marks[n].addresses), batch[n].captured, batch[n].capture, marks[n].identity),
    )
    chosen = latest(marks, newest[::-1])
    left = sorted(set(chosen.values()), key=lambda n: marks[n].identity)
    plans = planned([batch[n] for n in left], [marks[n] for n in left], known)
    place = {n: at for at, n in enumerate(left)}
    return tuple(
        plans[place[n]] if chosen[n] == n else replace(plans[place[chosen[n]]], commentary=c, settled=LATER)
        for n, c in enumerate(batch)
    )


def planned(batch: Sequence[Commentary], marks: Sequence[Marks], known: Known) -> list[Plan]:
    """The plans of commentaries of which no two are the same."""
    entries = known.entries
    pairs = pair(marks, [entry.marks for entry in entries])
    settled = {n: (entries[o], entries[o].headers[0].slug) for n, o in pairs.found.items()}
    addresses = {*known.addresses, *(address_of(batch[n], name) for n, (_, name) in settled.items())}
    paths, plans = set(known.paths), []
    for n, commentary in enumerate(batch):
        if n in settled:
            entry, name = settled[n]
            reason = entry.outdoes(commentary)
            plans.append(Plan(commentary, entry.path, name, entry, (Status.SKIPPED, reason) if reason else None))
        elif n in pairs.unclear:
            rivals = sorted(entries[o].path for o in pairs.unclear[n])
            plans.append(Plan(commentary, rivals[0], "", settled=(Status.CONFLICT, unclear_between(rivals))))
        else:
            plans.append(newcomer(commentary, marks[n], known, paths, addresses))
    return plans


def newcomer(commentary: Commentary, marks: Marks, known: Known, paths: set[str], addresses: set[str]) -> Plan:
    """The plan of one that the archive has not had; its path and address are taken from then on."""
    first = slug(commentary.title, marks.identity[:12])
    for name in (first, *(f"{first}-{marks.identity[:length]}" for length in range(6, 65))):
        path, address = commentary_path(commentary, name), address_of(commentary, name)
        entry = known.files.get(path)
        if entry and not entry.headers:
            return Plan(commentary, path, name, entry)
        if folded(path) not in paths and address not in addresses:
            paths.add(folded(path))
            addresses.add(address)
            return Plan(commentary, path, name)
    raise ArchiveError("no free name was found", where=str(path), advice="Remove the copies of this file")


LATER = (Status.SKIPPED, "a later capture of the same commentary is in this run")


def unclear_between(rivals: list[PurePosixPath]) -> str:
    """Why a commentary that could be any of these is not written."""
    return f"could be more than one commentary or file ({', '.join(map(str, rivals))}); remove the copies"


def address_of(commentary: Commentary, name: str) -> str:
    """The address of its page under this slug."""
    return page_address(commentary.language, commentary.week, name)


def folded(path: PurePosixPath) -> str:
    """The path as the least careful file system compares it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(path)).casefold())
