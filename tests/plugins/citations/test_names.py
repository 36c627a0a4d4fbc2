"""Which part of a printed name is the family's."""

from __future__ import annotations

import pytest

from backfile.plugins.citations.names import person


@pytest.mark.parametrize(
    ("printed", "family", "given"),
    [
        ("Veras, Hanna", "Veras", "Hanna"),
        ("H. Veras", "Veras", "H."),
        ("J. P. Telk", "Telk", "J. P."),
        ("Г. Верас", "Верас", "Г."),
        ("Ганна Пятроўна Верас", "Верас", "Ганна Пятроўна"),
        ("Иван Петрович Тельк", "Тельк", "Иван Петрович"),
        ("Верас Ганна Пятроўна", "Верас", "Ганна Пятроўна"),
    ],
)
def test_what_the_print_makes_certain_is_told_apart(printed: str, family: str, given: str) -> None:
    found = person(printed)
    assert (found.family, found.given, found.sorted_as) == (family, given, f"{family}, {given}")


@pytest.mark.parametrize(
    "printed", ["Hanna Veras", "Верас Ганна", "Talvaria Weekly", "Anna von Sorvik", "Ганна Мария Петрович", "Osta", ""]
)
def test_what_may_be_either_stays_as_printed(printed: str) -> None:
    assert person(printed).family == ""
    assert person(printed).sorted_as == printed
