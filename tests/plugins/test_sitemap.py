"""The sitemap of a small archive."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from backfile.plugins.archive import pages_of
from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Archive
from backfile.plugins.sitemap import sitemap_of

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
BASE = "https://archive.example"


def tree_of(archive: Archive) -> etree._Element:
    return etree.fromstring(sitemap_of(pages_of(archive), BASE))


def test_each_page_with_text_of_its_own_is_there_once(
    entry: Callable[..., Entry], archive: Callable[..., Archive]
) -> None:
    found = archive(entry(), entry(None, slug="b"))
    listed = tree_of(found).xpath("//s:loc/text()", namespaces=NS)
    without = {"404.html", "en/search.html"}
    assert listed == sorted(f"{BASE}/{page.address}" for page in pages_of(found) if page.address not in without)
    assert len(listed) == len(set(listed))


def test_a_translation_is_an_alternate_of_its_original_and_the_other_way_round(
    entry: Callable[..., Entry], archive: Callable[..., Archive]
) -> None:
    tree = tree_of(archive(entry(translations="k"), entry(lang="be", translations="k")))
    for lang in ("en", "be"):
        path = f"//s:url[s:loc='{BASE}/{lang}/2024/w02/a-late-ferry.html']/x:link/@hreflang"
        assert tree.xpath(path, namespaces=NS) == ["be", "en"]
