"""Numbers of commentaries in; each generator builds their sites in turn, and a page of figures comes out.

`make bench` runs it. The last line that it prints is one flat JSON object of the medians of the ratios. Ctrl-C ends it
with what was measured until then, and so does SIGTERM.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.speed.changes import CHANGES, COLD
from bench.speed.figures import flat
from bench.speed.intake import Intake
from bench.speed.runs import Run, Wishes, compare
from bench.speed.table import Setting, page
from bench.speed.tools import ROOT, Tool, tools

PEERS = ROOT / ".cache" / "speed"
TITLES = {"hugo": "Hugo", "eleventy": "Eleventy"}


def main() -> None:
    """Measure, print the figures, write the page."""
    asked, found, load = arguments(), tools(PEERS), os.getloadavg()[0]
    run = Run(wishes(asked), PEERS / "measured.jsonl")
    run.wishes.work.mkdir(parents=True, exist_ok=True)
    for name, title in TITLES.items():
        if name not in [tool.name for tool in found]:
            run.note(f"{title} is not installed and is left out")
    table: Path = asked.table
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # no build may be left at work
    try:
        compare(found, run)
    except KeyboardInterrupt:
        run.note("ended by hand before all was measured")
        table = PEERS / table.name
    if not run.found:
        sys.exit("nothing was measured")
    used = [tool for tool in found if any(one.tool == tool.name for one in run.found)]
    titles = {tool.name: tool.title for tool in used}
    table.write_text(page(run.found, titles, setting(run, used, load), run.intake), "utf-8")
    print(f"The tables are in {table}")
    print(json.dumps(flat(run.found) | intake_figures(run.intake)))


def arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description="Compare what builds cost.")
    parser.add_argument("counts", nargs="+", type=int, metavar="N", help="how many commentaries")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured (3)")
    parser.add_argument("--tools", nargs="+", default=(), help="only these: pelican hugo hugo_tuned eleventy backfile")
    parser.add_argument("--changes", nargs="+", default=CHANGES, choices=CHANGES, help="only these; cold is always")
    parser.add_argument("--needed", action="store_true", help="of the others, build only what the goals speak of")
    parser.add_argument("--patience", type=float, default=900, help="seconds that a build may take (900)")
    parser.add_argument("--minutes", type=float, default=360, help="begin no build after so many minutes (360)")
    parser.add_argument("--no-intake", dest="intake", action="store_false", help="do not measure `backfile add`")
    parser.add_argument("--table", type=Path, default=ROOT / "docs" / "benchmarks.md", help="the page that is written")
    parser.add_argument("--work", type=Path, default=PEERS / "work", help="where the sites are made")
    return parser.parse_args()


def wishes(asked: argparse.Namespace) -> Wishes:
    """The same as a record, its changes in their order."""
    changes = tuple(change for change in CHANGES if change in (COLD, *asked.changes))
    limits = (asked.work.absolute(), asked.patience, asked.minutes)
    return Wishes(tuple(asked.counts), asked.rounds, changes, tuple(asked.tools), asked.needed, asked.intake, *limits)


def setting(run: Run, used: Sequence[Tool], load: float) -> Setting:
    """Where and with what it was measured; `load` is how many others were at work when it began."""
    python, day = platform.python_version(), dt.datetime.now(dt.UTC).date()
    machine = f"{processor()}, {os.cpu_count()} cores, {memory()} GB, {platform.system()}, Python {python}"
    versions = tuple(dict.fromkeys(tool.version for tool in used))
    return Setting(
        day.isoformat(), f"{machine}; load before: {load:.1f}", versions, run.wishes.rounds, tuple(run.notes)
    )


def processor() -> str:
    """What the kernel calls the processor."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def memory() -> int:
    """The machine's memory in gigabytes."""
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30))


def intake_figures(intake: Intake | None) -> dict[str, float]:
    """What reading in costs, by name."""
    if intake is None:
        return {}
    return {"add_pages_per_s": round(intake.per_second, 1), "enrich_ms": round(intake.steps["enriching"], 3)}


if __name__ == "__main__":
    main()
