"""The arithmetic of the comparison: ratios within a round, medians over rounds, and what was not measured."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from bench.speed.figures import GOALS, GROWTH, Measured, flat, growth, main_count, middle, peak, ratio
from bench.speed.intake import Intake
from bench.speed.table import Setting, page
from bench.speed.usage import Usage

PROMISED = {
    *("six_new_vs_hugo_tuned", "no_change_vs_hugo_tuned", "cold_wall_vs_hugo", "cold_cpu_vs_pelican"),
    *("warm_vs_hugo", "peak_mb", "growth_50k_vs_10k"),
}
SETTING = Setting("2026-01-05", "a machine, 2 cores", ("Hugo 1", "Backfile 1"), 3, ("Eleventy is not installed",))
WARM = next(goal for goal in GOALS if goal.name == "warm_vs_hugo")


def build(
    tool: str, change: str, at: int, wall: float, count: int = 10_000, cpu: float = 1, largest: float = 100
) -> Measured:
    return Measured(tool, count, change, at, Usage(cpu * 0.75, cpu * 0.25, wall, largest, largest), 50, 10**6, 7)


def rounds(tool: str, change: str, walls: Sequence[float], count: int = 10_000) -> list[Measured]:
    return [build(tool, change, at, wall, count) for at, wall in enumerate(walls)]


def test_a_ratio_is_taken_within_a_round_and_the_median_of_the_rounds_counts() -> None:
    found = [*rounds("backfile", "template", [5, 30, 9]), *rounds("hugo", "template", [10, 20, 10])]
    assert ratio(found, 10_000, WARM) == pytest.approx(0.9)  # of 0.5, 1.5 and 0.9


def test_a_round_that_lacks_one_of_the_two_does_not_count() -> None:
    found = [*rounds("backfile", "template", [5, 30, 9]), *rounds("hugo", "template", [10])]
    assert ratio(found, 10_000, WARM) == pytest.approx(0.5)
    assert ratio(found, 1_000, WARM) is None


def test_processor_time_is_user_and_system_time() -> None:
    assert middle([build("hugo", "cold", 0, 9, cpu=8)], 10_000, "hugo", "cold", "cpu_s") == 8


def test_the_peak_is_the_worst_build_of_a_round_and_the_median_of_the_rounds() -> None:
    builds = [(0, "cold", 300), (0, "template", 320), (1, "cold", 280), (2, "cold", 900), (2, "six_new", 100)]
    found = [build("backfile", change, at, 1, largest=mb) for at, change, mb in builds]
    assert peak([*found, build("hugo", "cold", 0, 1, largest=2000)], 10_000) == 320


def test_the_growth_is_that_of_our_cold_builds() -> None:
    found = [*rounds("backfile", "cold", [10, 12, 11]), *rounds("backfile", "cold", [55], 50_000)]
    assert growth(found) == 5
    assert growth(found[:3]) is None


def test_ratios_without_a_number_are_those_of_ten_thousand() -> None:
    sizes = [rounds("backfile", "cold", [1], count) for count in (1_000, 10_000, 50_000)]
    assert main_count([one for size in sizes for one in size]) == 10_000
    assert main_count(sizes[0]) == 1_000
    assert main_count(sizes[2]) == 50_000


def test_the_last_line_has_every_promised_ratio_and_is_flat() -> None:
    found = [*rounds("backfile", "template", [5]), *rounds("hugo", "template", [10])]
    figures = json.loads(json.dumps(flat(found)))
    assert figures.keys() >= PROMISED
    assert figures["warm_vs_hugo"] == figures["warm_vs_hugo_10000"] == 0.5
    assert figures[GROWTH] is None
    assert {type(value) for value in figures.values()} <= {float, int, type(None)}


def test_the_page_has_a_table_for_each_size_and_a_dash_for_what_was_not_measured() -> None:
    found = [*rounds("backfile", "cold", [20], 1_000), *rounds("hugo", "cold", [10], 1_000)]
    found += rounds("backfile", "cold", [300])
    intake = Intake(500, 12, 34, 107, {"enriching": 3.9})
    text = page(found, {"hugo": "Hugo", "backfile": "Backfile"}, SETTING, intake)
    assert "## 1,000 commentaries" in text
    assert "## 10,000 commentaries" in text
    assert "| cold, wall, of Hugo's | ≤ 1.0 (0.9 at 50,000) | 2.000 | – |" in text
    assert "| cold | Hugo | 1.00 | 10.00 | 100 | 100 | 50 | 1 | 7 |" in text
    assert all(
        told in text for told in ("2026-01-05", "a machine", "Hugo 1, Backfile 1", "Eleventy is not", "12 pages")
    )


def test_the_page_is_the_same_for_the_same_figures() -> None:
    found = [*rounds("backfile", "cold", [20, 30]), *rounds("hugo", "cold", [10, 11])]
    titles = {"hugo": "Hugo", "backfile": "Backfile"}
    assert page(found, titles, SETTING, None) == page(list(reversed(found)), titles, SETTING, None)
