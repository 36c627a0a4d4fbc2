"""Pages in, their sitemaps out, one in the folder of each volume, with each page's other languages; and their index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from lxml import etree

from backfile.plugins.output import File
from backfile.plugins.pages.records import Page
from backfile.plugins.planning import Planned, Workshop, site_files, volume_files
from backfile.plugins.syndication.atom import written
from backfile.plugins.volumes import Volume
from backfile.write.ledger import signed

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
EMPTY = f'<urlset xmlns="{SITEMAP}" xmlns:xhtml="{XHTML}"/>'
INDEX = f'<sitemapindex xmlns="{SITEMAP}"/>'
REST = "sitemap-lists.xml"
"""The sitemap of what is in no volume."""


def sitemap_of(pages: Iterable[Page], base: str) -> bytes:
    """The sitemap of the pages, ordered by address, below the absolute address `base`."""
    root = etree.fromstring(EMPTY)
    for page in sorted(pages, key=lambda page: page.address):
        if page.listed:
            add(root, page, base)
    return written(root)


def add(root: etree._Element, page: Page, base: str) -> None:
    """One page's address, its last change, and its alternates, itself among them."""
    url = etree.SubElement(root, f"{{{SITEMAP}}}url")
    etree.SubElement(url, f"{{{SITEMAP}}}loc").text = f"{base}/{page.address}"
    if page.modified:
        etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = page.modified.isoformat()
    for lang, address in sorted({**page.others, page.lang: page.address}.items() if page.others else ()):
        alternate = {"rel": "alternate", "hreflang": lang, "href": f"{base}/{address}"}
        etree.SubElement(url, f"{{{XHTML}}}link", alternate)


def index_of(sitemaps: Mapping[str, dt.date | None], base: str) -> bytes:
    """The index of the sitemaps at these addresses, each with the last change that it tells of."""
    root = etree.fromstring(INDEX)
    for address, changed in sitemaps.items():
        one = etree.SubElement(root, f"{{{SITEMAP}}}sitemap")
        etree.SubElement(one, f"{{{SITEMAP}}}loc").text = f"{base}/{address}"
        if changed:
            etree.SubElement(one, f"{{{SITEMAP}}}lastmod").text = changed.isoformat()
    return written(root)


def address_of(volume: Volume) -> str:
    """The sitemap of a volume: the protocol wants it at the top of what it lists."""
    return f"{volume.address}/sitemap.xml"


def sign_of(page: Page) -> str:
    """All that a sitemap says of a page."""
    others = sorted(page.others.items()) if page.others else ""
    return f"{page.address} {page.lang} {page.modified} {others}" if page.listed else ""


def planned(address: str, pages: Iterable[Page], base: str) -> Planned:
    """One sitemap."""
    found = tuple(pages)
    return Planned(address, {"the list of pages": signed(*map(sign_of, found))}, partial(sitemap_of, found, base))


def plan(shop: Workshop) -> Iterator[File]:
    """The index, and the sitemap of what is in no volume."""
    base, sitemaps = shop.archive.site.base, {REST: None, **dict(map(changed_in, shop.volumes))}
    parts = {"the list of sitemaps": signed(*(f"{address} {day}" for address, day in sitemaps.items()))}
    index = Planned("sitemap.xml", parts, partial(index_of, sitemaps, base))
    yield from shop.files("sitemap", [index, planned(REST, shop.pages, base)])


def changed_in(volume: Volume) -> tuple[str, dt.date | None]:
    """The address of a volume's sitemap with the last change of any commentary in it."""
    days = (entry.modified or entry.date for entry in volume.entries)
    return address_of(volume), max(filter(None, days), default=None)


def plan_volume(shop: Workshop, volume: Volume) -> Iterator[File]:
    """A volume's sitemap."""
    return shop.files("sitemap", [planned(address_of(volume), volume.pages, shop.archive.site.base)])


def register() -> None:
    """Connect to the generator."""
    site_files.connect(plan)
    volume_files.connect(plan_volume)
