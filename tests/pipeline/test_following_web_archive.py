"""A publication whose site is gone is followed by way of a web archive: what that holds is brought in as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sites.desk import Desk
from sites.serving import Asked, Certificates, Reply, serve
from sites.webarchive import Copy, web_archive

HOST = "hilltop.example"
ARCHIVE = "pages-of-old.example"
TEXTS = {
    "the-ferry": "The ferry crosses the Osta twice a day, unless the ferryman has gone to see his sister at Brenik.",
    "the-weir": "The weir was mended in the spring, and in the summer there was no water to try it with.",
}


def page(name: str, text: str) -> bytes:
    title = name.replace("-", " ").title()
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title} | Hilltop</title>'
        f'<link rel="canonical" href="https://{HOST}/river/{name}/">'
        f'<meta property="article:published_time" content="2020-05-0{1 + len(name) % 2}"></head>'
        f'<body><nav><a href="/">Hilltop</a></nav><article><h1>{title}</h1><p>{text}</p>'
        "<p>So it was told at the inn, and so it is written down here.</p></article></body></html>"
    ).encode()


class Parked:
    """What became of the site: its home page is for sale, and there is nothing else."""

    hosts = (HOST,)
    date = "Mon, 06 Jan 2025 06:00:00 GMT"

    def robots(self) -> str:
        return "User-agent: *\nDisallow:\n"

    def answer(self, asked: Asked) -> Reply:
        return Reply(b"<p>This domain is for sale.</p>") if asked.path == "/" else Reply(b"no such page", 404)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    copies = [Copy(f"https://{HOST}/river/{name}/", "2021-01-02T03:04:05Z", page(name, TEXTS[name])) for name in TEXTS]
    older = Copy(f"http://www.{HOST}/river/the-ferry", "2020-06-01T00:00:00Z", page("the-ferry", "It does not go."))
    with web_archive(tmp_path_factory.mktemp("pywb"), [older, *copies]) as address:
        yield address


def test_what_only_a_web_archive_has_is_brought_in_with_its_own_address_and_day(
    archive: str, certificates: Certificates, tmp_path: Path
) -> None:
    with serve(Parked(), certificates) as server:
        also = f"{ARCHIVE}:80:127.0.0.1:{urlsplit(archive).port}"
        desk = replace(Desk(tmp_path / "archive", server, certificates, 1_736_150_000), also=also)
        endpoint = f"http://{ARCHIVE}/letters/cdx"
        desk.with_source(id="hilltop", home=f"https://{HOST}/", archive=endpoint, rights="full", pace=0.01)
        run = desk.run("update")
        headers = {header.url: header for header in desk.headers().values()}
        assert {f"https://{HOST}/river/{name}/" for name in TEXTS} == set(headers), run
        ferry = headers[f"https://{HOST}/river/the-ferry/"]
        assert ("The Ferry", "2021-01-02") == (ferry.title, str(ferry.captured)[:10])
        assert TEXTS["the-ferry"] in ferry.body and "pages-of-old" not in ferry.body
        before = desk.tree(), desk.captures()
        again = desk.run("update")
        assert before == (desk.tree(), desk.captures()), again
