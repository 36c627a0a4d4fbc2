"""The bytes of an XML, JSON, ZIP or gzip file in, its form out: which feed, export or archive it is."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from typing import BinaryIO, NamedTuple

from backfile.formats.media_types import FEED, GHOST, SUBSTACK, WACZ, WARC, WORDPRESS, ZIP
from backfile.inputs.containers.gzip_members import START, inflated_start

_BEFORE_ROOT = re.compile(r"\s+|<\?[^>]*>|<!--.*?-->|<!doctype[^\[>]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(r"<([A-Za-z][\w:.-]*)")
_WORDPRESS = re.compile(r"xmlns:(\w+)\s*=\s*[\"']http://wordpress\.org/export/")
_FEEDS = ("rss", "feed", "rdf:rdf")
_PACKED = (
    ("word/", "a Word document"),
    ("META-INF/container.xml", "an EPUB book"),
    ("content.xml", "an OpenDocument file"),
)


class Told(NamedTuple):
    """What a file is, as in "a feed", and its media type if it can be read."""

    name: str
    media_type: str | None = None


def xml_form(text: str) -> Told | None:
    """The feed or the export that an XML file is, by its root; None for any other text."""
    start = 0
    while before := _BEFORE_ROOT.match(text, start):
        start = before.end()
    root = _ROOT.match(text, start)
    if root is None or root.group(1).lower() not in _FEEDS:
        return None
    named = (found.group(1) for found in _WORDPRESS.finditer(text, 0, root.end() + 5000))
    is_export = any(f"<{prefix}:" in text for prefix in named)
    return Told("a WordPress export", WORDPRESS) if is_export else Told("a feed", FEED)


def json_form(body: bytes) -> Told | None:
    """The export that some JSON is, or only that it is JSON; None if it is none."""
    try:
        said: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    databases = said.get("db") if isinstance(said, dict) else None
    first = databases[0] if isinstance(databases, list) and databases else said
    tables = first.get("data") if isinstance(first, dict) else None
    if isinstance(tables, dict) and isinstance(tables.get("posts"), list):
        return Told("a Ghost export", GHOST)
    return Told("JSON data")


def gzip_form(body: bytes) -> Told:
    """What a gzip file holds, by what it inflates to."""
    return Told("a WARC file", WARC) if inflated_start(body, len(START)) == START else Told("a gzip file")


def zip_form(stream: BinaryIO | BytesIO) -> Told:
    """What a ZIP archive is, by the names in it."""
    try:
        names = zipfile.ZipFile(stream).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return Told("a damaged ZIP archive")
    for start, what in _PACKED:
        if any(name.startswith(start) for name in names):
            return Told(what)
    if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
        return Told("a WACZ file", WACZ)
    if any(name.rpartition("/")[2] == "posts.csv" for name in names):
        return Told("a Substack export", SUBSTACK)
    return Told("a ZIP archive", ZIP)
