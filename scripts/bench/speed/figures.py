"""What single builds cost in, medians and ratios out; a ratio is taken within a round, then the median of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from bench.speed.changes import CHANGES, COLD
from bench.speed.usage import Usage

OURS = "backfile"
MAIN, LARGE = 10_000, 50_000  # commentaries; the goals are set for these


@dataclass(frozen=True, slots=True)
class Measured:
    """One build: of which tool, of how many commentaries, after which change, in which round, and what it left."""

    tool: str
    count: int
    change: str
    round: int
    usage: Usage
    files: int
    size: int
    touched: int


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio that is aimed at: ours over another tool's, by wall or processor time, after a change."""

    name: str
    change: str
    other: str
    figure: str
    at_most: float
    told: str


GOALS = (
    Goal("six_new_vs_hugo_tuned", "six_new", "hugo_tuned", "wall_s", 0.12, "six new, wall, of tuned Hugo's"),
    Goal("no_change_vs_hugo_tuned", "no_change", "hugo_tuned", "wall_s", 0.08, "no change, wall, of tuned Hugo's"),
    Goal("cold_wall_vs_hugo", COLD, "hugo", "wall_s", 1.0, "cold, wall, of Hugo's"),
    Goal("cold_cpu_vs_pelican", COLD, "pelican", "cpu_s", 0.2, "cold, CPU, of Pelican's"),
    Goal("warm_vs_hugo", "template", "hugo", "wall_s", 0.6, "a template changed, wall, of Hugo's"),
    Goal("six_new_vs_pelican", "six_new", "pelican", "cpu_s", 0.03, "six new, CPU, of Pelican's"),
)
PEAK, GROWTH, TOUCHED = "peak_mb", "growth_50k_vs_10k", "six_new_touched"
PEAK_AT_MOST = {MAIN: 350, LARGE: 1024}
COLD_AT_LARGE = 0.9  # of Hugo's wall time
GROWTH_AT_MOST = 5.5
TOUCHED_AT_MOST = 99


NEEDED = {(goal.other, goal.change) for goal in GOALS}
"""What the others must build for the goals."""


def value(build: Measured, figure: str) -> float:
    """One figure of a build, by its name: `cpu_s`, `wall_s`, `largest_mb`, `together_mb`, or a count of the build."""
    return float(getattr(build.usage if hasattr(build.usage, figure) else build, figure))


def of(found: Sequence[Measured], count: int, tool: str, change: str) -> Mapping[int, Measured]:
    """The builds of a tool after a change, by their rounds."""
    return {one.round: one for one in found if (one.count, one.tool, one.change) == (count, tool, change)}


def middle(found: Sequence[Measured], count: int, tool: str, change: str, figure: str) -> float | None:
    """The median of a figure; None if it was not measured."""
    builds = of(found, count, tool, change).values()
    return median(value(one, figure) for one in builds) if builds else None


def ratio(found: Sequence[Measured], count: int, goal: Goal) -> float | None:
    """The median of the rounds' ratios, ours over the other's; None if no round has both."""
    ours, theirs = (of(found, count, tool, goal.change) for tool in (OURS, goal.other))
    pairs = [(ours[at], theirs[at]) for at in ours.keys() & theirs.keys()]
    return median(value(one, goal.figure) / value(other, goal.figure) for one, other in pairs) if pairs else None


def peak(found: Sequence[Measured], count: int) -> float | None:
    """The megabytes of our largest process: the median of the rounds, each round's worst build."""
    builds = [one for one in found if (one.count, one.tool) == (count, OURS)]
    rounds = {one.round for one in builds}
    worst = [max(one.usage.largest_mb for one in builds if one.round == at) for at in rounds]
    return median(worst) if worst else None


def growth(found: Sequence[Measured], figure: str = "wall_s") -> float | None:
    """How many times as long our cold build takes with five times the commentaries."""
    few, many = (middle(found, count, OURS, COLD, figure) for count in (MAIN, LARGE))
    return many / few if few and many else None


def counts(found: Sequence[Measured]) -> list[int]:
    """The sizes that were measured, the smallest first."""
    return sorted({one.count for one in found})


def main_count(found: Sequence[Measured]) -> int:
    """The size that ratios without a number speak of: 10,000, else the largest below it, else the smallest."""
    sizes = counts(found)
    return max((count for count in sizes if count <= MAIN), default=sizes[0] if sizes else MAIN)


def flat(found: Sequence[Measured]) -> dict[str, float | None]:
    """All ratios by their names: those of the main size, of each size by its number, and the growth between two."""
    main = dict(at_size(found, main_count(found)))
    each = {f"{name}_{count}": number for count in counts(found) for name, number in at_size(found, count)}
    both = {**main, GROWTH: growth(found), "growth_cpu_50k_vs_10k": growth(found, "cpu_s")}
    known = {name: number for name, number in each.items() if number is not None}
    return {name: number if number is None else round(number, 4) for name, number in {**both, **known}.items()}


def at_size(found: Sequence[Measured], count: int) -> Iterator[tuple[str, float | None]]:
    """The ratios at one size (those of wall time in processor time too), our memory, and what six new ones touch."""
    for goal in GOALS:
        yield goal.name, ratio(found, count, goal)
        if goal.figure != "cpu_s":
            yield f"{goal.name.replace('_wall', '')}_cpu", ratio(found, count, replace(goal, figure="cpu_s"))
    yield PEAK, peak(found, count)
    yield TOUCHED, middle(found, count, OURS, "six_new", "touched")
    for change in CHANGES:
        yield f"{change}_cpu_s", middle(found, count, OURS, change, "cpu_s")
