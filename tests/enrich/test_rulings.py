"""Rulings: which commentary they correct, what they may set, and that each says why."""

from __future__ import annotations

import datetime as dt

import pytest

from backfile.enrich.rulings import apply_rulings, parse_rulings
from backfile.errors import RulingError
from backfile.model import Commentary, Period, Trend

URL = "https://osk.example/upper-bank/the-dog/"
DIGEST = "0123456789ab" + "c" * 52
COMMENTARY = Commentary(
    title="The Dog",
    body=(),
    source="osk",
    language="en",
    capture=DIGEST,
    captured=dt.datetime(2026, 1, 5, tzinfo=dt.UTC),
    period=Period(dt.date(2018, 1, 8), dt.date(2018, 1, 14)),
    url=URL,
    aliases=("http://osk.example/upper-bank/the-dog",),
    missing=("title_incomplete", "author", "date"),
)


def ruled(text: str) -> Commentary:
    return apply_rulings(COMMENTARY, parse_rulings(text, "osk.toml"))


def ruling(values: str, target: str = f'url = "{URL}"', reason: str = 'reason = "The page is a week late"') -> str:
    return f"[[ruling]]\n{target}\n{reason}\nset = {{ {values} }}\n"


@pytest.mark.parametrize(
    "target",
    [
        f'url = "{URL}"',
        'url = "http://osk.example/upper-bank/the-dog"',
        f'capture = "{DIGEST}"',
        'capture = "0123456789ab"',
    ],
    ids=["url", "alias", "digest", "digest's first digits"],
)
def test_a_ruling_corrects_the_commentary_it_names_and_says_why(target: str) -> None:
    after = ruled(ruling('period = "2018-01-01/2018-01-07"', target))
    assert after.period == Period(dt.date(2018, 1, 1), dt.date(2018, 1, 7))
    assert [(note.text, note.advice) for note in after.notes] == [
        ("ruled: period: The page is a week late", "osk.toml, ruling 1")
    ]


@pytest.mark.parametrize("target", ['url = "https://osk.example/other/"', 'capture = "fffffffffffff"'])
def test_a_ruling_leaves_other_commentaries_alone(target: str) -> None:
    rulings = parse_rulings(ruling('topic = "Upper bank"', target), "osk.toml")
    assert apply_rulings(COMMENTARY, rulings) == COMMENTARY


def test_a_fact_that_is_ruled_is_no_longer_missing() -> None:
    after = ruled(ruling('authors = ["Vera Lindqvist"], published = 2018-01-08, title = "The Dog Comes Back"'))
    assert (after.authors, after.published, after.missing) == (("Vera Lindqvist",), dt.date(2018, 1, 8), ())


def test_a_trend_is_ruled_as_a_mark() -> None:
    assert ruled(ruling('trend = "worse"')).trend is Trend.WORSE


def test_a_ruling_that_the_source_has_caught_up_with_is_told() -> None:
    after = ruled(ruling('period = "2018-01-08/2018-01-14"'))
    assert after.period == COMMENTARY.period
    assert after.notes[0].text.startswith("ruling no longer needed")


def test_no_text_is_no_ruling() -> None:
    assert parse_rulings("", "osk.toml") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[ruling", "not valid TOML"),
        ("[[ruling]]\nurl = 'x'\nset = { topic = 'A' }", "needs a reason"),
        ("[[ruling]]\nurl = 'x'\nreason = 'r'", "needs a reason and what it sets"),
        ("[[ruling]]\nreason = 'r'\nset = { topic = 'A' }", "needs a url"),
        ("[[ruling]]\nurl = 'x'\ncapture = '0123456789ab'\nreason = 'r'\nset = { topic = 'A' }", "needs a url, or"),
        ("[[ruling]]\ncapture = '0123'\nreason = 'r'\nset = { topic = 'A' }", "12 or more"),
        (ruling('mood = "low"'), "cannot set 'mood'"),
        (ruling('body = "x"'), "cannot set 'body'"),
        (ruling('trend = "damp"'), "trend = 'damp' is not understood"),
        (ruling('period = "2018"'), "period = '2018' is not understood"),
        (ruling('published = "8 January"'), "is not understood"),
        (ruling('authors = "Vera"'), "a list of names"),
        (ruling("topic = 7"), "topic = 7 is not understood"),
        (ruling('period = "2018-01-14/2018-01-08"'), "is not understood"),
        ("ruling = 5", "list of rulings"),
        ("[[rulings]]\nurl = 'x'", "list of rulings"),
        ("[[ruling]]\nurl = 'x'\nreason = 'r'\nsets = { topic = 'A' }", "has no sets"),
        ("ruling = [5]", "list of rulings"),
    ],
)
def test_a_wrong_ruling_names_its_file_and_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(RulingError, match=said) as raised:
        parse_rulings(text, "osk.toml")
    assert "osk.toml" in str(raised.value)


def test_the_ruling_at_fault_is_counted() -> None:
    with pytest.raises(RulingError, match="ruling 2"):
        parse_rulings(ruling('topic = "A"') + ruling('mood = "low"'), "osk.toml")
