"""A site's folder and one request go in; the status, headers and bytes to send come out."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from backfile.publish.links import NOT_FOUND
from backfile.publish.pages import read_page

SECURITY = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "object-src 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

UTF8 = "; charset=utf-8"
TEXTS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".opml": "text/x-opml",
    ".webmanifest": "application/manifest+json",
}
BINARIES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".epub": "application/epub+zip",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".gz": "application/gzip",
}
# What a file says in its first bytes tells a feed from other XML and JSON, whatever its name.
SNIFFED = (
    (".xml", b"<feed", "application/atom+xml"),
    (".xml", b"<rss", "application/rss+xml"),
    (".xml", b"<OpenSearchDescription", "application/opensearchdescription+xml"),
    (".json", b"//jsonfeed.org/version/", "application/feed+json"),
)
SNIFF = 512
REFERENCE = re.compile(r'(?<=\s)(href|src)="([^"#][^"]*)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What to send: `headers` without the security headers and the length, `body` as it goes over the wire."""

    status: HTTPStatus
    headers: Mapping[str, str]
    body: bytes = b""


def answer(site: Path, target: str, headers: Mapping[str, str]) -> Answer:
    """Answer a GET for `target` from `site`; `headers` are the request's, spelt `Like-This`."""
    root = site.resolve()
    path = locate(root, urlsplit(target).path)
    if path and path.is_dir():
        return directory(path, root, target, headers)
    if path is None or urlsplit(target).path.endswith("/"):
        return missing(root)
    return found(path, headers)


def locate(root: Path, path: str) -> Path | None:
    """The file or folder below `root` that a request's path names; None if there is none or it leads out of `root`."""
    parts = unquote(path, errors="surrogateescape").split("/")
    if any(part in ("..", ".") or "\0" in part or "\\" in part for part in parts):
        return None
    try:
        real = root.joinpath(*filter(None, parts)).resolve(strict=True)
    except (OSError, ValueError):
        return None
    return real if real.is_relative_to(root) else None


def directory(path: Path, root: Path, target: str, headers: Mapping[str, str]) -> Answer:
    """A folder's index page, or the way to it; never a list of its files."""
    index = path / "index.html"
    if not index.is_file() or not index.resolve().is_relative_to(root):
        return missing(root)
    if urlsplit(target).path.endswith("/"):
        return found(index, headers)
    # Built from the folder, not from the request: `//host/..` would lead to another host.
    return Answer(HTTPStatus.MOVED_PERMANENTLY, {"Location": f"/{quote(path.relative_to(root).as_posix())}/"})


def found(path: Path, headers: Mapping[str, str]) -> Answer:
    """The file, compressed if it is text and the client can take it; 304 if the client has it."""
    body = path.read_bytes()
    media_type, text = media_type_of(path.suffix.lower(), body)
    tag = hashlib.sha256(body).hexdigest()[:32]
    told = {"Content-Type": media_type, "Cache-Control": "no-cache", "ETag": f'"{tag}"'}
    if text:
        told["Vary"] = "Accept-Encoding"
    if text and takes_gzip(headers.get("Accept-Encoding", "")):
        told |= {"ETag": f'"{tag}-gzip"', "Content-Encoding": "gzip"}
        body = gzip.compress(body, mtime=0)
    if has_already(headers.get("If-None-Match", ""), tag):
        return Answer(HTTPStatus.NOT_MODIFIED, {name: told[name] for name in told if not name.startswith("Content-")})
    return Answer(HTTPStatus.OK, told, body)


def missing(root: Path) -> Answer:
    """The site's own page for what is not there, or one line."""
    page = root / NOT_FOUND
    body = (
        rooted(page.read_bytes()) if page.is_file() else b"<!doctype html><title>404</title><p>There is no such page."
    )
    return Answer(HTTPStatus.NOT_FOUND, {"Content-Type": TEXTS[".html"] + UTF8, "Cache-Control": "no-cache"}, body)


def rooted(body: bytes) -> bytes:
    """A page with the links into the site from this server's root: it stands for a missing page at any depth.

    As built they are relative, or begin with the path that the site has at its permanent address.
    """
    home = urlsplit(read_page(body).canonical.removesuffix(NOT_FOUND)).path

    def lead_on(match: re.Match[str]) -> str:
        name, address = match.groups()
        if urlsplit(address).scheme or address.startswith("//"):
            return match[0]
        return f'{name}="/{address.removeprefix(home).lstrip("/")}"'

    return REFERENCE.sub(lead_on, body.decode("utf-8", "replace")).encode()


def media_type_of(suffix: str, body: bytes) -> tuple[str, bool]:
    """The Content-Type of a file by its suffix and first bytes, and whether it is text."""
    start = body[:SNIFF]
    sniffed = next((kind for ending, mark, kind in SNIFFED if ending == suffix and mark in start), None)
    if kind := sniffed or TEXTS.get(suffix):
        return kind + UTF8, True
    return BINARIES.get(suffix, "application/octet-stream"), False


def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header allows gzip (RFC 9110, 12.5.3)."""
    quality = {}
    for item in accepted.lower().split(","):
        name, _, weight = item.partition(";")
        quality[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return quality.get("gzip", quality.get("*", False))


def has_already(asked: str, tag: str) -> bool:
    """Whether an If-None-Match header names this content, in either encoding."""
    known = {item.strip().removeprefix("W/") for item in asked.split(",")}
    return bool(known & {"*", f'"{tag}"', f'"{tag}-gzip"'})
