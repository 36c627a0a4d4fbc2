"""The ledger of a release: read back as written, never half, and able to say what changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.write.ledger import Kind, Ledger, Row, Section, read_ledger, signed, write_ledger

TEXT = Kind("commentary.html en", {"the program": "p1", "the template base.html": "b1"}, ("its text", "its topic"))


def row(address: str = "en/a.html", *own: str) -> Row:
    return row_of(TEXT, *(own or ("t1", "c1")))._replace(address=address)


def row_of(kind: Kind, *own: str) -> Row:
    return Row("en/a.html", kind.key(*own), own, "0" * 64)


def ledger(*rows: Row, kind: Kind = TEXT) -> Ledger:
    return Ledger({"": Section.of("", rows)}, {kind.sign: kind})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "000001.ledger"


def test_a_ledger_comes_back_as_it_was_written(path: Path) -> None:
    sections = {"en/2024": Section.of("k1", [row()]), "be/2024": Section.of("k2", []), "": Section.of("", [row("ў")])}
    written = Ledger(sections, {TEXT.sign: TEXT}, {"en/a.html": ("its text", "the template base.html")})
    write_ledger(path, written)
    assert read_ledger(path) == written


def test_a_section_knows_its_files_by_address_and_their_digests() -> None:
    section = Section.of("k1", [row(), row("be/\u2028.html")])
    assert section.rows == {"en/a.html": row(), "be/\u2028.html": row("be/\u2028.html")}
    assert dict(section.digests) == dict.fromkeys(section.rows, "0" * 64)


def test_a_file_is_found_in_whatever_section_it_stands() -> None:
    found = Ledger({"": Section.of("", [row("b.html")]), "en/2024": Section.of("k1", [row()])})
    assert (found.row("en/a.html"), found.row("b.html"), found.row("a.html")) == (row(), row("b.html"), None)


def test_an_empty_ledger_comes_back(path: Path) -> None:
    write_ledger(path, Ledger())
    assert read_ledger(path) == Ledger()


def test_there_is_no_ledger_where_no_file_is(path: Path) -> None:
    assert read_ledger(path) is None


def test_a_ledger_cut_short_anywhere_is_none(path: Path) -> None:
    write_ledger(path, ledger(row(), row("en/b.html")))
    whole = path.read_bytes()
    for length in range(len(whole) - 1):
        path.write_bytes(whole[:length])
        assert read_ledger(path) is None, length


@pytest.mark.parametrize(("before", "after"), [(b"\t000", b"\t100"), (b"ledger 3", b"ledger 2"), (b"en/a", b"en/\xff")])
def test_a_ledger_with_another_byte_in_it_is_none(path: Path, before: bytes, after: bytes) -> None:
    write_ledger(path, ledger(row()))
    path.write_bytes(path.read_bytes().replace(before, after))
    assert read_ledger(path) is None


def test_a_file_that_was_not_there_is_new() -> None:
    assert ledger().reasons(None, row(), TEXT) == ("new",)


def test_the_part_of_its_own_that_changed_is_named() -> None:
    assert ledger(row()).reasons(row(), row("en/a.html", "t2", "c1"), TEXT) == ("its text",)


def test_the_shared_parts_that_changed_are_named() -> None:
    now = Kind(
        TEXT.name, {"the program": "p1", "the template base.html": "b2", "the template new.html": "n1"}, TEXT.own
    )
    assert ledger(row()).reasons(row(), row_of(now, "t1", "c1"), now) == (
        "the template base.html",
        "the template new.html",
    )


def test_a_shared_part_that_is_gone_is_named() -> None:
    now = Kind(TEXT.name, {"the program": "p1"}, TEXT.own)
    assert ledger(row()).reasons(row(), row_of(now, "t1", "c1"), now) == ("the template base.html",)


def test_a_file_of_a_kind_with_another_name_is_not_the_same() -> None:
    now = Kind("moved.html en", TEXT.shared, TEXT.own)
    assert ledger(row()).reasons(row(), row_of(now, "t1", "c1"), now) == ("its kind",)


def test_a_key_has_all_parts_of_its_kind() -> None:
    with pytest.raises(ValueError, match="has 2 parts"):
        TEXT.key("t1")


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_texts_that_differ_have_different_digests(one: list[str], other: list[str]) -> None:
    assert (signed(*one) == signed(*other)) == (one == other)
