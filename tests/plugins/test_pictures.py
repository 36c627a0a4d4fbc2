"""Which files of the content become pictures of the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.errors import ArchiveError
from backfile.plugins.pictures import is_still, picture

STILL = b'<svg xmlns="http://www.w3.org/2000/svg"><!-- a mill --><path fill="url(#a)" d="M0 0h9"/></svg>'


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content" / "images").mkdir(parents=True)
    return tmp_path / "content"


def test_a_picture_is_copied_as_it_is(content: Path) -> None:
    (content / "images" / "mill.svg").write_bytes(STILL)
    assert picture(content, "images/mill.svg", "a.md") == STILL


def test_a_picture_that_is_not_there_is_named_with_the_file_that_shows_it(content: Path) -> None:
    with pytest.raises(ArchiveError, match=r"a\.md: images/mill\.svg is not there"):
        picture(content, "images/mill.svg", "a.md")


def test_a_link_out_of_the_content_is_not_followed(content: Path) -> None:
    (content.parent / "secret.png").write_bytes(b"secret")
    (content / "images" / "a.png").symlink_to(content.parent / "secret.png")
    with pytest.raises(ArchiveError, match="is not there"):
        picture(content, "images/a.png", "a.md")


def test_a_file_of_another_kind_is_no_picture(content: Path) -> None:
    (content / "images" / "a.html").write_text("<p>", "utf-8")
    with pytest.raises(ArchiveError, match="no picture"):
        picture(content, "images/a.html", "a.md")


@pytest.mark.parametrize(
    "inside",
    [
        b"<script>alert(1)</script>",
        b'<a href="https://evil.example"><path d="M0 0"/></a>',
        b'<image xmlns:x="http://www.w3.org/1999/xlink" x:href="https://evil.example/a.png"/>',
        b'<path onclick="alert(1)" d="M0 0"/>',
        b"<foreignObject><p>x</p></foreignObject>",
        b'<path style="fill:url(https://evil.example)" d="M0 0"/>',
        b"<style>@import 'https://evil.example'</style>",
        b"<?xml-stylesheet href='https://evil.example'?>",
    ],
)
def test_a_drawing_that_can_act_or_load_is_refused(content: Path, inside: bytes) -> None:
    (content / "images" / "a.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg">' + inside + b"</svg>")
    with pytest.raises(ArchiveError, match="can act or load"):
        picture(content, "images/a.svg", "a.md")


@pytest.mark.parametrize("svg", [b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', b"no drawing", b""])
def test_what_has_entities_or_is_no_xml_is_not_still(svg: bytes) -> None:
    assert not is_still(svg)
