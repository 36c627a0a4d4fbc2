"""What the source did to a commentary after it was written: changes are told, and what is gone stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from backfile.model import Change, Commentary, Status
from backfile.write.archive import Archive
from backfile.write.header import Header, parse_header

ADDRESS = "https://talvaria-weekly.example/a-quiet-week/"
DAY = dt.date(2026, 11, 20)


@pytest.fixture
def known(commentary: Commentary) -> Commentary:
    return replace(commentary, url=ADDRESS)


class Shelf:
    def __init__(self, folder: Path) -> None:
        self.content, self.store = folder / "content", folder / "store"

    def archive(self) -> Archive:
        return Archive(self.content, self.store)

    def write(self, commentary: Commentary) -> Status:
        return self.archive().write(commentary).status

    def mark_gone(self, day: dt.date | None) -> Status:
        archive = self.archive()
        return archive.mark_gone(self.path(archive), day).status

    def path(self, archive: Archive) -> PurePosixPath:
        path = archive.standing_at(ADDRESS)
        assert path is not None
        return path

    @property
    def file(self) -> Path:
        return self.content / self.path(self.archive())

    @property
    def header(self) -> Header:
        return parse_header(self.file.read_text("utf-8"), "file")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def later(commentary: Commentary, days: int, before: str, after: str) -> Commentary:
    captured = commentary.captured + dt.timedelta(days=days)
    change = Change(captured, "paragraph 1", before, after)
    return replace(commentary, captured=captured, capture=f"{days:064}", changes=(change,))


def test_each_change_is_told_after_those_before_it(shelf: Shelf, known: Commentary) -> None:
    shelf.write(known)
    for day, (before, after) in enumerate([("one", "two"), ("two", "three")], 1):
        assert shelf.write(later(known, day, before, after)) is Status.CHANGED
    assert [line.partition(": ")[2] for line in shelf.header.changes] == ["one → two", "two → three"]


def test_the_same_capture_read_again_keeps_what_was_told(shelf: Shelf, known: Commentary) -> None:
    shelf.write(known)
    changed = later(known, 1, "one", "two")
    shelf.write(changed)
    assert shelf.write(replace(changed, changes=())) is Status.UNCHANGED
    assert len(shelf.header.changes) == 1


def test_a_commentary_that_is_gone_is_marked_and_stays(shelf: Shelf, known: Commentary) -> None:
    shelf.write(known)
    before = shelf.file.read_text("utf-8")
    assert shelf.mark_gone(DAY) is Status.CHANGED
    assert shelf.header.gone == DAY
    assert shelf.file.read_text("utf-8").replace(f"Gone: {DAY}\n", "") == before
    assert shelf.mark_gone(DAY) is Status.UNCHANGED
    assert shelf.write(known) is Status.UNCHANGED


def test_what_came_back_is_gone_no_more(shelf: Shelf, known: Commentary) -> None:
    shelf.write(known)
    shelf.mark_gone(DAY)
    assert shelf.mark_gone(None) is Status.CHANGED
    assert shelf.header.gone is None


def test_a_new_capture_shows_that_it_is_there_again(shelf: Shelf, known: Commentary) -> None:
    shelf.write(known)
    shelf.mark_gone(DAY)
    assert shelf.write(later(known, 9, "one", "two")) is Status.CHANGED
    assert shelf.header.gone is None


def test_an_editors_text_survives_the_mark(shelf: Shelf, known: Commentary) -> None:
    shelf.write(known)
    shelf.file.write_text(shelf.file.read_text("utf-8").replace("Paragraph 1", "My own words"), "utf-8")
    assert shelf.mark_gone(DAY) is Status.CHANGED
    assert "My own words" in shelf.file.read_text("utf-8")


def test_the_mark_an_editor_removed_is_not_put_back(shelf: Shelf, known: Commentary) -> None:
    shelf.write(known)
    shelf.mark_gone(DAY)
    shelf.file.write_text(shelf.file.read_text("utf-8").replace(f"Gone: {DAY}\n", ""), "utf-8")
    assert shelf.mark_gone(DAY) is Status.UNCHANGED
    assert shelf.header.gone is None
