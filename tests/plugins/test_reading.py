"""From a folder of files to entries."""

from __future__ import annotations

import re
from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path

import pytest
from pelican.readers import MarkdownReader  # type: ignore[import-untyped]
from pelican.settings import read_settings  # type: ignore[import-untyped]

from backfile.errors import HeaderError
from backfile.formats.limits import time_limit
from backfile.plugins.entries import Entry, entry_from
from backfile.plugins.reading import read_body, read_entries
from backfile.plugins.words import Words
from backfile.write.header import parse_header

ROOT = Path(__file__).resolve().parents[2]
Text = Callable[..., str]
ANCHORS = re.compile(r'<a class="anchor"[^>]*></a>')


def speak(lang: str) -> Words:
    return Words(lang, "en", NullTranslations())


@pytest.fixture(scope="module")
def reader() -> MarkdownReader:
    return MarkdownReader(read_settings(str(ROOT / "pelicanconf.py")))


@pytest.fixture
def read(tmp_path: Path, reader: MarkdownReader) -> Callable[..., list[Entry]]:
    def run(**files: str | bytes) -> list[Entry]:
        for name, text in files.items():
            (tmp_path / f"{name}.md").write_bytes(text if isinstance(text, bytes) else text.encode())
        return list(read_entries(tmp_path, reader, speak))

    return run


def test_files_are_read_in_the_order_of_their_paths(read: Callable[..., list[Entry]], text_of: Text) -> None:
    assert [entry.path for entry in read(b=text_of(), a=text_of(), c=text_of())] == ["a.md", "b.md", "c.md"]


def test_the_body_is_what_follows_the_header(read: Callable[..., list[Entry]], text_of: Text) -> None:
    [entry] = read(a=text_of("One.\n\n*Two*.\n", Authors="Hanna Veras; Jonas Telk"))
    assert ANCHORS.sub("", entry.body.html) == '<p id="p1">One.</p>\n<p id="p2"><em>Two</em>.</p>'
    assert entry.authors == ("Hanna Veras", "Jonas Telk")


def test_an_author_with_a_comma_is_one_author(read: Callable[..., list[Entry]], text_of: Text) -> None:
    assert read(a=text_of(Authors="Hanna Veras, editor;"))[0].authors == ("Hanna Veras, editor",)


def test_of_an_excerpt_only_the_first_paragraph_is_kept(read: Callable[..., list[Entry]], text_of: Text) -> None:
    body = read(a=text_of("One.\n\nTwo.\n", Rights="excerpt"))[0].body
    assert (ANCHORS.sub("", body.html), "Two" in body.text) == ('<p id="p1">One.</p>', False)


def test_of_a_mere_link_nothing_is_kept(read: Callable[..., list[Entry]], text_of: Text) -> None:
    [entry] = read(a=text_of("One.\n", Rights="link", Summary="Told."))
    assert (entry.body.html, entry.body.text, entry.dek) == ("", "", "")


def test_a_file_that_is_not_utf8_is_named_with_its_line(read: Callable[..., list[Entry]], text_of: Text) -> None:
    with pytest.raises(HeaderError, match=r"^a\.md:\d+: is not UTF-8"):
        read(a=text_of().encode() + b"\xff")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Url": "../../x.html"}, "Url"),
        ({"Status": "draft"}, "Status"),
        ({"Date": "14 January"}, "14 January"),
        ({"Trend": "sideways"}, "sideways"),
        ({"Slug": "../../index"}, "index"),
        ({"Lang": "../en"}, "en"),
    ],
)
def test_a_header_that_is_not_understood_is_named(
    read: Callable[..., list[Entry]], text_of: Text, change: dict[str, str], said: str
) -> None:
    with pytest.raises(HeaderError, match=rf"^a\.md:\d+: .*{said}"):
        read(a=text_of(**change))


def test_a_link_to_a_file_is_refused(tmp_path: Path, reader: MarkdownReader, text_of: Text) -> None:
    (tmp_path / "outside.md").write_text(text_of(), "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").symlink_to(tmp_path / "outside.md")
    with pytest.raises(HeaderError, match="is a link"):
        list(read_entries(tmp_path / "content", reader, speak))


def test_a_hidden_file_is_not_read(tmp_path: Path, reader: MarkdownReader, text_of: Text) -> None:
    (tmp_path / ".trash").mkdir()
    for name in (".trash/old.md", ".draft.md"):
        (tmp_path / name).write_text("no commentary", "utf-8")
    (tmp_path / "a.md").write_text(text_of(), "utf-8")
    assert [entry.path for entry in read_entries(tmp_path, reader, speak)] == ["a.md"]


class Endless(MarkdownReader):  # type: ignore[misc]  # Pelican has no types
    """A reader that never comes back, as Markdown did not on hostile input."""

    def read(self, _path: str) -> tuple[str, dict[str, str]]:
        while True:
            pass


def test_markdown_that_does_not_finish_is_ended_and_named(tmp_path: Path, text_of: Text) -> None:
    entry = entry_from(parse_header(text_of(), "a.md"), "a.md")
    endless = Endless(read_settings(str(ROOT / "pelicanconf.py")))
    with pytest.raises(HeaderError, match=r"^a\.md: Markdown did not finish in 0\.05 seconds"):
        read_body(tmp_path / "a.md", entry, endless, speak("en"), seconds=0.05)


def test_what_finishes_in_time_is_left_alone() -> None:
    with time_limit(5):
        done = sum(range(10))
    assert done == 45
