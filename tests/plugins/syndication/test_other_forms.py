"""RSS, JSON Feed and OPML of a small archive."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO

import feedparser  # type: ignore[import-untyped]
from lxml import etree

from backfile.model import Rights
from backfile.plugins.entries import Body, Entry
from backfile.plugins.feeds import feeds
from backfile.plugins.pages.place import Archive

Make = Callable[..., Entry]
Gather = Callable[..., Archive]
BASE = "https://archive.example"


def test_rss_holds_what_atom_does(entry: Make, archive: Gather) -> None:
    files = dict(feeds(archive(entry(title="Bread & <b>queues</b>"), entry("2024-01-15", slug="b"))))
    atom, rss = (feedparser.parse(BytesIO(files[f"feeds/all.{form}.xml"])) for form in ("atom", "rss"))
    assert [e.id for e in rss.entries] == [e.id for e in atom.entries]
    assert rss.entries[1].title == "Bread & <b>queues</b>"
    assert rss.bozo == 0


def test_a_json_feed_has_what_version_1_1_asks_for(entry: Make, archive: Gather) -> None:
    files = dict(feeds(archive(entry(lang="be", authors=("Ганна Верас",), original="https://t.example/a"))))
    assert json.loads(files["feeds/be.json"]) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Talvaria Weekly: Беларуская",
        "home_page_url": f"{BASE}/be/index.html",
        "feed_url": f"{BASE}/feeds/be.json",
        "language": "be",
        "authors": [{"name": "Talvaria Weekly"}],
        "items": [
            {
                "id": "tag:archive.example,2026:be/2024/w02/a-late-ferry",
                "url": f"{BASE}/be/2024/w02/a-late-ferry.html",
                "external_url": "https://t.example/a",
                "title": "A late ferry",
                "content_text": "The ferry ran late.",
                "date_published": "2024-01-14T00:00:00Z",
                "date_modified": "2024-01-14T00:00:00Z",
                "authors": [{"name": "Ганна Верас"}],
                "tags": ["Economy"],
                "language": "be",
            }
        ],
    }


def test_a_mere_link_has_its_title_where_a_json_feed_wants_a_text(entry: Make, archive: Gather) -> None:
    files = dict(feeds(archive(entry(rights=Rights.LINK, body=Body()))))
    assert json.loads(files["feeds/all.json"])["items"][0]["content_text"] == "A late ferry"


def test_the_list_names_every_feed_once(entry: Make, archive: Gather) -> None:
    files = dict(feeds(archive(entry(authors=("Hanna Veras",)), entry(lang="be", topic="Эканоміка"))))
    outlines = etree.fromstring(files["feeds/feeds.opml"]).findall(".//outline[@xmlUrl]")
    named = [outline.get("xmlUrl", "").removeprefix(f"{BASE}/") for outline in outlines]
    assert sorted(named) == sorted(n for n in files if n.endswith(".atom.xml") and "/archive/" not in n)
    assert all(outline.get("type") == "rss" and outline.get("text") for outline in outlines)


def test_an_archive_without_any_time_has_no_feeds(entry: Make, archive: Gather) -> None:
    assert list(feeds(archive(entry(None)))) == []
