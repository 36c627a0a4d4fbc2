"""robots.txt: asked for once a day and origin, obeyed for each hop, and a reason to stay away when it cannot be had."""

from __future__ import annotations

import datetime as dt
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.errors import BrokenAnswer, Deferred, RobotsForbid, TooManyHops
from backfile.inputs.web.robots import read_rules, text_of

if TYPE_CHECKING:
    from inputs.web.conftest import Fetch, Host, Memory

HILLTOP = "http://hilltop.example"
RIVERSIDE = "http://riverside.example"
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
ALL_FORBIDDEN = b"User-agent: *\nDisallow: /\n"


def test_what_is_forbidden_is_not_asked_for(fetcher: Fetch, host: Host) -> None:
    host.says("/robots.txt", b"User-agent: *\nDisallow: /private/\nDisallow: /*?print=\n")
    host.says("/1", b"page")
    fetch = fetcher().fetch
    for url in (f"{HILLTOP}/private/1", f"{HILLTOP}/1?print=1", f"{HILLTOP}/x/../private/", f"{HILLTOP}/%70rivate/"):
        with pytest.raises(RobotsForbid, match="forbids this page") as caught:
            fetch(url)
        assert (caught.value.status, caught.value.until) == (None, None)
    assert fetch(f"{HILLTOP}/1").body == b"page"
    assert host.targets() == ["/robots.txt", "/1"]


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: backfile\nDisallow: /", False),
        ("User-agent: Backfile/2.0\nDisallow: /", False),
        ("user-agent : BACKFILE # us\ndisallow:/", False),
        ("User-agent: back\nDisallow: /", True),
        ("User-agent: otherbot\nDisallow: /", True),
        ("User-agent: *otherbot*\nDisallow: /", True),
        ("User-agent: *backfile*\nDisallow: /", False),
        ("User-agent: * # all\nDisallow: /", False),
        ("User-agent: otherbot\nUser-agent: Backfile\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\nUser-agent: Backfile\nAllow: /", True),
        ("User-agent: Backfile\nDisallow:\nUser-agent: *\nDisallow: /", True),
        ("User-agent: Backfile\nAllow: /1\nDisallow: /", True),
        ("User-agent: *\nUser-agent: otherbot\nDisallow: /", False),
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("<html>User-agent: *\nDisallow: /</html>", True),
        ("User-agent: *\r\rDisallow: /\r", False),
    ],
)
def test_groups_are_read_as_large_crawlers_read_them(text: str, allowed: bool) -> None:
    assert read_rules(text_of(text.encode()), "Backfile").allow(f"{HILLTOP}/1") == allowed


def test_each_hop_is_asked_for_its_own_host(fetcher: Fetch, host: Host) -> None:
    host.moves("/1", f"{RIVERSIDE}/2")
    host.moves("/2", f"{HILLTOP}:8080/3")
    host.says("/3", b"page")
    assert fetcher().fetch(f"{HILLTOP}/1").body == b"page"
    assert [(request.host, request.target) for request in host.asked] == [
        ("hilltop.example", "/robots.txt"),
        ("hilltop.example", "/1"),
        ("riverside.example", "/robots.txt"),
        ("riverside.example", "/2"),
        ("hilltop.example:8080", "/robots.txt"),
        ("hilltop.example:8080", "/3"),
    ]


def test_a_redirect_into_the_forbidden_is_not_followed(fetcher: Fetch, host: Host) -> None:
    host.says("/robots.txt", b"User-agent: *\nDisallow: /2\n")
    host.moves("/1", "/2")
    with pytest.raises(RobotsForbid) as caught:
        fetcher().fetch(f"{HILLTOP}/1")
    assert caught.value.url == f"{HILLTOP}/2"
    assert host.targets() == ["/robots.txt", "/1"]


def test_who_may_skip_the_robots_file_does(fetcher: Fetch, host: Host) -> None:
    host.says("/robots.txt", ALL_FORBIDDEN)
    host.says("/1", b"page")
    assert fetcher().fetch(f"{HILLTOP}/1", robots=False).body == b"page"
    assert host.targets() == ["/1"]


@pytest.mark.parametrize("status", ["404 Not Found", "401 Unauthorized", "403 Forbidden", "410 Gone", "451 No"])
def test_a_host_without_a_robots_file_allows_everything(fetcher: Fetch, host: Host, status: str) -> None:
    host.says("/robots.txt", ALL_FORBIDDEN, status=status)
    host.says("/1", b"page")
    for _ in range(2):
        assert fetcher().fetch(f"{HILLTOP}/1").body == b"page"
    assert host.targets() == ["/robots.txt", "/1", "/1"]


@pytest.mark.parametrize("status", ["500 Oops", "502 Bad Gateway", "503 Busy", "429 Slow"])
def test_a_robots_file_that_cannot_be_had_forbids_for_now(fetcher: Fetch, host: Host, status: str) -> None:
    moment = [NOON]
    host.says("/robots.txt", b"", status=status)
    host.says("/1", b"page")
    for _ in range(2):
        with pytest.raises(RobotsForbid, match="cannot say just now") as caught:
            fetcher(lambda: moment[0]).fetch(f"{HILLTOP}/1")
        assert caught.value.until == NOON + dt.timedelta(hours=1)
    assert host.targets() == ["/robots.txt"] * 3
    moment[0] += dt.timedelta(hours=1)
    host.says("/robots.txt", b"")
    assert fetcher(lambda: moment[0]).fetch(f"{HILLTOP}/1").body == b"page"


def test_a_robots_file_that_wants_a_rest_gets_it(fetcher: Fetch, host: Host) -> None:
    host.says("/robots.txt", b"", "Retry-After: 7200", status="503 Busy")
    for _ in range(2):
        with pytest.raises(Deferred):
            fetcher().fetch(f"{HILLTOP}/1")
    assert host.targets() == ["/robots.txt"]


