"""The extraction benchmark comes to its end whatever a tool does with a page."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

from bench.extraction import Answers, answers_from, figures_of
from bench.extraction_limit import timed
from bench.extraction_pages import Page

TOOL = """
import json, os, signal, sys
for line in sys.stdin:
    page = json.loads(line)
    if page["id"] == "marsh":
        os.kill(os.getpid(), signal.SIGKILL)
    print(json.dumps({"id": page["id"], "seconds": 0.5, "ended": True, "text": page["url"]}), flush=True)
"""


def spinning() -> str:
    """Never end, and take each fault for one of the page."""
    while True:
        try:
            sum(range(1000))
        except Exception:
            return "caught"


def page(name: str) -> Page:
    """A page whose text is its address."""
    return Page("villages", name, Path(f"{name}.html.gz"), f"the chronicle of {name}", f"the chronicle of {name}")


def test_a_page_that_takes_too_long_has_nothing_read_of_it() -> None:
    taken = timed(spinning, limit=0.2)
    assert (taken.made, taken.ended) == (None, False)
    assert 0.1 < taken.seconds < 2


def test_a_page_that_ends_in_time_is_told_and_nothing_ticks_afterwards() -> None:
    before = signal.getsignal(signal.SIGPROF)
    assert timed(lambda: "read", limit=0.2)[::2] == ("read", True)
    until = time.process_time() + 0.4
    while time.process_time() < until:
        pass
    assert signal.getsignal(signal.SIGPROF) == before


def test_a_page_that_ends_the_process_of_its_tool_is_named_and_the_next_ones_are_read(tmp_path: Path) -> None:
    tool = tmp_path / "tool.py"
    tool.write_text(TOOL, encoding="utf-8")
    answers = answers_from([sys.executable, str(tool)], [page("ford"), page("marsh"), page("weir")])
    assert {name: answer["ended"] for name, answer in answers.items()} == {"ford": True, "marsh": False, "weir": True}


def test_a_page_that_a_tool_did_not_end_counts_as_nothing_found_and_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pages = [page("ford"), page("marsh")]
    read: Answers = {
        "ford": {"seconds": 1.0, "ended": True, "text": pages[0].text},
        "marsh": {"seconds": 20.0, "ended": False},
    }
    figures = figures_of("goose3", pages, read)
    assert (figures["f1"], figures["not_ended"]) == (0.5, 0.5)
    assert "goose3 did not end marsh" in capsys.readouterr().out
