"""What files are made from, as digests by name: each tells of a change to what it stands for, and of no other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backfile.plugins.ingredients import catalogues, shared_by_all, templates
from backfile.plugins.memory import Memory
from backfile.plugins.versions import CODE, digest_of_files, program

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "theme"


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in before | after if before.get(name) != after.get(name)}


def test_nothing_changes_by_itself() -> None:
    assert shared_by_all({"SITENAME": "Talvaria"}) == shared_by_all({"SITENAME": "Talvaria"})
    assert templates(THEME, "list.html", Memory()) == templates(THEME, "list.html", Memory())


@pytest.mark.parametrize("name", ["SITENAME", "SITEURL", "FEED_DOMAIN", "ISSN", "DEFAULT_LANG"])
def test_a_setting_of_the_site_is_told_by_its_name(name: str) -> None:
    assert changed(shared_by_all({name: "a"}), shared_by_all({name: "b"})) == {f"the setting {name}"}


def test_a_setting_of_markdown_is_told() -> None:
    before, after = ({"MARKDOWN": {"extensions": [name]}} for name in ("tables", "footnotes"))
    assert changed(shared_by_all(before), shared_by_all(after)) == {"the settings of Markdown"}


def test_a_template_comes_with_all_that_it_uses() -> None:
    names = {name.removeprefix("the template ") for name in templates(THEME, "commentary.html", Memory())}
    assert {"commentary.html", "base.html", "macros.html", "partials/header.html", "partials/neighbours.html"} <= names
    assert not {"week.html", "partials/matrix.html"} & names


def test_a_template_that_is_used_by_a_used_one_is_told(tmp_path: Path) -> None:
    shutil.copytree(THEME / "templates", tmp_path / "templates")
    before = templates(tmp_path, "commentary.html", Memory())
    (tmp_path / "templates" / "partials" / "footer.html").write_text("{# other #}", "utf-8")
    assert changed(before, templates(tmp_path, "commentary.html", Memory())) == {"the template partials/footer.html"}


def test_a_template_asked_for_by_a_name_made_late_may_be_any(tmp_path: Path) -> None:
    shutil.copytree(THEME / "templates", tmp_path / "templates")
    (tmp_path / "templates" / "about.html").write_text("{% include page.title %}", "utf-8")
    assert set(templates(tmp_path, "about.html", Memory())) > set(templates(tmp_path, "commentary.html", Memory()))


def test_the_words_of_a_language_are_told_and_a_language_without_any_has_none(tmp_path: Path) -> None:
    shutil.copytree(THEME / "locale", tmp_path / "locale")
    before = catalogues(tmp_path, ["be"])
    with (tmp_path / "locale" / "be.po").open("ab") as file:
        file.write(b"# more\n")
    assert changed(before, catalogues(tmp_path, ["be-tarask"])) == {"the words be.po"}
    assert catalogues(tmp_path, ["fy"]) == {"the words fy.po": ""}


def test_files_are_told_by_name_and_by_bytes(tmp_path: Path) -> None:
    one = tmp_path / "a.py"
    one.write_bytes(b"1")
    before = digest_of_files([one])
    other = one.rename(tmp_path / "b.py")
    renamed = digest_of_files([other])
    other.write_bytes(b"2")
    assert len({before, renamed, digest_of_files([other])}) == 3


def test_the_program_is_all_that_plugins_may_import(tmp_path: Path) -> None:
    package = ROOT / "scripts" / "backfile"
    for name in CODE:
        place = package / name
        copy = shutil.copy if place.is_file() else shutil.copytree
        copy(place, tmp_path / name)
    before = program.__wrapped__(tmp_path)
    for name in ("plugins/pages/place.py", "vocabularies/names.toml", "write/permalinks.py", "model/commentaries.py"):
        with (tmp_path / name).open("ab") as file:
            file.write(b"\n")
        after = program.__wrapped__(tmp_path)
        assert after != before, name
        before = after
