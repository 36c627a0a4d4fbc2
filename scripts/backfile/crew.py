"""Much work of one kind in, its results out in order, done by as many processes as the machine has cores."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

MOST = 8  # processes: beyond that the one that collects is the slowest
AT_ONCE = 32  # tasks on one way to a process
WAYS = 8  # to each process, if there are few tasks: some take longer than others


def shared(
    work: Callable[[Task], Result], tasks: Sequence[Task], *, alone: int, at_once: int = AT_ONCE
) -> Iterator[Result]:
    """The result of each task, in order; an error of a task is raised in its place, and ends the rest.

    Up to `alone` tasks are done here, since processes take a while to begin. They begin anew and are not forked: what
    this one has open, such as a terminal, is none of theirs. If one of them dies, what is left is done here.
    """
    hands, done = min(cores(), MOST), 0
    if len(tasks) > alone and hands > 1:
        pool = ProcessPoolExecutor(hands, mp_context=get_context("spawn"))
        try:
            for result in pool.map(work, tasks, chunksize=at_once):
                yield result
                done += 1
        except BrokenProcessPool:
            pass
        finally:
            pool.shutdown(cancel_futures=True)
    yield from map(work, tasks[done:])


def copied(work: Callable[[Task], Result], tasks: Sequence[Task], *, alone: int) -> Iterator[Result]:
    """The same, done by copies of this process: they know what it knows, so that no task has to travel to them.

    What fails in a copy is done again here, where its error is told as it is.
    """
    hands, done = min(cores(), MOST), 0
    if len(tasks) > alone and hands > 1 and sys.platform == "linux":
        gc.freeze()  # a copy that looked through all of these would need room of its own for them
        at_once = min(AT_ONCE, -(-len(tasks) // (WAYS * hands)))
        job = partial(several, work, tasks, at_once)
        pool = ProcessPoolExecutor(hands, get_context("fork"), begin, (job,))
        try:
            for results in pool.map(some, range(0, len(tasks), at_once)):
                if not isinstance(results, list):
                    break
                yield from results
                done += len(results)
        except BrokenProcessPool:
            pass
        finally:
            pool.shutdown(cancel_futures=True)
            gc.unfreeze()
    yield from map(work, tasks[done:])


def several(work: Callable[[Task], Result], tasks: Sequence[Task], at_once: int, first: int) -> list[Result]:
    """The results of as many tasks as go one way."""
    return [work(task) for task in tasks[first : first + at_once]]


JOBS: list[Callable[[int], object]] = []
"""In a copy: what it is there for."""


def begin(job: Callable[[int], object]) -> None:
    """In a copy: be told once what it is there for."""
    JOBS[:] = [job]


def some(first: int) -> object:
    """In a copy: what the job gives, None if it fails."""
    try:
        return JOBS[0](first)
    except Exception:  # whatever it is, it happens again where it can be told
        return None


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
