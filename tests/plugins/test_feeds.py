"""The feeds as a feed reader sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import BytesIO

import feedparser  # type: ignore[import-untyped]
import pytest

from backfile.model import Rights
from backfile.plugins.entries import Entry
from backfile.plugins.feeds import NEWEST, Channel, channels, feed_of
from backfile.plugins.pages.place import Archive

Make = Callable[..., Entry]
Gather = Callable[..., Archive]
CAPTURED = dt.datetime(2026, 11, 23, 5, 20, tzinfo=dt.UTC)


def channel(archive: Archive, stem: str) -> Channel:
    return next(found for found in channels(archive) if found.stem == stem)


def read(archive: Archive, stem: str, form: str = "atom") -> feedparser.FeedParserDict:
    return feedparser.parse(BytesIO(feed_of(channel(archive, stem), form, archive)))


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_a_feed_reader_finds_nothing_to_complain_of(entry: Make, archive: Gather, form: str) -> None:
    feed = read(archive(entry(title="Bread & <b>queues</b>"), entry(None, slug="b", captured=CAPTURED)), "all", form)
    assert feed.bozo == 0
    assert feed.entries[0].title == "Bread & <b>queues</b>"


def test_there_is_a_feed_of_all_of_each_language_and_of_each_topic(entry: Make, archive: Gather) -> None:
    found = archive(entry(), entry(lang="be", topic="Эканоміка"), entry(slug="b", topic=None))
    assert [c.stem for c in channels(found)] == ["all", "be", "be/ekanomika", "en", "en/economy", "en/untagged"]


def test_a_feed_says_its_language(entry: Make, archive: Gather) -> None:
    found = archive(entry(lang="be"), entry())
    assert b'xml:lang="be"' in feed_of(channel(found, "be"), "atom", found)


def test_a_feed_holds_the_newest(entry: Make, archive: Gather) -> None:
    days = [dt.date(2024, 1, 1) + dt.timedelta(weeks=week) for week in range(NEWEST + 5)]
    feed = read(archive(*(entry(day.isoformat(), slug=f"s{n}") for n, day in enumerate(days))), "en")
    assert [found.link.rsplit("/", 1)[1] for found in feed.entries] == [f"s{n}.html" for n in range(NEWEST + 4, 4, -1)]


def test_a_feed_carries_no_clock_but_the_newest_entrys_day(entry: Make, archive: Gather) -> None:
    assert read(archive(entry("2024-01-08")), "all").feed.updated == "2024-01-14T00:00:00+00:00"


def test_an_undated_entry_was_published_on_no_day(entry: Make, archive: Gather) -> None:
    [found] = read(archive(entry(None, captured=CAPTURED)), "all").entries
    assert "published" not in found
    assert found.updated == "2026-11-23T05:20:00+00:00"


def test_an_entry_of_no_time_at_all_is_in_no_feed(entry: Make, archive: Gather) -> None:
    assert channel(archive(entry(None)), "all").entries == ()


def test_an_id_is_the_same_on_every_mirror(entry: Make, archive: Gather) -> None:
    ids = {
        read(archive(entry(), url=url), "all").entries[0].id
        for url in ("https://archive.example", "https://m.example/x")
    }
    assert ids == {"tag:archive.example,2026:en/2024/w02/a-late-ferry"}


def test_of_a_mere_link_the_feed_has_the_title_only(entry: Make, archive: Gather) -> None:
    [found] = read(archive(entry(rights=Rights.LINK, summary="Told.")), "all").entries
    assert found.get("summary", "") == ""
