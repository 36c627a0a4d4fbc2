"""A number of seconds comes in; what runs longer than that is ended."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooLong(Exception):
    """Something did not finish in time."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooLong after so many seconds; no limit where there are no such signals, or off the main thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def stop(_signal: int, _frame: FrameType | None) -> None:
    """End what takes too long."""
    raise TooLong
