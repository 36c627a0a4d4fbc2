"""Golden pairs: each page of a source's listing becomes the table beside it, and the walk follows such listings."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from backfile.enrich.listed import ListedPage, date_pages
from backfile.model import Capture, Listed, Period
from backfile.sources import sources
from backfile.street import document_of, listing_in

if TYPE_CHECKING:
    from discovery.conftest import Made

HERE = Path(__file__).parent / "listings"
PAGES = sorted(path for path in HERE.rglob("*") if path.suffix in (".html", ".txt"))
TYPES = {".html": "text/html", ".txt": "text/plain"}
CAPTURED = dt.datetime(2025, 1, 20, tzinfo=dt.UTC)
DAY = CAPTURED.date()
HOME = "https://belarusinfocus.pro/"


def listed_in(page: Path) -> tuple[Listed, ...]:
    body = page.read_bytes()
    capture = Capture(body, hashlib.sha256(body).hexdigest(), CAPTURED, TYPES[page.suffix], page.name)
    found = listing_in(document_of(capture))
    assert found is not None and page.parent.name == found[0].id
    return found[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(HERE).as_posix())
def test_a_page_of_a_listing_becomes_the_table_beside_it(page: Path) -> None:
    listed = listed_in(page)
    whole = ListedPage(page.parent.name, "", 1, CAPTURED.date(), page.name, listed)
    rows = [(d.period, d.listed) for d in date_pages([whole], lambda one: None, 2011)]
    found = "".join(f"{week}\t{one.period}\t{one.topic}\t{one.title}\t{one.url}\n" for week, one in rows)
    expected = page.with_name(f"{page.name}.tsv")
    if not expected.exists():
        expected.write_text(found, encoding="utf-8")
        pytest.fail(f"{expected.name} was missing and has been written: look at it, then run again")
    assert expected.read_text("utf-8") == found


def page_of(*weeks: str, number: int, captured: dt.date = DAY) -> ListedPage:
    listed = tuple(Listed("", "listing", title=f"{week} of {number}", period=week) for week in weeks)
    return ListedPage("hilltop", "list", number, captured, f"page {number}", listed)


def firsts(*pages: ListedPage, stated: dict[str, Period] | None = None) -> list[str | None]:
    dated = date_pages(pages, lambda one: (stated or {}).get(one.title or ""), 2011)
    return [found.period.first.isoformat() if found.period else None for found in dated]


def test_a_walk_carries_its_bound_over_pages_whatever_their_order() -> None:
    first = page_of("January 13 – January 19", "December 30 – January 5", number=1)
    second = page_of("December 23 – December 29", number=2)
    assert ["2025-01-13", "2024-12-30", "2024-12-23"] == firsts(second, first)


def test_a_page_apart_from_its_walk_has_no_year_unless_a_commentary_on_it_prints_one() -> None:
    page = page_of("January 13 – January 19", "January 6 – January 12", number=40)
    assert [None, None] == firsts(page)
    week = Period(dt.date(2014, 1, 6), dt.date(2014, 1, 12))
    assert ["2014-01-13", "2014-01-06"] == firsts(page, stated={"January 6 – January 12 of 40": week})


def test_an_old_first_page_is_dated_only_where_one_reading_is_left() -> None:
    old = page_of("January 13 – January 19", "January 6 – January 12", number=1, captured=dt.date(2019, 6, 1))
    assert [None, None] != firsts(page_of("January 13 – January 19", number=1, captured=dt.date(2014, 3, 1)))
    assert ["2014-01-13", "2014-01-06"] == firsts(old)
    assert [None, None] == firsts(
        page_of("January 13 – January 19", "January 6 – January 12", number=1, captured=dt.date(2023, 6, 1))
    )


def test_a_range_that_can_be_no_week_stays_unknown() -> None:
    assert ["2025-01-13", None] == firsts(page_of("January 13 – January 19", "January 7 – January 13", number=1))


def test_the_recipes_own_listings_are_walked_and_their_weeks_kept(made: Made) -> None:
    page = (HERE / "belarus-in-focus" / "security-issues.html").read_text("utf-8")
    made.pages = {HOME: "<!DOCTYPE html><p>Belarus in Focus</p>", f"{HOME}analytics/security-issues": page}
    walked = made.walk(HOME, recipe=sources()["belarus-in-focus"])
    assert ["January 6 – January 12", "December 30 – January 5", "December 16 – December 22"] == [
        listed.period for listed in walked.listed
    ]
    assert {"Security issues"} == {listed.topic for listed in walked.listed}
    assert f"{HOME}analytics/security-issues/page/2" in made.asked
    assert f"{HOME}analytics/the-ruling-elite" in made.asked
