"""From a file's bytes to an entry."""

from __future__ import annotations

import re
from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path

import pytest
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from pelican.readers import MarkdownReader  # type: ignore[import-untyped]
from pelican.settings import read_settings  # type: ignore[import-untyped]

from backfile.errors import HeaderError
from backfile.formats.limits import time_limit
from backfile.plugins.conversion import Converter
from backfile.plugins.entries import Entry
from backfile.plugins.reading import Reader
from backfile.plugins.words import Words
from backfile.write.header import parse_header

ROOT = Path(__file__).resolve().parents[2]
Text = Callable[..., str]
ANCHORS = re.compile(r'<a class="anchor"[^>]*></a>')


def speak(lang: str) -> Words:
    return Words(lang, "en", NullTranslations())


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(read_settings(str(ROOT / "pelicanconf.py"))["MARKDOWN"], speak)


@pytest.fixture
def read(reader: Reader) -> Callable[[str | bytes], Entry]:
    return lambda text: reader.entry(text if isinstance(text, bytes) else text.encode(), "a.md")


def test_the_body_is_what_follows_the_header(read: Callable[[str | bytes], Entry], text_of: Text) -> None:
    entry = read(text_of("One.\n\n*Two*.\n", Authors="Hanna Veras; Jonas Telk"))
    assert ANCHORS.sub("", entry.body.html) == '<p id="p1">One.</p>\n<p id="p2"><em>Two</em>.</p>'
    assert entry.authors == ("Hanna Veras", "Jonas Telk")


def test_an_author_with_a_comma_is_one_author(read: Callable[[str | bytes], Entry], text_of: Text) -> None:
    assert read(text_of(Authors="Hanna Veras, editor;")).authors == ("Hanna Veras, editor",)


def test_of_an_excerpt_only_the_first_paragraph_is_kept(read: Callable[[str | bytes], Entry], text_of: Text) -> None:
    body = read(text_of("One.\n\nTwo.\n", Rights="excerpt")).body
    assert (ANCHORS.sub("", body.html), "Two" in body.text) == ('<p id="p1">One.</p>', False)


def test_of_a_mere_link_nothing_is_kept(read: Callable[[str | bytes], Entry], text_of: Text) -> None:
    entry = read(text_of("One.\n", Rights="link", Summary="Told."))
    assert (entry.body.html, entry.body.text, entry.dek) == ("", "", "")


def test_a_file_that_is_not_utf8_is_named_with_its_line(read: Callable[[str | bytes], Entry], text_of: Text) -> None:
    with pytest.raises(HeaderError, match=r"^a\.md:\d+: is not UTF-8"):
        read(text_of().encode() + b"\xff")


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
    read: Callable[[str | bytes], Entry], text_of: Text, change: dict[str, str], said: str
) -> None:
    with pytest.raises(HeaderError, match=rf"^a\.md:\d+: .*{said}"):
        read(text_of(**change))


class Endless(Extension):
    """An extension that never comes back, as Markdown did not on hostile input."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Markdown's name
        md.preprocessors.register(Forever(md), "forever", 1)


class Forever(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        while any("forever" in line for line in lines):
            pass
        return lines


def test_markdown_that_does_not_finish_is_ended_and_named_and_the_next_is_read(text_of: Text) -> None:
    reader = Reader({"extensions": [Endless()]}, speak, seconds=0.05)
    with pytest.raises(HeaderError, match=r"^a\.md: Markdown did not finish in 0\.05 seconds"):
        reader.entry(text_of("It takes forever.").encode(), "a.md")
    assert reader.entry(text_of("Done.").encode(), "b.md").body.text == "Done."


@pytest.mark.parametrize("path", sorted((ROOT / "content").rglob("*.md")), ids=lambda path: str(path.stem))
def test_a_body_is_what_pelican_makes_of_the_file(path: Path) -> None:
    settings = read_settings(str(ROOT / "pelicanconf.py"))
    body = parse_header(path.read_text("utf-8"), path.name).body
    assert Converter(settings["MARKDOWN"]).html(body, 10) == MarkdownReader(settings).read(str(path))[0]


def test_a_letter_that_no_page_can_hold_is_marked_as_such(read: Callable[[str | bytes], Entry], text_of: Text) -> None:
    assert read(text_of("![](https://a.example/b.png)\ufffe\n")).body.text == "Picture at the source\ufffd"


def test_with_other_extensions_only_the_reference_is_asked(text_of: Text) -> None:
    reader = Reader({"extensions": ["markdown.extensions.nl2br"]}, speak)
    assert "<ul>" in reader.entry(text_of("- a\n- b\n").encode(), "a.md").body.html
    plainer = Reader({"extensions": ["markdown.extensions.tables"]}, speak)
    assert "footnote" not in plainer.entry(text_of("One.[^1]\n\n[^1]: Two.\n").encode(), "a.md").body.html


def test_one_text_leaves_nothing_behind_for_the_next(reader: Reader, text_of: Text) -> None:
    reader.entry(text_of("See [here][x].[^1]\n\n[x]: https://x.example/\n\n[^1]: A note.\n").encode(), "a.md")
    assert reader.entry(text_of("See [here][x].[^1]\n").encode(), "b.md").body.text == "See [here][x].[^1]"


def test_what_finishes_in_time_is_left_alone() -> None:
    with time_limit(5):
        done = sum(range(10))
    assert done == 45
