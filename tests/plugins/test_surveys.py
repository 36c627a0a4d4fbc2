"""Trends, calendars, matrices of years and long lists, as records."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import TypeVar

import pytest

from backfile.model import Trend
from backfile.plugins.archive import pages_of
from backfile.plugins.entries import Entry
from backfile.plugins.pages.calendars import level
from backfile.plugins.pages.place import Archive
from backfile.plugins.pages.records_lists import ListPage
from backfile.plugins.pages.records_surveys import CalendarPage, MatrixPage, TopicPage, TopicsPage
from backfile.plugins.pages.records_texts import WholePage

Make = Callable[..., Entry]
Gather = Callable[..., Archive]
Kind = TypeVar("Kind")
BETTER, UNCHANGED, WORSE = Trend.BETTER, Trend.UNCHANGED, Trend.WORSE


def record(archive: Archive, address: str, kind: type[Kind]) -> Kind:
    found = next(page.record for page in pages_of(archive) if page.address == address)
    assert isinstance(found, kind)
    return found


@pytest.fixture
def turning(entry: Make, archive: Gather) -> Archive:
    """Three weeks for the better, one unchanged, three for the worse."""
    mondays = ["2024-01-08", "2024-01-15", "2024-01-22", "2024-02-05", "2024-12-23", "2024-12-30", "2025-01-06"]
    trends = [BETTER] * 3 + [UNCHANGED] + [WORSE] * 3
    return archive(*(entry(day, slug=f"s{n}", trend=trends[n]) for n, day in enumerate(mondays)))


def test_a_trend_is_said_in_sentences(turning: Archive) -> None:
    trend = record(turning, "en/topics/economy.html", TopicPage).trend
    assert trend
    assert trend.sentences == (
        "7 weeks with a mark: better 3, unchanged 1, worse 3.",
        "Longest run of better weeks: 3 issues (8–28\u00a0January 2024).",
        "Longest run of worse weeks: 3 issues (23\u00a0December 2024\u00a0– 12\u00a0January 2025).",
    )
    assert [(turn.text, turn.href, turn.note) for turn in trend.turns] == [
        ("Week 52, 2024", "../2024/w52/index.html", "for the worse")
    ]


def test_a_trend_has_its_figures_beside_it(turning: Archive) -> None:
    trend = record(turning, "en/topics/economy.html", TopicPage).trend
    assert trend
    assert [(year.year.text, year.counts) for year in trend.years] == [
        ("2025", ("0", "0", "2", "0", "0")),
        ("2024", ("3", "1", "1", "0", "0")),
    ]
    assert (trend.axis, trend.table.href) == (("2024", "2025"), "economy.csv")


def test_a_trend_of_one_week_has_no_run_and_no_turn(entry: Make, archive: Gather) -> None:
    trend = record(archive(entry(trend=WORSE)), "en/topics/economy.html", TopicPage).trend
    assert trend
    assert (trend.sentences, trend.turns) == (("1 week with a mark: better 0, unchanged 0, worse 1.",), ())


def test_having_no_topic_has_no_trend(entry: Make, archive: Gather) -> None:
    assert record(archive(entry(topic=None)), "en/topics/untagged.html", TopicPage).trend is None


def test_a_long_trend_names_only_the_years_that_have_room(entry: Make, archive: Gather) -> None:
    found = archive(*(entry(f"{year}-03-04", slug=f"s{year}", trend=BETTER) for year in range(2010, 2026)))
    trend = record(found, "en/topics/economy.html", TopicPage).trend
    assert trend
    assert [year for year in trend.axis if year] == ["2010", "2013", "2016", "2019", "2022", "2025"]
    assert trend.column == "A column is a quarter."


def test_a_sparkline_says_in_words_what_it_shows(turning: Archive) -> None:
    [topic] = record(turning, "en/topics/index.html", TopicsPage).topics
    assert topic.words == "Last two years: better 3, unchanged 1, worse 3"
    assert topic.picture.startswith("<svg")


def test_the_calendar_has_every_week_of_the_archive_and_none_before_or_after(turning: Archive) -> None:
    newest, oldest = record(turning, "en/weeks.html", CalendarPage).years
    assert [len(newest.weeks), len(oldest.weeks)] == [26, 52]
    assert [week.number for week in oldest.weeks[:3]] == ["", "2", "3"]
    assert [week.number for week in newest.weeks[:3]] == ["1", "2", ""]
    assert (oldest.weeks[4].href, oldest.weeks[4].words) == ("", "no issue")
    assert (oldest.weeks[1].href, oldest.weeks[1].words) == (
        "2024/w02/index.html",
        "8–14\u00a0January 2024: 1 commentary",
    )


def test_a_year_of_53_weeks_has_them_all(entry: Make, archive: Gather) -> None:
    found = archive(entry("2020-01-06", slug="z"), entry("2020-12-28", slug="a"), entry("2021-01-04", slug="b"))
    years = record(found, "en/weeks.html", CalendarPage).years
    assert [(year.year.text, len(year.weeks)) for year in years] == [("2021", 26), ("2020", 53)]
    assert years[1].weeks[52].href == "2020/w53/index.html"


def test_the_calendar_has_no_half_year_before_the_archive_begins(entry: Make, archive: Gather) -> None:
    found = archive(entry("2020-12-28", slug="a"))
    [year] = record(found, "en/weeks.html", CalendarPage).years
    assert [week.number for week in year.weeks] == [""] * 26 + ["53"]


def test_each_older_decade_of_the_calendar_has_a_page_of_its_own(entry: Make, archive: Gather) -> None:
    found = archive(entry("1998-03-02", slug="a"), entry("2025-01-06", slug="b"))
    first = record(found, "en/weeks.html", CalendarPage)
    assert [year.year.text for year in first.years] == [str(year) for year in range(2025, 2009, -1)]
    assert [link.text for link in first.decades] == ["Since 2010", "2000–2009", "1990–1999"]
    oldest = record(found, "en/weeks/1990.html", CalendarPage)
    assert [year.year.text for year in oldest.years] == ["1999", "1998"]
    assert [year.year.href for year in oldest.years] == ["", "../1998/index.html"]


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (2, 2), (3, 2), (4, 3), (6, 3), (7, 4), (40, 4)])
def test_a_calendar_says_in_four_steps_how_much_there_is(count: int, expected: int) -> None:
    assert level(count) == expected


def test_the_matrix_of_years_counts_weeks_and_shows_a_year_without_any(entry: Make, archive: Gather) -> None:
    found = archive(
        entry("2023-03-06", slug="a", trend=WORSE),
        entry("2023-03-06", slug="b", trend=WORSE),
        entry("2025-03-03", slug="c", trend=BETTER),
    )
    page = record(found, "en/matrix.html", MatrixPage)
    assert [year.text for year in page.years] == ["2023", "2024", "2025"]
    [line] = page.lines
    assert [(year.link.text, year.link.href) for year in line.years] == [
        ("1", "topics/economy/2023.html"),
        ("", ""),
        ("1", "topics/economy/2025.html"),
    ]
    assert line.years[0].words == "better 0, unchanged 0, worse 1"


def test_a_whole_issue_has_all_its_texts_and_names_what_had_none(entry: Make, archive: Gather) -> None:
    found = archive(entry(slug="a"), entry(slug="b", topic="Security"), entry("2024-02-12", slug="c", topic="Trade"))
    page = record(found, "en/2024/w02.html", WholePage)
    assert [(text.anchor, text.row.title.href) for text in page.texts] == [("t1", "w02/a.html"), ("t2", "w02/b.html")]
    assert [topic.text for topic in page.missing] == ["Trade"]
    assert "The ferry ran late." in page.texts[0].body


@pytest.fixture
def long(entry: Make, archive: Gather) -> Callable[[int], Archive]:
    """So many commentaries of one author in one month, and one in the year before."""

    def make(count: int) -> Archive:
        found = [entry("2024-01-08", slug=f"s{n:03}", title=f"{n:03}", authors=("Hanna Veras",)) for n in range(count)]
        return archive(*found, entry("2023-01-09", slug="old", authors=("Hanna Veras",)))

    return make


def slugs(page: ListPage) -> list[str]:
    return [posixpath.basename(row.title.href).removesuffix(".html") for group in page.groups for row in group.rows]


def test_a_long_list_is_parted_from_the_oldest_so_that_full_parts_never_change(long: Callable[[int], Archive]) -> None:
    before, after = long(230), long(231)
    address = "en/topics/economy/2024"
    newest = record(before, f"{address}.html", ListPage)
    parts = [record(before, f"{address}_{number}.html", ListPage) for number in (3, 2, 1)]
    assert [len(slugs(page)) for page in (newest, *parts)] == [50, 60, 60, 60]
    assert [link.text for link in newest.parts] == ["181 to 240", "121 to 180", "61 to 120", "1 to 60"]
    assert [slug for page in (newest, *parts) for slug in slugs(page)] == [f"s{n:03}" for n in range(230)]
    assert len(slugs(record(after, f"{address}.html", ListPage))) == 51


def test_an_author_of_much_has_the_newest_here_and_all_by_year(long: Callable[[int], Archive]) -> None:
    page = record(long(120), "en/authors/hanna-veras.html", ListPage)
    assert len(slugs(page)) == 10
    assert [link.href for link in page.links] == ["hanna-veras/2024.html", "hanna-veras/2023.html"]
    assert slugs(record(long(120), "en/authors/hanna-veras/2023.html", ListPage)) == ["old"]


def test_an_author_of_less_has_one_page(long: Callable[[int], Archive]) -> None:
    page = record(long(59), "en/authors/hanna-veras.html", ListPage)
    assert (len(slugs(page)), page.links) == (60, ())


def test_undated_texts_of_a_topic_have_their_own_page_if_they_are_many(entry: Make, archive: Gather) -> None:
    few, many = (archive(*(entry(None, slug=f"s{n}") for n in range(count))) for count in (10, 11))
    assert len(record(few, "en/topics/economy.html", TopicPage).undated) == 10
    topic = record(many, "en/topics/economy.html", TopicPage)
    assert topic.undated_link
    assert topic.undated_link.href == "economy/undated.html"
    assert len(slugs(record(many, "en/topics/economy/undated.html", ListPage))) == 11
