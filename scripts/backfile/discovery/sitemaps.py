"""A sitemap's bytes in, as XML, gzipped or as lines; the addresses it holds and the sitemaps below it out, streamed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from backfile.discovery.feeds import read_feed
from backfile.discovery.indexes import Answer, Index, Item, Skip, Way
from backfile.discovery.texts import words
from backfile.model import Listed

MOST_BYTES = 64 * 1024 * 1024
"""A sitemap has 50 MB at most (sitemaps.org); what goes on longer is a bomb."""

CHUNK = 64 * 1024
OTHERS = re.compile(
    r"(?:^|[-_./])(?:pages?|categor(?:y|ies)|(?:post[-_])?tags?|taxonom(?:y|ies)|authors?|users?|images?|videos?|products?"
    r"|locations?|local|attachments?|media|events?|formats?|forums?|comments?)(?:[-_.]?(?:site)?maps?|[-_]\d+|[-_.]|$)",
    re.IGNORECASE,
)
POSTS = re.compile(
    r"(?:^|[-_./])(?:posts?|articles?|news|stor(?:y|ies)|issues?|commentar(?:y|ies))(?:[-_.]|\d|$)", re.IGNORECASE
)
FEEDS = frozenset({"rss", "feed", "RDF"})


def read_sitemap(answer: Answer, index: Index) -> Iterator[Item]:
    """The addresses of a sitemap in its order, each language of one as its own; and what an index of them names.

    Of those, the ones whose names say that they hold tags, authors, pages or pictures are skipped. What is broken ends
    the reading with a skip; entities are never resolved, and nothing is read beyond `MOST_BYTES`.
    """
    try:
        head = next(_inflated(answer.body), b"")
    except (zlib.error, OverflowError):
        head = b"<"
    if not head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
        yield from _read_lines(answer, index)
    elif (root := _root(head)) in FEEDS:
        yield from read_feed(answer, index)
    else:
        yield from _read_xml(answer, index, root)


def is_about_commentaries(url: str) -> bool:
    """Whether a sitemap's name says nothing else than that it holds texts."""
    name = unquote(urlsplit(url).path).rpartition("/")[2]
    kind = re.sub(r"^wp-sitemap-(?:posts|taxonomies)-", "", name)
    return not OTHERS.search(kind)


def _read_xml(answer: Answer, index: Index, root: str) -> Iterator[Item]:
    parser = etree.XMLPullParser(
        events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    found = 0
    try:
        for chunk in _inflated(answer.body):
            parser.feed(chunk)
            for item in _items(parser, answer.url, index):
                found += 1
                yield item
        parser.close()
    except (etree.XMLSyntaxError, zlib.error) as error:
        yield Skip(f"the sitemap is broken ({type(error).__name__})", answer.url, answer.url)
    except OverflowError:
        yield Skip(f"the sitemap is longer than {MOST_BYTES >> 20} MB and was read so far", answer.url, answer.url)
        return
    if not found and root not in ("urlset", "sitemapindex"):
        yield Skip("it is no sitemap", answer.url, answer.url)


def _items(parser: etree.XMLPullParser, base: str, index: Index) -> Iterator[Item]:
    """What the elements say that ended by now; each is forgotten as soon as it is read."""
    for _, element in parser.read_events():
        if isinstance(element, etree._Element) and _name(element) in ("url", "sitemap"):
            yield from (_pages if _name(element) == "url" else _below)(element, base, index)
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]


def _below(element: etree._Element, base: str, index: Index) -> Iterator[Item]:
    address = _child(element, "loc")
    if address is None:
        yield Skip("a sitemap without an address", "", base)
    elif not is_about_commentaries(address):
        yield Skip("a sitemap of other pages", address, base)
    else:
        yield replace(index, url=urljoin(base, address), chain="", depth=index.depth + 1, guessed=False)


def _pages(element: etree._Element, base: str, index: Index) -> Iterator[Item]:
    """One address and its other languages, which are pages of their own."""
    address = _child(element, "loc")
    if address is None:
        yield Skip("an entry without an address", "", base)
        return
    url = urljoin(base, address)
    languages = {
        urljoin(base, link.get("href", "")): link.get("hreflang", "").split("-")[0].lower()
        for link in element
        if _name(link) == "link"
        and "alternate" in link.get("rel", "")
        and link.get("hreflang", "x-default") != "x-default"
    }
    place = element.sourceline if isinstance(element.sourceline, int) else 0
    yield Listed(
        url,
        Way.SITEMAP,
        index=base,
        title=_child(element, "title", below="news"),
        published=_child(element, "publication_date", below="news"),
        modified=_child(element, "lastmod"),
        language=languages.get(url) or _child(element, "language", below="news"),
        place=place,
    )
    for other, language in languages.items():
        if other != url:
            yield Listed(other, Way.SITEMAP, index=base, language=language or None, place=place)


def _read_lines(answer: Answer, index: Index) -> Iterator[Item]:
    """A sitemap as plain text: one address a line."""
    text = answer.body.decode("utf-8", errors="replace") if answer.body[:2] != b"\x1f\x8b" else ""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip().lower().startswith(("http://", "https://")):
            yield Listed(line.strip(), Way.SITEMAP, index=answer.url, place=number, language=index.language)
        elif line.strip():
            yield Skip("it is no sitemap", answer.url, answer.url)
            return


def _inflated(body: bytes) -> Iterator[bytes]:
    """The bytes in pieces, inflated if they are gzipped. Raises OverflowError beyond `MOST_BYTES`, zlib.error."""
    if body[:2] != b"\x1f\x8b":
        if len(body) > MOST_BYTES:
            raise OverflowError
        yield from (body[start : start + CHUNK] for start in range(0, len(body), CHUNK))
        return
    member, rest, read = zlib.decompressobj(zlib.MAX_WBITS + 16), body, 0
    while rest and not member.eof:
        piece = member.decompress(rest, CHUNK)
        rest, read = member.unconsumed_tail, read + len(piece)
        if read > MOST_BYTES:
            raise OverflowError
        yield piece
    if not member.eof:
        raise zlib.error("it ends too early")


def _root(head: bytes) -> str:
    """The local name of the first element, "" if there is none."""
    found = re.search(rb"<(?:[\w.-]+:)?([A-Za-z]\w*)[\s>/]", re.sub(rb"(?s)<!--.*?-->|<[?!][^>]*>", b"", head))
    return found[1].decode() if found else ""


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _child(element: etree._Element, name: str, *, below: str = "") -> str | None:
    """The words of a child by its local name; with `below`, of any element inside the one of that name."""
    for child in element:
        if below and _name(child) == below:
            return next(
                (words(inner.text) for inner in child.iter() if _name(inner) == name and words(inner.text)), None
            )
        if not below and _name(child) == name:
            return words(child.text)
    return None
