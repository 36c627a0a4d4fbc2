"""Work on one page in, what came of it, the seconds it took, and whether it ended within its limit out.

Stands by itself: the peers' environment, which has none of Backfile's libraries, imports it too.
"""

from __future__ import annotations

import resource
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, NamedTuple, TypeVar

LIMIT = 20
"""The most seconds of the processor for one page; a tool that takes more has read nothing of it."""
PATIENCE = 10
"""The seconds behind LIMIT after which the system ends the whole process: its work listens to no signal."""

Made = TypeVar("Made")


class NotEnded(BaseException):
    """A page took longer than LIMIT; no Exception, so that no tool takes it for a fault of the page."""


class Taken(NamedTuple, Generic[Made]):
    """What came of a work, None if it did not end, and how many seconds of the processor it took."""

    made: Made | None
    seconds: float
    ended: bool = True


def timed(work: Callable[[], Made], limit: float = LIMIT) -> Taken[Made]:
    """What a work makes, if it ends within so many seconds of the processor."""
    start = time.process_time()
    try:
        with limited(limit):
            made = work()
    except NotEnded:
        return Taken(None, time.process_time() - start, ended=False)
    return Taken(made, time.process_time() - start)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise NotEnded in what runs inside after so many seconds of the processor, and each second from then on."""
    soft, most = resource.getrlimit(resource.RLIMIT_CPU)
    before = signal.signal(signal.SIGPROF, raise_not_ended)
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + PATIENCE, most))
        signal.setitimer(signal.ITIMER_PROF, seconds, 1)
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, most))
        signal.signal(signal.SIGPROF, before)


def raise_not_ended(*_: object) -> None:
    """Say inside a work that it takes too long."""
    raise NotEnded
