"""What Pelican made and noted down goes in; which files are new, which are kept, and the report of it come out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from backfile.publish.base import Base
from backfile.publish.composing import alike
from backfile.publish.record import Record
from backfile.publish.said import Problem
from backfile.publish.trees import Stamp, names_of, seal, stamp_of
from backfile.write.ledger import Ledger, read_ledger

PAGE = ".html"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What one build did.

    `site` is the published link, `release` the folder it points at, `digest` the sha256 of its names and bytes.
    `published` is False when the new site was the same, byte for byte, and the old one was kept. Counts are of files
    but for `pages`, of which `made` were made, and `why` says of how many which part was not as before. `untouched`
    says that Pelican was not even asked, since nothing that goes into the site has changed.
    """

    site: Path
    release: Path
    digest: str
    published: bool
    files: int
    pages: int
    added: int = 0
    changed: int = 0
    removed: int = 0
    made: int = 0
    why: tuple[tuple[str, int], ...] = ()
    warnings: tuple[str, ...] = ()
    untouched: bool = False


@dataclass(frozen=True)
class Outcome:
    """The files of the next release: those `kept` from the one at `base`, and those that are `new`.

    `stamps` are those of the files at `base`; `ledger`, empty if none was written, says what each file was made of.
    """

    base: Path
    stamps: Mapping[str, Stamp]
    kept: frozenset[str]
    new: frozenset[str]
    ledger: Ledger

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The numbers of the files at `base` on the disk."""
        return {name: stamp.number for name, stamp in self.stamps.items()}

    @property
    def same(self) -> bool:
        """Whether the next release is the one at `base`."""
        return bool(self.stamps) and not self.new and self.kept == self.stamps.keys()

    def lacking(self) -> Iterator[Problem]:
        """The files that were noted down and are nowhere."""
        for address in self.ledger.digests.keys() - self.kept - self.new:
            yield Problem(address, "", "was noted down and not made")

    def sums(self, site: Path) -> tuple[str, str, int, int]:
        """The seal of the release composed at `site`, the digest of its bytes, how many files and pages it has."""
        names = sorted(self.kept | self.new)
        stamps = {name: self.stamps[name] if name in self.kept else stamp_of((site / name).lstat()) for name in names}
        known = self.ledger.digests
        lines = (f"{known.get(name) or digest_of(site / name)}  {name}" for name in names)
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        return seal(stamps), digest, len(names), sum(name.endswith(PAGE) for name in names)

    def report(self, link: Path, release: Path, record: Record, warnings: tuple[str, ...]) -> BuildReport:
        """What was done."""
        why = {name: reasons for name, reasons in self.ledger.why.items() if name.endswith(PAGE)}
        why |= {name: ("new",) for name in self.new - self.ledger.digests.keys() if name.endswith(PAGE)}
        reasons = Counter(reason for reasons in why.values() for reason in reasons)
        return BuildReport(
            *(link, release, record.digest, not self.same, record.files, record.pages),
            added=len(self.new - self.stamps.keys()),
            changed=len(self.new & self.stamps.keys()),
            removed=len(self.stamps.keys() - self.kept - self.new),
            made=len(why),
            why=tuple(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))),
            warnings=warnings,
        )


def outcome_of(made: Path, ledger: Path, base: Base | None, *, trusted: bool) -> Outcome:
    """The outcome of a Pelican that wrote into `made` and noted down all files at `ledger`.

    A `trusted` base has what the ledger lists and Pelican did not write. Whatever else was made is compared with the
    file of its name there: a file with the same bytes is no new one.
    """
    written = names_of(made).numbers
    noted = read_ledger(ledger) or Ledger()
    stamps: Mapping[str, Stamp] = base.stamps if base else {}
    release = base.release if base else Path()
    linked = {name for name, number in written.items() if name in stamps and stamps[name].number == number}
    kept = linked | {name for name in noted.digests if name in stamps and name not in written} if trusted else linked
    doubtful = (written.keys() & stamps.keys()) - kept
    kept |= {name for name in doubtful if alike(release / name, made / name)}
    return Outcome(release, stamps, frozenset(kept), frozenset(written.keys() - kept), noted)


def digest_of(path: Path) -> str:
    """The sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def stands(link: Path, release: Path, record: Record) -> BuildReport:
    """The report of a build that had nothing to do."""
    return BuildReport(link, release, record.digest, False, record.files, record.pages, untouched=True)
