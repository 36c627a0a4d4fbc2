"""A topic's marks as a row: what runs and where it turns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.model import Trend
from backfile.plugins.entries import Entry
from backfile.plugins.series import REVERSAL, STEPS, Run, Turn, WeekMark, longest_run, mark_of, turns, week_marks
from backfile.plugins.shelves import shelve
from backfile.plugins.weeks import Week

KEYS = {"+": "better", "-": "worse", "0": "unchanged", "?": "unmarked", "*": "several"}
Make = Callable[..., Entry]


def marks(signs: Iterable[str]) -> tuple[WeekMark, ...]:
    """A mark a week from the first week of 2024 on, as signs: `++0-`."""
    return tuple(WeekMark(Week(2024, number), KEYS[sign]) for number, sign in enumerate(signs, start=1))


def turned(signs: Iterable[str]) -> list[tuple[int, str]]:
    return [(turn.week.number, turn.key) for turn in turns(marks(signs))]


def test_commentaries_that_agree_share_a_mark_and_others_do_not(entry: Make) -> None:
    worse, better = entry(trend=Trend.WORSE), entry(trend=Trend.BETTER)
    assert [mark_of([worse, worse]), mark_of([worse, better]), mark_of([entry()])] == ["worse", "several", "unmarked"]


def test_weeks_come_oldest_first_and_only_if_they_have_an_issue(entry: Make) -> None:
    made = [entry("2024-01-22", slug="b", trend=Trend.WORSE), entry("2024-01-08", slug="a"), entry(None, slug="c")]
    (topic,) = shelve(made)["en"].topics
    assert week_marks(topic.weeks) == (WeekMark(Week(2024, 2), "unmarked"), WeekMark(Week(2024, 4), "worse"))


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ("+++-++", (1, 3)),
        ("++-++", (1, 2)),
        ("+-++0+", (3, 4)),
        ("++?++", (1, 2)),
        ("++*+", (1, 2)),
        ("+-+", None),
        ("", None),
    ],
)
def test_the_longest_run_is_the_first_of_equals_and_any_other_mark_ends_it(
    signs: str, expected: tuple[int, int] | None
) -> None:
    run = longest_run(marks(signs), "better")
    assert (run and (run.first.number, run.last.number)) == expected


def test_a_week_without_an_issue_does_not_end_a_run() -> None:
    found = longest_run([WeekMark(Week(2024, 2), "worse"), WeekMark(Week(2024, 9), "worse")], "worse")
    assert found == Run("worse", Week(2024, 2), Week(2024, 9), 2)


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ("+++---", [(4, "worse")]),
        ("+++--", []),  # two are not enough
        ("---+++", [(4, "better")]),
        ("---", []),  # a beginning is no turn
        ("+++0-0-?-", [(5, "worse")]),  # the first week of the way back, not the first that is no better
        ("+++--++---", [(8, "worse")]),  # a high that is reached again is the later one
        ("+++---+++", [(4, "worse"), (7, "better")]),
        ("+++----+-+---+++", [(4, "worse"), (14, "better")]),
        ("000", []),
    ],
)
def test_a_turning_point_is_where_the_marks_begin_to_lead_the_other_way_by_three(
    signs: str, expected: list[tuple[int, str]]
) -> None:
    assert turned(signs) == expected


@given(st.text("+-0?*", max_size=80))
def test_turns_alternate_and_each_leads_its_own_way_by_three_before_the_next(signs: str) -> None:
    found = turns(marks(signs))
    assert all(one.key != other.key for one, other in pairwise(found))
    ends = [turn.week.number for turn in (*found[1:], Turn(Week(2024, len(signs) + 1), ""))] if found else []
    for turn, end in zip(found, ends, strict=True):
        leads, level = 0, 0
        for sign in signs[turn.week.number - 1 : end - 1]:
            level += STEPS.get(KEYS[sign], 0) * STEPS[turn.key]
            leads = max(leads, level)
        assert leads >= REVERSAL


@given(st.text("+-0", max_size=60))
def test_turned_upside_down_the_same_weeks_turn(signs: str) -> None:
    mirrored = signs.translate(str.maketrans("+-", "-+"))
    other = {"better": "worse", "worse": "better"}
    assert turns(marks(mirrored)) == tuple(Turn(turn.week, other[turn.key]) for turn in turns(marks(signs)))
