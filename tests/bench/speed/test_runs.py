"""What is wished for, and a run from its first build to its last line."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bench.speed.changes import CHANGES, COLD
from bench.speed.figures import flat
from bench.speed.runs import QUICK, SLOW, Run, Wishes, compare
from bench.speed.tools import Tool, backfile, stock_pelican

WISHES = Wishes((5,), 2, CHANGES, (), False, False, Path(), 60, 5)
COUNTING = """
import pathlib, shutil
texts = sorted(pathlib.Path("content").rglob("*.md"))
shutil.rmtree("output", ignore_errors=True)
pathlib.Path("output").mkdir()
for text in texts:
    pathlib.Path("output", text.name).write_bytes(text.read_bytes())
"""


def copying(tool: Tool) -> Tool:
    """A tool whose site is a copy of its texts."""
    return replace(tool, command=(sys.executable, "-c", COUNTING))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    few = replace(WISHES, work=tmp_path / "work", changes=(COLD, "six_new"))
    return Run(few, tmp_path / "measured.jsonl")


def test_all_build_cold_and_where_only_the_needed_is_wished_for_what_the_goals_speak_of() -> None:
    needed = replace(WISHES, needed=True)
    wanted = {tool: {change for change in CHANGES if needed.wants(tool, change)} for tool in (*QUICK, "eleventy")}
    assert wanted == {
        "hugo": {COLD, "template"},
        "hugo_tuned": {COLD, "six_new", "no_change"},
        "backfile": set(CHANGES),
        "eleventy": {COLD},
    }


def test_above_ten_thousand_the_slow_ones_are_left_out_unless_they_are_named() -> None:
    tools = (stock_pelican(), backfile())
    assert WISHES.chosen(tools, SLOW) == list(tools)
    assert WISHES.chosen(tools, SLOW + 1) == [tools[1]]
    assert replace(WISHES, tools=("pelican",)).chosen(tools, SLOW + 1) == [tools[0]]


def test_every_round_measures_each_change_and_the_tools_take_turns(run: Run) -> None:
    compare([copying(stock_pelican()), copying(backfile())], run)
    order = [(one.round, one.change, one.tool) for one in run.found]
    assert order == [
        (at, change, tool) for at in range(2) for change in (COLD, "six_new") for tool in ("pelican", "backfile")
    ]
    assert [one.files for one in run.found if one.tool == "backfile"] == [5, 11] * 2
    assert flat(run.found)["cold_cpu_vs_pelican"]
    assert [json.loads(line)["change"] for line in run.log.read_text("utf-8").splitlines()] == [o[1] for o in order]
    assert not (run.wishes.work / "sites").exists()


def test_a_tool_that_fails_is_named_and_left_out_from_there_on(run: Run) -> None:
    failing = replace(stock_pelican(), command=(sys.executable, "-c", "raise SystemExit('no such ferry')"))
    compare([failing, copying(backfile())], run)
    assert {one.tool for one in run.found} == {"backfile"}
    assert run.notes == ["Pelican at 5, cold: no such ferry; left out from there on"]


def test_no_build_begins_when_the_time_is_up(run: Run) -> None:
    run.wishes = replace(run.wishes, minutes=0)
    compare([copying(backfile())], run)
    assert run.found == []
    assert run.notes == ["stopped after 0 minutes"]
