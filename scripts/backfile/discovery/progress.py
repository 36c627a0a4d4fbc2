"""What a walk has found so far in; whether a page of a list brought news, and why a list is not followed on, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from backfile.discovery.indexes import Index, Skip, Way
from backfile.discovery.merging import merged
from backfile.discovery.site import Site
from backfile.model import Listed, Note

WHOLE = frozenset({Way.REST, Way.SITEMAP, Way.CDX})
"""Ways that name all there is: what they named, a list need not be followed for."""

MOST_OLD = 2


@dataclass
class Chain:
    """One list, page after page: the keys it named, and how many pages on end brought nothing new."""

    seen: set[str] = field(default_factory=set)
    idle: int = 0


@dataclass
class Finds:
    """The commentaries of one walk: those held until all ways have told of them, and the keys of all.

    What a sitemap names and an earlier discovery knew is not held but handed on at once, so that memory grows with what
    is new only.
    """

    site: Site
    known: Callable[[str], bool]
    held: dict[str, Listed] = field(default_factory=dict)
    other_keys: dict[str, str] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    skipped: dict[str, tuple[int, str]] = field(default_factory=dict)

    def take(self, listed: Listed, index: Index, chain: Chain) -> tuple[bool, Listed | None]:
        """Whether a commentary is new to its list and to all that is known, and itself if it is to be handed on now."""
        if reason := self.site.why_left_out(listed):
            self.skip(Skip(reason, listed.url, listed.index))
            return False, None
        key = self.site.key(listed.url)
        key = self.other_keys.get(key, key)
        fresh = key not in chain.seen and not (key in self.whole and index.way not in WHOLE and not index.own)
        chain.seen.add(key)
        if index.way in WHOLE:
            self.whole.add(key)
        known = self.known(listed.url)
        if key in self.held:
            self.held[key] = merged(self.held[key], listed)
        elif known and index.way is Way.SITEMAP:
            if key in self.passed:
                return False, None
            self.passed.add(key)
            return False, listed
        elif key not in self.passed:
            self.held[key] = listed
            for alias in listed.aliases:
                self.other_keys.setdefault(self.site.key(alias), key)
        return fresh and not known, None

    def skip(self, skip: Skip) -> None:
        """Counts what was left out, by its reason; the first is told as the example."""
        count, example = self.skipped.get(skip.reason, (0, skip.what))
        self.skipped[skip.reason] = (count + 1, example)

    def skips(self) -> list[Note]:
        """One note for each reason for which something was left out."""
        return [
            Note(f"left out, {reason}: {count}" + (f", such as {example}" if example else ""))
            for reason, (count, example) in self.skipped.items()
        ]


def why_stop(chain: Chain, index: Index, named: int, fresh: int, all_known: bool) -> str | None:
    """Why a list is not followed behind this page; "" where it simply ends, None where it is followed.

    A page that repeats what the list itself named gets a second chance, since lists shift while they are walked.
    """
    if not named:
        return ""
    if fresh:
        chain.idle = 0
        return None
    chain.idle += 1
    if all_known:
        return "all that it names is known from the last complete discovery"
    if chain.idle >= MOST_OLD or index.number == 1:
        return "it names nothing new"
    return None