def test_a_broken_robots_file_is_no_leave(fetcher: Fetch, host: Host) -> None:
    host.says("/1", b"page")
    host.sends("/robots.txt", b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nUser-agent: *\n")
    with pytest.raises(BrokenAnswer) as caught:
        fetcher().fetch(f"{HILLTOP}/1")
    assert caught.value.url == f"{HILLTOP}/robots.txt"
    assert host.targets() == ["/robots.txt"] * 3
    host.moves("/robots.txt", "/robots.txt")
    with pytest.raises(TooManyHops):
        fetcher().fetch(f"{HILLTOP}/1")
    assert "/1" not in host.targets()


def test_a_robots_file_may_be_elsewhere(fetcher: Fetch, host: Host) -> None:
    host.moves("/robots.txt", f"{RIVERSIDE}/rules")
    host.says("/rules", ALL_FORBIDDEN)
    with pytest.raises(RobotsForbid):
        fetcher().fetch(f"{HILLTOP}/1")
    assert host.targets() == ["/robots.txt", "/rules"]


def test_a_robots_file_is_remembered_for_a_day_over_runs(fetcher: Fetch, host: Host, memory: Memory) -> None:
    moment = [NOON]
    host.says("/robots.txt", b"User-agent: *\nDisallow: /2\n")
    host.says("/1", b"page")
    for hours, count in ((0, 1), (23, 1), (1, 2), (23, 2)):
        moment[0] += dt.timedelta(hours=hours)
        fetcher(lambda: moment[0]).fetch(f"{HILLTOP}/1")
        with pytest.raises(RobotsForbid):
            fetcher(lambda: moment[0]).fetch(f"{HILLTOP}/2")
        assert host.targets().count("/robots.txt") == count
    assert memory.recall(HILLTOP).robots == "User-agent: *\nDisallow: /2\n"


def test_a_robots_file_from_the_future_is_asked_for_again(fetcher: Fetch, host: Host) -> None:
    host.says("/1", b"page")
    fetcher(lambda: NOON).fetch(f"{HILLTOP}/1")
    fetcher(lambda: NOON - dt.timedelta(days=9)).fetch(f"{HILLTOP}/1")
    assert host.targets().count("/robots.txt") == 2


# The rest that a robots.txt wants


def test_the_delay_of_a_robots_file_is_kept(fetcher: Fetch, host: Host) -> None:
    host.says("/robots.txt", b"User-agent: *\nCrawl-delay: 0.3\n")
    host.moves("/1", "/2")
    host.plays["/2"] = [host.saying(status="500 Oops"), host.saying(b"page")]
    fetcher(pace=0.1).fetch(f"{HILLTOP}/1")
    fetcher(pace=0.1).fetch(f"{HILLTOP}/2", robots=False)
    fetcher(pace=0.1).fetch(f"{HILLTOP}:8080/2")
    assert len(host.asked) == 7
    assert min(later.moment - earlier.moment for earlier, later in pairwise(host.asked)) >= 0.3


def test_a_delay_beyond_our_patience_puts_the_page_off(fetcher: Fetch, host: Host) -> None:
    host.says("/robots.txt", b"User-agent: *\nCrawl-delay: 4000\n")
    with pytest.raises(Deferred) as caught:
        fetcher(lambda: NOON).fetch(f"{HILLTOP}/1")
    assert caught.value.until == NOON + dt.timedelta(seconds=4000)
    assert host.targets() == ["/robots.txt"]


@pytest.mark.parametrize(
    ("lines", "delay"),
    [
        ("Crawl-delay: 2.5", 2.5),
        ("Request-rate: 1/10", 10),
        ("Request-rate: 30/1m", 2),
        ("Crawl-delay: 3\nRequest-rate: 1/2", 3),
        ("Crawl-delay: -1", 0),
        ("Crawl-delay: inf", 0),
        ("Crawl-delay: nan", 0),
        ("Crawl-delay: 1e300", 86400),
        ("Request-rate: 1/" + "9" * 400, 86400),
        ("Request-rate: " + "9" * 400 + "/1", 0),
        ("Request-rate: 0/0", 0),
        ("Crawl-delay: soon", 0),
    ],
)
def test_a_delay_is_a_number_of_seconds(lines: str, delay: float) -> None:
    assert read_rules(f"User-agent: *\n{lines}\n", "Backfile").delay == pytest.approx(delay)


# Hostile files


def test_names_times_rules_is_no_bomb() -> None:
    names = "".join(f"User-agent: a{number}\n" for number in range(12_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(12_000))
    start = time.process_time()
    assert read_rules(f"{names}User-agent: *\n{rules}", "Backfile").allow(f"{HILLTOP}/x")
    assert time.process_time() - start < 3


def test_only_whole_lines_of_the_start_are_read() -> None:
    body = b"User-agent: *\nDisallow: /1\n" + b"Disallow: /x\n" * 60_000
    text = text_of(body)
    assert 500 * 1024 <= len(text) <= 512 * 1024
    assert text.endswith("Disallow: /x")
    assert text_of(b"x" * 600_000) == ""


@given(st.text(), st.text())
def test_any_text_is_a_robots_file(text: str, path: str) -> None:
    for lines in (text, f"User-agent: *\nDisallow: {text}\nAllow: {path}\nCrawl-delay: {text}\nRequest-rate: {text}"):
        rules = read_rules(lines, "Backfile")
        assert rules.allow(f"{HILLTOP}/1") in (True, False)
        assert 0 <= rules.delay <= 86400


@given(st.binary())
def test_any_bytes_are_a_robots_file(body: bytes) -> None:
    assert read_rules(text_of(body), "Backfile").delay >= 0
