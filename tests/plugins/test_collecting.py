"""From a folder of files to entries, and how often a file is read for that."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pelican.settings import read_settings  # type: ignore[import-untyped]

from backfile.errors import HeaderError
from backfile.plugins import collecting
from backfile.plugins.collecting import STAMPS, files_in, known_digests, read_entries
from backfile.plugins.entries import Body, Entry
from backfile.plugins.memory import Memory, memory_in
from backfile.plugins.reading import Manner, manner_of

ROOT = Path(__file__).resolve().parents[2]
Text = Callable[..., str]


@pytest.fixture(scope="module")
def manner() -> Manner:
    return manner_of(read_settings(str(ROOT / "pelicanconf.py")))


@pytest.fixture
def content(tmp_path: Path, text_of: Text) -> Path:
    """A folder of three commentaries, a picture between two paragraphs of one of them."""
    folder = tmp_path / "content"
    folder.mkdir()
    pictured = "One.\n\n![A mill](images/mill.svg)\n\nHalvik came.\n"
    for name, text in {"b": text_of(), "a": text_of(pictured, Slug="a"), "c": text_of(Slug="c", Lang="de")}.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return folder


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return memory_in(tmp_path / "memory", "0" * 16)


def stored(folder: Path) -> Path:
    return next(folder.parent.glob("memory/*.sqlite"))


def whole(entries: Iterator[Entry]) -> list[tuple[Entry, Body]]:
    """Entries with their bodies."""
    return [(entry, entry.body) for entry in entries]


@pytest.fixture
def settle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files count as settled at once, as they do when they are two seconds old."""
    monkeypatch.setattr(collecting, "UNSETTLED", -10_000_000_000)


def test_files_are_read_in_the_order_of_their_paths(content: Path, manner: Manner) -> None:
    assert [entry.path for entry in read_entries(content, Memory(), manner)] == ["a.md", "b.md", "c.md"]


def test_what_is_remembered_is_what_was_read(content: Path, memory: Memory, manner: Manner) -> None:
    first, second = whole(read_entries(content, memory, manner)), whole(read_entries(content, memory, manner))
    assert first == second == whole(read_entries(content, Memory(), manner))
    assert (first[0][0].images, first[0][0].surnames, first[0][0].lead) == (("images/mill.svg",), ("Halvik",), "One.")


@pytest.mark.usefixtures("settle")
def test_a_file_that_is_as_it_was_is_not_opened(content: Path, memory: Memory, manner: Manner) -> None:
    before = {entry.path: entry.digest for entry in read_entries(content, memory, manner)}
    files, stamps = list(files_in(content)), memory.recall_all(STAMPS)
    assert known_digests(files, content / "not here", stamps, look=True) == before


@pytest.mark.usefixtures("settle")
@pytest.mark.parametrize("keep_time", [False, True])
def test_a_file_of_other_bytes_is_read_anew_even_if_its_size_and_time_are_the_same(
    content: Path, memory: Memory, manner: Manner, keep_time: bool
) -> None:
    list(read_entries(content, memory, manner))
    path = content / "b.md"
    seen, text = path.stat(), path.read_text("utf-8")
    time.sleep(0.02)
    path.write_text(text.replace("late", "soon"), "utf-8")
    if keep_time:
        os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert "soon" in whole(read_entries(content, memory, manner))[1][1].text


def test_a_file_that_changes_at_once_is_looked_into(
    content: Path, memory: Memory, manner: Manner, text_of: Text
) -> None:
    for word in ("soon", "then", "ever"):
        (content / "b.md").write_text(text_of(f"It came {word}.\n"), "utf-8")
        assert whole(read_entries(content, memory, manner))[1][1].text == f"It came {word}."


def test_a_file_that_moves_is_known_by_its_bytes(content: Path, memory: Memory, manner: Manner) -> None:
    before = whole(read_entries(content, memory, manner))
    (content / "a.md").rename(content / "z.md")
    moved = whole(read_entries(content, memory, manner))[-1]
    assert (moved[0].path, moved[0].digest, moved[1]) == ("z.md", before[0][0].digest, before[0][1])


def test_a_link_to_a_file_is_refused(content: Path, memory: Memory, manner: Manner, text_of: Text) -> None:
    (content.parent / "outside.md").write_text(text_of(), "utf-8")
    (content / "d.md").symlink_to(content.parent / "outside.md")
    with pytest.raises(HeaderError, match="is a link"):
        list(read_entries(content, memory, manner))


def test_a_hidden_file_is_not_read(content: Path, memory: Memory, manner: Manner) -> None:
    (content / ".trash").mkdir()
    for name in (".trash/old.md", ".draft.md"):
        (content / name).write_text("no commentary", "utf-8")
    assert len(list(read_entries(content, memory, manner))) == 3


def test_a_file_that_cannot_be_read_is_named_each_time(content: Path, memory: Memory, manner: Manner) -> None:
    (content / "b.md").write_text("no header", "utf-8")
    for _ in range(2):
        with pytest.raises(HeaderError, match=r"^b\.md:1: "):
            list(read_entries(content, memory, manner))


def truncate(path: Path) -> None:
    """Leave the first half."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    """Leave a file without bytes."""
    path.write_bytes(b"")


def overwrite(path: Path) -> None:
    """Put something else in its place."""
    path.write_bytes(b"no database, but some words of another program\n" * 400)


def falsify(path: Path) -> None:
    """Change each value, so that it looks like one."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE memory SET value = replace(CAST(value AS TEXT), 'ferry', 'train')")


