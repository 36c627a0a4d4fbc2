"""Which feeds an archive has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Archive
from backfile.plugins.syndication.channels import NEWEST, Channel, channels

Make = Callable[..., Entry]
Gather = Callable[..., Archive]
CAPTURED = dt.datetime(2026, 11, 23, 5, 20, tzinfo=dt.UTC)


def channel(archive: Archive, stem: str) -> Channel:
    return next(found for found in channels(archive) if found.stem == stem)


def test_there_is_a_feed_of_all_of_each_language_topic_and_author(entry: Make, archive: Gather) -> None:
    found = archive(
        entry(translations="k", authors=("Hanna Veras",)),
        entry(lang="be", topic="Эканоміка", translations="k"),
        entry(slug="b", topic=None),
    )
    assert [c.stem for c in channels(found)] == [
        *("all", "all/economy", "be", "be/ekanomika"),
        *("en", "en/economy", "en/untagged", "en/authors/hanna-veras"),
    ]


def test_a_topic_in_all_languages_has_what_stands_under_its_counterparts(entry: Make, archive: Gather) -> None:
    found = archive(entry(translations="k"), entry(lang="be", topic="Эканоміка", translations="k"))
    assert {e.lang for e in channel(found, "all/economy").entries} == {"be", "en"}


def test_a_feed_holds_the_newest(entry: Make, archive: Gather) -> None:
    days = [dt.date(2024, 1, 1) + dt.timedelta(weeks=week) for week in range(NEWEST + 5)]
    found = channel(archive(*(entry(day.isoformat(), slug=f"s{n}") for n, day in enumerate(days))), "en")
    assert [e.slug for e in found.entries] == [f"s{n}" for n in range(NEWEST + 4, 4, -1)]
    assert len(found.everything) == NEWEST + 5


def test_an_entry_of_no_time_at_all_is_in_no_feed(entry: Make, archive: Gather) -> None:
    assert channel(archive(entry(None)), "all").entries == ()


def test_an_undated_entry_is_archived_under_the_year_of_its_capture(entry: Make, archive: Gather) -> None:
    found = channel(archive(entry(), entry(None, slug="u", captured=CAPTURED)), "all")
    assert {year: [e.slug for e in entries] for year, entries in found.years.items()} == {
        2024: ["a-late-ferry"],
        2026: ["u"],
    }


def test_a_correction_does_not_move_an_entry_to_another_year(entry: Make, archive: Gather) -> None:
    assert list(channel(archive(entry(modified=dt.date(2025, 3, 1))), "all").years) == [2024]
