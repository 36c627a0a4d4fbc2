"""How files reach the site: kept from the release before, or made, and never written into a file that is shared."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from backfile.crew import cores
from backfile.errors import ArchiveError, PathTaken
from backfile.plugins.output import File, Group, Output, base_of, note_down
from backfile.write.ledger import Kind, Ledger, Row, read_ledger
from backfile.write.telling import ASKED, heard

KIND = Kind("text", {"the program": "1"}, ("its text",))
HERE = os.getpid()
NEVER = "this file must not be made"


def file(address: str, text: str, sign: str | None = None, kind: Kind = KIND) -> File:
    return File(address, kind, (sign or text,), text.encode)


def kept(address: str, sign: str) -> File:
    def make() -> bytes:
        raise AssertionError(NEVER)

    return File(address, KIND, (sign,), make)


def put(folder: Path, *files: File, base: Ledger | None = None) -> Ledger:
    """The ledger of a release in this folder, on the ground of another one."""
    return Output(folder, base or Ledger()).put([Group("", "", lambda: files)])


def put_volume(folder: Path, key: str, *files: File, base: Ledger | None = None, name: str = "en/2024") -> Ledger:
    """The same of files that are planned together."""
    return Output(folder, base or Ledger()).put([Group(name, key, lambda: files)])


def made(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def row(ledger: Ledger, address: str) -> Row:
    found = ledger.row(address)
    assert found
    return found


def test_without_a_base_every_file_is_made_and_is_new(tmp_path: Path) -> None:
    ledger = put(tmp_path, file("index.html", "home"), file("en/2024/a.html", "text"))
    assert (tmp_path / "en/2024/a.html").read_text("utf-8") == "text"
    assert ledger.why == {"index.html": ("new",), "en/2024/a.html": ("new",)}


def test_a_file_with_the_same_key_is_not_made_but_noted_down(tmp_path: Path) -> None:
    first = put(tmp_path / "1", file("a.html", "text"), file("b.html", "text", "s1"))
    second = put(
        tmp_path / "2", kept("a.html", "text"), file("b.html", "more", "s2"), file("c.html", "more"), base=first
    )
    assert made(tmp_path / "2") == ["b.html", "c.html"]
    assert second.why == {"b.html": ("its text",), "c.html": ("new",)}
    assert set(second.digests) == {"a.html", "b.html", "c.html"}


def test_a_file_with_another_key_but_the_same_bytes_is_noted_down_with_the_reason(tmp_path: Path) -> None:
    first = put(tmp_path / "1", file("a.html", "text", "s1"))
    second = put(tmp_path / "2", file("a.html", "text", "s2"), base=first)
    assert (made(tmp_path / "2"), second.why) == ([], {"a.html": ("its text",)})
    assert put(tmp_path / "3", kept("a.html", "s2"), base=second).why == {}


def test_a_file_with_other_bytes_is_written_anew_and_the_base_stays(tmp_path: Path) -> None:
    first = put(tmp_path / "1", file("a.html", "text"))
    second = put(tmp_path / "2", file("a.html", "more text"), base=first)
    texts = [(tmp_path / name / "a.html").read_bytes() for name in ("2", "1")]
    assert (texts, second.why) == ([b"more text", b"text"], {"a.html": ("its text",)})


def test_a_file_that_is_not_put_is_not_in_the_next_release(tmp_path: Path) -> None:
    first = put(tmp_path / "1", file("a.html", "text"), file("b.html", "text"))
    assert set(put(tmp_path / "2", kept("a.html", "text"), base=first).digests) == {"a.html"}


def test_files_that_are_planned_together_are_kept_together_and_not_planned(tmp_path: Path) -> None:
    def never() -> list[File]:
        raise AssertionError(NEVER)

    first = put_volume(tmp_path / "1", "k1", file("en/2024/a.html", "text"), file("en/2024/b.html", "text"))
    second = Output(tmp_path / "2", first).put([Group("en/2024", "k1", never)])
    assert (second.sections, second.kinds, second.why) == (first.sections, first.kinds, {})
    assert not (tmp_path / "2").exists()


def test_of_files_with_another_key_together_each_is_looked_at(tmp_path: Path) -> None:
    first = put_volume(tmp_path / "1", "k1", file("en/2024/a.html", "text"), file("en/2024/b.html", "text"))
    second = put_volume(
        tmp_path / "2", "k2", kept("en/2024/a.html", "text"), file("en/2024/b.html", "more"), base=first
    )
    assert (made(tmp_path / "2"), second.why) == (["en/2024/b.html"], {"en/2024/b.html": ("its text",)})
    assert second.sections["en/2024"].key == "k2"


def test_files_without_a_key_together_are_each_looked_at_every_time(tmp_path: Path) -> None:
    first = put(tmp_path / "1", file("a.html", "text"))
    assert put(tmp_path / "2", file("a.html", "more"), base=first).why == {"a.html": ("its text",)}


def test_a_file_that_is_planned_in_another_group_than_before_is_kept(tmp_path: Path) -> None:
    first = put(tmp_path / "1", file("en/2024/a.html", "text"))
    second = put_volume(tmp_path / "2", "k1", kept("en/2024/a.html", "text"), base=first)
    assert (list(second.sections), second.why) == (["en/2024"], {})


def test_a_file_that_stands_in_the_way_is_replaced_and_not_written_into(tmp_path: Path) -> None:
    elsewhere = tmp_path / "of another release"
    elsewhere.write_bytes(b"theirs")
    (tmp_path / "1").mkdir()
    os.link(elsewhere, tmp_path / "1" / "a.html")
    put(tmp_path / "1", file("a.html", "ours"))
    assert (elsewhere.read_bytes(), (tmp_path / "1" / "a.html").read_bytes()) == (b"theirs", b"ours")


def test_of_many_files_it_is_told_how_far_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(ASKED, "1")
    put(tmp_path, *(file(f"{number}.html", "text") for number in range(450)))
    assert [heard(line) for line in capsys.readouterr().out.splitlines()] == ["200 of 450 files", "400 of 450 files"]


def test_two_files_with_one_address_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PathTaken, match="two files"):
        put(tmp_path, file("a.html", "one"), file("a.html", "other"))


def test_the_ledger_is_written_where_the_settings_say_and_is_the_next_base(tmp_path: Path) -> None:
    ledger = put(tmp_path / "1", file("a.html", "text"))
    note_down({"LEDGER": str(tmp_path / "1.ledger")}, ledger)
    assert read_ledger(tmp_path / "1.ledger") == ledger
    assert base_of({"BASE_LEDGER": str(tmp_path / "1.ledger")}) == ledger


def test_without_settings_there_is_no_base_and_no_ledger(tmp_path: Path) -> None:
    note_down({}, put(tmp_path / "1", file("a.html", "text")))
    assert [path.name for path in tmp_path.iterdir()] == ["1"]
    assert base_of({}) == base_of({"BASE_LEDGER": str(tmp_path / "none")}) == Ledger()


MANY = Kind("many", {}, ("its text",))


def many(make: Callable[[int], bytes]) -> list[File]:
    return [File(f"{number % 7}/{number}.txt", MANY, (str(number),), partial(make, number)) for number in range(700)]


def test_many_files_are_made_by_copies_of_the_process(tmp_path: Path) -> None:
    ledger = put(tmp_path, *many(lambda number: f"{number} {os.getpid() == HERE}".encode()))
    found = {path.relative_to(tmp_path).as_posix(): path.read_text("utf-8") for path in tmp_path.rglob("*.txt")}
    copied = cores() > 1 and sys.platform == "linux"
    assert found == {f"{number % 7}/{number}.txt": f"{number} {not copied}" for number in range(700)}
    assert ledger.digests == {address: hashlib.sha256(text.encode()).hexdigest() for address, text in found.items()}


def test_what_fails_in_a_copy_is_told_as_it_is(tmp_path: Path) -> None:
    def odd(number: int) -> bytes:
        if number == 650:
            raise ArchiveError("is odd", where="650.txt")
        return b""

    with pytest.raises(ArchiveError, match="is odd"):
        put(tmp_path, *many(odd))


def test_a_copy_that_dies_leaves_its_work_to_the_process(tmp_path: Path) -> None:
    def deadly(number: int) -> bytes:
        if number == 333 and os.getpid() != HERE:
            os._exit(9)
        return str(number).encode()

    put(tmp_path, *many(deadly))
    assert {path.read_text("utf-8") for path in tmp_path.rglob("*.txt")} == {str(number) for number in range(700)}