def swap(path: Path) -> None:
    """Put each value under another key."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        rows = db.execute("SELECT kind, key, value, digest FROM memory ORDER BY kind, key").fetchall()
        values = [row[2:] for row in rows]
        for row, (value, digest) in zip(rows, values[1:] + values[:1], strict=True):
            db.execute("UPDATE memory SET value = ?, digest = ? WHERE kind = ? AND key = ?", (value, digest, *row[:2]))


def replace_table(path: Path) -> None:
    """Put a database of another program in its place."""
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE memory (other TEXT)")
        db.commit()


def replace_by_folder(path: Path) -> None:
    """Put a folder in its place, which cannot be taken away like a file."""
    path.unlink()
    path.mkdir()


DAMAGES = (truncate, empty, overwrite, falsify, swap, replace_table, replace_by_folder, Path.unlink)


@pytest.mark.usefixtures("settle")
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_broken_memory_is_noticed_and_made_anew(
    content: Path, manner: Manner, damage: Callable[[Path], None]
) -> None:
    before = whole(read_entries(content, memory_in(content.parent / "memory", "0" * 16), manner))
    damage(stored(content))
    for _ in range(2):
        assert whole(read_entries(content, memory_in(content.parent / "memory", "0" * 16), manner)) == before


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_memory_that_is_lost_in_the_middle_of_a_build_costs_time_only(
    content: Path, memory: Memory, manner: Manner, damage: Callable[[Path], None]
) -> None:
    expected = whole(read_entries(content, Memory(), manner))
    entries = list(read_entries(content, memory, manner))
    damage(stored(content))
    assert [(entry, entry.body) for entry in entries] == expected


def test_a_file_that_changes_while_the_site_is_built_ends_the_build(
    content: Path, memory: Memory, manner: Manner
) -> None:
    entries = list(read_entries(content, memory, manner))
    overwrite(stored(content))
    (content / "a.md").write_text((content / "b.md").read_text("utf-8"), "utf-8")
    with pytest.raises(HeaderError, match=r"^a\.md: was changed while the site was built"):
        _ = entries[0].body


def test_two_builds_at_once_read_the_same(content: Path, manner: Manner) -> None:
    folder = content.parent / "memory"
    builds = [read_entries(content, memory_in(folder, "0" * 16), manner) for _ in range(2)]
    together = [[(entry, entry.body) for entry in entries] for entries in zip(*builds, strict=True)]
    assert all(one == other for one, other in together)
    assert len(whole(read_entries(content, memory_in(folder, "0" * 16), manner))) == 3


def test_a_folder_that_cannot_be_written_costs_time_only(content: Path, manner: Manner) -> None:
    (content.parent / "memory").write_text("a file where the folder would be", "utf-8")
    memory = memory_in(content.parent / "memory", "0" * 16)
    assert len(whole(read_entries(content, memory, manner))) == 3


def test_many_files_are_read_by_several_processes_as_by_one(
    content: Path, memory: Memory, manner: Manner, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = whole(read_entries(content, Memory(), manner))
    monkeypatch.setattr(collecting, "FEW", 1)
    assert whole(read_entries(content, memory, manner)) == alone


def test_an_error_of_another_process_names_its_file(
    content: Path, memory: Memory, manner: Manner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "FEW", 1)
    (content / "b.md").write_text("no header", "utf-8")
    with pytest.raises(HeaderError, match=r"^b\.md:1: .*Expected"):
        list(read_entries(content, memory, manner))


def values(path: Path, kind: str) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("SELECT COUNT(*) FROM memory WHERE kind = ?", (kind,)).fetchone()[0])


def test_what_is_no_longer_used_is_forgotten_once_it_is_more_than_what_is(
    content: Path, memory: Memory, manner: Manner, text_of: Text
) -> None:
    kept = []
    for number in range(8):
        (content / "b.md").write_text(text_of(f"Version {number}.\n"), "utf-8")
        list(read_entries(content, memory, manner))
        kept.append(values(stored(content), "bodies"))
    assert kept[:4] == [3, 4, 5, 6]
    assert max(kept) == 6


def test_what_another_version_remembered_is_taken_away(content: Path, manner: Manner) -> None:
    folder = content.parent / "memory"
    for version in ("0" * 16, "1" * 16):
        list(read_entries(content, memory_in(folder, version), manner))
    assert [path.name for path in folder.glob("*.sqlite")] == [f"{'1' * 16}.sqlite"]
    assert (folder / ".gitignore").read_text("utf-8") == "*\n"


def test_another_setting_or_catalogue_is_another_version(tmp_path: Path) -> None:
    settings = {"MARKDOWN": {"extensions": []}, "THEME": str(tmp_path)}
    (tmp_path / "locale").mkdir()
    first = manner_of(settings).version
    (tmp_path / "locale" / "en.po").write_text('msgid "Notes"\nmsgstr "Remarks"\n', "utf-8")
    second = manner_of(settings).version
    third = manner_of({**settings, "MARKDOWN": {"extensions": ["tables"]}}).version
    assert len({first, second, third}) == 3
    assert second == manner_of(settings).version
