"""The test site of the weekly review is real HTTP, and has the errors and the looks that it says it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
import urllib3

from backfile.enrich.rulings import parse_rulings
from sites.serving import Certificates, Server, serve
from sites.weekly_review import TOPICS, Review
from sites.weekly_review_site import HOME, OLD_HOST, ReviewSite, alias, idle_ruling, rulings

Get = Callable[..., urllib3.BaseHTTPResponse]


@pytest.fixture(scope="module")
def review() -> Review:
    return Review()


@pytest.fixture
def ask(certificates: Certificates, get: Callable[[Server], Get], review: Review) -> Iterator[Get]:
    with serve(ReviewSite(review), certificates) as running:
        yield get(running)


def test_it_has_the_errors_of_its_model(review: Review) -> None:
    printed = Counter((piece.shelf, piece.printed_period, piece.language) for piece in review.pieces)
    twice = [week for (_, week, _), count in printed.items() if count > 1]
    assert [2018, 2019, 2019] == sorted(week.first.year for week in twice)
    assert (2, 1) == (len(review.doubled), len(review.misfiled))
    assert {("trend", "en"), ("trend", "be"), ("trend", "ru"), ("status", "en"), ("title", "en")} == {
        (piece.layout, piece.language) for piece in review.pieces
    }


def test_its_listings_lead_to_every_commentary(ask: Get, review: Review) -> None:
    for topic in TOPICS:
        found, address = set[str](), f"{HOME}/analytics/{topic}/"
        while address:
            page = ask(address).data.decode()
            assert "<h1>All trends</h1>" in page
            found |= set(re.findall(r'<div class="item"><a href="([^"]+)"', page))
            leads = re.search(r'<a class="next" href="([^"]+)"', page)
            address = HOME + leads[1] if leads else ""
        assert {alias(piece) for piece in review.pieces if piece.shelf == topic} == found


def test_a_commentary_has_up_to_eight_addresses(ask: Get, review: Review) -> None:
    path = review.pieces[0].path
    addresses = [f"{s}://{h}{p}" for s in ("http", "https") for h in (HOME[8:], OLD_HOST) for p in (path, path[:-1])]
    assert 1 == len({ask(address).data for address in [*addresses, f"{HOME}{path}?page=1"]})


def test_a_week_over_new_year_carries_the_year_of_its_start(ask: Get, review: Review) -> None:
    (piece,) = [one for one in review.pieces if one.period.first.year != one.period.last.year and one.layout == "trend"]
    assert "December 31 – January 6, 2018" in ask(HOME + piece.path).data.decode()


def test_the_rulings_are_rulings(review: Review) -> None:
    assert 3 == len(parse_rulings(rulings(review), "right.toml"))
    assert 1 == len(parse_rulings(idle_ruling(), "idle.toml"))
