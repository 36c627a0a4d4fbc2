"""The published release goes in; what a new build may take over from it comes out, if nobody has touched it since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from backfile.publish.ingredients import Ingredients, same
from backfile.publish.record import Record, read_record
from backfile.publish.releases import Releases
from backfile.publish.trees import Stamp, seal, stamps_of
from backfile.publish.verify import Earlier


@dataclass(frozen=True)
class Base:
    """The published release as it stands: its ledger's place, and its record if it has one."""

    release: Path
    ledger: Path
    record: Record | None

    @cached_property
    def stamps(self) -> Mapping[str, Stamp]:
        """The stamp of each file, as it is when they are first asked for."""
        return stamps_of(self.release)

    @cached_property
    def sound(self) -> bool:
        """Whether it is as it was when it was published."""
        return self.record is not None and seal(self.stamps) == self.record.seal

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers of its files on the disk."""
        return {name: stamp.number for name, stamp in self.stamps.items()}

    @property
    def ingredients(self) -> Ingredients:
        """What went into it."""
        return self.record.ingredients if self.record else {}

    def made_of(self, ingredients: Ingredients, content: Path) -> Record | None:
        """Its record, if it is sound and the same ingredients would only make it again."""
        unmoved = self.record and self.record.content == str(content) and same(self.ingredients, ingredients)
        return self.record if unmoved and self.sound else None

    def earlier(self, ingredients: Ingredients, content: Path) -> Earlier | None:
        """What a verification may rest on, if this program made the one of this release."""
        if not self.sound or self.record is None or self.record.content != str(content):
            return None
        if not all(same(self.ingredients, ingredients, prefix) for prefix in ("program/", "surroundings")):
            return None
        expected = frozenset(self.record.expected.values())
        return Earlier(self.release, self.numbers, expected, self.record.ground)


def published(releases: Releases) -> Base | None:
    """The published release, None if there is none."""
    release = releases.published
    if release is None:
        return None
    record = read_record(releases.beside(release, "record"))
    return Base(release, releases.beside(release, "ledger"), record)
