"""Footnotes: pairs stay pairs, what lost its partner stays as text and is told."""

from __future__ import annotations

from backfile.clean.footnotes import settle_footnotes
from backfile.model import Block, Kind, Reading, Run


def settle(*blocks: Block) -> Reading:
    return settle_footnotes(Reading("generic", "generic", blocks), "en")


def paragraph(*runs: Run) -> Block:
    return Block(Kind.PARAGRAPH, runs, place=7)


NOTE = Block(Kind.NOTE, (Run("In the margin."),), note="1", place=9)


def test_a_marker_and_its_note_stay_a_pair_without_a_word() -> None:
    after = settle(paragraph(Run("Lower"), Run("[1]", note="1")), NOTE)
    assert after.body == (paragraph(Run("Lower"), Run("[1]", note="1")), NOTE)
    assert after.notes == ()


def test_markers_without_notes_stay_literal_and_are_counted() -> None:
    after = settle(paragraph(Run("Lower "), Run("[1]", note="1"), Run(" [2].")))
    assert after.body[0].runs == (Run("Lower "), Run("[1]"), Run(" [2]."))
    assert [(note.text, note.place) for note in after.notes] == [("2 footnote targets lost: [1] [2]", 7)]


def test_one_lost_target_is_told_in_the_singular() -> None:
    assert settle(paragraph(Run("Lower [3]."))).notes[0].text == "1 footnote target lost: [3]"


def test_a_note_that_nothing_names_stays_as_a_paragraph() -> None:
    after = settle(paragraph(Run("Lower.")), NOTE)
    assert (after.body[1].kind, after.body[1].text, after.body[1].note) == (Kind.PARAGRAPH, "In the margin.", None)


def test_an_editors_insertion_in_brackets_is_no_marker() -> None:
    assert settle(paragraph(Run("We [the districts — Ed.] in [2022] and [sic]."))).notes == ()


def test_settling_twice_tells_it_once() -> None:
    once = settle(paragraph(Run("Lower [1].")))
    assert settle_footnotes(once, "en") == once
