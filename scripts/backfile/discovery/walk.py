"""A home page and a way to ask in; every commentary that the site's indexes name, each once, and notes out.

The ways are walked in one order: home page, feeds, REST, the recipe's own listings, sitemaps, other listings, monthly
archives, web archives. Later ways add facts to what earlier ones named, and are not followed where they bring nothing.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urljoin

from backfile.discovery import pages
from backfile.discovery.cdx import cdx_index, read_cdx
from backfile.discovery.feeds import read_feed
from backfile.discovery.indexes import Answer, Ask, Index, Item, Limits, Reader, Skip, Way
from backfile.discovery.paths import trap
from backfile.discovery.progress import Chain, Finds, why_stop
from backfile.discovery.rest import read_posts
from backfile.discovery.site import guessed_feeds, site_of, sitemaps_of
from backfile.discovery.sitemaps import read_sitemap
from backfile.model import Listed, Note
from backfile.model.addresses import NOWHERE
from backfile.sources.platforms.layout import Source

READERS: Mapping[Way, Reader] = {
    Way.FEED: read_feed,
    Way.REST: read_posts,
    Way.SITEMAP: read_sitemap,
    Way.CDX: read_cdx,
}
ORDER = (Way.HOME, Way.FEED, Way.REST, None, Way.SITEMAP, Way.LISTING, Way.ARCHIVE, Way.CDX)
"""None stands for the listings that the recipe knows."""

ANYWHERE = (Way.FEED, Way.SITEMAP, Way.CDX)
DEFAULT = Limits()
FURTHER = "Raise the limits if commentaries are missing"


def discover(
    home: str,
    ask: Ask,
    *,
    known: Callable[[str], bool],
    limits: Limits = DEFAULT,
    recipe: Source | None = None,
    languages: tuple[str, ...] = (),
    hosts: tuple[str, ...] = (),
    moved: Mapping[str, str] = NOWHERE,
    cdx: str = "",
) -> Iterator[Listed | Note]:
    """Every commentary that the indexes of a site name, each once with the facts of all of them, and notes.

    `known(url)` is true for addresses of an earlier complete discovery; those that only a sitemap names are handed on
    as they are read, the others once all ways were walked, in the order in which they were found. `hosts` are further
    hosts of the publication, `moved` maps hosts it has left to the present one, `cdx` is a web archive's endpoint. Each
    index is asked once. A note says where the walk stopped short and why, and what was left out.
    """
    return Walk(home, ask, known, limits, recipe, languages, hosts, moved, cdx).run()


class Walk:
    """One walk over the indexes of one site.

    Afterwards `named` tells how many commentaries each way's first address led to, `stopped` whether a limit was met.
    """

    def __init__(
        self,
        home: str,
        ask: Ask,
        known: Callable[[str], bool],
        limits: Limits,
        recipe: Source | None,
        languages: tuple[str, ...],
        hosts: tuple[str, ...],
        moved: Mapping[str, str],
        cdx: str,
    ) -> None:
        self._ask, self._limits, self._recipe, self._languages = ask, limits, recipe, languages
        self._hosts, self._moved, self._cdx = hosts, moved, cdx
        self._site = site_of(home, recipe, hosts, moved)
        self._finds = Finds(self._site, known)
        self._known = known
        self._chains: dict[str, Chain] = defaultdict(Chain)
        self._queue: list[tuple[int, int, Index]] = []
        self._pushed = 0
        self._asked: set[str] = set()
        self._answered: set[Way] = set()
        self._told: set[str] = set()
        self._idle_months = 0
        self._latest = (0, 0)
        self.named: dict[tuple[Way, str], int] = {}
        self.stopped = False
        self._push(Index(home, Way.HOME, chain=home))

    def run(self) -> Iterator[Listed | Note]:
        """The walk."""
        asked = 0
        while self._queue:
            index = heapq.heappop(self._queue)[2]
            if not self._is_due(index):
                continue
            if reason := self._beyond_limits(index):
                self.stopped = True
                yield from self._tell(reason, index, FURTHER)
                continue
            if reason := self._leads_astray(index):
                yield from self._tell(reason, index)
                continue
            if asked == self._limits.indexes:
                self.stopped = True
                text = f"stopped after {asked} indexes, before {index.url}"
                yield Note(text, advice=FURTHER)
                break
            asked += 1
            self._asked.add(self._site.key(index.url))
            if (answer := self._ask(index.url)) is not None:
                yield from self._read(answer, index)
            elif index.way is Way.HOME and index.depth == 0:
                self._begin(None)
        yield from self._finds.held.values()
        yield from self._finds.skips()

    def _push(self, index: Index) -> None:
        self._pushed += 1
        rank = ORDER.index(None if index.own else index.way)
        heapq.heappush(self._queue, (rank, self._pushed, index))

    def _is_due(self, index: Index) -> bool:
        """Whether an index is still to be asked: not asked yet, and no guess where its way has answered."""
        return self._site.key(index.url) not in self._asked and not (index.guessed and index.way in self._answered)

    def _beyond_limits(self, index: Index) -> str | None:
        if index.depth > self._limits.depth:
            return f"an index lies more than {self._limits.depth} indexes deep"
        if index.number > self._limits.pages:
            return f"a list has more than {self._limits.pages} pages"
        return None

    def _leads_astray(self, index: Index) -> str | None:
        if index.way not in ANYWHERE and not self._site.is_own(index.url):
            return "an index is on another host"
        if index.way is Way.ARCHIVE and self._idle_months >= self._limits.empty_months:
            return f"{self._idle_months} months in a row brought nothing new"
        if index.way in READERS or index.way is Way.HOME:
            return None
        return trap(self._site.key(index.url), self._latest)

    def _tell(self, reason: str, index: Index, advice: str = "") -> Iterator[Note]:
        """Says once for each reason that an index was not asked."""
        if reason not in self._told:
            self._told.add(reason)
            yield Note(f"stopped before {index.url}: {reason}", advice=advice)

    def _read(self, answer: Answer, index: Index) -> Iterator[Listed | Note]:
        """What one index names, and its further indexes put in the queue."""
        self._latest = max(self._latest, (answer.captured.year, answer.captured.month))
        if index.way in READERS:
            yield from self._follow(READERS[index.way](answer, index), index)
            return
        key = self._site.key(answer.url)
        if key != self._site.key(index.url) and key in self._asked and index.way is not Way.HOME:
            return  # a page behind the last leads back to the first
        self._asked.add(key)
        if index.way is Way.HOME and index.depth == 0:  # the first of all
            self._begin(answer)
        page = pages.read_page(answer)
        if isinstance(page, Skip):
            self._finds.skip(page)
            return
        found = list(pages.listed(page, index, self._site.wanted, self._recipe))
        self._answered.add(index.way)
        if index.way is Way.HOME:
            self._from_home(page, index, [listed.url for listed in found])
        behind = self._page_behind(page, index)
        yield from self._follow(iter([*found, *behind]), index)

    def _page_behind(self, page: pages.Page, index: Index) -> list[Index]:
        behind = pages.next_page(page, index)
        further = [replace(behind, way=Way.LISTING) if index.way is Way.HOME else behind] if behind else []
        return [*further, *pages.months(page)] if index.way is Way.ARCHIVE else further

    def _begin(self, answer: Answer | None) -> None:
        """The site as its home page shows it: where that has moved to, and what is asked whatever the page says."""
        home = answer.url if answer else self._site.home
        self._site = site_of(self._site.home, self._recipe, self._hosts, self._moved, home)
        self._finds.site = self._site
        robots = self._ask(urljoin(home, "/robots.txt"))
        feeds = () if answer else guessed_feeds(home)
        for index in (*sitemaps_of(robots, home), *self._site.own_listings(), *feeds):
            self._push(index)
        if self._cdx:
            self._push(cdx_index(self._cdx, self._site.home))

    def _from_home(self, page: pages.Page, index: Index, found: list[str]) -> None:
        """The indexes that a home page names, and guesses where it names no feed."""
        languages = self._languages or pages.languages_of(page)
        named = list(pages.read_home(page, index, languages if index.depth == 0 else ()))
        if index.depth == 0 and not any(item.way is Way.FEED for item in named if isinstance(item, Index)):
            named += guessed_feeds(page.answer.url)
        for item in (*named, *pages.lists(page, found)):
            if isinstance(item, Index):
                self._push(replace(item, language=item.language or index.language))

    def _follow(self, items: Iterator[Item], index: Index) -> Iterator[Listed | Note]:
        """What the items of one page say: commentaries to the finds, further indexes to the queue if it brought any."""
        chain = self._chains[index.chain or index.url]
        named = fresh = known = 0
        behind: list[Index] = []
        for item in items:
            if isinstance(item, Skip):
                self._finds.skip(item)
            elif isinstance(item, Index):
                behind.append(item)
            else:
                is_fresh, now = self._finds.take(item, index, chain)
                named, fresh, known = named + 1, fresh + is_fresh, known + self._known(item.url)
                if now is not None:
                    yield now
        if named or behind:
            self._answered.add(index.way)
        first = (index.way, index.url if index.number == 1 else index.chain)
        self.named[first] = self.named.get(first, 0) + named
        self._idle_months = 0 if fresh or index.way is not Way.ARCHIVE else self._idle_months + 1
        stop = why_stop(chain, index, named, fresh, named == known) if index.way is not Way.SITEMAP else None
        for other in behind:
            if stop is None or other.number <= index.number:
                self._push(other)
            elif stop:
                yield Note(f"did not go on behind {index.url}: {stop}")
