"""What is known of a site before it is asked, and what its addresses are worth: whose they are, and under which key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from backfile.discovery.indexes import Answer, Index, Way
from backfile.discovery.paths import why_hardly_a_commentary, why_no_commentary
from backfile.discovery.sitemaps import POSTS
from backfile.model import Listed
from backfile.model.addresses import fold, host_of
from backfile.sources.platforms.layout import Source
from backfile.sources.platforms.listing import first_pages, segments

POSTS_BY_NATURE = frozenset({Way.FEED.value, Way.REST.value})
FEED_GUESSES = ("/feed/", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")
SITEMAP_GUESSES = ("/sitemap.xml", "/sitemap_index.xml")
SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Site:
    """A publication's site: its home page, its recipe if it has one, the hosts that are its own, those that moved."""

    home: str
    recipe: Source | None = None
    hosts: frozenset[str] = frozenset()
    moved: Mapping[str, str] = field(default_factory=dict)

    def key(self, url: str) -> str:
        """The key of an address of the site."""
        return fold(url, self.moved)

    def is_own(self, url: str) -> bool:
        """Whether an address, or the one that a web archive's or a proxy's holds, is on a host of the publication."""
        return host_of(url) in self.hosts

    def why_left_out(self, listed: Listed) -> str | None:
        """Why what an index names is no commentary of this publication; None if it may be one."""
        if not self.is_own(listed.url):
            return "on another host"
        if self.key(listed.url) == self.key(self.home):
            return "a home page"
        if listed.via in POSTS_BY_NATURE:
            return None
        shape = why_no_commentary(listed.url, self.sections)
        all_pages = listed.via == Way.CDX or (listed.via == Way.SITEMAP and not POSTS.search(listed.index))
        return shape or (why_hardly_a_commentary(listed.url) if all_pages else None)

    def wanted(self, url: str) -> bool:
        """Whether an address that a page links may be a commentary's."""
        return self.is_own(url) and self.key(url) != self.key(self.home) and not why_no_commentary(url, self.sections)

    @property
    def sections(self) -> frozenset[str]:
        """The segments of addresses that stand for the recipe's topics."""
        return frozenset(segments(self.recipe)) if self.recipe else frozenset()

    def own_listings(self) -> Iterator[Index]:
        """The first pages of the listings that the recipe knows, on the site's present host."""
        for url, topic in first_pages(self.recipe) if self.recipe else ():
            path = url.split("//", 1)[1].partition("/")[2]
            yield Index(urljoin(self.home, f"/{path}"), Way.LISTING, depth=1, topic=topic, own=True)


def site_of(
    home: str, recipe: Source | None, hosts: tuple[str, ...], moved: Mapping[str, str], answered: str | None = None
) -> Site:
    """The site at an address: the hosts of the home page, of its recipe and those named are its own.

    `answered` is the address that answered for the home page: where that is on another host, the site has moved there.
    """
    former = dict.fromkeys(recipe.moved, recipe.hosts[0]) if recipe else {}
    gone = {**former, **{host_of(f"https://{host}"): target for host, target in moved.items()}}
    own = {host_of(home), *(host_of(f"https://{host}") for host in hosts), *(recipe.hosts if recipe else ())}
    if answered and host_of(answered) not in own:
        gone = {**gone, host_of(home): host_of(answered)}
        own.add(host_of(answered))
    return Site(answered or home, recipe, frozenset(own - {""}), gone)


def sitemaps_of(robots: Answer | None, home: str) -> Iterator[Index]:
    """The sitemaps that robots.txt names; where it names none, those that most sites have."""
    text = robots.body.decode("utf-8", errors="replace") if robots else ""
    named = [urljoin(home, found) for found in SITEMAP_LINE.findall(text)]
    yield from (Index(url, Way.SITEMAP, depth=1) for url in dict.fromkeys(named))
    if not named:
        yield from (Index(urljoin(home, path), Way.SITEMAP, depth=1, guessed=True) for path in SITEMAP_GUESSES)


def guessed_feeds(home: str) -> Iterator[Index]:
    """The feeds that most sites have, for one whose home page names none."""
    yield from (Index(urljoin(home, path), Way.FEED, depth=1, guessed=True) for path in FEED_GUESSES)
