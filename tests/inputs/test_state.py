"""The state of an update: what was listed, asked and answered, and what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from backfile.errors import SettingsError
from backfile.inputs.state import IndexRecord, PageRecord, Pages, State
from backfile.inputs.web.manners import HostRecord
from backfile.model import Listed

NOW = dt.datetime(2026, 11, 25, 5, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
ONE, TWO, THREE = (Listed(f"https://hilltop.example/{name}/", "feed") for name in ("one", "two", "three"))


def fold(url: str) -> str:
    """Good enough here: the spellings of one address differ in scheme and slash."""
    return url.partition("://")[2].rstrip("/").lower()


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    opened = State(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def pages(state: State) -> Pages:
    return state.pages("hilltop", fold)


def one(pages: Pages, url: str = ONE.url) -> PageRecord:
    page = pages.find(url)
    assert page is not None
    return page


def answer(pages: Pages, url: str = ONE.url, when: dt.datetime = NOW, capture: str | None = "a") -> None:
    pages.answered(one(pages, url), when, capture=capture, etag='"1"', modified=None)


def due(pages: Pages, when: dt.datetime = NOW, **options: object) -> list[str]:
    return [page.url for page in pages.due(when, **options)]  # type: ignore[arg-type]


def test_what_is_listed_twice_is_new_once(pages: Pages) -> None:
    assert pages.listed([ONE, TWO], NOW) == 2
    assert pages.listed([replace(ONE, url="http://HILLTOP.example/one"), THREE], NOW) == 1
    assert len(pages) == 3


def test_later_indexes_fill_gaps_and_correct_what_was_said(pages: Pages) -> None:
    pages.listed([replace(ONE, title="One", published="2026-11-01")], NOW)
    pages.listed([replace(ONE, title="One, corrected", language="be", via="rest")], NOW)
    facts = one(pages).facts
    assert (facts.title, facts.published, facts.language) == ("One, corrected", "2026-11-01", "be")
    assert facts.via == "feed"


def test_a_page_is_known_after_a_discovery_that_came_to_its_end(pages: Pages) -> None:
    pages.listed([ONE], NOW)
    assert not pages.known(ONE.url)
    pages.confirm()
    assert pages.known("http://hilltop.example/one")
    assert not pages.known(TWO.url)


def test_sources_do_not_see_each_others_pages(state: State, pages: Pages) -> None:
    pages.listed([ONE], NOW)
    assert len(state.pages("valley", fold)) == 0


def test_a_page_that_never_answered_is_due_in_the_order_of_the_listing(pages: Pages) -> None:
    pages.listed([TWO, ONE], NOW)
    assert due(pages) == [TWO.url, ONE.url]
    assert due(pages, limit=1) == [TWO.url]


def test_a_page_that_answered_is_not_due_until_its_pace_comes_round(pages: Pages) -> None:
    pages.listed([replace(ONE, published="2026-11-20")], NOW)
    answer(pages)
    assert due(pages, NOW + 5 * DAY) == []
    assert due(pages, NOW + 6 * DAY) == [ONE.url]


def test_an_old_page_is_asked_for_less_often(pages: Pages) -> None:
    pages.listed([replace(ONE, published="2016-11-25")], NOW)
    answer(pages)
    assert due(pages, NOW + 300 * DAY) == []
    assert due(pages, NOW + 1300 * DAY) == [ONE.url]


def test_a_page_of_which_an_index_says_that_it_changed_is_due(pages: Pages) -> None:
    pages.listed([replace(ONE, modified="2026-11-20")], NOW)
    answer(pages)
    pages.listed([replace(ONE, modified="2026-11-24")], NOW)
    assert due(pages) == [ONE.url]
    answer(pages, capture=None)
    assert due(pages) == []


def test_every_page_is_due_if_all_are_asked_for(pages: Pages) -> None:
    pages.listed([ONE, TWO], NOW)
    answer(pages)
    assert due(pages, every=True) == [TWO.url, ONE.url]


def test_only_what_is_dated_since_a_day_is_due_and_what_has_no_date(pages: Pages) -> None:
    pages.listed([replace(ONE, published="2026-10-01"), replace(TWO, published="2026-11-02"), THREE], NOW)
    assert due(pages, since=dt.date(2026, 11, 1)) == [TWO.url, THREE.url]


def test_a_page_that_fails_is_left_alone_longer_each_time(pages: Pages) -> None:
    pages.listed([ONE], NOW)
    for days in (1, 2, 4, 8, 16, 30, 30):
        pages.failed(one(pages), NOW, "it was too slow")
        assert due(pages, NOW + days * DAY - dt.timedelta(seconds=1)) == []
        assert due(pages, NOW + days * DAY) == [ONE.url]
    assert due(pages, every=True) == [ONE.url]
    answer(pages)
    assert one(pages).fails == 0


def test_an_answer_is_unread_until_it_was_read(pages: Pages) -> None:
    pages.listed([ONE, TWO], NOW)
    answer(pages)
    assert [page.url for page in pages.unread()] == [ONE.url]
    pages.has_read(one(pages))
    assert list(pages.unread()) == []
    answer(pages, capture="b")
    assert [page.capture for page in pages.unread()] == ["b"]


def test_a_page_in_whose_place_something_else_stands_is_asked_for_each_day(pages: Pages) -> None:
    pages.listed([ONE], NOW)
    answer(pages)
    pages.has_read(one(pages), "a page that asks for consent")
    assert due(pages) == []
    assert due(pages, NOW + DAY) == [ONE.url]
    answer(pages, when=NOW + DAY, capture=None)
    assert [page.standin for page in pages.stood_in()] == ["a page that asks for consent"]
    pages.has_read(one(pages))
    assert pages.stood_in() == []


def test_what_is_gone_is_told_once_and_what_is_back_as_well(pages: Pages) -> None:
    pages.listed([ONE], NOW)
    answer(pages)
    pages.gone(one(pages), NOW)
    pages.gone(one(pages), NOW + DAY)
    assert [page.gone for page in pages.untold()] == [NOW.date()]
    pages.has_told(one(pages))
    assert pages.untold() == []
    answer(pages)
    assert [page.gone for page in pages.untold()] == [None]


def test_an_alias_leads_to_its_page(pages: Pages) -> None:
    pages.listed([ONE], NOW)
    pages.same(one(pages), "https://old.hilltop.example/1")
    assert one(pages, "http://old.hilltop.example/1/").url == ONE.url
    assert pages.aliases(one(pages)) == ("https://old.hilltop.example/1",)
    assert pages.listed([Listed("https://old.hilltop.example/1", "sitemap")], NOW) == 0


def test_a_page_that_turns_out_to_be_another_becomes_that_one(pages: Pages) -> None:
    pages.listed([ONE, TWO], NOW)
    assert pages.found_at(one(pages), TWO.url).url == TWO.url
    assert len(pages) == 1
    assert one(pages).url == TWO.url


def test_two_pages_that_are_one_become_one(pages: Pages) -> None:
    pages.listed([ONE, replace(TWO, title="Two")], NOW)
    pages.same(one(pages, TWO.url), "https://older.example/2")
    pages.same(one(pages), TWO.url)
    assert len(pages) == 1
    assert one(pages, "https://older.example/2").url == ONE.url
    assert one(pages).facts.title == "Two"


def test_a_host_is_remembered(state: State) -> None:
    record = HostRecord("User-agent: *", NOW, NOW + DAY, None, 2.5)
    assert state.recall("hilltop.example") == HostRecord()
    state.keep("hilltop.example", record)
    assert state.recall("hilltop.example") == record


def test_an_index_is_remembered_with_what_it_said(state: State) -> None:
    said = {"link": "<https://hilltop.example/wp-json/>"}
    index = IndexRecord(
        "https://hilltop.example/feed/", b"<rss/>" * 99, "application/rss+xml", "utf-8", NOW, '"7"', headers=said
    )
    assert state.index(index.url) is None
    state.keep_index(replace(index, body=b"old"))
    state.keep_index(index)
    assert state.index(index.url) == index


def test_an_index_is_settled_until_it_says_something_else(state: State) -> None:
    index = IndexRecord("https://hilltop.example/sitemap.xml", b"<urlset/>", "application/xml", None, NOW)
    state.keep_index(index)
    state.settle([index.url])
    assert state.index(index.url) == replace(index, settled=True)
    state.keep_index(replace(index, body=b"<urlset></urlset>"))
    assert state.index(index.url) == replace(index, body=b"<urlset></urlset>")


def test_all_of_it_is_there_the_next_time(tmp_path: Path) -> None:
    first = State(tmp_path)
    assert first.fresh
    first.pages("hilltop", fold).listed([ONE], NOW)
    first.close()
    second = State(tmp_path)
    assert not second.fresh
    assert len(second.pages("hilltop", fold)) == 1
    second.close()


def test_a_rehearsal_leaves_no_trace(tmp_path: Path) -> None:
    state = State(tmp_path)
    state.without_trace()
    state.pages("hilltop", fold).listed([ONE], NOW)
    state.close()
    again = State(tmp_path)
    assert len(again.pages("hilltop", fold)) == 0
    again.close()


def test_a_damaged_state_says_how_to_make_it_anew(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").write_bytes(b"SQLite format 3\x00 and then nothing")
    with pytest.raises(SettingsError, match="rebuild-state"):
        State(tmp_path)


def test_a_state_of_a_newer_backfile_is_refused(tmp_path: Path) -> None:
    state = State(tmp_path)
    state._db.execute("PRAGMA user_version = 9")
    state.close()
    with pytest.raises(SettingsError, match="newer Backfile"):
        State(tmp_path)


def test_a_page_is_restored_from_what_is_known_elsewhere(pages: Pages) -> None:
    pages.restore(ONE.url, NOW, capture="a", read="a", etag='"1"')
    assert pages.known(ONE.url)
    assert (one(pages).capture, one(pages).read, one(pages).etag) == ("a", "a", '"1"')
