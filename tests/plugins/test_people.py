"""The people whom the texts name, whatever the spelling."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from backfile.model import Rights
from backfile.plugins.archive import pages_of
from backfile.plugins.entries import Body, Entry
from backfile.plugins.pages.place import Archive
from backfile.plugins.pages.records_lists import IndexPage, ListPage
from backfile.plugins.people import named_in, spellings
from backfile.plugins.shelves import shelve

Make = Callable[..., Entry]


def says(text: str) -> dict[str, Body]:
    return {"body": Body(f"<p>{text}</p>", lead=text, text=text)}


@pytest.mark.parametrize("spelling", ["Marenko", "Marenka", "Марэнка", "Маренко"])
def test_every_spelling_names_the_same_person(entry: Make, spelling: str) -> None:
    assert named_in(entry(**says(f"Nobody told {spelling}’s driver."))) == ("Ilia Marenko",)


def test_a_name_inside_a_word_is_no_name(entry: Make) -> None:
    assert named_in(entry(**says("The Marenkoesque manner."))) == ()


def test_a_title_names_people_too(entry: Make) -> None:
    assert named_in(entry(title="Halvik Waits")) == ("Teodor Halvik",)


def test_what_may_not_be_shown_names_nobody(entry: Make) -> None:
    assert named_in(entry(rights=Rights.LINK, **says("Marenko waited."))) == ()


def test_a_person_s_heading_gathers_all_spellings(entry: Make) -> None:
    one, two = entry(slug="one", **says("Marenko waited.")), entry(slug="two", **says("Marenka did not."))
    (heading,) = shelve([one, two])["en"].names
    assert (heading.name, len(heading.entries)) == ("Ilia Marenko", 2)
    assert spellings(heading.entries, heading.name) == ("Marenka", "Marenko")


def test_a_person_has_a_page_that_tells_the_spellings(entry: Make, archive: Callable[..., Archive]) -> None:
    made = archive(entry(slug="one", **says("Marenko waited.")), entry(slug="two", **says("Marenka did not.")))
    record = next(page.record for page in pages_of(made) if page.address == "en/names/ilia-marenko.html")
    assert isinstance(record, ListPage)
    assert record.note == "2 commentaries, 2024. Printed as Marenka, Marenko."


@pytest.mark.parametrize(
    ("lang", "name"),
    [("en", "Ilia Marenko"), ("be-tarask", "Ілья Марэнка"), ("ru", "Илья Маренко"), ("pl", "Ilia Marenko")],
)
def test_a_person_is_called_as_the_language_of_the_page_calls_them(
    entry: Make, archive: Callable[..., Archive], lang: str, name: str
) -> None:
    made = archive(entry(lang=lang, **says("Marenko waited.")))
    record = next(page.record for page in pages_of(made) if page.address == f"{lang}/names/ilia-marenko.html")
    assert isinstance(record, ListPage)
    assert record.title == name


def test_people_stand_in_the_order_of_what_they_are_called(entry: Make, archive: Callable[..., Archive]) -> None:
    made = archive(entry(lang="ru", **says("Halvik, Dolna, Marenko.")))
    record = next(page.record for page in pages_of(made) if page.address == "ru/names/index.html")
    assert isinstance(record, IndexPage)
    assert [link.text for link in record.links] == ["Илья Маренко", "Катерина Дольна", "Теодор Халвик"]


def test_an_archive_that_names_nobody_has_no_such_pages(entry: Make, archive: Callable[..., Archive]) -> None:
    assert [page for page in pages_of(archive(entry())) if "/names/" in page.address] == []
