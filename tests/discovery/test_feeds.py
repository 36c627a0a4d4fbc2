"""Feeds of every kind, whole and broken: each item a commentary or a skip, and older parts are followed."""

from __future__ import annotations

import datetime as dt
import json
import time

import pytest

from backfile.discovery import Answer, Index, Skip, Way
from backfile.discovery.feeds import read_feed
from backfile.model import Listed

FEED = "https://hilltop.example/feed/"
NOW = dt.datetime(2025, 1, 6, tzinfo=dt.UTC)
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Hilltop</title><language>en-GB</language>
<item><title>The Ferry &amp;amp; the &lt;em&gt;Weir&lt;/em&gt;</title><link>/river/ferry/?utm_source=rss</link>
<guid isPermaLink="false">https://hilltop.example/?p=7</guid><pubDate>Mon, 06 Jan 2025 23:30:00 -0500</pubDate>
<category>River</category></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="be"><title>Hilltop</title>
<link rel="self" href="/atom"/><link rel="prev-archive" href="/atom/2024"/><link rel="next" href="/atom?page=2"/>
<entry xml:base="https://hilltop.example/be/"><title>Паром</title><link href="parom/"/>
<id>tag:hilltop.example,2025:7</id>
<published>2025-01-06T08:00:00Z</published><updated>2025-01-07T08:00:00Z</updated></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Hilltop</title></channel>
<item rdf:about="https://hilltop.example/ferry"><title>Ferry</title><link>https://hilltop.example/ferry</link>
<dc:date>2025-01-06</dc:date></item></rdf:RDF>"""
JSON_FEED = json.dumps({
    "version": "https://jsonfeed.org/version/1.1",
    "language": "ru",
    "next_url": "/feed.json?page=2",
    "items": [
        {
            "id": "https://hilltop.example/?p=7", "url": "/ru/parom", "title": "Паром",
            "date_published": "2025-01-06T08:00:00Z",
        },
        {"id": "8", "title": "No address"},
        "nothing",
    ],
})  # fmt: skip


def read(text: str | bytes, charset: str | None = None) -> list[Listed | Index | Skip]:
    body = text.encode() if isinstance(text, str) else text
    return list(read_feed(Answer(FEED, body, "application/xml", charset, NOW), Index(FEED, Way.FEED)))


def test_an_rss_item_is_a_commentary_with_what_the_feed_says() -> None:
    assert [
        Listed(
            "https://hilltop.example/river/ferry/?utm_source=rss",
            "feed",
            FEED,
            title="The Ferry & the Weir",
            published="Mon, 06 Jan 2025 23:30:00 -0500",
            topic="River",
            language="en",
            aliases=("https://hilltop.example/?p=7",),
        )
    ] == read(RSS)


def test_an_atom_entry_starts_from_its_own_base_and_older_parts_are_followed() -> None:
    entry, archive, following = read(ATOM)
    assert (
        Listed(
            "https://hilltop.example/be/parom/",
            "feed",
            FEED,
            title="Паром",
            published="2025-01-06T08:00:00Z",
            modified="2025-01-07T08:00:00Z",
            language="be",
        )
        == entry
    )
    assert isinstance(archive, Index) and isinstance(following, Index)
    assert ("https://hilltop.example/atom/2024", 2) == (archive.url, archive.number)
    assert "https://hilltop.example/atom?page=2" == following.url


def test_rdf_and_json_feeds_are_feeds() -> None:
    (item,) = read(RDF)
    assert isinstance(item, Listed) and ("Ferry", "2025-01-06") == (item.title, item.published)
    item, without, nothing, following = read(JSON_FEED)
    assert isinstance(item, Listed) and ("https://hilltop.example/ru/parom", "ru") == (item.url, item.language)
    assert ["an item without an address", "an item that is none"] == [
        skip.reason for skip in (without, nothing) if isinstance(skip, Skip)
    ]
    assert isinstance(following, Index) and "https://hilltop.example/feed.json?page=2" == following.url


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("<title>Only a title</title>", "an item without an address"),
        ("<link>mailto:editor@hilltop.example</link>", "an item whose address is none on the web"),
        ("<link>http://[the page]/</link>", "an item without an address"),
    ],
)
def test_an_item_that_leads_nowhere_is_skipped_with_its_reason(item: str, reason: str) -> None:
    (skip,) = read(f'<rss version="2.0"><channel><item>{item}</item></channel></rss>')
    assert isinstance(skip, Skip) and reason == skip.reason


@pytest.mark.parametrize(
    "body", [b"", b"\0\x01", b"<!DOCTYPE html><p>Not here", b"{", b"[1]", b'{"items": 3}', b"{" * 9999]
)
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    (skip,) = read(body)
    assert isinstance(skip, Skip) and "it is no feed" == skip.reason


def test_a_broken_feed_gives_what_can_be_read() -> None:
    assert [
        item
        for item in read(RSS.replace("</item></channel></rss>", "</item><item><title>Cut"))
        if isinstance(item, Listed)
    ]
    found = read(RSS.replace("Ferry", "Ferry & \x0b"))
    assert 1 == len([item for item in found if isinstance(item, Listed)])


def test_the_charset_that_the_feed_declares_is_believed() -> None:
    text = ATOM.replace('version="1.0"', 'version="1.0" encoding="windows-1251"')
    found = read(text.encode("cp1251"))[0]
    assert isinstance(found, Listed) and "Паром" == found.title


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(20))
    + ']><rss version="2.0"><channel><item><title>&u;</title><link>https://hilltop.example/x</link></item></channel></rss>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/hostname"><!ENTITY h SYSTEM "http://127.0.0.1:9/">]>'
    '<rss version="2.0"><channel><item><title>&f;&h;</title><link>https://hilltop.example/x</link></item></channel></rss>'
)


@pytest.mark.parametrize(
    "feed", [BOMB, OUTSIDE, BOMB.replace("&u;", "&a;" * 100_000)], ids=["nested", "outside", "long"]
)
def test_entities_are_harmless(feed: str) -> None:
    started = time.monotonic()
    found = read(feed)
    assert time.monotonic() - started < 5
    titles = [item.title or "" for item in found if isinstance(item, Listed)]
    with open("/etc/hostname") as name:  # noqa: PTH123
        assert all(len(title) < 1_000_000 and name.read().strip() not in title for title in titles)
