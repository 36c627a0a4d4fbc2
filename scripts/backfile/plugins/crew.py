"""Much work of one kind in, its results out in order, done by as many processes as the machine has cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

MOST = 8  # processes: beyond that the one that collects is the slowest
AT_ONCE = 32  # tasks on one way to a process


def shared(work: Callable[[Task], Result], tasks: Sequence[Task], *, alone: int) -> Iterator[Result]:
    """The result of each task, in order; an error of a task is raised in its place, and ends the rest.

    Up to `alone` tasks are done here, since processes take a while to begin. They begin anew and are not forked: what
    this one has open, such as a terminal, is none of theirs. If one of them dies, what is left is done here.
    """
    hands, done = min(cores(), MOST), 0
    if len(tasks) > alone and hands > 1:
        pool = ProcessPoolExecutor(hands, mp_context=get_context("spawn"))
        try:
            for result in pool.map(work, tasks, chunksize=AT_ONCE):
                yield result
                done += 1
        except BrokenProcessPool:
            pass
        finally:
            pool.shutdown(cancel_futures=True)
    yield from map(work, tasks[done:])


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
