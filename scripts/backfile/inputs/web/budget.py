"""The seconds that a page may take on the network come in; how long each step of it may wait goes out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from backfile.errors import TooSlow


class Budget:
    """What is left of a page's time. It runs only while a request does: a wait out of politeness costs nothing."""

    def __init__(self, seconds: float, silence: float) -> None:
        self._left = seconds
        self._end = 0.0
        self._seconds = seconds
        self.silence = silence

    @contextmanager
    def running(self) -> Iterator[None]:
        """The time runs until the block ends."""
        self._end = time.monotonic() + self._left
        try:
            yield
        finally:
            self._left = self._end - time.monotonic()

    def wait(self, url: str) -> float:
        """The seconds that the next step may take, more than 0. Raises TooSlow if none are left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TooSlow(f"the page was not there after {self._seconds:g} seconds", url=url, advice="Try again later")
        return min(left, self.silence)

    def too_slow(self, url: str) -> TooSlow:
        """The error for a step that was not done in the time it had; TooSlow is raised if no time is left at all."""
        self.wait(url)
        reason = f"the host said nothing for {self.silence:g} seconds"
        return TooSlow(reason, url=url, passing=True, advice="Try again later")
