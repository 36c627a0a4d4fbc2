"""Files in, an archive and a report out: with real files, in folders of the test's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from backfile import pipeline
from backfile.errors import RulingError, SettingsError
from backfile.model import Status
from backfile.report import Outcome, Report

SAMPLE = Path(__file__).parent.parent / "sample" / "captures"
PAGE = "html/en-bread-queues-in-halmar.html"
DUMP = "text/onions-from-estmar.txt"


class Archive:
    """An archive in a folder of its own, fed from a folder of pages that the test can change."""

    def __init__(self, folder: Path) -> None:
        self.content, self.store, self.pages = folder / "content", folder / "captures", folder / "pages"
        self.rulings = folder / "rulings"
        for made in (self.pages, self.rulings):
            made.mkdir()

    def put(self, name: str, body: bytes | None = None) -> Path:
        path = self.pages / Path(name).name
        path.write_bytes((SAMPLE / name).read_bytes() if body is None else body)
        return path

    def add(self, *paths: Path, source: str | None = None) -> Report:
        named = paths or (self.pages,)
        return pipeline.add(named, content=self.content, store=self.store, source=source, rulings=self.rulings)

    def files(self) -> dict[str, bytes]:
        return {str(p.relative_to(self.content)): p.read_bytes() for p in self.content.rglob("[!.]*") if p.is_file()}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def only(report: Report) -> Outcome:
    (outcome,) = report.outcomes
    return outcome


def test_a_page_becomes_a_markdown_file(archive: Archive) -> None:
    archive.put(PAGE)
    outcome = only(archive.add())
    assert (Status.NEW, "en/2024/2024-01-15-bread-queues-in-halmar.md") == (outcome.status, outcome.path)
    assert [outcome.path] == list(archive.files())


def test_adding_a_page_twice_adds_nothing(archive: Archive) -> None:
    archive.put(PAGE)
    archive.add()
    before = archive.files()
    assert (Status.UNCHANGED, before) == (only(archive.add()).status, archive.files())


def test_the_same_bytes_under_two_names_are_one_commentary(archive: Archive) -> None:
    archive.put(PAGE)
    archive.put("copy.html", (SAMPLE / PAGE).read_bytes())
    statuses = {outcome.origin: (outcome.status, outcome.reason) for outcome in archive.add().outcomes}
    assert (Status.SKIPPED, "the same bytes as copy.html") == statuses["en-bread-queues-in-halmar.html"]
    assert 1 == len(archive.files())


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(archive: Archive) -> None:
    archive.put(PAGE)
    archive.put("empty.txt", b" \n")
    archive.put("paper.pdf", b"%PDF-1.7 \x00\x01")
    archive.put("cut.txt", "Title\n\nThe village of Ніжэйш".encode()[:-1])
    archive.put("title-only.txt", b"A title and nothing else\n")
    report = archive.add()
    failed = {outcome.origin for outcome in report.outcomes if outcome.status is Status.FAILED}
    assert {"empty.txt", "paper.pdf", "cut.txt", "title-only.txt"} == failed
    assert report.failed and 1 == len(archive.files())
    assert all(o.reason and o.advice for o in report.outcomes if o.status is Status.FAILED)


def test_a_named_source_overrides_recognition(archive: Archive) -> None:
    archive.put(DUMP)
    outcome = only(archive.add(source="generic"))
    assert outcome.commentary is not None and outcome.commentary.generic


def test_an_unknown_source_is_wrong_usage_that_lists_the_known_ones(archive: Archive) -> None:
    archive.put(DUMP)
    with pytest.raises(SettingsError, match="talvaria-weekly"):
        archive.add(source="gazette")
    assert not archive.store.exists()


def test_a_page_with_odd_picture_addresses_is_read_like_any_other(archive: Archive) -> None:
    (archive.pages / "img").mkdir()
    odd = "".join(f'<img alt="" src="{src}">' for src in ("img/a%00b.png", "http://[bad/x.png", f"img/{'x' * 300}.png"))
    archive.put(
        "odd.html", (SAMPLE / PAGE).read_bytes().replace(b'<div class="text">', f'<div class="text">{odd}'.encode())
    )
    assert only(archive.add()).status is Status.NEW


def test_a_file_whose_name_cannot_be_kept_fails_alone(archive: Archive) -> None:
    archive.put(DUMP)
    archive.put("file:odd.txt", b"A title\n\nAnd a text that nobody will read under this name.\n")
    statuses = {outcome.origin: outcome.status for outcome in archive.add().outcomes}
    assert statuses == {"onions-from-estmar.txt": Status.NEW, "file:odd.txt": Status.FAILED}


def saved_as_text(page: bytes) -> bytes:
    """The page as a reader's text dump, which has neither its address nor its links."""
    lines = BeautifulSoup(page, "lxml").find("article").get_text("\n").split("\n")  # type: ignore[union-attr]
    return "\n\n".join(line.strip() for line in lines if line.strip()).encode()


@pytest.mark.parametrize("order", ["page first", "dump first", "together"])
def test_a_text_dump_never_takes_the_place_of_the_page_it_was_made_of(archive: Archive, order: str) -> None:
    page = (SAMPLE / "html/en-the-loaf-that-lost-weight.html").read_bytes()
    dump = saved_as_text(page)
    for bodies in {"page first": [page, dump], "dump first": [dump, page], "together": []}[order]:
        archive.put(f"only.{'html' if bodies is page else 'txt'}", bodies)
        archive.add()
        next(archive.pages.iterdir()).unlink()
    archive.put("page.html", page)
    archive.put("dump.txt", dump)
    statuses = {outcome.origin: outcome.status for outcome in archive.add().outcomes}
    assert statuses["dump.txt"] is Status.SKIPPED
    (text,) = [text.decode() for path, text in archive.files().items() if path.endswith(".md")]
    assert "Original: https://talvaria-weekly.example/economy/the-loaf-that-lost-weight/" in text


