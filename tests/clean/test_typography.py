"""What typesetting changes, blanks and joints, and what it leaves, every letter."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.clean.typography import typeset, typeset_document, typeset_runs
from backfile.model import Block, Document, Hint, Kind, Run, Style

NBSP, SHY, HYPHEN, ZWSP = "\u00a0", "\u00ad", "\u2011", "\u200b"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (f"the{NBSP}weir", "the weir"),
        (f"largely{NBSP} symbolic", "largely symbolic"),
        ("thin\u2009space, ideographic\u3000space", "thin space, ideographic space"),
        ("a\ttab", "a tab"),
        (f"con{SHY}sid{SHY}er{SHY}able", "considerable"),
        (f"1,5{HYPHEN}billion", "1,5-billion"),
        (f"zero{ZWSP}width\ufeff and \u2060joiners", "zerowidth and joiners"),
        ("left\u200e to\u202a right\u202c", "left to right"),
        ("bell\x07 and escape\x1b", "bell and escape"),
        ("printed  \n  lines", "printed\nlines"),
        ("cafe\u0301", "café"),
    ],
)
def test_blanks_and_joints_become_plain(printed: str, expected: str) -> None:
    assert typeset(printed) == expected


@pytest.mark.parametrize(
    "text",
    [
        "vis-à-vis",
        "Chișinău",
        "‘either-or,'”",
        "1990s–2000s — departs—a little",
        "“a ‘b’ «c»”",
        "½ № 1\u2044 2 m³",
        "Łukašenka",
    ],
)
def test_letters_quotes_and_dashes_stay_as_printed(text: str) -> None:
    assert typeset(text) == text


def test_joiners_between_letters_of_scripts_that_need_them_stay() -> None:
    assert typeset("می\u200cخواهم 👩\u200d🚀") == "می\u200cخواهم 👩\u200d🚀"


@given(st.text())
def test_typesetting_twice_changes_nothing(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)


@given(st.text())
def test_no_letter_or_digit_changes(text: str) -> None:
    def letters(of: str) -> str:
        return "".join(char for char in unicodedata.normalize("NFC", of) if char.isalnum())

    assert letters(typeset(text)) == letters(text.translate({0xAD: None, 0x200B: None, 0x2060: None, 0xFEFF: None}))


texts = st.text(st.sampled_from(f"a.б {NBSP}\n{SHY}{ZWSP}-"), max_size=8)
runs = st.lists(st.builds(Run, texts, st.sampled_from([frozenset(), frozenset({Style.STRONG})])), max_size=5).map(tuple)


@given(runs)
def test_a_block_begins_and_ends_with_no_blank_and_doubles_none(line: tuple[Run, ...]) -> None:
    text = "".join(run.text for run in typeset_runs(line))
    assert text == text.strip()
    assert "  " not in text


@given(runs)
def test_typesetting_runs_twice_changes_nothing(line: tuple[Run, ...]) -> None:
    assert typeset_runs(typeset_runs(line)) == typeset_runs(line)


def test_code_keeps_its_blanks() -> None:
    block = Block(Kind.CODE, (Run("if  a:\n    b"),))
    assert typeset_document(Document("", "text/html", (block,))).blocks == (block,)


def test_cells_and_hints_are_typeset_too_but_not_addresses() -> None:
    table = Block(Kind.TABLE, rows=(((Run(f"a{NBSP}b"),),),))
    hints = (Hint("title", f" a{NBSP}b ", "title"), Hint("url", f"https://a.example/{SHY}", "link"))
    document = typeset_document(Document("", "text/html", (table,), hints))
    assert document.blocks[0].text == "a b"
    assert [hint.value for hint in document.hints] == ["a b", f"https://a.example/{SHY}"]
