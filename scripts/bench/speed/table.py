"""What the builds cost in, a page of Markdown out: the machine, the goals, and a table for each size of archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.speed.changes import CHANGES, COLD
from bench.speed.figures import (
    COLD_AT_LARGE,
    GOALS,
    GROWTH_AT_MOST,
    LARGE,
    MAIN,
    OURS,
    PEAK_AT_MOST,
    TOUCHED_AT_MOST,
    Goal,
    Measured,
    counts,
    growth,
    middle,
    peak,
    ratio,
)
from bench.speed.intake import Intake

TOLD = {
    COLD: "cold",
    "no_change": "no change",
    "six_new": "six new",
    "one_edited": "one edited",
    "one_renamed": "one renamed",
    "template": "the article's template changed",
}
ABOUT = """Made by `make bench`. Only ratios are worth comparing with another machine's.

Each generator gets the same made-up texts (some 600 words each, in four languages, with topics, tags, footnotes,
tables, links, quotes and pictures) and is run as its user would run it, in turn, round by round. Pelican, Hugo and
Eleventy make a page for each article, lists of topics and of tags by twenty, lists of years and of months, and a feed
for each topic. Hugo is measured with plain templates, and with tuned ones: what many pages share is made once
(`partialCached`), nothing is sorted or looked up twice, and Markdown goes without its extras. Backfile makes all of its
own site (issues, people, matrices, search, citations, datasets, redirects, feeds by year) and verifies it.

*Cold* starts without anything that an earlier build made or kept. The other builds follow it: nothing changed; then six
new commentaries of a new week; one edited; one renamed; and last one line more in the template of all articles. CPU is
the user and system time of all processes. Memory is the kernel's peak of the largest process, and the highest sum seen
of all of them. A file is touched when a mirror would have to fetch it or take it away. Figures are medians of the
rounds; a ratio is taken within a round, then the median of the ratios."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and with what it was measured."""

    day: str
    machine: str
    versions: tuple[str, ...]
    rounds: int
    notes: tuple[str, ...] = ()


def page(found: Sequence[Measured], titles: Mapping[str, str], setting: Setting, intake: Intake | None) -> str:
    """The whole page."""
    parts = ["# Benchmarks", ABOUT, "\n".join(described(setting)), "\n".join(ratios(found))]
    for count in counts(found):
        parts += [f"## {count:,} commentaries", "\n".join(table(found, titles, count))]
    if intake:
        parts += ["## Reading in", "\n".join(read_in(intake))]
    return "\n\n".join(parts) + "\n"


def described(setting: Setting) -> Iterator[str]:
    """The machine, the versions and the day."""
    yield f"- {setting.day}, {setting.rounds} {'round' if setting.rounds == 1 else 'rounds'}"
    yield f"- {setting.machine}"
    yield f"- {', '.join(setting.versions)}"
    yield from (f"- {note}" for note in setting.notes)


def ratios(found: Sequence[Measured]) -> Iterator[str]:
    """The goals, and what was reached at each size."""
    sizes = counts(found)
    yield from head("Backfile", "goal at 10,000", *(f"{count:,}" for count in sizes))
    for goal in GOALS:
        reached = (number(ratio(found, count, goal), 3) for count in sizes)
        yield row(goal.told, aimed(goal), *reached)
    yield row("files that six new touch", f"≤ {TOUCHED_AT_MOST}", *(touched(found, count) for count in sizes))
    largest = (number(peak(found, count), 0) for count in sizes)
    told = f"≤ {PEAK_AT_MOST[MAIN]} ({PEAK_AT_MOST[LARGE]:,} at {LARGE:,})"
    yield row("largest process, MB", told, *largest)
    if grown := growth(found):
        yield ""
        yield f"From {MAIN:,} to {LARGE:,} a cold build takes {grown:.1f} times as long (goal: ≤ {GROWTH_AT_MOST})."


def aimed(goal: Goal) -> str:
    """What is aimed at."""
    large = f" ({COLD_AT_LARGE} at {LARGE:,})" if goal.name == "cold_wall_vs_hugo" else ""
    return f"≤ {goal.at_most}{large}"


def touched(found: Sequence[Measured], count: int) -> str:
    """How many files six new commentaries touch."""
    return number(middle(found, count, OURS, "six_new", "touched"), 0)


def table(found: Sequence[Measured], titles: Mapping[str, str], count: int) -> Iterator[str]:
    """What each build of each generator cost at one size."""
    yield from head("build", "generator", "CPU s", "wall s", "largest MB", "all MB", "files", "site MB", "touched")
    for change in CHANGES:
        for tool, title in titles.items():
            figures = [middle(found, count, tool, change, name) for name in ("cpu_s", "wall_s")]
            figures += [middle(found, count, tool, change, name) for name in ("largest_mb", "together_mb", "files")]
            size, files = (middle(found, count, tool, change, name) for name in ("size", "touched"))
            if size is not None:
                shown = [number(figure, places) for figure, places in zip(figures, (2, 2, 0, 0, 0), strict=True)]
                yield row(TOLD[change], title, *shown, number(size / 1_000_000, 0), number(files, 0))


def read_in(intake: Intake) -> Iterator[str]:
    """What reading documents costs."""
    yield f"`backfile add` reads {intake.pages} web pages of a publication that has a recipe, keeps their captures and"
    yield f"writes their Markdown at {intake.per_second:.0f} pages a second: {intake.cpu_ms:.1f} ms of CPU a page, and"
    yield f"{intake.largest_mb:.0f} MB at most. Of that, the steps of the street in their order take"
    yield ", ".join(f"{ms:.1f} ms ({what})" for what, ms in intake.steps.items()) + "."


def head(*names: str) -> Iterator[str]:
    """The two lines above a table's rows."""
    yield row(*names)
    yield "|" + "---|" * len(names)


def row(*cells: str) -> str:
    """One line of a table."""
    return f"| {' | '.join(cells)} |"


def number(value: float | None, places: int) -> str:
    """A number as it is printed; a dash if there is none."""
    return "–" if value is None else f"{value:,.{places}f}"
