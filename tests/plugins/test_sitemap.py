"""The sitemap of a small archive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from lxml import etree

from backfile.plugins.archive import pages_of
from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Archive
from backfile.plugins.sitemap import address_of, changed_in, index_of, sitemap_of
from backfile.plugins.volumes import volumes_of

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
BASE = "https://archive.example"


def tree_of(archive: Archive) -> etree._Element:
    return etree.fromstring(sitemap_of(pages_of(archive), BASE))


def locations(sitemap: bytes) -> list[str]:
    return [str(element.text) for element in etree.fromstring(sitemap).iterfind(".//s:loc", NS)]


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


def test_a_volume_s_sitemap_stands_at_the_top_of_all_that_it_lists(
    entry: Callable[..., Entry], archive: Callable[..., Archive]
) -> None:
    found = archive(entry(), entry("2023-12-25", slug="b"), entry(None, slug="c"), entry(lang="be"))
    volumes = {address_of(volume): volume for volume in volumes_of(found)}
    assert list(volumes) == [f"{name}/sitemap.xml" for name in ("be/2024", "en/2024", "en/2023", "en/undated")]
    for address, volume in volumes.items():
        listed = locations(sitemap_of(volume.pages, BASE))
        assert all(page.startswith(f"{BASE}/{address.removesuffix('sitemap.xml')}") for page in listed)
        assert {f"{BASE}/{each.address}" for each in volume.entries} <= set(listed)


def test_the_index_leads_to_each_sitemap_and_says_when_something_in_it_changed() -> None:
    made = index_of({"sitemap-lists.xml": None, "en/2024/sitemap.xml": dt.date(2024, 2, 11)}, BASE)
    assert locations(made) == [f"{BASE}/sitemap-lists.xml", f"{BASE}/en/2024/sitemap.xml"]
    assert [element.text for element in etree.fromstring(made).iterfind(".//s:lastmod", NS)] == ["2024-02-11"]


def test_a_volume_changed_when_the_last_of_its_commentaries_did(
    entry: Callable[..., Entry], archive: Callable[..., Archive]
) -> None:
    corrected = entry("2024-01-15", slug="b", modified=dt.date(2026, 3, 2))
    [newest, undated] = volumes_of(archive(entry(), corrected, entry(None, slug="c")))
    assert changed_in(newest) == ("en/2024/sitemap.xml", dt.date(2026, 3, 2))
    assert changed_in(undated) == ("en/undated/sitemap.xml", None)
