"""Topics and trends: what is in the source's list, and what is not is None."""

from __future__ import annotations

import pytest

from backfile.enrich.topics import topic_of, topic_of_address, trend_of
from backfile.model import Trend

TOPICS = {"Upper bank": ("upper-bank", "Верхні бераг"), "Lower bank": ("lower-bank", "Ніжні бераг")}
TRENDS = {
    Trend.BETTER: ("(?:the )?water (?:rises|has risen)",),
    Trend.UNCHANGED: ("the water stands",),
    Trend.WORSE: ("the water falls", "вада падае"),
}


@pytest.mark.parametrize(
    ("printed", "topic"),
    [("Upper bank", "Upper bank"), (" UPPER BANK ", "Upper bank"), ("верхні бераг", "Верхні бераг"), ("Bank", None)],
)
def test_a_topic_is_spelled_as_the_list_does(printed: str, topic: str | None) -> None:
    assert topic_of(printed, TOPICS) == topic


@pytest.mark.parametrize(
    ("url", "topic"),
    [
        ("https://osk.example/lower-bank/the-dog/", "Lower bank"),
        ("http://www.osk.example/Lower-Bank/the-dog?page=1", "Lower bank"),
        ("https://osk.example/the-lower-bank-floods/", None),
        ("https://lower-bank.example/a/", None),
        ("https://osk.example/a/?topic=lower-bank", None),
    ],
)
def test_a_topic_is_a_whole_segment_of_an_address(url: str, topic: str | None) -> None:
    assert topic_of_address(url, TOPICS) == topic


@pytest.mark.parametrize(
    ("printed", "trend"),
    [
        ("The water rises", Trend.BETTER),
        ("Water has risen.", Trend.BETTER),
        ("вада падае", Trend.WORSE),
        ("+", Trend.BETTER),
        ("=", Trend.UNCHANGED),
        ("-", Trend.WORSE),
        ("–", Trend.WORSE),
        ("−", Trend.WORSE),
        ("- (The water falls)", Trend.WORSE),
        ("+(the water rises)", Trend.BETTER),
        ("(the water stands)", Trend.UNCHANGED),
    ],
)
def test_a_phrase_or_a_sign_is_a_mark(printed: str, trend: Trend) -> None:
    assert trend_of(printed, TRENDS) == trend


@pytest.mark.parametrize(
    "printed",
    [
        "- (The water rises)",
        "+ the water falls",
        "+ (The water is wet)",
        "The water is wet",
        "the water falls and rises",
        "",
        "( )",
        "++",
    ],
)
def test_an_unknown_phrase_or_a_contradiction_is_no_mark(printed: str) -> None:
    assert trend_of(printed, TRENDS) is None
