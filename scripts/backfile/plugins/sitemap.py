"""Pages in, sitemap.xml out, with each page's other languages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lxml import etree
from pelican import signals  # type: ignore[import-untyped]
from pelican.generators import Generator  # type: ignore[import-untyped]
from pelican.writers import Writer  # type: ignore[import-untyped]

from backfile.plugins.archive import write
from backfile.plugins.pages.place import Archive
from backfile.plugins.pages.records import Page

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
    for lang, address in sorted({**page.others, page.record.shell.lang: page.address}.items() if page.others else ()):
        alternate = {"rel": "alternate", "hreflang": lang, "href": f"{base}/{address}"}
        etree.SubElement(url, f"{{{XHTML}}}link", alternate)


class SitemapGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the sitemap of the pages it finds in the context."""

    def generate_output(self, _writer: Writer) -> None:
        """Write sitemap.xml."""
        archive: Archive = self.context["archive"]
        base = archive.site.url or archive.site.permanent
        write(Path(self.output_path) / "sitemap.xml", sitemap_of(self.context["pages"], base))


def get_generators(_pelican: object) -> type[Generator]:
    """The generator, for Pelican to run."""
    return SitemapGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
