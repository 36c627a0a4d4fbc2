"""Sitemaps as XML, gzipped, as lines, and hostile: commentaries told from other pages, nothing unpacked for ever."""

from __future__ import annotations

import datetime as dt
import gzip
import time
import tracemalloc
import zlib

import pytest

from backfile.discovery import Answer, Index, Skip, Way
from backfile.discovery.site import site_of
from backfile.discovery.sitemaps import MOST_BYTES, is_about_commentaries, read_sitemap
from backfile.model import Listed

MAP = "https://hilltop.example/post-sitemap.xml"
NOW = dt.datetime(2025, 1, 6, tzinfo=dt.UTC)
HEAD = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
)


def read(body: str | bytes) -> list[Listed | Index | Skip]:
    data = body.encode() if isinstance(body, str) else body
    return list(read_sitemap(Answer(MAP, data, "application/xml", None, NOW), Index(MAP, Way.SITEMAP)))


def test_an_entry_is_a_commentary_with_its_last_change() -> None:
    (found,) = read(
        f"{HEAD}<url><loc> https://hilltop.example/ferry/ </loc><lastmod>2025-01-06</lastmod>"
        "<image:image><image:loc>https://hilltop.example/ferry.jpg</image:loc></image:image></url></urlset>"
    )
    assert isinstance(found, Listed)
    assert ("https://hilltop.example/ferry/", "2025-01-06", "sitemap", MAP, 1) == (
        found.url,
        found.modified,
        found.via,
        found.index,
        found.place,
    )


def test_a_news_entry_says_title_day_and_language() -> None:
    (found,) = read(
        f"{HEAD}<url><loc>https://hilltop.example/ferry/</loc><news:news><news:publication><news:name>H</news:name>"
        "<news:language>be</news:language></news:publication><news:publication_date>2025-01-06</news:publication_date>"
        "<news:title>The Ferry</news:title></news:news></url></urlset>"
    )
    assert isinstance(found, Listed)
    assert ("The Ferry", "2025-01-06", "be") == (found.title, found.published, found.language)


def test_other_languages_of_a_page_are_pages_of_their_own() -> None:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="https://hilltop.example/{path}"/>'
        for code, path in (("en", "ferry/"), ("be", "be/ferry/"), ("ru-RU", "ru/ferry/"), ("x-default", "ferry/"))
    )
    found = read(f"{HEAD}<url><loc>https://hilltop.example/ferry/</loc>{links}</url></urlset>")
    assert [("ferry/", "en"), ("be/ferry/", "be"), ("ru/ferry/", "ru")] == [
        (item.url.removeprefix("https://hilltop.example/"), item.language) for item in found if isinstance(item, Listed)
    ]


def test_gzipped_sitemaps_and_lines_are_sitemaps() -> None:
    text = f"{HEAD}<url><loc>https://hilltop.example/ferry/</loc></url></urlset>"
    assert 1 == len(read(gzip.compress(text.encode()))) == len(read("https://hilltop.example/ferry/\n\n"))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        *[
            (name, True)
            for name in ("post-sitemap2.xml", "sitemap.xml", "sitemap-2024-05.xml", "wp-sitemap-posts-post-1.xml")
        ],
        *[
            (name, True)
            for name in ("news-sitemap.xml", "issues.xml.gz", "sitemap-articles-1.xml", "commentary-sitemap.xml")
        ],
        *[
            (name, False)
            for name in ("page-sitemap.xml", "post_tag-sitemap.xml", "category-sitemap.xml", "author-sitemap.xml")
        ],
        *[
            (name, False)
            for name in ("wp-sitemap-posts-page-1.xml", "wp-sitemap-taxonomies-post_tag-1.xml", "sitemap-images.xml")
        ],
        *[
            (name, False)
            for name in ("wp-sitemap-users-1.xml", "video-sitemap.xml", "sitemap_pages.xml", "tag-sitemap3.xml")
        ],
    ],
)
def test_the_name_of_a_sitemap_tells_what_it_holds(name: str, kept: bool) -> None:
    assert kept == is_about_commentaries(f"https://hilltop.example/{name}")


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        *[
            (path, True)
            for path in ("2025/01/the-ferry/", "river/ferry/", "the-ferry-runs-late/", "?p=12", "be/паром-на-рацэ/")
        ],
        *[(path, True) for path in ("ferry-17", "archive/2024/ferry-runs/", "2024/05/06/ferry-a123", "posts/ferry")],
        *[
            (path, False)
            for path in ("", "be/", "about/", "contact-us/", "tag/river/", "category/a/b/", "author/anna/", "river/")
        ],
        *[
            (path, False)
            for path in ("2025/01/", "2025/", "page/3/", "?paged=4", "wp-content/uploads/a.pdf", "ferry.jpg", "о-нас/")
        ],
        *[(path, False) for path in ("privacy-policy/", "imprint.html", "river/page/2/", "search/?q=x", "be/about/")],
    ],
)
def test_the_shape_of_an_address_tells_a_commentary_from_other_pages(path: str, kept: bool) -> None:
    site = site_of("https://hilltop.example/", None, (), {})
    listed = Listed(f"https://hilltop.example/{path}", Way.SITEMAP, index="https://hilltop.example/sitemap.xml")
    assert kept == (site.why_left_out(listed) is None)


def test_a_sitemap_that_says_it_holds_posts_is_believed_about_short_addresses() -> None:
    site = site_of("https://hilltop.example/", None, (), {})
    assert site.why_left_out(Listed("https://hilltop.example/fog/", Way.SITEMAP, index=MAP)) is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<!DOCTYPE html><html><p>Not here</p></html>", "it is no sitemap"),
        (b"Not here", "it is no sitemap"),
        (b"\x1f\x8bbroken", "the sitemap is broken (error)"),
        (gzip.compress(HEAD.encode() * 99)[:-20], "the sitemap is broken (error)"),
        (b"<urlset><url></url></urlset>", "an entry without an address"),
    ],
)
def test_what_is_broken_is_skipped_with_its_reason(body: bytes, reason: str) -> None:
    assert reason in [item.reason for item in read(body) if isinstance(item, Skip)]


def test_a_cut_sitemap_gives_what_can_be_read() -> None:
    text = f"{HEAD}<url><loc>https://hilltop.example/ferry/</loc></url><url><loc>https://hilltop.exa"
    assert ["https://hilltop.example/ferry/"] == [item.url for item in read(text) if isinstance(item, Listed)][:1]


def test_entities_and_gzip_bombs_are_harmless() -> None:
    nested = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(20))
    entities = (
        f'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "ha">{nested}<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        "<urlset><url><loc>https://hilltop.example/&u;&x;</loc></url></urlset>"
    )
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    blanks = b" " * (1 << 20)
    bomb = packer.compress(HEAD.encode()) + b"".join(packer.compress(blanks) for _ in range(200)) + packer.flush()
    started = time.monotonic()
    tracemalloc.start()
    read(entities)
    found = read(bomb)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.monotonic() - started < 5
    assert most < 32_000_000
    assert any(isinstance(item, Skip) and f"longer than {MOST_BYTES >> 20} MB" in item.reason for item in found)


def test_a_large_sitemap_is_streamed() -> None:
    body = (
        HEAD + "".join(f"<url><loc>https://hilltop.example/r/f-{n}/</loc></url>" for n in range(5_000)) + "</urlset>"
    ).encode()
    answer, index = Answer(MAP, body, "application/xml", None, NOW), Index(MAP, Way.SITEMAP)
    tracemalloc.start()
    assert 5_000 == sum(1 for _ in read_sitemap(answer, index))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 1_000_000
