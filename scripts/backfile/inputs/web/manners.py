"""Requests that are about to be sent come in; each is let through when its host has had its rest, or is put off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import Protocol

from backfile.errors import Deferred
from backfile.inputs.web.address import Address

LONGEST = dt.timedelta(days=7)
"""How long a host can put us off; what asks for more has it wrong."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may cost, and how patient we are.

    `pace` are the seconds between two requests to a host at least. `deadline` are the seconds that a page may take on
    the network, over all its redirects and attempts; `silence` those that a host may say nothing. `size` are bytes, as
    sent and as unpacked. `hops` are redirects, `attempts` requests for one address at most, with `backoff` seconds
    before the second and `longest_backoff` before any. A host that wants a rest of more than `patience` seconds has
    its pages put off.
    """

    pace: float = 1.0
    deadline: float = 60.0
    silence: float = 20.0
    size: int = 256 * 1000 * 1000
    hops: int = 5
    attempts: int = 3
    patience: float = 120.0
    backoff: float = 2.0
    longest_backoff: float = 30.0


@dataclass(frozen=True, slots=True)
class HostRecord:
    """What is remembered of a host, or of an origin (`https://host:port`, for its robots.txt); all times are aware.

    `asked_at` is when the last request was sent or had its answer, to the microsecond; `delay` the seconds its
    robots.txt wants between two. Nothing is asked before `deferred_until`. `robots` is the text of its robots.txt, ""
    if it has none, read at `robots_at`.
    """

    robots: str | None = None
    robots_at: dt.datetime | None = None
    asked_at: dt.datetime | None = None
    deferred_until: dt.datetime | None = None
    delay: float = 0.0


class HostMemory(Protocol):
    """Remembers hosts, also over a kill: what was kept is there when `keep` returns."""

    def recall(self, host: str) -> HostRecord:
        """What is remembered under this key, or an empty record."""

    def keep(self, host: str, record: HostRecord) -> None:
        """Remember the record under this key."""


class Manners:
    """When a host may be asked. `now` gives aware times, `sleep` waits for seconds."""

    def __init__(
        self, memory: HostMemory, limits: Limits, now: Callable[[], dt.datetime], sleep: Callable[[float], None]
    ) -> None:
        self._memory = memory
        self._limits = limits
        self._now = now
        self._sleep = sleep

    @contextmanager
    def turn(self, address: Address, delay: float = 0.0) -> Iterator[None]:
        """Waits until the host of `address` may be asked; the one request to it is sent and answered inside.

        `delay` is what the robots.txt for this address wants. Its last request is noted before it is sent, so that a
        run that is killed meanwhile is not too early either. Raises Deferred if the wait is longer than our patience.
        """
        due = self._due(address.host, delay)
        wait = (due - self._now()).total_seconds()
        if wait > self._limits.patience:
            raise put_off(address.url, due)
        if wait > 0:
            self._sleep(wait)
        self._note(address.host, self._now())
        try:
            yield
        finally:
            self._note(address.host, self._now())

    def defer(self, address: Address, until: dt.datetime) -> None:
        """Ask nothing of this host before `until`."""
        self._memory.keep(address.host, replace(self._memory.recall(address.host), deferred_until=until))

    def slow_down(self, address: Address, delay: float) -> None:
        """From now on leave `delay` seconds between two requests to this host."""
        self._memory.keep(address.host, replace(self._memory.recall(address.host), delay=delay))

    def is_patient_until(self, moment: dt.datetime) -> bool:
        """Whether we would wait that long."""
        return (moment - self._now()).total_seconds() <= self._limits.patience

    def _due(self, host: str, delay: float) -> dt.datetime:
        record, now = self._memory.recall(host), self._now()
        rest = dt.timedelta(seconds=max(self._limits.pace, record.delay, delay))
        # A moment that has not come yet was noted by a clock that has been set back since.
        asked = min(record.asked_at, now) + rest if record.asked_at else now
        return max(asked, min(record.deferred_until or now, now + LONGEST))

    def _note(self, host: str, moment: dt.datetime) -> None:
        self._memory.keep(host, replace(self._memory.recall(host), asked_at=moment))


def put_off(url: str, until: dt.datetime, status: int | None = None) -> Deferred:
    """The error for a page that its host wants to be asked for later."""
    moment = f"{until.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} UTC"
    reason = f"the host asks for a rest until {moment}" if status is None else f"the host is busy ({status})"
    return Deferred(reason, url=url, until=until, status=status, advice=f"Run again after {moment}")


def retry_after(value: str | None, now: dt.datetime) -> dt.datetime | None:
    """The moment that a Retry-After header names, in seconds or as a date; None if it does not."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return now + min(LONGEST, dt.timedelta(seconds=min(int(text[:12]), 10**9)))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return min(max(moment, now), now + LONGEST)
