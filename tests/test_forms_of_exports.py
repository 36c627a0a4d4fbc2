"""One issue of the sample newsletter in every form of an export becomes the same commentary, word for word."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from backfile.inputs.files import FoundFile, read_files
from backfile.model import Commentary
from backfile.pipeline.adding import Intake
from backfile.street import read_capture
from backfile.write.markdown import render_body

SAMPLE = Path(__file__).parent / "sample" / "captures" / "html" / "en-a-comma-in-the-annex.html"
PAGE = SAMPLE.read_bytes()
TEXT = PAGE.decode()
ADDRESS = re.search(r'rel="canonical" href="([^"]+)"', TEXT)[1]  # type: ignore[index]
TITLE = re.search(r'og:title" content="([^"]+)"', TEXT)[1]  # type: ignore[index]
ARTICLE = re.search(r"<article>(.*)</article>", TEXT, re.DOTALL)[1]  # type: ignore[index]
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:wp="http://wordpress.org/export/1.2/"'
)


def response() -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE
    header = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {ADDRESS}\r\nWARC-Date: 2024-07-01T00:00:00Z\r\n"
    header += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    return header.encode() + block + b"\r\n\r\n"


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def rss_item(more: str = "") -> bytes:
    return (
        f'<rss version="2.0" {NAMESPACES}><channel><title>Talvaria Weekly</title><item><title>{TITLE}</title>'
        f"<link>{ADDRESS}</link><content:encoded><![CDATA[{ARTICLE}]]></content:encoded>{more}</item></channel></rss>"
    ).encode()


def atom_entry() -> bytes:
    escaped = ARTICLE.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>{TITLE}</title>'
        f'<link href="{ADDRESS}"/><id>{ADDRESS}</id><content type="html">{escaped}</content></entry></feed>'
    ).encode()


WP = "<wp:post_id>7</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>"
ROW = f'post_id,is_published,type,audience,title,canonical_url\n7.x,true,newsletter,everyone,"{TITLE}",{ADDRESS}\n'
GHOST = {"id": "7", "slug": "x", "title": TITLE, "html": ARTICLE, "status": "published", "canonical_url": ADDRESS}
LIST = b'{"profile": "data-package", "resources": []}'
FORMS: dict[str, Callable[[], bytes]] = {
    "WARC": response,
    "WARC.gz": lambda: gzip.compress(response()),
    "WACZ": lambda: packed({"datapackage.json": LIST, "archive/a.warc.gz": gzip.compress(response())}),
    "ZIP": lambda: packed({"page.html": PAGE}),
    "RSS": rss_item,
    "Atom": atom_entry,
    "WXR": lambda: rss_item(WP),
    "Substack": lambda: packed({"posts.csv": ROW.encode(), "posts/7.x.html": ARTICLE.encode()}),
    "Ghost": lambda: json.dumps({"db": [{"data": {"posts": [GHOST]}}]}).encode(),
    "Markdown": lambda: f"---\ntitle: {json.dumps(TITLE)}\ncanonical_url: {ADDRESS}\n---\n\n{ARTICLE}".encode(),
}


def commentary(path: Path, store: Path) -> Commentary:
    (file,) = [one for one in read_files([path]) if isinstance(one, FoundFile)]
    intake = Intake.into(store, dt.datetime(2024, 7, 1, tzinfo=dt.UTC))
    return read_capture(intake.capture(file.body, file.media_type, file.origin, file.captured, file.charset))[0]


def facts(said: Commentary) -> tuple[object, ...]:
    return (
        *(said.title, said.date, said.period, said.topic, said.trend, said.authors, said.language, said.url),
        *(said.source, render_body(said.body)),
    )


@pytest.mark.parametrize("form", FORMS)
def test_an_issue_is_the_same_commentary_in_every_form(tmp_path: Path, form: str) -> None:
    path = tmp_path / "issue.bin"
    path.write_bytes(FORMS[form]())
    expected = commentary(SAMPLE, tmp_path / "store")
    assert expected.trend is not None
    assert facts(commentary(path, tmp_path / "other")) == facts(expected)
