"""The interface's words and dates, whatever the machine speaks."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from backfile.plugins.weeks import Week
from backfile.plugins.words import Words, own_name, words_for

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "theme" / "locale"
Message = str | tuple[str, ...]


def speak(lang: str) -> Words:
    return words_for(lang, LOCALE)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "6–12 January 2025"),
        ("be", "6–12 студзеня 2025 г."),
        ("ru", "6–12 января 2025 г."),
        ("de", "6.–12. Januar 2025"),
    ],
)
def test_a_week_is_written_as_its_language_writes_it(lang: str, expected: str) -> None:
    assert " ".join(speak(lang).week_span(Week(2025, 2)).split()) == expected  # CLDR has narrow blanks


def test_a_span_says_month_and_year_once_where_they_are_the_same() -> None:
    words = speak("en")
    assert words.span(dt.date(2025, 1, 27), dt.date(2025, 2, 2)) == "27\u00a0January\u00a0– 2\u00a0February 2025"
    assert words.span(dt.date(2024, 12, 30), dt.date(2025, 1, 5)) == "30\u00a0December 2024\u00a0– 5\u00a0January 2025"
    assert words.span(dt.date(2025, 1, 6), dt.date(2025, 1, 6)) == "6\u00a0January 2025"


def test_no_line_begins_with_the_dash_between_two_days() -> None:
    assert " –" not in speak("ru").span(dt.date(2024, 9, 30), dt.date(2025, 1, 5))


def test_a_size_has_the_unit_of_its_language() -> None:
    assert [speak(lang).kilobytes(1234) for lang in ("en", "be", "ru")] == [
        "1,234\u00a0kB",
        "1\u00a0234\u00a0КБ",
        "1\u00a0234\u00a0кБ",
    ]


def test_counts_follow_the_plural_of_the_language_and_stay_with_what_they_count() -> None:
    said = [speak("ru").count("%(num)s commentary", "%(num)s commentaries", n) for n in (1, 2, 5, 21)]
    assert said == ["1\u00a0комментарий", "2\u00a0комментария", "5\u00a0комментариев", "21\u00a0комментарий"]


def test_a_language_without_a_catalogue_has_an_english_interface() -> None:
    assert (speak("pl").interface, speak("pl").say("Topics")) == ("en", "Topics")


def test_a_variant_of_a_language_has_that_languages_interface() -> None:
    assert speak("be-tarask").interface == "be"


def test_a_language_is_called_by_its_own_name() -> None:
    assert [own_name(lang) for lang in ("be", "de", "und")] == ["Беларуская", "Deutsch", "und"]


def test_a_script_from_the_right_is_written_from_the_right() -> None:
    assert (speak("fa").direction, speak("en").direction) == ("rtl", "ltr")


def messages() -> set[Message]:
    """All that the templates and the plugins say."""
    found: set[Message] = set()
    for path in (ROOT / "theme" / "templates").rglob("*.html"):
        with path.open("rb") as file:
            keywords = {"gettext": None, "ngettext": (1, 2)}
            found |= {
                m if isinstance(m, str) else tuple(m)
                for _, m, *_ in extract("jinja2.ext:babel_extract", file, keywords)
            }
    for path in (ROOT / "scripts" / "backfile" / "plugins").rglob("*.py"):
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        for call in calls:
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            said = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            found |= {said[0]} if name == "say" else {tuple(said)} if name == "count" and len(said) == 2 else set()
    return found


@pytest.mark.parametrize("lang", ["be", "ru", "de"])
def test_a_catalogue_has_each_word_of_the_interface_and_no_other(lang: str) -> None:
    with (LOCALE / f"{lang}.po").open("rb") as file:
        catalogue = read_po(file, locale=lang)
    translated = {m.id for m in catalogue if m.id and all(m.string if isinstance(m.string, tuple) else [m.string])}
    assert translated == messages()
    assert not [error for message in catalogue for error in message.check(catalogue)]
