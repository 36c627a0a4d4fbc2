"""BibTeX as a reference manager reads it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from backfile.plugins.citations.bibtex import bibtex, escaped
from backfile.plugins.citations.facts import Citation
from backfile.plugins.citations.names import person

Make = Callable[..., Citation]
CANARY = r"""100 % of {Osta} & \Sorvik_: "a" <b> $x^2$ ~ </script> #1 „Паром“ – ў"""
LETTERS = st.characters(categories=["L", "N"], include_characters=" {}\\%&$#_^~.,:'\"<>–„“")


def fields(text: str) -> dict[str, str]:
    """The fields of the one entry, decoded as TeX would print them."""
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    [entry] = library.entries
    # The decoder prints TeX's circumflex as the accent that stands alone.
    return {
        "key": entry.key,
        **{field.key: re.sub(r"^\{(.*)\}$", r"\1", str(field.value).replace("ˆ", "^")) for field in entry.fields},
    }


def test_all_that_is_known_comes_back(citation: Make) -> None:
    assert fields(bibtex(citation(date=dt.date(2024, 1, 14)))) == {
        "key": "en-2024-w02-a-late-ferry",
        "author": "Hanna Veras and Telk, Jonas",
        "title": "A late ferry",
        "journal": "Talvaria Weekly",
        "publisher": "Talvaria Press",
        "issn": "1234-5679",
        "date": "2024-01-14",
        "year": "2024",
        "volume": "2024",
        "number": "2",
        "keywords": "Economy",
        "language": "en",
        "url": "https://archive.example/en/2024/w02/a-late-ferry.html",
    }


def test_what_is_not_known_is_not_there(bare: Citation) -> None:
    assert fields(bibtex(bare)).keys() == {"key", "title", "journal", "url"}


def test_a_period_is_cited_by_its_days(citation: Make) -> None:
    assert fields(bibtex(citation(date=None)))["date"] == "2024-01-08/2024-01-14"


def test_a_title_of_any_signs_comes_back(citation: Make) -> None:
    assert fields(bibtex(citation(title=CANARY, people=(person("Ганна Верас"),))))["title"] == CANARY


def test_a_name_that_is_not_told_apart_is_not_guessed_at(citation: Make) -> None:
    assert "author = {{Hanna Veras} and {Telk}, {Jonas}}" in bibtex(citation())


@given(st.text(LETTERS))
def test_no_value_ends_before_its_end(text: str) -> None:
    plain = re.sub(r"\\(?:text\w+|[lr]brace)\{\}", "", escaped(text))
    assert "{" not in plain
    assert "}" not in plain
    assert re.sub(r"\\[%&$#_]", "", plain).count("\\") == 0
