"""What happens to an archive between two builds: each change can be made, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.speed.changes import CHANGES, Edit, apply, with_line
from bench.speed.sites import Mark, Site, prepare, touched
from bench.speed.texts import backfile_file
from bench.speed.tools import backfile, eleventy, hugo_with, stock_pelican

TOOLS = (backfile(), stock_pelican(), hugo_with("hugo", "Hugo", Path("/")), hugo_with("hugo_tuned", "Hugo", Path("/")))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return prepare([backfile()], 12, tmp_path / "sites")[0]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_site_has_its_texts_its_theme_and_the_picture_they_show(site: Site) -> None:
    names = bytes_of(site.folder)
    assert sum(name.endswith(".md") for name in names) == 12
    assert {"pelicanconf.py", "theme/templates/commentary.html", "content/images/mill.svg"} <= names.keys()


@pytest.mark.parametrize(
    ("change", "expected"), [("no_change", 0), ("six_new", 6), ("one_edited", 1), ("one_renamed", 2), ("template", 1)]
)
def test_a_change_touches_as_many_files_as_it_says(site: Site, change: str, expected: int) -> None:
    before = bytes_of(site.folder)
    apply(site.edits[change], site.folder)
    after = bytes_of(site.folder)
    assert sum(before.get(name) != after.get(name) for name in before.keys() | after.keys()) == expected


def test_a_new_round_begins_with_the_files_that_were_there_at_first(site: Site) -> None:
    before = bytes_of(site.folder)
    for change in CHANGES:
        apply(site.edits[change], site.folder)
    for made in ("output.releases/1/a.html", "captures/.cache/x", "content/permalinks.txt", "said.txt"):
        (site.folder / made).parent.mkdir(parents=True, exist_ok=True)
        (site.folder / made).write_text("made by a build", "utf-8")
    (site.folder / "output").symlink_to("output.releases/1")
    site.begin_anew()
    assert bytes_of(site.folder) == before
    assert not (site.folder / "output").is_symlink()


def test_the_template_that_is_changed_is_that_of_an_article(tmp_path: Path) -> None:
    package = tmp_path / "modules" / "@11ty" / "eleventy" / "package.json"
    package.parent.mkdir(parents=True)
    package.write_text('{"version": "3"}', "utf-8")
    for tool in (*TOOLS, eleventy(tmp_path / "modules")):
        tool.prepare(tmp_path / tool.name)
        template = (tmp_path / tool.name / tool.template).read_text("utf-8")
        assert len(with_line(template).splitlines()) == len(template.splitlines()) + 1, tool.name


def test_a_template_without_an_article_is_an_error() -> None:
    with pytest.raises(ValueError, match="no </article>"):
        with_line("<p>")


def test_an_edit_taken_back_is_what_was_there(tmp_path: Path) -> None:
    new = Edit("a/b.md", None, "text")
    apply([new], tmp_path)
    assert bytes_of(tmp_path) == {"a/b.md": b"text"}
    apply([new.reverse], tmp_path)
    assert bytes_of(tmp_path) == {}


def test_all_generators_get_texts_of_the_same_number(tmp_path: Path) -> None:
    sites = prepare(TOOLS, 9, tmp_path / "sites")
    assert [len(list(site.folder.glob("content/**/*[0-9].md"))) for site in sites] == [9] * 4
    assert backfile_file is sites[0].tool.file_of


def test_a_file_is_touched_if_it_is_new_gone_or_written_again() -> None:
    before = {"kept": Mark(1, 10), "gone": Mark(1, 10), "longer": Mark(1, 10), "again": Mark(1, 10)}
    after = {"kept": Mark(1, 10), "new": Mark(1, 10), "longer": Mark(2, 10), "again": Mark(1, 11)}
    assert touched(before, after) == 4
