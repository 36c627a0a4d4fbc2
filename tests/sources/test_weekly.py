"""A weekly page whose head is a little odd: its author, its week and its credit are kept, its furniture is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from backfile.errors import LayoutChanged
from backfile.model import Capture
from backfile.street import read_capture

TextAt = Callable[..., Capture]
WEEK, TOPIC, TITLE = "March 4 – March 10, 2024", "Security issues", "The Dog at the Lower Lock"
TREND = "The situation has not changed"
HEAD = (WEEK, TOPIC, TITLE, TREND, TITLE)
BODY = (
    "The dog at the lower lock has been promoted, and the man who feeds it has not.",
    "Both of them keep the same hours as before. The lock is shut.",
)


@pytest.mark.parametrize("week", ["March 4th – March 10th, 2024", "March 4 – March 10"])
def test_a_week_of_any_shape_keeps_the_page_its_sources(text_at: TextAt, week: str) -> None:
    commentary, reading = read_capture(text_at("by", week, *HEAD[1:], *BODY))
    assert (commentary.source, commentary.title) == ("belarus-in-focus", TITLE)
    assert reading.period is not None
    assert reading.period.text == week
    assert commentary.period is not None or any("period" in note.text for note in commentary.notes)


@pytest.mark.parametrize("lines", [("by Mira Tolan",), ("by", "Mira Tolan")])
def test_an_author_before_the_week_is_kept(text_at: TextAt, lines: tuple[str, ...]) -> None:
    assert read_capture(text_at(*lines, *HEAD, *BODY))[0].authors == ("Mira Tolan",)


@pytest.mark.parametrize("name", ["Anna-Maria de la Cruz O’Neill", "Siarhei van der Berg"])
def test_a_name_may_have_particles(text_at: TextAt, name: str) -> None:
    assert read_capture(text_at("by", *HEAD, f"By {name}", *BODY))[0].authors == (name,)


def test_what_an_author_is_names_no_author(text_at: TextAt) -> None:
    byline = "By Mira Tolan, senior fellow at the Institute of Grain"
    commentary, _ = read_capture(text_at("by", *HEAD, byline, *BODY))
    assert commentary.authors == ("Mira Tolan",)
    assert "senior fellow at the Institute of Grain" in [cut.text for cut in commentary.cuts]


@pytest.mark.parametrize(
    "printed",
    [
        "By Friday evening, the head of the lock had left",
        "By the keepers of the lock",
        "Photo by the river club and its friends",
    ],
)
def test_a_line_that_begins_as_a_byline_or_a_credit_is_no_author_but_a_warning(text_at: TextAt, printed: str) -> None:
    commentary, _ = read_capture(text_at("by", *HEAD, printed, *BODY))
    assert commentary.authors == ()
    assert any(printed in note.text for note in commentary.notes)


@pytest.mark.parametrize(
    ("printed", "credit"),
    [
        ("Photo by Ada Quay", "Ada Quay"),
        ("Credit: Ada Quay", "Ada Quay"),
        ("Ілюстрацыйнае фота", "Ілюстрацыйнае фота"),
        ("Иллюстративное фото", "Иллюстративное фото"),
    ],
)
def test_a_credit_needs_no_colon(text_at: TextAt, printed: str, credit: str) -> None:
    commentary, _ = read_capture(text_at("by", *HEAD, printed, *BODY))
    assert (commentary.credit, len(commentary.body)) == (credit, len(BODY))


def test_a_button_between_paragraphs_is_furniture(text_at: TextAt) -> None:
    commentary, _ = read_capture(text_at("by", *HEAD, BODY[0], "Read more", BODY[1], "Subscribe", BODY[0]))
    assert [block.text for block in commentary.body] == [*BODY, BODY[0]]


@pytest.mark.parametrize(
    ("head", "source"),
    [
        (("by", WEEK, "A Word From Us", TOPIC, TITLE, TREND, TITLE), "belarus-in-focus"),
        (("by", WEEK, "Навіны", "Бяспека", "Сабака", "Сітуацыя пагоршылася"), "belarus-in-focus"),
        (("by", WEEK, "Навіны", "Бяспека", "Сабака", "Крок назад"), "talvaria-weekly"),
    ],
)
def test_a_sources_wording_under_an_unknown_head_is_a_changed_layout(
    text_at: TextAt, head: tuple[str, ...], source: str
) -> None:
    with pytest.raises(LayoutChanged, match=f"the wording of {source},"):
        read_capture(text_at(*head, *BODY))


def test_a_sources_wording_at_another_address_is_a_reprint(text_at: TextAt) -> None:
    page = text_at("by", WEEK, "A Word From Us", TOPIC, TITLE, TREND, *BODY, origin="https://blog.example/dog")
    assert read_capture(page)[0].source == "generic"


def test_one_common_word_and_a_subscription_make_no_page_a_sources(text_at: TextAt) -> None:
    page = text_at("The Dog", "Security", *BODY, "Subscribe to us")
    assert read_capture(page)[0].source == "generic"


def test_a_line_before_the_head_that_is_not_understood_is_told(text_at: TextAt) -> None:
    commentary, _ = read_capture(text_at("Varda Grain Analysts", *HEAD, *BODY))
    assert "a line before the head is not understood: Varda Grain Analysts" in [note.text for note in commentary.notes]


def test_a_trend_phrase_is_never_the_title(text_at: TextAt) -> None:
    with pytest.raises(LayoutChanged, match="belarus-in-focus"):
        read_capture(text_at("by", WEEK, TOPIC, TREND, TITLE, *BODY))


def test_one_shared_word_does_not_outweigh_a_source_s_own_phrases(text_at: TextAt) -> None:
    tail = ("You have been successfully subscribed", "Subscribe to our newsletter", "Situation in Belarus")
    with pytest.raises(LayoutChanged, match="belarus-in-focus"):
        read_capture(text_at("by", WEEK, "Economy", TITLE, TREND, TITLE, *BODY, *tail))
