"""A command in, what its whole tree of processes cost out: processor time, wall time, and memory, by the kernel.

The command runs under a small process of this module, which has no other children: so the kernel's own account of
children is the command's, and a large caller leaves no trace in it.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

PAUSE = 0.25  # seconds between two looks at the memory
MEGABYTE = 1 << 20


class TooLong(Exception):
    """The command was stopped, because it took longer than allowed."""


class WentWrong(Exception):
    """The command ended with an error; the message is the end of what it said."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one run cost: CPU is user and system time of all processes, memory is in megabytes (2^20 bytes).

    `largest_mb` is the peak of the largest process, as the kernel keeps it. `together_mb` is the highest sum seen of
    all processes, each page of memory counted once; it is looked at now and then, so a short peak can be missed.
    """

    user_s: float
    system_s: float
    wall_s: float
    largest_mb: float
    together_mb: float

    @property
    def cpu_s(self) -> float:
        """User and system time."""
        return self.user_s + self.system_s


def measured(
    command: Sequence[str], folder: Path, *, surroundings: Mapping[str, str] | None = None, limit: float = 600
) -> Usage:
    """Run a command in a folder and measure it.

    Raises TooLong after `limit` seconds and WentWrong when it fails. However it ends, none of its processes is left.
    """
    told, wanted = os.pipe()
    runner = [sys.executable, "-S", "-E", __file__, str(wanted), *command]
    log = folder / "said.txt"
    with log.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            runner,
            cwd=folder,
            env=dict(surroundings or os.environ),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            pass_fds=[wanted],
            start_new_session=True,
        )
    os.close(wanted)
    try:
        process.wait(timeout=limit)
    except subprocess.TimeoutExpired:
        raise TooLong(f"more than {limit:.0f} s") from None
    finally:
        stop(process)
        with os.fdopen(told, encoding="utf-8") as pipe:
            answer = pipe.read()
    if process.returncode:
        raise WentWrong("\n".join(log.read_text("utf-8", "replace").splitlines()[-12:]))
    return Usage(**json.loads(answer))


def stop(process: subprocess.Popen[bytes]) -> None:
    """End what is left of a command's session, and wait for it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def descendants(process: int) -> Iterator[int]:
    """The processes below one, without it, as they are now."""
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, words_of(task)):
            yield child
            yield from descendants(child)


def memory_of(process: int) -> float:
    """The megabytes of a process, its share of what it has in common with others; 0 if it is gone."""
    found = words_of(Path(f"/proc/{process}/smaps_rollup"))
    return int(found[found.index("Pss:") + 1]) * 1024 / MEGABYTE if "Pss:" in found else 0


def words_of(path: Path) -> list[str]:
    """The words of a file of the kernel's; none if its process is gone."""
    try:
        return path.read_text("ascii", "replace").split()
    except OSError:
        return []


class Watch(threading.Thread):
    """Looks at the memory of all descendants of this process now and then, and keeps the highest sum."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.highest = 0.0
        self.ended = threading.Event()

    def run(self) -> None:
        """Look until told to end."""
        while not self.ended.wait(PAUSE):
            self.highest = max(self.highest, sum(map(memory_of, descendants(os.getpid()))))


def run(answer: int, command: Sequence[str]) -> int:
    """Run a command, write what it cost to a descriptor, and give its exit code."""
    watch, began = Watch(), time.perf_counter()
    process = subprocess.Popen(command)
    watch.start()
    code = process.wait()
    wall = time.perf_counter() - began
    watch.ended.set()
    watch.join()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    largest = used.ru_maxrss * 1024 / MEGABYTE
    usage = Usage(used.ru_utime, used.ru_stime, wall, largest, max(watch.highest, largest))
    with os.fdopen(answer, "w", encoding="utf-8") as pipe:
        json.dump(asdict(usage), pipe)
    return code


if __name__ == "__main__":
    sys.exit(run(int(sys.argv[1]), sys.argv[2:]) & 0xFF)
