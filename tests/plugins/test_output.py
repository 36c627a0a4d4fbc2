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
from backfile.plugins.output import Base, File, Output, base_of, note_down
from backfile.write.ledger import Kind, read_ledger
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


@pytest.fixture
def release(tmp_path: Path) -> Callable[..., tuple[Path, Output]]:
    """A release in a folder of its own, on the ground of another one: `release("2", files, base=first)`."""

    def make(name: str, *files: File, base: tuple[Path, Output] | None = None) -> tuple[Path, Output]:
        folder = tmp_path / name
        output = Output(folder, Base(base[0], base[1].ledger()) if base else Base())
        output.put_all(files)
        return folder, output

    return make


Release = Callable[..., tuple[Path, Output]]


def test_without_a_base_every_file_is_made_and_is_new(release: Release) -> None:
    folder, output = release("1", file("index.html", "home"), file("en/2024/a.html", "text"))
    assert (folder / "en/2024/a.html").read_text("utf-8") == "text"
    assert [row.why for row in output.ledger().rows.values()] == [("new",), ("new",)]


def test_a_file_with_the_same_key_is_not_made_but_linked(release: Release) -> None:
    first = release("1", file("a.html", "text", "s1"))
    folder, output = release("2", kept("a.html", "s1"), base=first)
    assert (folder / "a.html").samefile(first[0] / "a.html")
    assert output.ledger().rows["a.html"].why == ()


def test_without_the_base_s_folder_what_is_kept_is_only_noted_down(release: Release, tmp_path: Path) -> None:
    _, first = release("1", file("a.html", "text"), file("b.html", "text", "s1"))
    output = Output(tmp_path / "2", Base(None, first.ledger()))
    output.put_all([kept("a.html", "text"), file("b.html", "text", "s2"), file("c.html", "more")])
    assert [path.name for path in (tmp_path / "2").iterdir()] == ["c.html"]
    assert {name: row.why for name, row in output.ledger().rows.items()} == {
        "a.html": (),
        "b.html": ("its text",),
        "c.html": ("new",),
    }


def test_a_file_with_another_key_but_the_same_bytes_is_linked_with_the_reason(release: Release) -> None:
    first = release("1", file("a.html", "text", "s1"))
    folder, output = release("2", file("a.html", "text", "s2"), base=first)
    assert (folder / "a.html").samefile(first[0] / "a.html")
    assert output.ledger().rows["a.html"].why == ("its text",)
    assert release("3", kept("a.html", "s2"), base=(folder, output))[1].ledger().rows["a.html"].why == ()


def test_a_file_with_other_bytes_is_written_anew_and_the_base_stays(release: Release) -> None:
    first = release("1", file("a.html", "text"))
    folder, output = release("2", file("a.html", "more text"), base=first)
    assert ((folder / "a.html").read_bytes(), (first[0] / "a.html").read_bytes()) == (b"more text", b"text")
    assert output.ledger().rows["a.html"].why == ("its text",)


def test_a_file_that_is_not_put_is_not_in_the_next_release(release: Release) -> None:
    first = release("1", file("a.html", "text"), file("b.html", "text"))
    folder, output = release("2", kept("a.html", "text"), base=first)
    assert not (folder / "b.html").exists()
    assert set(output.ledger().rows) == {"a.html"}


@pytest.mark.parametrize("harm", ["longer", "later", "gone"])
def test_a_file_of_the_base_that_is_not_as_its_ledger_says_is_made_again(release: Release, harm: str) -> None:
    first = release("1", file("a.html", "text"))
    path = first[0] / "a.html"
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(b"text!" if harm == "longer" else b"tex7")
        os.utime(path, (0, 0))
    folder, output = release("2", file("a.html", "text"), base=first)
    assert (folder / "a.html").read_bytes() == b"text"
    assert output.ledger().rows["a.html"].why == ("its file",)


def test_a_file_that_stands_in_the_way_is_replaced_and_not_written_into(release: Release, tmp_path: Path) -> None:
    elsewhere = tmp_path / "of another release"
    elsewhere.write_bytes(b"theirs")
    (tmp_path / "1").mkdir()
    os.link(elsewhere, tmp_path / "1" / "a.html")
    release("1", file("a.html", "ours"))
    assert (elsewhere.read_bytes(), (tmp_path / "1" / "a.html").read_bytes()) == (b"theirs", b"ours")


def test_of_many_files_it_is_told_how_far_they_are(
    release: Release, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(ASKED, "1")
    release("1", *(file(f"{number}.html", "text") for number in range(450)))
    assert [heard(line) for line in capsys.readouterr().out.splitlines()] == ["200 of 450 files", "400 of 450 files"]


def test_two_files_with_one_address_are_refused(release: Release) -> None:
    with pytest.raises(PathTaken, match="two files"):
        release("1", file("a.html", "one"), file("a.html", "other"))


def test_the_ledger_is_written_where_the_settings_say_and_is_the_next_base(release: Release, tmp_path: Path) -> None:
    folder, output = release("1", file("a.html", "text"))
    settings = {"LEDGER": str(tmp_path / "1.ledger")}
    note_down(settings, output)
    assert read_ledger(tmp_path / "1.ledger") == output.ledger()
    base = base_of({"BASE_RELEASE": str(folder), "BASE_LEDGER": settings["LEDGER"]})
    assert (base.folder, base.ledger) == (folder, output.ledger())


def test_without_settings_there_is_no_base_and_no_ledger(release: Release, tmp_path: Path) -> None:
    note_down({}, release("1", file("a.html", "text"))[1])
    assert [path.name for path in tmp_path.iterdir()] == ["1"]
    assert base_of({}) == base_of({"BASE_RELEASE": "x", "BASE_LEDGER": str(tmp_path / "none")}) == Base()


MANY = Kind("many", {}, ("its text",))


def many(make: Callable[[int], bytes]) -> list[File]:
    return [File(f"{number % 7}/{number}.txt", MANY, (str(number),), partial(make, number)) for number in range(700)]


def test_many_files_are_made_by_copies_of_the_process(tmp_path: Path) -> None:
    output = Output(tmp_path, Base())
    output.put_all(many(lambda number: f"{number} {os.getpid() == HERE}".encode()))
    made = {path.relative_to(tmp_path).as_posix(): path.read_text("utf-8") for path in tmp_path.rglob("*.txt")}
    copied = cores() > 1 and sys.platform == "linux"
    assert made == {f"{number % 7}/{number}.txt": f"{number} {not copied}" for number in range(700)}
    assert {row.address: row.digest for row in output.ledger().rows.values()} == {
        address: hashlib.sha256(text.encode()).hexdigest() for address, text in made.items()
    }


def test_what_fails_in_a_copy_is_told_as_it_is(tmp_path: Path) -> None:
    def odd(number: int) -> bytes:
        if number == 650:
            raise ArchiveError("is odd", where="650.txt")
        return b""

    with pytest.raises(ArchiveError, match="is odd"):
        Output(tmp_path, Base()).put_all(many(odd))


def test_a_copy_that_dies_leaves_its_work_to_the_process(tmp_path: Path) -> None:
    def deadly(number: int) -> bytes:
        if number == 333 and os.getpid() != HERE:
            os._exit(9)
        return str(number).encode()

    Output(tmp_path, Base()).put_all(many(deadly))
    assert {path.read_text("utf-8") for path in tmp_path.rglob("*.txt")} == {str(number) for number in range(700)}
