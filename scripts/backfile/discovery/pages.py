"""A web page of a site in; the commentaries that it lists, and the indexes that it leads to, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from backfile.discovery.blocks import entries
from backfile.discovery.indexes import Answer, Index, Item, Skip, Way
from backfile.discovery.paths import Numbered, month_of, numbered
from backfile.discovery.rest import API, api_of_headers, posts_index
from backfile.documents.html import read_html
from backfile.documents.html_links import Link, read_links
from backfile.errors import CaptureError
from backfile.model import Document, Listed
from backfile.model.addresses import fold
from backfile.sources.platforms.layout import Source
from backfile.sources.platforms.listing import list_commentaries
from backfile.vocabularies import of_lists

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
COMMENTS = re.compile(
    r"/comments/(?:feed|rss)|/comments?\.(?:rss|xml|atom)|[?&]feed=comments|replies|/feed/.*/feed", re.I
)
OF_COMMENTS = re.compile(r"comments?\b|каментар|комментар|kommentar", re.IGNORECASE)
WORDPRESS = re.compile(r"/wp-(?:content|includes|json)/|content=[\"']wordpress", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """One web page as an index: what answered, its blocks and its links."""

    answer: Answer
    document: Document
    links: tuple[Link, ...]


def read_page(answer: Answer) -> Page | Skip:
    """The page in an answer, or why it is none."""
    try:
        document = read_html(answer.body, digest="", charset=answer.charset, origin=answer.url)
    except CaptureError as error:
        return Skip(error.message, answer.url, answer.url)
    return Page(answer, document, read_links(document.markup, answer.url))


def listed(page: Page, index: Index, wanted: Callable[[str], bool], recipe: Source | None) -> Iterator[Listed]:
    """The commentaries of a page's list: as the recipe reads its own listing, else by the repeated linked titles."""
    own = list_commentaries(recipe, page.document) if recipe else ()
    for found in own:
        if found.url:
            yield replace(found, index=page.answer.url, topic=found.topic or index.topic)
    if own:
        return
    for entry in entries(page.document, wanted):
        yield Listed(
            entry.url,
            index.way,
            index=page.answer.url,
            title=entry.title,
            published=entry.day,
            period=entry.period,
            topic=index.topic,
            language=index.language,
            place=entry.place,
        )


def next_page(page: Page, index: Index) -> Index | None:
    """The page behind this one in its list: as it says itself, else the one with the next number that it links."""
    here = numbered(page.answer.url)
    told = [
        link
        for link in page.links
        if "next" in link.rel or (link.element == "a" and of_lists("next").fullmatch(link.text))
    ]
    by_number = [link for link in page.links if link.element == "a" and numbered(link.url).number == here.number + 1]
    same = [link for link in (*told, *by_number) if numbered(link.url).base == here.base]
    for link in (*same, *told):
        if fold(link.url) != fold(page.answer.url) and is_later(numbered(link.url), here):
            return replace(index, url=link.url, chain=index.chain or index.url, number=index.number + 1)
    return None


def is_later(there: Numbered, here: Numbered) -> bool:
    """Whether a page of the same list has a greater number; pages of other addresses may be anything."""
    return there.base != here.base or there.number > here.number


def feeds(page: Page) -> Iterator[Index]:
    """The feeds that the page names in its head, those of comments left out."""
    for link in page.links:
        is_feed = link.element == "link" and "alternate" in link.rel and link.media_type in FEED_TYPES
        if is_feed and not COMMENTS.search(link.url) and not OF_COMMENTS.search(link.text):
            yield Index(link.url, Way.FEED, depth=1)


def api(page: Page) -> str | None:
    """The address of WordPress's API: as a header or the page's head names it, else where WordPress has it."""
    named = next((link.url for link in page.links if API in link.rel or API.rstrip("/") in link.rel), None)
    found = api_of_headers(page.answer) or named
    if found is None and WORDPRESS.search(page.document.markup):
        return urljoin(page.answer.url, "/wp-json/")
    return found


def apis(page: Page, languages: tuple[str, ...]) -> Iterator[Index]:
    """The posts of the API, and for a site in several languages those of each."""
    if address := api(page):
        yield posts_index(address)
        if len(languages) > 1:
            yield from (posts_index(address, language=language) for language in languages)


def lists(page: Page, found: list[str]) -> Iterator[Index]:
    """The lists that the page links: what is called an archive, and what stands above the commentaries it shows."""
    above = {
        fold(urljoin(url, "/".join(urlsplit(url).path.rstrip("/").split("/")[:depth])))
        for url in found
        for depth in (2, 3)
    }
    above -= {fold(url) for url in found} | {fold(page.answer.url)}
    for link in page.links:
        if link.element == "a" and numbered(link.url).number == 1 and month_of(link.url) is None:
            last = urlsplit(link.url).path.rstrip("/").rpartition("/")[2].replace("-", " ")
            if fold(link.url) in above or of_lists("lists").fullmatch(link.text) or of_lists("lists").fullmatch(last):
                yield Index(link.url, Way.LISTING, depth=1)


def months(page: Page) -> Iterator[Index]:
    """The monthly archives that the page links, newest first."""
    found = {month: link.url for link in page.links if link.element != "link" and (month := month_of(link.url))}
    for month in sorted(found, reverse=True):
        yield Index(found[month], Way.ARCHIVE, depth=1)


def translations(page: Page) -> Iterator[Index]:
    """The home pages of the site's other languages."""
    for link in page.links:
        is_home = link.element == "link" and "alternate" in link.rel and not link.media_type
        if is_home and link.language and fold(link.url) != fold(page.answer.url):
            yield Index(link.url, Way.HOME, depth=1, language=link.language)


def languages_of(page: Page) -> tuple[str, ...]:
    """The codes of the languages that the page says the site has."""
    own = page.document.hint("language")
    others = (
        link.language for link in page.links if link.element == "link" and "alternate" in link.rel and link.language
    )
    return tuple(dict.fromkeys(code for code in (own, *others) if code))


def read_home(page: Page, index: Index, languages: tuple[str, ...]) -> Iterator[Item]:
    """Every index that a home page names."""
    yield from feeds(page)
    yield from apis(page, languages)
    yield from translations(page)
    yield from months(page)
