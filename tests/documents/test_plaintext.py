"""What a text dump becomes: paragraphs whole, and headings, items, quotes and notes only where they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.documents.plaintext import read_plaintext
from backfile.errors import EmptyCapture
from backfile.model import Block, Document, Kind

PROSE = "The weir at Dovrin was built to be looked at, and it has been looked at ever since."
PRINTED = """\
Relations between the two banks of the Teshka have puzzled every observer who has tried to
draw them. A year ago the ferrymen of both were quarrelling over the hour at which a day
begins, and the only thing they published was the quarrel itself. Then the flood came, and
the quarrel was over.
"""


def read(text: str) -> Document:
    return read_plaintext(text.encode(), digest="0" * 64, origin="page.txt")


def shapes(*paragraphs: str) -> list[tuple[Kind, str]]:
    return [(block.kind, block.text) for block in read("\n\n".join(paragraphs)).blocks]


def unwrapped(text: str) -> list[str]:
    document = read(text)
    assert document.wrapped
    return [" ".join(block.text.split()) for block in document.blocks]


def test_lines_that_run_on_are_one_paragraph() -> None:
    assert unwrapped(PRINTED) == [" ".join(PRINTED.split())]


def test_line_breaks_stay_in_the_text_until_it_is_cleaned() -> None:
    assert read(PRINTED).blocks[0].text == PRINTED.strip()


def test_unbroken_paragraphs_are_not_taken_for_printed_lines() -> None:
    document = read(f"{PROSE}\n{PROSE}\n\n{PROSE}\n")
    assert (document.wrapped, len(document.blocks)) == (False, 3)


def test_a_blank_line_parts_paragraphs() -> None:
    assert len(unwrapped(f"{PRINTED}\n{PRINTED}")) == 2


@pytest.mark.parametrize("residue", ["\f", " ", "\n\f", "\f\n", "\n\f\n"])
def test_a_page_break_inside_a_sentence_does_not_part_it(residue: str) -> None:
    first, rest = PRINTED.split("begins, and", 1)
    assert unwrapped(f"{PRINTED}\n{first}{residue}begins, and{rest}") == [" ".join(PRINTED.split())] * 2


def test_a_blank_line_before_a_new_sentence_parts_even_at_a_page_break() -> None:
    assert len(unwrapped(f"{PRINTED}\n\f{PRINTED}")) == 2


def test_an_indented_line_after_a_full_stop_begins_a_paragraph() -> None:
    assert unwrapped(f"{PRINTED} Nobody has drawn them since.\n")[1:] == ["Nobody has drawn them since."]


def test_a_line_left_short_after_a_full_stop_ended_its_paragraph() -> None:
    assert unwrapped(f"{PRINTED}Nobody has drawn them since, and the paper is used for fish.\n")[1:] == [
        "Nobody has drawn them since, and the paper is used for fish."
    ]


def test_a_dash_at_the_start_of_a_printed_line_is_no_list() -> None:
    text = PRINTED.replace("begins, and the only", "— immediately — the only")
    assert unwrapped(f"{PRINTED}\n{text}")[1] == " ".join(text.split())


def test_an_indented_first_line_continues_something_that_is_lost() -> None:
    assert read(f" Comes Back\n{PRINTED}").truncated
    assert not read(PRINTED).truncated
    assert not read(f"  {PROSE}\n").truncated


def test_windows_line_ends_are_line_ends() -> None:
    assert read(PRINTED.replace("\n", "\r\n")) == read(PRINTED)


def test_places_are_lines_of_the_file() -> None:
    assert [block.place for block in read(f"\n{PROSE}\n\n\n{PROSE}\n").blocks] == [2, 5]


@pytest.mark.parametrize("text", ["What the moss says", "Stage two: A man for the chair", "Who pays for it?"])
def test_a_short_line_before_prose_is_a_heading(text: str) -> None:
    assert shapes(PROSE, text, PROSE)[1] == (Kind.HEADING, text)


@pytest.mark.parametrize(
    "text",
    ["Nobody came.", "He said:", "“The water is high.”", "2022", "Only,", "one two three four five six seven " * 3],
)
def test_what_ends_like_a_sentence_or_is_long_is_no_heading(text: str) -> None:
    assert shapes(PROSE, text.strip(), PROSE)[1] == (Kind.PARAGRAPH, text.strip())


def test_a_short_line_that_heads_nothing_is_no_heading() -> None:
    assert shapes(PROSE, "What the moss says")[1][0] is Kind.PARAGRAPH
    assert shapes("Read more", "View all", PROSE)[0][0] is Kind.PARAGRAPH


@pytest.mark.parametrize("mark", ["-", "•", "·", "*"])
def test_bullets_make_items_without_their_mark(mark: str) -> None:
    assert shapes(f"{mark} a gauge;", f"{mark} a buoy.")[0] == (Kind.ITEM, "a gauge;")


def test_numbers_that_count_up_make_items_that_keep_them() -> None:
    blocks = read("1. A pencil.\n\n2. A gauge.\n\n3) A river.\n").blocks
    assert [(block.kind, block.ordinal, block.text) for block in blocks] == [
        (Kind.ITEM, 1, "A pencil."),
        (Kind.ITEM, 2, "A gauge."),
        (Kind.ITEM, 3, "A river."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2022. was the last year of the gauge.",
        "5. March was a Tuesday.",
        "1. Only one argument is ever heard.",
        "(1) The desk moves; (2) the auditor moves with it.",
        "— said he, and shut the gate.",
        "– 14 degrees were measured on Monday.",
        "-14 degrees were measured on Monday.",
        "- (The situation has deteriorated)",
        "*Nobody* came.",
    ],
)
def test_what_only_begins_like_an_item_stays_text(text: str) -> None:
    assert shapes(PROSE, text, PROSE)[1] == (Kind.PARAGRAPH, text)


def test_two_paragraphs_whose_numbers_do_not_follow_are_no_list() -> None:
    assert [kind for kind, _ in shapes("1. One thing is sure.", "3. Another is not.")] == [Kind.PARAGRAPH] * 2


def test_a_quoted_paragraph_loses_its_mark_and_is_a_quote() -> None:
    assert shapes(PROSE, "> The water does not lie.\n")[1] == (Kind.QUOTE, "The water does not lie.")


def test_a_credit_line_is_a_caption() -> None:
    assert shapes("photo: quay.example", PROSE)[0] == (Kind.CAPTION, "photo: quay.example")


def marked(block: Block) -> list[str]:
    return [run.note for run in block.runs if run.note]


def test_a_marker_with_its_note_is_paired() -> None:
    body, note = read("Yesterday it was lower [1]. Today it is not [2].\n\n[1] In the margin.\n").blocks
    assert (body.text, marked(body)) == ("Yesterday it was lower [1]. Today it is not [2].", ["1"])
    assert (note.kind, note.note, note.text) == (Kind.NOTE, "1", "In the margin.")


def test_a_marker_without_a_note_stays_literal() -> None:
    (body,) = read("Yesterday it was lower [1] [2].\n").blocks
    assert (body.text, marked(body)) == ("Yesterday it was lower [1] [2].", [])


@pytest.mark.parametrize("text", ["", " \n\t\n", "\f\f"])
def test_a_dump_without_text_is_empty(text: str) -> None:
    with pytest.raises(EmptyCapture, match=r"page\.txt"):
        read(text)


WORDS = ["the", "gate,", "2022.", "-", "(1)", "—", "[1]", "“shut”", ">", "Who?", "1.", "•", "*", "Osk"]
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30)


@given(st.lists(words.map(" ".join), min_size=1, max_size=8))
def test_no_word_is_lost_but_the_marks_of_items_quotes_and_notes(paragraphs: list[str]) -> None:
    marks = {"-", "•", "*", ">", "1.", "[1]"}
    kept = " ".join(block.text for block in read("\n\n".join(paragraphs)).blocks).split()
    printed = " ".join(paragraphs).split()
    assert [word for word in kept if word not in marks] == [word for word in printed if word not in marks]


@pytest.mark.parametrize("line", ["Photo by Ada Quay", "Credit: Ada Quay", "Ілюстрацыйнае фота", "Иллюстративное фото"])
def test_a_credit_without_a_colon_is_a_caption_and_no_heading(line: str) -> None:
    body = f"{line}\n\nThe dog at the lower lock has been promoted, and the man who feeds it has not.\n"
    assert read_plaintext(body.encode(), digest="d").blocks[0].kind is Kind.CAPTION


@pytest.mark.parametrize("line", ["Photo by photo the archive opened", "Ілюстрацыйнае фота не патрэбнае"])
def test_a_line_that_only_begins_like_a_credit_is_none(line: str) -> None:
    body = f"{line}\n\nThe dog at the lower lock has been promoted, and the man who feeds it has not.\n"
    assert read_plaintext(body.encode(), digest="d").blocks[0].kind is not Kind.CAPTION
