"""What is asked for in, the builds of all generators out, one by one, as they are measured."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.speed.changes import COLD, apply
from bench.speed.figures import NEEDED, OURS, Measured
from bench.speed.intake import Intake, measure_intake
from bench.speed.sites import Site, prepare, touched
from bench.speed.table import TOLD
from bench.speed.tools import Tool
from bench.speed.usage import TooLong, WentWrong

SLOW = 10_000  # above it only those that are quick enough are run, unless they are named
QUICK = ("hugo", "hugo_tuned", OURS)


@dataclass(frozen=True)
class Wishes:
    """What to measure, where the sites are made, and the limits: seconds for a build, minutes for all of them."""

    counts: Sequence[int]
    rounds: int
    changes: Sequence[str]
    tools: Sequence[str]
    needed: bool
    intake: bool
    work: Path
    patience: float
    minutes: float

    def chosen(self, found: Iterable[Tool], count: int) -> list[Tool]:
        """The generators that build so many commentaries."""
        quick = QUICK if count > SLOW else ()
        return [tool for tool in found if tool.name in (self.tools or quick or (tool.name,))]

    def wants(self, tool: str, change: str) -> bool:
        """Whether a generator is to build after a change; all build cold, to begin with."""
        return change == COLD or not self.needed or tool == OURS or (tool, change) in NEEDED


@dataclass
class Run:
    """What was measured so far, each build at once kept in a file too, and what a reader must know of it."""

    wishes: Wishes
    log: Path
    began: float = field(default_factory=time.monotonic)
    found: list[Measured] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    intake: Intake | None = None

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() - self.began > 60 * self.wishes.minutes

    def keep(self, one: Measured) -> None:
        """Keep a build, and tell it."""
        self.found.append(one)
        with self.log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(one)) + "\n")
        used = one.usage
        print(
            f"{one.count:>6} {TOLD[one.change]:32} {one.tool:11} {used.cpu_s:8.2f} s CPU {used.wall_s:8.2f} s"
            f" {used.largest_mb:6.0f} MB {used.together_mb:6.0f} MB {one.files:7} files {one.touched:7} touched",
            flush=True,
        )

    def note(self, text: str) -> None:
        """Tell something that the figures do not say."""
        print(text, flush=True)
        self.notes.append(text)


def compare(found: Sequence[Tool], run: Run) -> None:
    """Measure everything that is wished for."""
    wishes = run.wishes
    for count in wishes.counts:
        compare_at(count, wishes.chosen(found, count), run)
    if wishes.intake and not run.is_over:
        try:
            run.intake = measure_intake(wishes.work / "intake", wishes.rounds, wishes.patience)
        except (TooLong, WentWrong) as error:
            run.note(f"reading in was not measured: {error}")


def compare_at(count: int, chosen: Sequence[Tool], run: Run) -> None:
    """Measure one size, round by round: each change, and after each the generators in turn."""
    print(f"writing {count:,} commentaries for {', '.join(tool.name for tool in chosen)}", flush=True)
    sites = list(prepare(chosen, count, run.wishes.work / "sites"))
    for number in range(run.wishes.rounds):
        for site in sites:
            site.begin_anew()
        for change in run.wishes.changes:
            for site in list(sites):
                if run.is_over:
                    return run.note(f"stopped after {run.wishes.minutes:.0f} minutes")
                try:
                    take_turn(site, count, change, number, run)
                except (TooLong, WentWrong) as error:
                    sites.remove(site)
                    run.note(f"{site.tool.title} at {count:,}, {TOLD[change]}: {error}; left out from there on")
    shutil.rmtree(run.wishes.work / "sites")
    return None


def take_turn(site: Site, count: int, change: str, number: int, run: Run) -> None:
    """Make a change, and build if that is wished for."""
    before = {} if change == COLD else site.files()
    apply(site.edits[change], site.folder)
    if not run.wishes.wants(site.tool.name, change):
        return
    usage = site.build(run.wishes.patience)
    after = site.files()
    size = sum(mark.size for mark in after.values())
    run.keep(Measured(site.tool.name, count, change, number, usage, len(after), size, touched(before, after)))
