"""Files and folders: what can be read is found in the same order everywhere, and the rest is named with a reason."""

from __future__ import annotations

import gzip
import io
import os
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest

from backfile.errors import EmptyCapture, SettingsError, UnknownForm
from backfile.inputs.files import LARGEST, Found, FoundFile, Passed, Refused, read_files

PAGE = b"<!DOCTYPE html><title>x</title><p>Nothing happened in Ostmark.</p>"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def put(root: Path, **files: bytes) -> Path:
    for name, data in files.items():
        path = root / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def found(*paths: Path) -> list[Found]:
    return list(read_files(paths))


def origins(*paths: Path) -> list[str]:
    return [one.origin for one in found(*paths)]


def read(*paths: Path) -> list[tuple[str, bytes, str]]:
    return [(one.origin, one.body, one.media_type) for one in found(*paths) if isinstance(one, FoundFile)]


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    "body",
    [
        PAGE,
        b"\xef\xbb\xbf \n<html><body>x</body></html>",
        "<html><p>Ціха</p></html>".encode("utf-16"),
        "<html><p>Quiet</p></html>".encode("utf-16-le"),
        b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'><body>x</body></html>",
        b"<!-- saved --><div class='a'>Words</div>",
        b"<p>Words</p>",
        b"<h1>Words</h1>",
    ],
)
def test_a_page_is_known_by_its_content(tmp_path: Path, body: bytes) -> None:
    put(tmp_path, page_txt=body)
    assert read(tmp_path) == [("page.txt", body, "text/html")]


@pytest.mark.parametrize(
    "body",
    [
        b"Just words.",
        "Ціхі тыдзень".encode("windows-1251"),
        "Ціхі тыдзень".encode("utf-16"),
        "Тихая неделя".encode("koi8-r"),
        b"The tag <p> begins a paragraph.\nFrom here on: words.",
        b"From: a friend\nTo: you\n\nA poem, not a mail.",
        b"[1] A footnote {of sorts}",
        b"Page one\x0cPage two",
    ],
)
def test_text_is_known_by_its_content(tmp_path: Path, body: bytes) -> None:
    put(tmp_path, page_html=body)
    assert read(tmp_path) == [("page.html", body, "text/plain")]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (packed("word/document.xml"), "a Word document"),
        (packed("META-INF/container.xml"), "an EPUB book"),
        (b"PK\x03\x04 torn", "a damaged ZIP archive"),
        (gzip.compress(b"Words", mtime=0), "a gzip file"),
        (b"<?xml version='1.0'?><opml><body/></opml>", "a feed or another XML file"),
        (b'{"a": [1, 2]}', "JSON data"),
        (bytes(range(256)), "binary data"),
        (bytes(4096), "binary data"),
        (b"\x7fELF" + bytes(100), "binary data"),
        (b"{\\rtf1 x}", "a rich-text document"),
    ],
)
def test_another_form_is_named(tmp_path: Path, body: bytes, name: str) -> None:
    put(tmp_path, page_html=body)
    (refused,) = found(tmp_path)
    assert isinstance(refused, Refused)
    assert isinstance(refused.error, UnknownForm)
    assert str(refused.error).startswith(f"page.html: looks like {name}; this form is not read yet")


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\xef\xbb\xbf%PDF-1.4\n", "application/pdf"),
        (b"Received: from a\r\nFrom: b@example.org\r\nSubject: c\r\n\r\nHello", "message/rfc822"),
        (b"DKIM-Signature: v=1;\n\ta=rsa\nX-Odd:\nSubject: c\nMessage-ID: <1>\n\nHello", "message/rfc822"),
        (
            b"From: <Saved by Blink>\nSubject: c\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n",
            "multipart/related",
        ),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x", "multipart/related"),
        (b"MIME-Version: 1.0\nTo: b\nContent-Type: multipart/related; boundary=x\n\n--x", "message/rfc822"),
    ],
)
def test_mails_prints_and_saved_pages_are_known_by_their_content(tmp_path: Path, body: bytes, media_type: str) -> None:
    put(tmp_path, page_html=body)
    assert read(tmp_path) == [("page.html", body, media_type)]


@pytest.mark.parametrize("folder", ["page_files", "page-Dateien", "page_fichiers", "page.files", "page_pliki"])
def test_pages_in_the_folder_that_a_browser_saved_beside_a_page_are_no_pages(tmp_path: Path, folder: str) -> None:
    put(tmp_path, page_html=PAGE)
    for name in (folder, "page_archive"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "frame.html").write_bytes(PAGE)
    assert origins(tmp_path) == ["page.html", "page_archive/frame.html"]


