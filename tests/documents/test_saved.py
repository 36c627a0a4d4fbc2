"""Pages that a browser saved into one file: their own pictures, address and day come along, their leftovers do not."""

from __future__ import annotations

import datetime as dt
from base64 import b64encode
from pathlib import Path

import pytest

from backfile import pipeline
from backfile.documents.html import read_html
from backfile.documents.mhtml import read_mhtml
from backfile.errors import DamagedCapture
from backfile.inputs.saved import saved_at
from backfile.model import Block, Document, Kind

PNG = (Path(__file__).parents[1] / "sample" / "captures" / "images" / "mill.png").read_bytes()
DATA = f"data:image/png;base64,{b64encode(PNG).decode()}"
PROSE = "The mill at Halmar turned for an hour on Sunday, for the first time since the miller left it to his brother."
LAST = (
    "His brother had sold the stones, and bought a boat. What turned was the wheel alone, and it turned quite freely."
)
URL = "https://talvaria.example/economy/the-mill/"
SINGLE = f"""<!DOCTYPE html> <html lang=en><!--
 Page saved with SingleFile
 url: {URL}
 saved date: Sun Mar 16 2025 21:05:09 GMT+0100 (Central European Standard Time)
--><title>The Mill</title><style>:root{{--sf-img-3:url("{DATA}")}}.sf-hidden{{display:none!important}}</style>
<body><h1>The Mill</h1><p>{PROSE}</p>%s<p>{LAST}</p><div class="a sf-hidden">Accept all cookies</div>
<template shadowrootmode=open><p>Shadow</p></template></body>"""


def mhtml(
    image: str = "https://talvaria.example/mill.png", located: str = "https://talvaria.example/mill.png"
) -> bytes:
    head = f"""From: <Saved by Blink>
Snapshot-Content-Location: {URL}
Subject: The Mill
Date: Sun, 16 Mar 2025 20:05:09 -0000
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--x----"


------MultipartBoundary--x----
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: {URL}

<html><head><meta charset=3D"utf-8"><title>The Mill</title></head><body><h1>The Mill</h1>
<p>{PROSE[:40]}=
{PROSE[40:]}</p><p><img src=3D"{image}"></p><p>{LAST}</p></body></html>
------MultipartBoundary--x----
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: {located}

{b64encode(PNG).decode()}
------MultipartBoundary--x------
"""
    return head.replace("\n", "\r\n").encode()


def pictures(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind is Kind.IMAGE]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.text]


def single(image: str) -> Document:
    return read_html((SINGLE % image).encode(), digest="d")


@pytest.mark.parametrize(
    "image",
    [
        f"<img src={DATA}>",
        f'<img data-src="https://talvaria.example/mill.png" src={DATA}>',
        "<img src='data:image/svg+xml,<svg width=\"9\"></svg>' style='background-image:var(--sf-img-3)'>",
    ],
)
def test_a_picture_of_a_single_file_is_held_by_its_block(image: str) -> None:
    assert [DATA] == [block.src for block in pictures(single(image))]


def test_a_single_file_keeps_its_address_and_drops_what_was_hidden() -> None:
    document = single("")
    assert URL == document.hint("url", "singlefile")
    assert ["The Mill", PROSE, LAST] == texts(document)


@pytest.mark.parametrize("body", [b"GIF89a\x01\x00\x01\x00" + bytes(20), b"<svg onload='x()'/>", b""])
def test_a_data_address_that_shows_nothing_or_is_a_drawing_is_no_picture(body: bytes) -> None:
    assert [] == pictures(single(f"<img src='data:image/gif;base64,{b64encode(body).decode()}'>"))


def test_a_page_saved_whole_keeps_its_address_after_what_it_says_itself() -> None:
    mark = f"<!-- saved from url=(0042){URL} -->\n<html><head>%s</head><p>{PROSE}</p></html>"
    assert URL == read_html((mark % "").encode(), digest="d").hint("url")
    own = "<link rel=canonical href='https://talvaria.example/the-mill/'>"
    assert ["https://talvaria.example/the-mill/", URL] == [*read_html((mark % own).encode(), digest="d").hinted("url")]


@pytest.mark.parametrize(
    ("image", "located"),
    [
        ("https://talvaria.example/mill.png", "https://talvaria.example/mill.png"),
        ("../../mill.png", "https://talvaria.example/mill.png"),
        ("mill.png", f"{URL}mill.png"),
    ],
)
def test_a_page_in_the_form_of_a_mail_is_read_with_its_pictures(image: str, located: str) -> None:
    document = read_mhtml(mhtml(image, located), digest="d")
    assert ["The Mill", PROSE, LAST] == texts(document)
    assert [DATA] == [block.src for block in pictures(document)]
    assert URL == document.hint("url", "mhtml")


def test_a_saved_page_that_is_cut_is_refused() -> None:
    whole = mhtml()
    for end in range(whole.index(b"<html>"), len(whole) - 8, 61):
        with pytest.raises(DamagedCapture):
            read_mhtml(whole[:end], digest="d")


def test_the_moment_of_saving_is_when_the_page_was_captured() -> None:
    assert dt.datetime(2025, 3, 16, 20, 5, 9, tzinfo=dt.UTC) == saved_at((SINGLE % "").encode(), "text/html")
    assert dt.datetime(2025, 3, 16, 20, 5, 9, tzinfo=dt.UTC) == saved_at(mhtml(), "multipart/related")
    assert saved_at(b"<html>", "text/html") is None


def test_pictures_of_saved_pages_become_files_of_the_archive_once(tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_bytes(mhtml())
    (tmp_path / "b.html").write_text(SINGLE.replace(URL, f"{URL}2/") % f"<img src={DATA}>", "utf-8")
    report = pipeline.add([tmp_path / "a.mhtml", tmp_path / "b.html"], content=tmp_path / "c", store=tmp_path / "s")
    assert not report.failed
    assert [PNG] == [path.read_bytes() for path in (tmp_path / "c" / "images").iterdir()]
    assert not any("data:" in path.read_text("utf-8") for path in (tmp_path / "c").rglob("*.md"))
