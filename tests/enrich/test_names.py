"""Bylines and leads: the people they name, as printed, and nobody else."""

from __future__ import annotations

import pytest

from backfile.enrich.names import author_of_lead, split_names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Vera Lindqvist", ("Vera Lindqvist",)),
        ("By Vera Lindqvist", ("Vera Lindqvist",)),
        ("Tomas Brandel und Mika Dahl", ("Tomas Brandel", "Mika Dahl")),
        ("Tomas von Brandel", ("Tomas von Brandel",)),
        ("von Brandel", ("von Brandel",)),
        ("Аўтар: Вера Ліндквіст", ("Вера Ліндквіст",)),
        ("Автор: Вера Линдквист и Мика Даль", ("Вера Линдквист", "Мика Даль")),
        ("Vera Lindqvist, Tomas Brandel and Mika Dahl", ("Vera Lindqvist", "Tomas Brandel", "Mika Dahl")),
        ("Vera Lindqvist; Vera  Lindqvist", ("Vera Lindqvist",)),
        ("Alexandra Andersen", ("Alexandra Andersen",)),
        ("by", ()),
        ("", ()),
        ("admin", ()),
        ("https://osk.example/vera", ()),
        ("keeper@osk.example", ()),
        ("January 6", ()),
    ],
)
def test_a_byline_is_the_people_it_names(byline: str, names: tuple[str, ...]) -> None:
    assert split_names(byline) == names


@pytest.mark.parametrize(
    ("lead", "author"),
    [
        ("Whose it is has become a question of politics, analyzes Tomas Brandel.", "Tomas Brandel"),
        ("Die Brücke hat einen Pförtner, schreibt Vera Lindqvist.", "Vera Lindqvist"),
        ("The weir is shut, writes our correspondent Mika Dahl", "Mika Dahl"),
        ("The gate, argues Jean-Luc O’Weir.", "Jean-Luc O’Weir"),
        ("The weir is shut, writes the council.", None),
        ("Tomas Brandel writes about the weir.", None),
        ("The weir is shut.", None),
        ("The weir, writes Tomas Brandel, is shut.", None),
    ],
)
def test_a_lead_names_its_author_in_its_last_words_only(lead: str, author: str | None) -> None:
    assert author_of_lead(lead) == author
