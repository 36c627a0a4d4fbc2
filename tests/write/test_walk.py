"""Which files are the archive's."""

from __future__ import annotations

from pathlib import Path

from backfile.write.walk import markdown_files


def put(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x", "utf-8")


def found(root: Path, *ending: str) -> list[str]:
    return [path.relative_to(root).as_posix() for path in markdown_files(root, *ending)]


def test_files_come_by_their_path_with_slashes(tmp_path: Path) -> None:
    put(tmp_path, "en/a/b.md", "en/a-b.md", "be/c.md", "en/a.txt")
    assert found(tmp_path) == ["be/c.md", "en/a-b.md", "en/a/b.md"]


def test_what_is_hidden_is_not_the_archives(tmp_path: Path) -> None:
    put(tmp_path, ".trash/old.md", "en/.obsidian/plan.md", "en/.draft.md", "en/a.md")
    assert found(tmp_path) == ["en/a.md"]


def test_a_hidden_folder_may_hold_the_archive(tmp_path: Path) -> None:
    put(tmp_path / ".home", "en/a.md")
    assert found(tmp_path / ".home") == ["en/a.md"]


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/a.md", "content/b.md")
    (tmp_path / "content" / "en").symlink_to(tmp_path / "elsewhere")
    assert found(tmp_path / "content") == ["b.md"]


def test_a_folder_is_no_file_whatever_its_name(tmp_path: Path) -> None:
    put(tmp_path, "en/a.md/b.txt")
    assert found(tmp_path) == []


def test_another_ending_can_be_asked_for(tmp_path: Path) -> None:
    put(tmp_path, "en/a.md", "en/a.md.new", ".trash/b.md.new")
    assert found(tmp_path, ".md.new") == ["en/a.md.new"]
