"""The merge: both sides' changes, or a conflict; never a lost line of the editor's."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.errors import HeaderError
from backfile.model import Block, Commentary, Kind, Note, Run, Trend
from backfile.write.archive import render_file
from backfile.write.merge import Merged, merge, unmarked

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
HEAD = "Title: A\nSlug: a\nLang: en\nSource: s\nRights: full\nSchema: 1\n"


def file_of(commentary: Commentary) -> str:
    return render_file(commentary, slug="a")


def test_an_edit_here_and_a_change_there_both_stand(commentary: Commentary) -> None:
    base = file_of(commentary)
    ours = base.replace("Paragraph 1", "Paragraph one").replace("Title: A quiet week", "Title: A silent week")
    theirs = base.replace("Paragraph 3", "Paragraph three")
    both = ours.replace("Paragraph 3", "Paragraph three")
    assert merge(base, ours, theirs) == Merged(both)


def test_neighbouring_lines_of_the_header_do_not_conflict(commentary: Commentary) -> None:
    base = file_of(commentary)
    ours = file_of(replace(commentary, title="Another title", topic="Roads"))
    theirs = file_of(replace(commentary, trend=Trend.WORSE, summary="Snow."))
    both = file_of(replace(commentary, title="Another title", topic="Roads", trend=Trend.WORSE, summary="Snow."))
    assert merge(base, ours, theirs).text == both


def test_neighbouring_paragraphs_do_not_conflict(commentary: Commentary) -> None:
    base = file_of(commentary)
    merged = merge(base, base.replace("Paragraph 1", "Eins"), base.replace("Paragraph 2", "Zwei"))
    assert merged.text == base.replace("Paragraph 1", "Eins").replace("Paragraph 2", "Zwei")


def test_a_key_changed_on_both_sides_is_a_conflict(commentary: Commentary) -> None:
    base, ours, theirs = (file_of(replace(commentary, title=title)) for title in ("A", "B", "C"))
    assert merge(base, ours, theirs) == Merged(None, ("Title",))


def test_a_line_changed_on_both_sides_is_a_conflict_with_its_line(commentary: Commentary) -> None:
    base = file_of(commentary)
    ours = base.replace("Paragraph 2", "Zwei")
    merged = merge(base, ours, base.replace("Paragraph 2", "Deux"))
    line = ours.splitlines().index("Zwei about Ostmark.") + 1
    assert merged == Merged(None, (f"body, line {line}",))


def test_a_deleted_key_stays_deleted_and_a_new_one_comes(commentary: Commentary) -> None:
    full = replace(commentary, topic="Roads", credit="Nobody")
    theirs = file_of(replace(full, trend=Trend.BETTER))
    ours = file_of(full).replace("Credit: Nobody\n", "")
    assert merge(file_of(full), ours, theirs).text == theirs.replace("Credit: Nobody\n", "")


def test_notes_are_merged_one_by_one(commentary: Commentary) -> None:
    base, theirs = ("one", "two"), ("one", "two", "three")
    texts = (file_of(replace(commentary, notes=tuple(map(Note, notes)))) for notes in (base, ("two",), theirs))
    assert "Notes: two · three\n" in (merge(*texts).text or "")


def test_the_order_line_ends_and_mark_of_the_editor_stay(commentary: Commentary) -> None:
    base = file_of(commentary)
    head, _, body = base.partition("\n\n")
    turned = "\n".join(reversed(head.split("\n"))) + "\n\n" + body
    ours = "\ufeff" + turned.replace("\n", "\r\n")
    merged = merge(base, ours, base.replace("Paragraph 3", "Drei"))
    assert merged.text == ours.replace("Paragraph 3", "Drei")


def test_a_file_without_a_header_is_not_merged() -> None:
    with pytest.raises(HeaderError):
        merge(HEAD + "\na\n", "no header\n", HEAD + "\nb\n")


words = st.sampled_from(["one", "two", "three", "1. four", "five"])
bodies = st.lists(words, max_size=6).map(lambda lines: HEAD + "\n" + "\n\n".join(lines) + "\n")
titles = st.sampled_from("ABC")
files = st.builds(lambda text, title: text.replace("Title: A", f"Title: {title}"), bodies, titles)


@given(files, files)
def test_who_did_not_change_anything_gets_the_others_text(base: str, other: str) -> None:
    assert merge(base, base, other).text == other
    assert merge(base, other, base).text == other
    assert merge(base, other, other).text == other


@settings(max_examples=300)
@given(files, files, files)
def test_no_line_of_the_editor_is_lost_in_a_clean_merge(base: str, ours: str, theirs: str) -> None:
    merged = merge(base, ours, theirs)
    if merged.text is None:
        assert merged.conflicts
    else:
        lines = merged.text.split("\n")
        assert {line for line in ours.split("\n") if line not in base.split("\n")} <= set(lines)
        assert {line for line in theirs.split("\n") if line not in base.split("\n")} <= set(lines)


@given(files, files, files)
def test_merging_again_changes_nothing(base: str, ours: str, theirs: str) -> None:
    merged = merge(base, ours, theirs).text
    if merged is not None:
        assert unmarked(merge(theirs, merged, theirs).text or "") == merged


def test_the_words_of_a_body_line_are_not_read_as_a_header() -> None:
    base = render_file(
        Commentary("A", (Block(Kind.PARAGRAPH, (Run("Title: B"),)),), "s", "en", "0" * 64, NOW), slug="a"
    )
    assert merge(base, base + "\nMore.\n", base.replace("Title: A", "Title: C")).text == (
        base.replace("Title: A", "Title: C") + "\nMore.\n"
    )
