"""What a command cost: all of its processes count, and none is left."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from bench.speed.usage import TooLong, WentWrong, descendants, measured

CHILDREN = """
import os, sys, time
for _ in range(2):
    if os.fork() == 0:
        block = b"x" * (60 << 20)
        until = time.process_time() + 0.3
        while time.process_time() < until:
            pass
        time.sleep(0.6)
        os._exit(0)
for _ in range(2):
    os.wait()
"""


def test_the_processor_time_and_the_memory_are_those_of_all_its_processes(tmp_path: Path) -> None:
    used = measured([sys.executable, "-S", "-c", CHILDREN], tmp_path)
    assert used.cpu_s >= 0.6
    assert 60 < used.largest_mb < 110
    assert used.together_mb > 120


def test_a_command_that_fails_tells_what_it_said_last(tmp_path: Path) -> None:
    with pytest.raises(WentWrong, match="the ferry is late"):
        measured([sys.executable, "-c", "raise SystemExit('the ferry is late')"], tmp_path)


def test_a_command_that_takes_too_long_is_ended_with_its_children(tmp_path: Path) -> None:
    mark = tmp_path / "child"
    child = f"import time; time.sleep(1.2); open({str(mark)!r}, 'w')"
    both = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    with pytest.raises(TooLong):
        measured([sys.executable, "-c", both], tmp_path, limit=0.5)
    time.sleep(1.2)
    assert not mark.exists()


def test_a_process_that_is_gone_has_no_descendants() -> None:
    assert list(descendants(2**22 + 1)) == []
