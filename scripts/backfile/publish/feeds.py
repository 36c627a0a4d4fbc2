"""The bytes of a feed or a sitemap go in; what is wrong with it and the addresses in it come out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from backfile.publish.references import Reference

Element = etree._Element  # lxml gives its one class of elements no public name

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
JSON_FEED = "https://jsonfeed.org/version/"
MOST = 20


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or a sitemap lists; nothing where the file is neither. `entries` counts a feed's."""

    faults: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    entries: int | None = None

    @property
    def references(self) -> Iterator[Reference]:
        """The absolute addresses, which may lead back into the site."""
        return (Reference(address, fetched=False) for address in self.addresses if "://" in address)


def read_xml(body: bytes) -> Listing:
    """An Atom or RSS feed, a sitemap or its index, or any other XML. Entities are not expanded, nothing is fetched."""
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        return Listing((f"is not XML: {error.msg}",))
    if root.getroottree().docinfo.internalDTD is not None:
        return Listing(("has a DOCTYPE, which no feed needs",))
    if root.tag == f"{ATOM}feed":
        return read_atom(root)
    if root.tag == "rss":
        return read_rss(root)
    if root.tag in (f"{SITEMAP}urlset", f"{SITEMAP}sitemapindex"):
        return read_sitemap(root)
    return Listing()


def read_atom(root: Element) -> Listing:
    """An Atom feed (RFC 4287); an archive of one (RFC 5005) may have any number of entries."""
    entries = root.findall(f"{ATOM}entry")
    whole = any(root.find(f"{HISTORY}{name}") is not None for name in ("archive", "complete"))
    faults = [*lacks(root, "title", "id", "updated"), *count(len(entries), whole)]
    for number, entry in enumerate(entries, 1):
        faults += (f"entry {number} {fault}" for fault in lacks(entry, "title", "id", "updated", "link"))
    links = tuple(link.get("href") or "" for link in root.iter(f"{ATOM}link"))
    return Listing(tuple(faults), links, len(entries))


def lacks(element: Element, *names: str) -> Iterator[str]:
    """What an Atom element must have and has not, or has empty."""
    for name in names:
        child = element.find(f"{ATOM}{name}")
        if child is None or not ("".join(map(str, child.itertext())).strip() or child.get("href")):
            yield f"has no {name}"


def read_rss(root: Element) -> Listing:
    """An RSS feed."""
    titles = [item.findtext("title") or "" for item in root.findall("channel/item")]
    faults = [] if (root.findtext("channel/title") or "").strip() else ["has no title"]
    faults += count(len(titles), whole=False)
    faults += (f"entry {number} has no title" for number, title in enumerate(titles, 1) if not title.strip())
    links = tuple((link.text or "").strip() for link in root.iter("link"))
    return Listing(tuple(faults), links, len(titles))


def read_sitemap(root: Element) -> Listing:
    """A sitemap or an index of sitemaps."""
    places = tuple((place.text or "").strip() for place in root.iter(f"{SITEMAP}loc"))
    return Listing(() if places else ("lists nothing",), places)


def read_json(body: bytes) -> Listing:
    """A JSON Feed, or any other JSON."""
    try:
        feed = json.loads(body)
    except ValueError as error:
        return Listing((f"is not JSON: {error}",))
    if not isinstance(feed, dict) or not str(feed.get("version", "")).startswith(JSON_FEED):
        return Listing()
    items = [item for item in feed.get("items", []) if isinstance(item, dict)]
    faults = [] if feed.get("title") else ["has no title"]
    faults += count(len(items), whole=False)
    faults += (f"entry {number} has no id" for number, item in enumerate(items, 1) if not item.get("id"))
    links = tuple(str(item["url"]) for item in items if item.get("url"))
    return Listing(tuple(faults), links, len(items))


def count(entries: int, whole: bool) -> list[str]:
    """What is wrong with a feed's number of entries."""
    if not entries:
        return ["has no entry"]
    return [f"has {entries} entries, more than {MOST}"] if entries > MOST and not whole else []
