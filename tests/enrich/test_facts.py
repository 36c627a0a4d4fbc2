"""The facts of a commentary: what the source states, and nothing that it does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from backfile.enrich.facts import Publication, commentary_of
from backfile.model import Block, Capture, Commentary, Cut, Document, Hint, Kind, Period, Printed, Reading, Run, Trend

CAPTURE = Capture(b"x", "d" * 64, dt.datetime(2026, 1, 5, tzinfo=dt.UTC), "text/html", "page.html")
BARE = Reading("osk", "page", (Block(Kind.PARAGRAPH, (Run("The gate is shut."),)),), title=Printed("The\nGate"))
OSK = Publication(
    publisher="The Osk Almanac",
    topics={"Upper bank": ("upper-bank",), "Lower bank": ("lower-bank",)},
    trends={Trend.WORSE: ("the water falls",)},
    none_before=dt.date(2011, 1, 1),
)


def stated(reading: Reading = BARE, *hints: Hint, publication: Publication = OSK) -> Commentary:
    return commentary_of(reading, Document("d" * 64, "text/html", (), hints), CAPTURE, publication, "en")


def test_what_is_not_stated_is_empty_and_listed() -> None:
    commentary = stated(publication=Publication())
    facts = (
        commentary.authors,
        commentary.date,
        commentary.topic,
        commentary.publisher,
        commentary.url,
        commentary.trend,
    )
    assert facts == ((), None, None, None, None, None)
    assert commentary.missing == ("author", "date", "topic", "publisher", "original")
    assert commentary.notes == ()


def test_a_copy_out_of_a_web_archive_was_captured_when_the_archive_took_it() -> None:
    archived = stated(BARE, Hint("archived", "2016-03-04T05:06:07+00:00", "capture"))
    assert archived.captured == dt.datetime(2016, 3, 4, 5, 6, 7, tzinfo=dt.UTC)
    assert stated(BARE).captured == CAPTURE.captured


def test_a_trend_is_missed_where_the_source_marks_trends() -> None:
    assert "trend" in stated().missing
    assert "trend" not in stated(replace(BARE, trend=Printed("the water falls"))).missing


def test_an_incomplete_title_is_listed_first_and_not_completed() -> None:
    commentary = stated(replace(BARE, title_incomplete=True), Hint("title", "The Gate of Dovrin", "title"))
    assert (commentary.title, commentary.missing[0]) == ("The Gate", "title_incomplete")


def test_a_period_is_not_a_day_of_publication() -> None:
    commentary = stated(replace(BARE, period=Printed("January 6 – January 12, 2025")))
    assert commentary.period == Period(dt.date(2025, 1, 6), dt.date(2025, 1, 12))
    assert (commentary.published, commentary.date) == (None, dt.date(2025, 1, 12))
    assert "date" in commentary.missing


def test_the_time_of_a_teaser_is_no_date() -> None:
    assert stated(BARE, Hint("published", "2024-05-20", "time")).published is None


@pytest.mark.parametrize("origin", ["json-ld", "opengraph", "meta"])
def test_a_date_in_the_pages_own_metadata_is_one(origin: str) -> None:
    assert stated(BARE, Hint("published", "2024-05-20T08:00:00Z", origin)).published == dt.date(2024, 5, 20)


def test_the_printed_date_is_believed_before_metadata() -> None:
    reading = replace(BARE, published=Printed("20 May 2022"))
    assert stated(reading, Hint("published", "2024-05-20", "json-ld")).published == dt.date(2022, 5, 20)


@pytest.mark.parametrize("field", ["period", "published", "topic", "trend"])
def test_a_value_that_is_not_understood_is_a_warning_with_its_line_and_no_value(field: str) -> None:
    reading = replace(BARE, **{field: Printed("when it rains", 7)})  # type: ignore[arg-type]
    commentary = (
        stated(reading, Hint("published", "2024-05-20", "json-ld")) if field != "published" else stated(reading)
    )
    assert getattr(commentary, field) is None or field not in ("period", "topic", "trend")
    note = next(note for note in commentary.notes if "when it rains" in note.text)
    assert note.place == 7
    assert note.advice.startswith("Expected")


def test_a_metadata_date_that_is_not_understood_is_a_warning() -> None:
    commentary = stated(BARE, Hint("published", "yesterday", "meta"))
    assert commentary.published is None
    assert any("'yesterday'" in note.text for note in commentary.notes)


def test_a_period_that_is_no_week_is_kept_and_doubted() -> None:
    commentary = stated(replace(BARE, period=Printed("January 7 – January 13, 2025", 2)))
    assert str(commentary.period) == "2025-01-07/2025-01-13"
    assert any("Monday to Sunday" in note.text and note.place == 2 for note in commentary.notes)


def test_a_day_before_the_source_began_is_doubted() -> None:
    commentary = stated(replace(BARE, published=Printed("20 May 2002")))
    assert any("2002-05-20 is before" in note.text for note in commentary.notes)


def test_printed_authors_are_believed_before_metadata() -> None:
    reading = replace(BARE, authors=(Printed("Vera Lindqvist and Mika Dahl"),))
    assert stated(reading, Hint("author", "Tomas Brandel", "meta")).authors == ("Vera Lindqvist", "Mika Dahl")


@pytest.mark.parametrize("name", ["site", "publisher"])
def test_a_house_is_no_author(name: str) -> None:
    hints = (Hint("author", "The Osk Almanac", "meta"), Hint(name, "the osk almanac", "opengraph"))
    assert stated(BARE, *hints, publication=Publication()).authors == ()


def test_the_sources_own_publisher_is_no_author() -> None:
    assert stated(BARE, Hint("author", "The Osk Almanac", "meta")).authors == ()


def test_of_several_origins_of_authors_the_most_trusted_speaks_alone() -> None:
    hints = (Hint("author", "Vera Lindqvist", "json-ld"), Hint("author", "Vera L. | The Lock", "meta"))
    assert stated(BARE, *hints).authors == ("Vera Lindqvist",)


def test_a_house_of_a_trusted_origin_leaves_the_word_to_the_next() -> None:
    hints = (Hint("author", "The Osk Almanac", "json-ld"), Hint("author", "Vera Lindqvist", "meta"))
    assert stated(BARE, *hints).authors == ("Vera Lindqvist",)


def test_an_account_is_no_author() -> None:
    assert stated(BARE, Hint("author", "admin", "meta")).authors == ()


def test_a_lead_may_name_the_author_where_nothing_else_does() -> None:
    reading = replace(BARE, summary=Printed("The gate is shut, writes Vera Lindqvist."))
    assert stated(reading).authors == ("Vera Lindqvist",)


def test_the_topic_stands_on_the_page_or_in_its_section_or_in_its_address() -> None:
    address = Hint("url", "https://osk.example/lower-bank/gate/", "link")
    assert stated(replace(BARE, topic=Printed("Upper bank")), address).topic == "Upper bank"
    assert stated(BARE, Hint("section", "Upper bank", "json-ld"), address).topic == "Upper bank"
    assert stated(BARE, address).topic == "Lower bank"


def test_other_addresses_are_aliases() -> None:
    urls = ("https://osk.example/a/", "http://osk.example/a", "https://osk.example/a/")
    commentary = stated(BARE, *(Hint("url", url, "link") for url in urls))
    assert (commentary.url, commentary.aliases) == (urls[0], (urls[1],))


def test_a_change_on_the_day_of_publication_is_none() -> None:
    hints = (Hint("published", "2024-05-20", "json-ld"), Hint("modified", "2024-05-20T23:00", "json-ld"))
    assert stated(BARE, *hints).modified is None


def alternates(**urls: str) -> tuple[Hint, ...]:
    return tuple(Hint(f"alternate:{code.replace('_', '-')}", url, "link") for code, url in urls.items())


def test_all_languages_of_a_commentary_share_a_key() -> None:
    pages = alternates(
        be="https://osk.example/be/a/", en="https://osk.example/bank/a/", x_default="https://osk.example/"
    )
    assert stated(BARE, *pages).translations == stated(BARE, *reversed(pages)).translations == f"{BARE.source}-bank-a"


def test_pages_told_apart_by_a_parameter_have_different_keys() -> None:
    first, second = (
        alternates(en=f"https://osk.example/index.php?id={n}", be=f"https://osk.example/index.php?id={n}&lang=be")
        for n in (1, 2)
    )
    assert stated(BARE, *first).translations != stated(BARE, *second).translations


def test_a_page_that_names_only_itself_has_no_translations() -> None:
    same = alternates(en="https://osk.example/a/", x_default="https://osk.example/a/")
    assert stated(BARE, *same).translations is None


def test_a_pointer_that_was_cut_tells_of_a_translation() -> None:
    reading = replace(BARE, cuts=(Cut("furniture", "Eine deutsche Version finden Sie hier.", 7),))
    assert [(note.text, note.place) for note in stated(reading).notes] == [("translation exists: de", 7)]


def test_fields_of_several_lines_are_one_line() -> None:
    commentary = stated(replace(BARE, summary=Printed("so\n it is"), credit=Printed(" ")))
    assert (commentary.title, commentary.summary, commentary.credit) == ("The Gate", "so it is", None)


def test_a_guessed_charset_and_an_unknown_language_are_told() -> None:
    guessed = stated(BARE, Hint("charset", "cp1252", "guess"))
    assert [note.text for note in guessed.notes] == ["the charset was guessed to be cp1252"]
