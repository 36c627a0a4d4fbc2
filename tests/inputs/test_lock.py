"""The lock: one run at a time, and a dead run holds nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from backfile.errors import SettingsError
from backfile.inputs.lock import LockHeld, hold

HOLD = """
import sys, time
from pathlib import Path
from backfile.inputs.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def other_run(tmp_path: Path) -> subprocess.Popen[str]:
    source = Path(__file__).parents[2] / "scripts"
    run = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(source)},
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "held\n"
    return run


def test_a_second_run_says_who_holds_the_store(tmp_path: Path, other_run: subprocess.Popen[str]) -> None:
    try:
        with pytest.raises(LockHeld) as caught, hold(tmp_path):
            pass
    finally:
        other_run.kill()
        other_run.communicate()
    assert isinstance(caught.value, SettingsError)
    assert f"process {other_run.pid} on {socket.gethostname()} since 20" in str(caught.value)


def test_a_killed_run_frees_the_store(tmp_path: Path, other_run: subprocess.Popen[str]) -> None:
    other_run.send_signal(signal.SIGKILL)
    other_run.communicate()
    with hold(tmp_path):
        assert f"process {os.getpid()} " in (tmp_path / ".lock-holder").read_text("utf-8")


def test_the_store_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), hold(tmp_path / "new"):
        raise ZeroDivisionError
    with hold(tmp_path / "new"):
        pass
    assert not (tmp_path / "new/.lock-holder").exists()
