"""ISO weeks: their days, quarters and neighbours."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.plugins.weeks import Week, weeks_between, weeks_of_quarter, weeks_of_year


def test_the_last_days_of_december_may_be_in_the_first_week_of_next_year() -> None:
    assert Week.of(dt.date(2024, 12, 30)) == Week(2025, 1)
    assert Week.of(dt.date(2027, 1, 1)) == Week(2026, 53)


def test_a_week_runs_from_monday_to_sunday() -> None:
    assert (Week(2025, 2).first, Week(2025, 2).last) == (dt.date(2025, 1, 6), dt.date(2025, 1, 12))


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)))
def test_the_next_week_begins_the_day_after(day: dt.date) -> None:
    week = Week.of(day)
    assert week.next.first == week.last + dt.timedelta(days=1)


def test_the_weeks_between_two_leave_both_out() -> None:
    assert list(weeks_between(Week(2024, 51), Week(2025, 2))) == [Week(2024, 52), Week(2025, 1)]
    assert list(weeks_between(Week(2024, 51), Week(2024, 52))) == []


@pytest.mark.parametrize("year", [2024, 2026])
def test_the_quarters_are_the_whole_year(year: int) -> None:
    quarters = [week for number in (1, 2, 3, 4) for week in weeks_of_quarter(year, number)]
    assert tuple(quarters) == weeks_of_year(year)


def test_a_long_year_has_its_53rd_week_in_the_last_quarter() -> None:
    assert weeks_of_quarter(2026, 4)[-1] == Week(2026, 53)
