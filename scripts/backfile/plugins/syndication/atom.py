"""A channel in, its Atom feed (RFC 4287) and the archives of its years (RFC 5005) out; they carry no clock."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from lxml import etree

from backfile.plugins.addresses import archive_feed_address, feed_address
from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Archive, cut
from backfile.plugins.syndication.channels import Channel
from backfile.write.permalinks import tag

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
SPACES: dict[str | None, str] = {None: ATOM, "fh": HISTORY}
SUMMARY = 800  # characters; so twenty of them stay below 60 KB in any script
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def atom(channel: Channel, archive: Archive) -> bytes:
    """The feed of the newest, with their texts as far as there is room; it leads to the newest archive."""
    address = feed_address(channel.stem, "atom")
    root = head(channel, archive, address, channel.entries)
    years = list(channel.years) if channel.whole else []
    if years:
        link(root, "prev-archive", absolute(archive, archive_feed_address(channel.stem, years[-1])))
    for entry in channel.entries[: channel.texts]:
        add_whole(root, entry, archive)
    for entry in channel.entries[channel.texts :]:
        add_summary(root, entry, archive)
    return written(root)


def of_year(channel: Channel, archive: Archive, year: int, beside: Mapping[str, int | None]) -> bytes:
    """The texts of a year of a whole channel, as much of each as its rights allow, between the years beside it."""
    root = head(channel, archive, archive_feed_address(channel.stem, year), channel.years[year], f" · {year}")
    link(root, "current", absolute(archive, feed_address(channel.stem, "atom")))
    for relation, other in beside.items():
        if other is not None:
            link(root, relation, absolute(archive, archive_feed_address(channel.stem, other)))
    etree.SubElement(root, f"{{{HISTORY}}}archive")
    for entry in channel.years[year]:
        add_whole(root, entry, archive)
    return written(root)


def add_summary(root: etree._Element, entry: Entry, archive: Archive) -> None:
    """An entry with what it is about."""
    made = add_entry(root, entry, archive)
    if entry.dek:
        text(made, "summary", cut(entry.dek, SUMMARY), type="text")


def add_whole(root: etree._Element, entry: Entry, archive: Archive) -> None:
    """An entry with as much of its text as its rights allow; the links in it are relative to its page."""
    made = add_entry(root, entry, archive)
    if entry.standfirst:
        text(made, "summary", entry.standfirst, type="text")
    if entry.body.html:
        content = text(made, "content", entry.body.html, type="html")
        content.set(f"{{{XML}}}base", absolute(archive, entry.address))


def head(channel: Channel, archive: Archive, address: str, entries: Iterable[Entry], more: str = "") -> etree._Element:
    """A feed without its entries. All files of a channel have one id: together they are one feed (RFC 5005)."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=SPACES)  # type: ignore[arg-type]  # the stubs know of no default space
    root.set(f"{{{XML}}}lang", channel.lang)
    text(root, "id", tag(archive.site.permanent, f"feeds/{channel.stem}"))
    text(root, "title", f"{channel.title}{more}")
    text(root, "updated", max(moment(entry) for entry in entries))
    text(etree.SubElement(root, f"{{{ATOM}}}author"), "name", archive.site.name)
    link(root, "self", absolute(archive, address), type="application/atom+xml")
    link(root, "alternate", absolute(archive, channel.page), type="text/html")
    return root


def add_entry(root: etree._Element, entry: Entry, archive: Archive) -> etree._Element:
    """An entry without its text."""
    made = etree.SubElement(root, f"{{{ATOM}}}entry")
    made.set(f"{{{XML}}}lang", entry.lang)
    text(made, "id", archive.ids[entry.address])
    text(made, "title", entry.title)
    link(made, "alternate", absolute(archive, entry.address), type="text/html")
    if entry.date:
        text(made, "published", f"{entry.date}T00:00:00Z")
    text(made, "updated", moment(entry))
    for name in entry.authors:
        text(etree.SubElement(made, f"{{{ATOM}}}author"), "name", name)
    if entry.topic:
        etree.SubElement(made, f"{{{ATOM}}}category", term=sound(entry.topic))
    return made


def sound(value: str) -> str:
    """The text without the few characters that XML cannot hold."""
    return NOT_XML.sub("", value)


def text(parent: etree._Element, name: str, value: str, **attributes: str) -> etree._Element:
    """A child with text."""
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    made.text = sound(value)
    return made


def link(parent: etree._Element, relation: str, href: str, **attributes: str) -> None:
    """A link."""
    etree.SubElement(parent, f"{{{ATOM}}}link", {"rel": relation, **attributes, "href": href})


def moment(entry: Entry) -> str:
    """When it last changed for its readers, in UTC."""
    return f"{(entry.updated or dt.datetime.min).astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def absolute(archive: Archive, address: str) -> str:
    """The whole address of a file of the site, as feeds want it."""
    return f"{archive.site.base}/{address}"


def written(root: etree._Element) -> bytes:
    """The file as UTF-8."""
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
