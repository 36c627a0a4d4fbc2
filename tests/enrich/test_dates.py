"""Printed days and ranges: each form that sources print, and what is not understood stays None."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.enrich.dates import date_listing, is_week, parse_day, parse_period, parse_range, weeks_of
from backfile.model import Period

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "be": "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
DAYS = {"en": "{month} {day}", "be": "{day} {month}", "ru": "{day} {month}", "de": "{day}. {month}"}
YEARS = {"en": ", {}", "be": " {}", "ru": " {} года", "de": " {}"}
FIRST_MONDAY, LAST_MONDAY = dt.date(2005, 1, 3), dt.date(2035, 12, 31)
MONDAYS = [FIRST_MONDAY + dt.timedelta(weeks=n) for n in range((LAST_MONDAY - FIRST_MONDAY).days // 7 + 1)]


def period(first: str, last: str) -> Period:
    return Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def week(monday: dt.date) -> Period:
    return Period(monday, monday + dt.timedelta(days=6))


def printed(day: dt.date, language: str) -> str:
    return DAYS[language].format(month=MONTHS[language].split()[day.month - 1], day=day.day)


@pytest.mark.parametrize("language", MONTHS)
@pytest.mark.parametrize("of", ["start", "end"])
def test_every_monday_of_thirty_years_comes_back_as_its_week(language: str, of: str) -> None:
    for monday in MONDAYS:
        meant = week(monday)
        year = meant.first.year if of == "start" else meant.last.year
        text = f"{printed(meant.first, language)} – {printed(meant.last, language)}{YEARS[language].format(year)}"
        assert parse_period(text) == meant, text


@pytest.mark.parametrize("language", MONTHS)
def test_every_month_of_every_language_is_known(language: str) -> None:
    days = [dt.date(2024, month, 9) for month in range(1, 13)]
    texts = [printed(day, language) + YEARS[language].format(2024) for day in days]
    assert [parse_day(text) for text in texts] == days


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("January 6 – January 12, 2025", "2025-01-06", "2025-01-12"),
        ("January 6 - 12, 2025", "2025-01-06", "2025-01-12"),
        ("Jan. 6—Jan. 12, 2025", "2025-01-06", "2025-01-12"),
        ("Sept. 2 – Sept. 8, 2024", "2024-09-02", "2024-09-08"),
        ("  August 26  –  September 1,  2024 ", "2024-08-26", "2024-09-01"),
        ("6.–12. Januar 2025", "2025-01-06", "2025-01-12"),
        ("6–12 января 2025 г.", "2025-01-06", "2025-01-12"),
        ("26 жніўня – 1 верасня 2024", "2024-08-26", "2024-09-01"),
        ("December 26 - January 1, 2022", "2022-12-26", "2023-01-01"),
        ("December 26 – January 1, 2023", "2022-12-26", "2023-01-01"),
        ("December 26, 2022 – January 1, 2023", "2022-12-26", "2023-01-01"),
        ("26 декабря 2022 – 1 января 2023", "2022-12-26", "2023-01-01"),
        ("30 снежня – 5 студзеня 2025", "2024-12-30", "2025-01-05"),
        ("February 26 – March 3, 2024", "2024-02-26", "2024-03-03"),
        ("February 24 – March 2, 2025", "2025-02-24", "2025-03-02"),
    ],
)
def test_a_range_is_understood_in_every_form(text: str, first: str, last: str) -> None:
    assert parse_period(text) == period(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "January 6 – January 12", "6 – 12, 2025", "Smarch 6 – Smarch 12, 2025", "June 24 – June 31, 2024",
        "January 12 – January 6, 2025", "December 28 – January 3, 2022", "January 6 – January 12, 2025 and after",
        "January 6, 2024 – January 12, 2025", "December 26, 2022 – January 1, 2024", "January 6, 2025", "2025",
        "by", "",
    ],
)  # fmt: skip
def test_a_range_that_is_not_understood_is_none(text: str) -> None:
    assert parse_period(text) is None


def test_a_range_that_is_no_week_is_taken_as_printed_within_one_year() -> None:
    found = parse_period("January 7 – January 13, 2025")
    assert found == period("2025-01-07", "2025-01-13")
    assert found is not None
    assert not is_week(found)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20 May 2022", "2022-05-20"),
        ("20. Mai 2022", "2022-05-20"),
        ("28. Februar 2025", "2025-02-28"),
        ("19. December 2022", "2022-12-19"),
        ("May 20, 2022", "2022-05-20"),
        ("August 24th, 2024", "2024-08-24"),
        ("Aug 24th 2024", "2024-08-24"),
        ("September 05, 2016 10:22", "2016-09-05"),
        ("12 December 2016, 14:30", "2016-12-12"),
        ("20 мая 2022 г.", "2022-05-20"),
        ("2022-05-20", "2022-05-20"),
        ("2022-05-20T10:00:00+03:00", "2022-05-20"),
        ("2022/05/20", "2022-05-20"),
        ("2019/1/22", "2019-01-22"),
        ("23.07.2025", "2025-07-23"),
        ("13/11/2025 09:21:40", "2025-11-13"),
        ("Thu, 09/25/2025 - 11:38", "2025-09-25"),
        ("Thursday, January 5, 2024", "2024-01-05"),
        ("чацвер, 5 снежня 2024", "2024-12-05"),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_a_day_is_understood_in_every_form(text: str, day: str) -> None:
    assert parse_day(text) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "05/06/2022",
        "5.6.2022",
        "May 2022",
        "2022",
        "29 February 2023",
        "31 April 2022",
        "May 20",
        "last month",
        "",
        "2022-13-01",
    ],
)
def test_a_day_that_could_be_another_is_none(text: str) -> None:
    assert parse_day(text) is None


@given(st.text())
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    assert parse_day(text) is None or text.strip()
    assert parse_range(text) is None or text.strip()


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
def test_a_day_that_the_calendar_lacks_is_none(year: int, month: int, day: int) -> None:
    text = f"{year:04}-{month:02}-{day:02}"
    found = parse_day(text)
    assert found is None or found.isoformat() == text


def test_a_range_without_a_year_can_mean_each_year_in_which_it_is_a_week() -> None:
    found = weeks_of("January 6 – January 12", 2011, 2026)
    assert [found_week.first.year for found_week in found] == [2014, 2020, 2025]
    assert all(map(is_week, found))


@pytest.mark.parametrize("text", ["January 6 – January 13", "nothing", "February 30 – March 7"])
def test_a_range_that_is_no_week_means_none(text: str) -> None:
    assert weeks_of(text, 2011, 2026) == ()


def test_a_listing_goes_back_in_time() -> None:
    ranges = [
        "January 6 – January 12",
        "December 30 – January 5",
        "December 16 – December 22",
        "January 8 – January 14",
    ]
    assert date_listing(ranges, dt.date(2025, 1, 20)) == (
        period("2025-01-06", "2025-01-12"),
        period("2024-12-30", "2025-01-05"),
        period("2024-12-16", "2024-12-22"),
        period("2024-01-08", "2024-01-14"),
    )


def test_a_listing_may_name_a_week_twice() -> None:
    assert (
        date_listing(["January 6 – January 12"] * 2, dt.date(2025, 1, 20)) == (period("2025-01-06", "2025-01-12"),) * 2
    )


def test_a_range_that_is_not_understood_decides_nothing_in_a_listing() -> None:
    listed = date_listing(["January 6 – January 12", "View all", "December 30 – January 5"], dt.date(2025, 1, 20))
    assert listed == (period("2025-01-06", "2025-01-12"), None, period("2024-12-30", "2025-01-05"))


def test_a_listing_stops_where_the_source_began() -> None:
    assert date_listing(["January 6 – January 12"], dt.date(2013, 6, 1), earliest=2011) == (None,)


@given(st.lists(st.sampled_from(MONDAYS[400:1100]), min_size=1, max_size=60, unique=True))
def test_a_listing_without_gaps_of_five_years_is_dated_right(mondays: list[dt.date]) -> None:
    newest_first = sorted(mondays, reverse=True)
    gaps = [newer - older for newer, older in pairwise(newest_first)]
    texts = [f"{printed(day, 'en')} – {printed(week(day).last, 'en')}" for day in newest_first]
    listed = date_listing(texts, newest_first[0] + dt.timedelta(days=9), earliest=2005)
    right = next((n + 1 for n, gap in enumerate(gaps) if gap > dt.timedelta(weeks=5 * 52)), len(mondays))
    assert listed[:right] == tuple(week(day) for day in newest_first[:right])


def test_a_range_with_ordinals_is_its_week() -> None:
    assert parse_period("January 6th – January 12th, 2025") == Period(dt.date(2025, 1, 6), dt.date(2025, 1, 12))
