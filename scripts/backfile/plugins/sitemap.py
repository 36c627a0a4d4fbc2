"""Pages in, sitemap.xml planned, with each page's other languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from lxml import etree

from backfile.plugins.output import File
from backfile.plugins.pages.records import Page
from backfile.plugins.planning import Planned, Workshop, site_files
from backfile.write.ledger import signed

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
EMPTY = f'<urlset xmlns="{SITEMAP}" xmlns:xhtml="{XHTML}"/>'


def sitemap_of(pages: Iterable[Page], base: str) -> bytes:
    """The sitemap of the pages, ordered by address, below the absolute address `base`."""
    root = etree.fromstring(EMPTY)
    for page in sorted(pages, key=lambda page: page.address):
        if page.listed:
            add(root, page, base)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def add(root: etree._Element, page: Page, base: str) -> None:
    """One page's address, its last change, and its alternates, itself among them."""
    url = etree.SubElement(root, f"{{{SITEMAP}}}url")
    etree.SubElement(url, f"{{{SITEMAP}}}loc").text = f"{base}/{page.address}"
    if page.modified:
        etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = page.modified.isoformat()
    for lang, address in sorted({**page.others, page.lang: page.address}.items() if page.others else ()):
        alternate = {"rel": "alternate", "hreflang": lang, "href": f"{base}/{address}"}
        etree.SubElement(url, f"{{{XHTML}}}link", alternate)


def sign_of(page: Page) -> str:
    """All that the sitemap says of a page."""
    others = sorted(page.others.items()) if page.others else ""
    return f"{page.address} {page.lang} {page.modified} {others}" if page.listed else ""


def plan(shop: Workshop) -> Iterator[File]:
    """The one file."""
    base = shop.archive.site.url or shop.archive.site.permanent
    parts = {"the list of pages": signed(*map(sign_of, shop.pages))}
    yield from shop.files("sitemap", [Planned("sitemap.xml", parts, partial(sitemap_of, shop.pages, base))])


def register() -> None:
    """Connect to the generator."""
    site_files.connect(plan)
