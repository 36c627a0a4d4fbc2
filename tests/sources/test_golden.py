"""Golden pairs: each page beside this file becomes the Markdown beside it, letter for letter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from backfile.model import Capture
from backfile.street import read_capture
from backfile.write.header import render_header
from backfile.write.markdown import render_body
from backfile.write.slugs import slug

HERE = Path(__file__).parent
PAGES = sorted(path for path in HERE.rglob("*") if path.suffix in (".txt", ".html"))

CaptureOf = Callable[[Path], Capture]


def name(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


every_page = pytest.mark.parametrize("page", PAGES, ids=name)


@every_page
def test_a_page_becomes_the_markdown_beside_it(page: Path, capture_of: CaptureOf) -> None:
    commentary, _ = read_capture(capture_of(page))
    found = f"{render_header(commentary, slug=slug(commentary.title))}\n{render_body(commentary.body)}"
    expected = page.with_name(f"{page.name}.md")
    if not expected.exists():
        expected.write_text(found, encoding="utf-8")
        pytest.fail(f"{name(expected)} was missing and has been written: look at it, then run again")
    assert expected.read_text("utf-8") == found


@every_page
def test_a_page_is_recognised_by_its_own_source_and_layout(page: Path, capture_of: CaptureOf) -> None:
    commentary, reading = read_capture(capture_of(page))
    assert commentary.source == page.parent.name
    assert page.stem.startswith(reading.layout.replace(" ", "-"))


@every_page
def test_a_page_is_read_the_same_twice(page: Path, capture_of: CaptureOf) -> None:
    assert read_capture(capture_of(page)) == read_capture(capture_of(page))


def test_no_expected_file_has_lost_its_page() -> None:
    expected = {path.name.removesuffix(".md") for path in HERE.rglob("*.md") if path.name != "README.md"}
    assert expected == {path.name for path in PAGES}


def test_every_source_has_a_page_as_text_and_one_as_html() -> None:
    folders = {path.parent for path in PAGES}
    lacking = {
        (folder.name, kind) for folder in folders for kind in (".txt", ".html") if not [*folder.glob(f"*{kind}")]
    }
    assert lacking == set()
