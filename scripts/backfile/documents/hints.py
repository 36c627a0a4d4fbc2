"""A page's tree in, what the page says about itself outside its text out, the most trusted origin first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from backfile.documents.html_tree import absolute, attribute, language_of, place, words_of
from backfile.documents.json_ld import article_facts
from backfile.model import Hint
from backfile.model.addresses import fold

_OPENGRAPH = {
    "og:url": "url",
    "og:title": "title",
    "og:description": "summary",
    "og:image": "image",
    "og:image:url": "image",
    "og:site_name": "site",
    "og:locale": "language",
    "og:updated_time": "modified",
    "article:author": "author",
    "article:published_time": "published",
    "article:modified_time": "modified",
    "article:section": "section",
    "article:tag": "tag",
}
_META = {
    **dict.fromkeys(("author", "dc.creator", "dcterms.creator", "citation_author"), "author"),
    **dict.fromkeys(("description", "dc.description", "dcterms.description", "dcterms.abstract"), "summary"),
    **dict.fromkeys(("date", "pubdate", "publish_date", "datepublished", "parsely-pub-date"), "published"),
    **dict.fromkeys(("dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued", "dcterms.created"), "published"),
    **dict.fromkeys(("citation_publication_date", "citation_online_date", "citation_date"), "published"),
    **dict.fromkeys(("last-modified", "datemodified", "dcterms.modified", "dc.date.modified"), "modified"),
    **dict.fromkeys(("dc.title", "dcterms.title", "citation_title", "headline"), "title"),
    **dict.fromkeys(("dc.publisher", "dcterms.publisher", "citation_publisher"), "publisher"),
    **dict.fromkeys(("dc.language", "dcterms.language", "citation_language", "content-language"), "language"),
    **dict.fromkeys(("keywords", "news_keywords", "dc.subject", "dcterms.subject", "citation_keywords"), "tag"),
    **dict.fromkeys(("application-name", "citation_journal_title"), "site"),
    **dict.fromkeys(("citation_public_url", "citation_abstract_html_url"), "url"),
}
_LISTS = ("keywords", "news_keywords", "dc.subject", "dcterms.subject", "citation_keywords")
_ADDRESSES = ("url", "image")
_Tags = defaultdict[str, list[Tag]]
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_CHANGED = re.compile(r"modif|updat", re.I)


def read_hints(soup: BeautifulSoup, *, base: str = "") -> tuple[Hint, ...]:
    """What a page says about itself, each thing once per origin, values as printed.

    Origins in order: json-ld, opengraph, meta, link, html, time, title. Addresses are resolved against `base`;
    languages are primary codes (`be`, `en`); dates stay as they are.
    """
    tags: _Tags = defaultdict(list)
    for tag in soup.descendants:
        if isinstance(tag, Tag):
            tags[tag.name].append(tag)
    said = chain(_json_ld(tags), _metas(tags), _links(tags), _language(tags), _times(tags), _title(tags))
    once: dict[tuple[str, str, str], Hint] = {}
    for hint in filter(None, (_settled(hint, base) for hint in said)):
        once.setdefault((hint.name, hint.value, hint.origin), hint)
    return tuple(once.values())


def _settled(hint: Hint, base: str) -> Hint | None:
    """The hint with its value as the record wants it, None if it says nothing."""
    value: str | None = _BLANKS.sub(" ", hint.value).strip()
    if hint.name in _ADDRESSES or hint.name.startswith("alternate:"):
        value = _parsable(absolute(base, hint.value))
    elif hint.name == "language":
        value = language_of(hint.value)
    elif hint.name == "author" and hint.value.startswith(("http://", "https://")):
        value = None  # a profile's address; a name is wanted
    return Hint(hint.name, value, hint.origin, hint.place) if value else None


def _parsable(address: str | None) -> str | None:
    """The address, None if it is none, such as "http://[the page]"."""
    try:
        urlsplit(address or "")
    except ValueError:
        return None
    return address


def _json_ld(tags: _Tags) -> Iterator[Hint]:
    """What the scripts say of articles; where one with the page's address names authors, others' are not its own."""
    own = {_bare(attribute(link, "href")) for link in tags["link"] if "canonical" in words_of(link, "rel")}
    articles = [
        (place(script), facts, any(name == "url" and _bare(value) in own for name, value in facts))
        for script in tags["script"]
        if attribute(script, "type").lower().startswith("application/ld+json")
        for facts in article_facts("".join(script.strings))
    ]
    is_signed = any(name == "author" for _, facts, is_own in articles if is_own for name, _ in facts)
    for at, facts, is_own in articles:
        yield from (
            Hint(name, value, "json-ld", at) for name, value in facts if is_own or name != "author" or not is_signed
        )


def _bare(address: str) -> str:
    """What all spellings of a page's address share, whatever it is asked with."""
    return fold(address.partition("?")[0]).lower()


def _metas(tags: _Tags) -> Iterator[Hint]:
    """OpenGraph, then the other <meta> elements; pages mix up `name` and `property`, so both are read."""
    metas = [(_meta_key(meta), meta) for meta in tags["meta"]]
    for names, origin in ((_OPENGRAPH, "opengraph"), (_META, "meta")):
        for key, meta in metas:
            if key in names:
                content = attribute(meta, "content")
                values = content.split(",") if key in _LISTS else [content]
                yield from (Hint(names[key], value, origin, place(meta)) for value in values)


def _meta_key(meta: Tag) -> str:
    keys = (attribute(meta, name).lower() for name in ("property", "name", "itemprop", "http-equiv"))
    return next(filter(None, keys), "")


def _links(tags: _Tags) -> Iterator[Hint]:
    """The canonical address, then those of the translations: `alternate:be`, `alternate:x-default`."""
    links = [(words_of(link, "rel"), link) for link in tags["link"]]
    for rel, link in links:
        if "canonical" in rel:
            yield Hint("url", attribute(link, "href"), "link", place(link))
    for rel, link in links:
        printed = attribute(link, "hreflang").lower()
        language = printed if printed == "x-default" else language_of(printed)
        if "alternate" in rel and language:
            yield Hint(f"alternate:{language}", attribute(link, "href"), "link", place(link))


def _language(tags: _Tags) -> Iterator[Hint]:
    for page in tags["html"]:
        yield Hint("language", attribute(page, "lang") or attribute(page, "xml:lang"), "html", place(page))


def _times(tags: _Tags) -> Iterator[Hint]:
    """The page's <time> elements: published, unless they or what is right around them call themselves a change."""
    for time in tags["time"]:
        called = f"{attribute(time, 'itemprop')} {attribute(time, 'class')}"
        changed = _CHANGED.search(f"{called} {attribute(time.parent, 'class')}" if time.parent else called)
        yield Hint("modified" if changed else "published", attribute(time, "datetime"), "time", place(time))


def _title(tags: _Tags) -> Iterator[Hint]:
    for title in tags["title"]:
        if not title.find_parent("svg"):
            yield Hint("title", title.get_text(), "title", place(title))
