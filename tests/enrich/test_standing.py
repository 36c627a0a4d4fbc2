"""A page that only stands in a text's place is told from a new version of the text."""

from __future__ import annotations

import datetime as dt

import pytest

from backfile.enrich.standing import StandIn, kept, stands_in
from backfile.model import Block, Commentary, Document, Hint, Kind, Run

PROSE = [
    f"In week {n} the millers of Halmar counted sacks number {n * 7} while the ministry looked for the scales it lost."
    for n in range(1, 9)
]
NOW = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)


def blocks(*lines: str) -> tuple[Block, ...]:
    return tuple(Block(Kind.PARAGRAPH, (Run(line),)) for line in lines)


def page(*lines: str, title: str = "Bread at midnight") -> Document:
    return Document("d", "text/html", blocks(*lines), (Hint("title", title, "html"),))


def text(*lines: str) -> Commentary:
    return Commentary("Bread at midnight", blocks(*lines), "generic", "en", "a" * 64, NOW)


EARLIER = text(*PROSE)


def test_an_edited_text_is_a_new_version() -> None:
    edited = [*PROSE[:3], "The scales were found on Thursday.", *PROSE[4:]]
    assert stands_in(page(*edited), text(*edited), EARLIER) is None


def test_a_text_that_grew_is_a_new_version() -> None:
    grown = [*PROSE, *(f"A postscript of {n} words." for n in range(20))]
    assert stands_in(page(*grown), text(*grown), EARLIER) is None


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["We value your privacy", "Accept all", "Manage preferences"], StandIn.CONSENT),
        (["Мы используем файлы cookie", "Принять все"], StandIn.CONSENT),
        (["Мы выкарыстоўваем cookie"], StandIn.CONSENT),
        (["Wir verwenden Cookies", "Alle akzeptieren"], StandIn.CONSENT),
        (["The domain hilltop.example is for sale", "Buy this domain"], StandIn.PARKED),
        (["Oops! That page could not be found", "Search"], StandIn.MISSING),
        (["Старонка не знойдзена"], StandIn.MISSING),
        (["Siskins nest early", "A wholly other article on birds, which says nothing of bread."], StandIn.OTHER),
    ],
)
def test_a_page_without_the_text_stands_in(lines: list[str], kind: StandIn) -> None:
    assert stands_in(page(*lines), text(*lines), EARLIER) is kind


@pytest.mark.parametrize("left", range(1, 8))
def test_an_opening_that_asks_for_money_stands_in(left: int) -> None:
    lines = [*PROSE[:left], "Subscribe to continue reading", "Already a subscriber? Log in"]
    assert stands_in(page(*lines), text(*PROSE[:left]), EARLIER) is StandIn.PAYWALL


def test_a_whole_text_with_an_offer_below_it_is_the_text() -> None:
    assert stands_in(page(*PROSE, "Become a member"), EARLIER, EARLIER) is None


def test_a_page_that_no_recipe_reads_stands_in() -> None:
    assert stands_in(page("Accept all"), None, EARLIER) is StandIn.CONSENT


@pytest.mark.parametrize(
    ("title", "lines"),
    [("404", ["Nothing here."]), ("Bread", ["Page not found"]), ("Bread", ["Before you continue", "Accept all"])],
)
def test_a_short_page_is_told_by_its_wording_alone(title: str, lines: list[str]) -> None:
    assert stands_in(page(*lines, title=title), text(*lines), None) is not None


def test_a_first_text_with_a_cookie_banner_is_the_text() -> None:
    assert stands_in(page("We use cookies", *PROSE), EARLIER, None) is None


def test_a_long_first_text_that_asks_for_members_is_the_text() -> None:
    long = text(*PROSE, *PROSE)
    assert stands_in(page(*PROSE, *PROSE, "Become a paid subscriber"), long, None) is None


def test_what_is_kept_is_counted_word_by_word() -> None:
    assert kept(EARLIER, EARLIER) == 1.0
    assert kept(EARLIER, None) == 0.0
    assert 0.4 < kept(EARLIER, text(*PROSE[:4])) < 0.6
