"""No host is asked too early: over pages, redirects, attempts, robots files and runs, and not while it wants a rest."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.errors import Deferred
from backfile.inputs.web.manners import LONGEST, HostRecord, retry_after

if TYPE_CHECKING:
    from tests.inputs.web.conftest import Fetch, Host, Memory

HILLTOP = "http://hilltop.example"
RIVERSIDE = "http://riverside.example"
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
PACE = 0.15
OVERHEAD = 0.1  # what a request on loopback takes at most on a busy machine, for waits that must not be too long


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self, now: dt.datetime = NOON) -> None:
        self.moment = now
        self.slept: list[float] = []

    def now(self) -> dt.datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.moment += dt.timedelta(seconds=seconds)


def busy(host: Host, *lines: str, status: str = "429 Too Many Requests") -> None:
    host.says("/1", b"", *lines, status=status)


def test_a_host_has_its_rest_between_any_two_requests(fetcher: Fetch, host: Host) -> None:
    host.moves("/1", "/2")
    host.plays["/2"] = [host.saying(status="500 Oops"), host.sending(b""), host.saying(b"page")]
    fetch = fetcher(pace=PACE).fetch
    fetch(f"{HILLTOP}/1")
    fetch(f"{HILLTOP}/2")
    assert host.targets() == ["/robots.txt", "/1", "/2", "/2", "/2", "/2"]
    assert min(host.gaps("hilltop.example")) >= PACE


def test_two_hosts_do_not_wait_for_each_other(fetcher: Fetch, host: Host) -> None:
    clock = Clock()
    fetch = fetcher(clock.now, clock.sleep, pace=1).fetch
    host.says("/1", b"page")
    for site in (HILLTOP, RIVERSIDE, HILLTOP, RIVERSIDE):
        fetch(f"{site}/1", robots=False)
    assert clock.slept == [1]


def test_a_host_is_one_whatever_its_port_and_scheme(fetcher: Fetch, host: Host) -> None:
    clock = Clock()
    fetch = fetcher(clock.now, clock.sleep, pace=1).fetch
    host.says("/1", b"page")
    fetch(f"{HILLTOP}/1", robots=False)
    fetch(f"{HILLTOP}:8080/1", robots=False)
    assert clock.slept == [1]


def test_a_new_run_is_not_too_early_either(fetcher: Fetch, host: Host) -> None:
    host.says("/1", b"page")
    for _ in range(3):
        fetcher(pace=PACE).fetch(f"{HILLTOP}/1")
    assert host.targets() == ["/robots.txt", "/1", "/1", "/1"]
    assert min(host.gaps("hilltop.example")) >= PACE


def test_a_request_is_noted_before_it_is_sent(fetcher: Fetch, host: Host, memory: Memory) -> None:
    noted = []
    host.plays["/1"] = lambda _: noted.append(memory.recall("hilltop.example").asked_at)
    before = dt.datetime.now(dt.UTC)
    with pytest.raises(Exception, match="no answer"):
        fetcher(attempts=1).fetch(f"{HILLTOP}/1", robots=False)
    assert noted[0] is not None
    assert before <= noted[0] <= dt.datetime.now(dt.UTC)


def test_a_slow_answer_does_not_shorten_the_rest(fetcher: Fetch, host: Host) -> None:
    answered = []

    def slow(line: object) -> None:
        time.sleep(PACE)
        answered.append(time.monotonic())
        host.saying(b"page")(line)  # type: ignore[arg-type]

    host.plays["/1"] = slow
    fetch = fetcher(pace=PACE).fetch
    fetch(f"{HILLTOP}/1", robots=False)
    fetch(f"{HILLTOP}/1", robots=False)
    assert host.asked[1].moment - answered[0] >= PACE


def test_a_clock_that_was_set_back_costs_one_rest_at_most(fetcher: Fetch, host: Host, memory: Memory) -> None:
    clock = Clock()
    memory.keep("hilltop.example", HostRecord(asked_at=NOON + dt.timedelta(days=400)))
    host.says("/1", b"page")
    fetcher(clock.now, clock.sleep, pace=2).fetch(f"{HILLTOP}/1", robots=False)
    assert clock.slept == [2]


# Hosts that ask for a rest


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Unavailable"])
@pytest.mark.parametrize("as_date", [False, True])
def test_a_rest_is_given_and_the_page_asked_for_again(fetcher: Fetch, host: Host, status: str, as_date: bool) -> None:
    clock = Clock()
    value = format_datetime(NOON + dt.timedelta(seconds=90), usegmt=True) if as_date else "90"
    host.plays["/1"] = [host.saying(b"", f"Retry-After: {value}", status=status), host.saying(b"page")]
    assert fetcher(clock.now, clock.sleep, patience=90).fetch(f"{HILLTOP}/1", robots=False).body == b"page"
    assert clock.slept == [90]


def test_a_rest_counts_in_real_time(fetcher: Fetch, host: Host) -> None:
    host.plays["/1"] = [host.saying(b"", "Retry-After: 1", status="429 Slow Down"), host.saying(b"page")]
    fetcher().fetch(f"{HILLTOP}/1", robots=False)
    assert host.gaps("hilltop.example")[0] >= 1


def test_a_rest_is_the_whole_host_s(fetcher: Fetch, host: Host) -> None:
    clock = Clock()
    busy(host, "Retry-After: 60")
    host.says("/2", b"page")
    fetch = fetcher(clock.now, clock.sleep, patience=60, attempts=1).fetch
    with pytest.raises(Deferred):
        fetch(f"{HILLTOP}/1", robots=False)
    assert fetch(f"{HILLTOP}/2", robots=False).body == b"page"
    assert clock.slept == [60]


@pytest.mark.parametrize("status", [429, 503])
def test_a_rest_beyond_our_patience_puts_the_host_off(fetcher: Fetch, host: Host, status: int) -> None:
    clock = Clock()
    busy(host, "Retry-After: 3600", status=f"{status} Busy")
    fetch = fetcher(clock.now, clock.sleep).fetch
    with pytest.raises(Deferred, match="Run again after 2026-11-23 13:00:00 UTC") as caught:
        fetch(f"{HILLTOP}/1", robots=False)
    assert (caught.value.until, caught.value.status) == (NOON + dt.timedelta(hours=1), status)
    with pytest.raises(Deferred) as caught:
        fetcher(clock.now, clock.sleep).fetch(f"{HILLTOP}/2")
    assert (caught.value.until, caught.value.status) == (NOON + dt.timedelta(hours=1), None)
    assert (host.targets(), clock.slept) == (["/1"], [])


def test_a_host_that_was_put_off_is_asked_when_it_said(fetcher: Fetch, host: Host) -> None:
    clock = Clock()
    host.plays["/1"] = [host.saying(b"", "Retry-After: 3600", status="503 Busy"), host.saying(b"page")]
    with pytest.raises(Deferred):
        fetcher(clock.now, clock.sleep).fetch(f"{HILLTOP}/1", robots=False)
    clock.moment += dt.timedelta(hours=1)
    assert fetcher(clock.now, clock.sleep).fetch(f"{HILLTOP}/1", robots=False).body == b"page"
    assert clock.slept == []


@pytest.mark.parametrize("lines", [(), ("Retry-After: soon",), ("Retry-After: -5",), ("Retry-After:",)])
def test_a_busy_host_that_does_not_say_how_long_is_tried_a_few_times(
    fetcher: Fetch, host: Host, lines: tuple[str, ...]
) -> None:
    clock = Clock()
    busy(host, *lines)
    with pytest.raises(Deferred, match=r"busy \(429\)") as caught:
        fetcher(clock.now, clock.sleep).fetch(f"{HILLTOP}/1", robots=False)
    assert caught.value.until == NOON + dt.timedelta(hours=1)
    assert host.targets() == ["/1"] * 3


def test_a_host_that_keeps_asking_for_a_rest_is_put_off_after_the_attempts(fetcher: Fetch, host: Host) -> None:
    clock = Clock()
    busy(host, "Retry-After: 2")
    with pytest.raises(Deferred) as caught:
        fetcher(clock.now, clock.sleep).fetch(f"{HILLTOP}/1", robots=False)
    assert (host.targets(), clock.slept) == (["/1"] * 3, [2, 2])
    assert caught.value.until == clock.moment + dt.timedelta(seconds=2)


def test_attempts_are_further_and_further_apart(fetcher: Fetch, host: Host) -> None:
    busy(host)
    with pytest.raises(Deferred):
        fetcher(attempts=4, backoff=0.1, longest_backoff=0.25).fetch(f"{HILLTOP}/1", robots=False)
    first, second, third = host.gaps("hilltop.example")
    assert 0.1 <= first <= 0.15 + OVERHEAD
    assert 0.2 <= second <= 0.25 + OVERHEAD
    assert 0.25 <= third <= 0.25 + OVERHEAD


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("Mon, 23 Nov 2026 12:02:00 GMT", 120),
        ("Monday, 23-Nov-26 12:02:00 GMT", 120),
        ("Mon, 23 Nov 2026 14:02:00 +0200", 120),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0),
        ("9" * 30, LONGEST.total_seconds()),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST.total_seconds()),
        ("Fri, 31 Dec 9999 23:59:59 -2359", LONGEST.total_seconds()),
    ],
)
def test_a_retry_after_is_a_moment(value: str, seconds: float) -> None:
    assert retry_after(value, NOON) == NOON + dt.timedelta(seconds=seconds)


@given(st.one_of(st.text(), st.builds("Mon, {} Jan {} {}:00:00 +{}".format, *[st.integers(0, 99999)] * 4)))
def test_any_retry_after_is_a_moment_within_reason_or_none(value: str) -> None:
    moment = retry_after(value, NOON)
    assert moment is None or NOON <= moment <= NOON + LONGEST


def test_an_absurd_deferral_that_is_remembered_does_not_last(fetcher: Fetch, host: Host, memory: Memory) -> None:
    record = replace(memory.recall("hilltop.example"), deferred_until=NOON + dt.timedelta(days=4000))
    memory.keep("hilltop.example", record)
    clock = Clock()
    with pytest.raises(Deferred) as caught:
        fetcher(clock.now, clock.sleep).fetch(f"{HILLTOP}/1")
    assert caught.value.until == NOON + LONGEST
