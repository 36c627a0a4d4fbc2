"""The indexes of the archive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import permutations

import pytest

from backfile.errors import PathTaken
from backfile.plugins.addresses import UNTAGGED
from backfile.plugins.entries import Entry
from backfile.plugins.shelves import refuse_shared_addresses, shelve
from backfile.plugins.weeks import Week

Make = Callable[..., Entry]


def test_each_language_has_a_shelf(entry: Make) -> None:
    assert list(shelve([entry(lang="en"), entry(lang="be")])) == ["be", "en"]


def test_the_newest_stands_first_and_the_undated_last(entry: Make) -> None:
    old, new, undated = entry("2024-01-08", slug="old"), entry("2025-06-02", slug="new"), entry(None, slug="undated")
    for order in permutations([old, new, undated]):
        assert shelve(order)["en"].entries == (new, old, undated)


def test_a_commentary_is_in_the_week_of_the_first_day_of_its_period(entry: Make) -> None:
    late = entry("2024-12-30", date=dt.date(2025, 1, 7))
    assert list(shelve([late])["en"].weeks) == [Week(2025, 1)]


def test_a_commentary_without_a_period_is_in_the_week_of_its_date(entry: Make) -> None:
    assert entry(period=None, date=dt.date(2024, 12, 30)).week == Week(2025, 1)


def test_a_commentary_is_in_the_month_of_its_date(entry: Make) -> None:
    assert list(shelve([entry("2024-12-30")])["en"].months) == [(2025, 1)]


def test_what_has_no_topic_stands_last_as_untagged(entry: Make) -> None:
    shelf = shelve([entry(topic=None, slug="a"), entry(topic="Security", slug="b")])["en"]
    assert [(topic.name, topic.slug) for topic in shelf.topics] == [("Security", "security"), ("", UNTAGGED)]


def test_an_issue_is_in_the_order_of_its_topics(entry: Make) -> None:
    shelf = shelve([entry(topic=None, slug="a"), entry(topic="Security", slug="b"), entry(slug="c")])["en"]
    assert [found.topic for found in shelf.weeks[Week(2024, 2)]] == ["Economy", "Security", None]


def test_two_authors_both_have_the_commentary(entry: Make) -> None:
    shelf = shelve([entry(authors=("Hanna Veras", "Anton Brisk"))])["en"]
    assert [author.name for author in shelf.authors] == ["Anton Brisk", "Hanna Veras"]


def test_a_topic_lives_from_its_first_year_to_its_last(entry: Make) -> None:
    topic = shelve([entry("2022-01-10", slug="a"), entry("2024-01-08", slug="b")])["en"].topics[0]
    assert [topic.lived_in(year) for year in (2021, 2022, 2023, 2024, 2025)] == [False, True, True, True, False]


@pytest.mark.parametrize("other", [{"path": "en/2024/b.md"}, {"path": "en/2024/b.md", "topic": "Security"}])
def test_two_commentaries_with_one_address_are_refused_by_name(entry: Make, other: dict[str, str]) -> None:
    with pytest.raises(PathTaken, match=r"en/2024/b\.md: .* en/2024/a\.md"):
        refuse_shared_addresses([entry(), entry(**other)])


def test_one_slug_in_two_weeks_or_languages_is_no_collision(entry: Make) -> None:
    refuse_shared_addresses([entry(), entry("2024-01-15"), entry(lang="be"), entry(None)])


def test_a_commentary_may_not_take_the_place_of_an_index_page(entry: Make) -> None:
    with pytest.raises(PathTaken, match="index page"):
        refuse_shared_addresses([entry(slug="index")])