def test_what_the_editor_changed_survives_a_second_add(archive: Archive) -> None:
    archive.put(PAGE)
    path = archive.content / str(only(archive.add()).path)
    edited = path.read_text("utf-8").replace("Category: Economy", "Category: Society")
    path.write_text(edited, "utf-8")
    assert (Status.UNCHANGED, edited) == (only(archive.add()).status, path.read_text("utf-8"))


def test_a_page_saved_anew_is_merged_with_what_the_editor_changed(archive: Archive) -> None:
    source = archive.put(PAGE)
    path = archive.content / str(only(archive.add()).path)
    path.write_text(path.read_text("utf-8").replace("Category: Economy", "Category: Society"), "utf-8")
    source.write_text(source.read_text("utf-8").replace("</p>\n", " A sentence the source added.</p>\n", 8), "utf-8")
    assert Status.CHANGED is only(archive.add()).status
    text = path.read_text("utf-8")
    assert "Category: Society" in text and "A sentence the source added." in text


def test_a_conflict_leaves_the_file_and_lays_the_new_text_beside_it(archive: Archive) -> None:
    source = archive.put(DUMP)
    path = archive.content / str(only(archive.add()).path)
    edited = path.read_text("utf-8").replace("the covered market", "the market, as the editor calls it,")
    path.write_text(edited, "utf-8")
    source.write_text(
        source.read_text("utf-8").replace("the covered market", "the market, as the source now says,"), "utf-8"
    )
    report = archive.add()
    assert (Status.CONFLICT, edited) == (only(report).status, path.read_text("utf-8"))
    assert report.failed and "as the source now says" in path.with_name(f"{path.name}.new").read_text("utf-8")


def test_a_picture_saved_beside_its_page_comes_along(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    for name in ("html/en-the-mill-that-would-not-turn.html", "images/mill.png"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes((SAMPLE / name).read_bytes())
    archive.add(folder)
    picture = next(name for name in archive.files() if name.startswith("images/"))
    markdown = next(text for name, text in archive.files().items() if name.endswith(".md"))
    assert f"![]({picture})" in markdown.decode()
    assert (SAMPLE / "images/mill.png").read_bytes() == archive.files()[picture]


def ruling(name: str, archive: Archive, target: str) -> None:
    text = (
        f'[[ruling]]\n{target}\nreason = "the page is of another week"\nset = {{ period = "2025-03-10/2025-03-16" }}\n'
    )
    (archive.rulings / name).write_text(text, "utf-8")


def test_a_ruling_corrects_the_source_before_markdown_is_written(archive: Archive) -> None:
    ruling(
        "talvaria-weekly.toml", archive, 'url = "https://talvaria-weekly.example/economy/the-loaf-that-lost-weight/"'
    )
    archive.put("html/en-the-loaf-that-lost-weight.html")
    report = archive.add()
    text = next(iter(archive.files().values())).decode()
    assert "Period: 2025-03-10/2025-03-16" in text and "the page is of another week" in text
    assert () == report.warnings


def test_a_ruling_that_matches_nothing_any_more_is_reported(archive: Archive) -> None:
    ruling("talvaria-weekly.toml", archive, 'url = "https://talvaria-weekly.example/gone/"')
    archive.put(DUMP)
    (warning,) = archive.add().warnings
    assert "talvaria-weekly.toml, ruling 1" in warning.text


def test_a_ruling_on_a_source_that_is_not_in_this_run_is_left_alone(archive: Archive) -> None:
    ruling("libmod.toml", archive, 'url = "https://libmod.de/gone/"')
    archive.put(DUMP)
    assert () == archive.add().warnings


def test_a_ruling_that_is_not_utf_8_is_named(archive: Archive) -> None:
    (archive.rulings / "libmod.toml").write_bytes("# Größe".encode("latin-1"))
    with pytest.raises(RulingError, match=r"libmod\.toml"):
        archive.add(archive.put(DUMP))


def test_a_ruling_that_cannot_be_read_stops_the_run_before_anything_is_written(archive: Archive) -> None:
    (archive.rulings / "libmod.toml").write_text("[[ruling]\n", "utf-8")
    archive.put(DUMP)
    with pytest.raises(RulingError, match=r"libmod\.toml"):
        archive.add()
    assert not archive.content.exists()


def test_the_sample_archive_is_what_its_captures_become(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent.parent
    report = pipeline.add([SAMPLE], content=tmp_path / "content", store=tmp_path / "captures")
    made = {p.relative_to(tmp_path / "content"): p.read_bytes() for p in (tmp_path / "content").rglob("[!.]*.*")}
    committed = {p.relative_to(root / "content"): p.read_bytes() for p in (root / "content").rglob("[!.]*.*")}
    del committed[Path("permalinks.txt")]  # made by publishing, not by adding
    assert not report.failed
    assert sorted(committed) == sorted(made)
    time = re.compile(rb"Captured: .*\n")
    assert [] == [str(name) for name in made if time.sub(b"", made[name]) != time.sub(b"", committed[name])]
