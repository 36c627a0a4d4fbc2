"""The test newsletter is real HTTP: what it answers, and what it tells of who asked."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator

import pytest
import urllib3

from sites.issues import issues
from sites.newsletter import LOOP, Newsletter, alias
from sites.serving import Certificates, Server, serve
from sites.theme import HOME, HOST, OLD_HOST

Get = Callable[..., urllib3.BaseHTTPResponse]
WEEKS = range(89, 101)


@pytest.fixture
def server(certificates: Certificates) -> Iterator[Server]:
    with serve(Newsletter(issues(WEEKS), drip=0.2), certificates) as running:
        yield running


@pytest.fixture
def ask(server: Server, get: Callable[[Server], Get]) -> Get:
    return get(server)


@pytest.fixture
def letter(server: Server) -> Newsletter:
    assert isinstance(server.site, Newsletter)
    return server.site


def test_there_are_three_hundred_issues_and_each_has_an_address_of_its_own() -> None:
    every = issues()
    assert (300, 300) == (len(every), len({issue.path for issue in every}))
    assert {100} == {sum(issue.language == code for issue in every) for code in ("en", "be", "ru")}
    assert all(5 <= sum(part.kind == "p" for part in issue.parts) <= 12 for issue in every)
    assert issues() == every


def test_every_way_leads_to_every_issue(ask: Get, letter: Newsletter) -> None:
    paths = {issue.path for issue in letter.issues}
    mapped = re.findall(rf"<loc>{HOME}(/[^<]*/\d\d/[^<]+)</loc>", ask(f"{HOME}/post-sitemap.xml").data.decode())
    assert paths == {path for path in mapped if path != LOOP}
    page = ask(f"{HOME}/wp-json/wp/v2/posts/?per_page=20&page=1")
    assert (str(len(paths)), "2") == (page.headers["X-WP-Total"], page.headers["X-WP-TotalPages"])
    rest = [json.loads(ask(f"{HOME}/wp-json/wp/v2/posts/?per_page=20&page={n}").data) for n in (1, 2)]
    assert paths == {post["link"].removeprefix(HOME) for posts in rest for post in posts}
    assert 10 == ask(f"{HOME}/feed/").data.count(b"<item>")


def test_a_listing_shifts_while_it_is_walked_and_loses_nothing(ask: Get, letter: Newsletter) -> None:
    wanted = {alias(issue) for issue in letter.issues if issue.language == "ru"}
    pages = [ask(f"{HOME}/ru/?paged={n}").data.decode() for n in (1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2)]
    seen = [re.findall(r'<h2><a href="([^"]+)" rel="bookmark"', page) for page in pages]
    assert wanted == {link.replace("&amp;", "&") for links in seen for link in links}
    assert seen[0] != seen[-2]


def test_what_has_not_changed_is_not_sent_again(ask: Get, server: Server, letter: Newsletter) -> None:
    url = HOME + letter.issues[0].path
    first = ask(url, Accept_Encoding="gzip")
    again = ask(url, If_None_Match=first.headers["ETag"])
    ask(url)
    assert (200, "gzip", 304, b"") == (first.status, first.headers["Content-Encoding"], again.status, again.data)
    assert [url] == server.unconditional()
    assert letter.issues[0].lead[0].encode() in first.data


def test_other_addresses_lead_to_the_one(ask: Get, letter: Newsletter) -> None:
    path = letter.issues[0].path
    for url in (f"https://www.{HOST}{path}", f"http://{OLD_HOST}{path}", f"{HOME}{path.rstrip('/')}"):
        assert (301, HOME + path) == ((answer := ask(url)).status, answer.headers["Location"]), url
    assert 200 == ask(f"http://{HOST}{path}").status
    assert [302, 302] == [ask(HOME + at).status for at in (LOOP, LOOP.replace("2023", "2022"))]


def test_too_many_requests_are_refused_once(ask: Get, letter: Newsletter) -> None:
    url = HOME + letter.busy.path
    first, second = ask(url), ask(url)
    assert (429, "1", 200) == (first.status, first.headers["Retry-After"], second.status)


def test_a_slow_page_comes_in_drips(ask: Get, letter: Newsletter) -> None:
    began = time.monotonic()
    assert 200 == ask(HOME + letter.slow.path).status
    assert time.monotonic() - began >= letter.drip


def test_the_calendar_has_no_end(ask: Get) -> None:
    assert b"/calendar/2031-01/" in ask(f"{HOME}/calendar/2030-12/").data


def test_rude_requests_are_counted(ask: Get, server: Server) -> None:
    ask(f"{HOME}/robots.txt")
    ask(f"{HOME}/private/minutes/")
    assert [f"{HOME}/private/minutes/"] == server.disallowed()
    assert [f"{HOME}/private/minutes/"] == [url for _, url in server.too_early(60)]
    assert [] == server.too_early(0)


def test_in_the_second_week_pages_are_spoilt_gone_edited_and_new(ask: Get, letter: Newsletter) -> None:
    before = {issue.path: ask(HOME + issue.path) for issue in (*letter.second.edited, *letter.second.spoilt)}
    letter.week = 2
    assert 6 == len(letter.issues) - len(letter.shown)
    assert [404, 410] == sorted(ask(HOME + issue.path).status for issue in letter.second.gone)
    for path, old in before.items():
        new = ask(HOME + path)
        assert (200, True) == (new.status, new.headers["ETag"] != old.headers["ETag"])
    assert b"Accept all" in ask(HOME + next(iter(letter.second.spoilt)).path).data