@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"\xef\xbb\xbf\n", "\ufeff \n".encode("utf-16-le")])
def test_an_empty_file_is_refused_by_name(tmp_path: Path, body: bytes) -> None:
    put(tmp_path, a_html=body, b_html=PAGE)
    refused, page = found(tmp_path)
    assert isinstance(refused, Refused)
    assert isinstance(refused.error, EmptyCapture)
    assert refused.error.where == "a.html"
    assert isinstance(page, FoundFile)


def test_pictures_and_styles_beside_pages_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, a_html=PAGE, a__logo_png=PNG, a__style_css=b"p { color: red }", a__x_svg=b"<svg xmlns='x'></svg>")
    assert origins(tmp_path) == ["a.html"]


def test_a_folder_of_pictures_says_what_they_are(tmp_path: Path) -> None:
    put(tmp_path, a_png=PNG, b_css=b"p {}")
    assert found(tmp_path) == [
        Passed("a.png", "is a PNG image, not a page"),
        Passed("b.css", "is a style sheet, a script or a font"),
    ]


def test_a_picture_named_directly_is_answered(tmp_path: Path) -> None:
    put(tmp_path, a_html=PAGE, a_png=PNG)
    assert found(tmp_path / "a.png") == [Passed("a.png", "is a PNG image, not a page")]


def test_origins_are_relative_to_the_named_folder(tmp_path: Path) -> None:
    put(tmp_path, x__2025__b_html=PAGE, x__2024__a_html=PAGE, x__c_html=PAGE)
    assert origins(tmp_path / "x") == ["2024/a.html", "2025/b.html", "c.html"]
    assert origins(tmp_path / "x/2024/a.html") == ["a.html"]


def test_origins_are_the_same_however_the_disk_spells_them(tmp_path: Path) -> None:
    name = "Й.html"
    (tmp_path / unicodedata.normalize("NFD", name)).write_bytes(PAGE)
    assert origins(tmp_path) == [unicodedata.normalize("NFC", name)]


def test_hidden_and_temporary_files_are_left_out(tmp_path: Path) -> None:
    put(tmp_path, a_html=PAGE, b__c_html=PAGE)
    for name in (".hidden.html", "~$a.html", "a.html~", "a.html.part", "Thumbs.db", ".git/x.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(PAGE)
    assert origins(tmp_path) == ["a.html", "b/c.html"]


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "big.html").open("wb") as file:
        file.truncate(LARGEST + 1)
    (refused,) = found(tmp_path)
    assert "larger than 50 MB" in str(refused)


def test_a_missing_path_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    put(tmp_path, a_html=PAGE)
    refused, page = found(tmp_path / "gone.html", tmp_path / "a.html")
    assert isinstance(refused, Refused)
    assert isinstance(refused.error, SettingsError)
    assert refused.error.where == str(tmp_path / "gone.html")
    assert isinstance(page, FoundFile)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    put(tmp_path, a_html=PAGE, b__c_html=PAGE)
    (tmp_path / "a.html").chmod(0)
    (tmp_path / "b").chmod(0)
    try:
        refused = found(tmp_path)
    finally:
        (tmp_path / "b").chmod(0o700)
    assert [one.origin for one in refused] == ["a.html", "b"]
    assert all("cannot be read" in str(one) for one in refused)


@pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    (refused,) = found(tmp_path)
    assert "not a regular file" in str(refused)


def test_links_that_lead_out_are_reported_and_not_followed(tmp_path: Path) -> None:
    put(tmp_path, out__secret_html=PAGE, in__a_html=PAGE)
    inside = tmp_path / "in"
    (inside / "file.html").symlink_to(tmp_path / "out/secret.html")
    (inside / "folder").symlink_to(tmp_path / "out")
    (inside / "loop").symlink_to(inside)
    (inside / "same.html").symlink_to(inside / "a.html")
    (inside / "void.html").symlink_to(inside / "gone.html")
    results = found(inside)
    assert [(type(one), one.origin) for one in results] == [
        (FoundFile, "a.html"),
        (Refused, "file.html"),
        (Refused, "folder"),
        (FoundFile, "same.html"),
        (Refused, "void.html"),
    ]
    assert "leads out of its folder" in str(results[1])


def test_a_name_that_is_no_text_is_still_read(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.html")).write_bytes(PAGE)
    assert origins(tmp_path) == ["caf\udce9.html"]


def test_many_comments_and_many_blanks_cost_no_time(tmp_path: Path) -> None:
    put(tmp_path, a_html=b"<!-- -->" * 100_000, b_html=b" " * 1_000_000, c_html=b"<!-- " * 100_000)
    assert [type(one) for one in found(tmp_path)] == [FoundFile, Refused, FoundFile]
