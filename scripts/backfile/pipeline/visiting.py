"""One publication that is followed comes in; what its site lists and answers stands in the state and the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from backfile.discovery import Answer, Limits, discover
from backfile.errors import Deferred, Denied, FetchError, Gone, RobotsForbid
from backfile.inputs.followed import GENERIC, Followed
from backfile.inputs.state import IndexRecord, PageRecord, Pages, State
from backfile.inputs.store import CaptureStore
from backfile.inputs.web.exchange import Exchange
from backfile.inputs.web.fetcher import Fetcher
from backfile.model import Capture, Listed, Note, Status
from backfile.model.addresses import fold, host_of
from backfile.pipeline.asking import stated_moment
from backfile.pipeline.listings import Listings
from backfile.pipeline.watching import Watch
from backfile.report import Outcome
from backfile.sources import known, moved_hosts
from backfile.street import document_of, listing_in


@dataclass(slots=True)
class Visit:
    """One run's visit to one site: what went wrong so far, and what is counted for the report.

    A rehearsal keeps nothing.
    """

    source: Followed
    state: State
    captures: CaptureStore
    fetcher: Fetcher
    listings: Listings
    moment: dt.datetime
    rehearsal: bool = False
    outcomes: list[Outcome] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    listed: int = 0
    new: int = 0
    asked: int = 0
    unchanged: int = 0
    indexes: set[str] = field(default_factory=set)

    @property
    def pages(self) -> Pages:
        """The pages of this source."""
        return self.state.pages(self.source.id, self.fold)

    def fold(self, url: str) -> str:
        """The key that all spellings of an address share, on whatever host of the publication."""
        return fold(url, moved(self.source))

    def discover(self) -> None:
        """Asks the site's indexes what there is; a site that lists nothing at all has failed."""
        failures = len(self.outcomes)
        pages = self.pages
        self.new += pages.listed(self._counted(), self.moment)
        if self.listed == self.unchanged == 0 and failures == len(self.outcomes):
            advice = "Look at the site; if it has moved or changed, correct home in sources.toml"
            self._fail(self.source.home, f"{self.source.id} lists no commentary", advice)
        elif failures == len(self.outcomes):
            pages.confirm()
            self.state.settle(self.indexes)

    def fetch(self, due: list[PageRecord], watch: Watch) -> None:
        """Asks for each page that is due; what answers with something new is in the store from then on."""
        pages = self.pages
        left = iter(watch(due, self.source.id))
        for page in left:
            try:
                self._fetch(page, pages)
            except Deferred as error:
                rest = 1 + sum(1 for _ in left)
                self._fail(page.url, error.message, f"{rest} pages are left for the next update")
            except Gone:
                self._gone(page, pages)
            except FetchError as error:
                pages.failed(page, self.moment, error.message)
                self._fail(page.url, error.message, error.advice)

    def ask(self, url: str) -> Answer | None:
        """What an index says now; what it said last, if it says that nothing has changed.

        A sitemap of pages that has not changed since it was read to its end says nothing: it may name thousands.
        """
        last = self.state.index(url)
        try:
            exchange = self.fetcher.fetch(
                url, etag=last.etag if last else None, modified=last.modified if last else None
            )
        except FetchError as error:
            looked_for = last is None and url != self.source.home and isinstance(error, Gone | RobotsForbid | Denied)
            if not looked_for:
                self._fail(url, error.message, error.advice)
            return None
        self.indexes.add(url)
        if exchange.status != NOT_MODIFIED or last is None:
            last = self._kept(url, exchange)
            self._take_listing(exchange)
        elif last.settled and b"<urlset" in last.body[:LOOKED_AT]:
            self.unchanged += 1
            return None
        return Answer(exchange.url, last.body, last.media_type, last.charset, last.captured, last.headers)

    def _counted(self) -> Iterator[Listed]:
        recipe = known(self.source.recipe) if self.source.recipe != GENERIC else None
        found = discover(
            self.source.home,
            self.ask,
            known=self.pages.known,
            limits=Limits(),
            recipe=recipe,
            languages=self.source.languages,
            hosts=self.source.hosts,
            moved=moved(self.source),
            cdx=self.source.archive or "",
        )
        for item in found:
            if isinstance(item, Note):
                self.notes.append(replace(item, text=f"{self.source.id}: {item.text}"))
            else:
                self.listed += 1
                yield item

    def _kept(self, url: str, exchange: Exchange) -> IndexRecord:
        index = IndexRecord(
            url,
            exchange.body,
            exchange.media_type,
            exchange.charset,
            self._time(exchange),
            exchange.etag,
            exchange.last_modified,
            {name.lower(): value for name, value in exchange.headers},
        )
        self.state.keep_index(index)
        return index

    def _take_listing(self, exchange: Exchange) -> None:
        """Keeps a page of the source's own listing as a capture, for the weeks that it names."""
        if self.rehearsal or known(self.source.recipe).listing is None or exchange.media_type != HTML:
            return
        capture = Capture(exchange.body, "", exchange.moment, HTML, exchange.url, exchange.charset)
        if listing_in(document_of(capture), self.source.recipe):
            kept, _ = self.captures.add_exchange(replace(exchange, moment=self._time(exchange)))
            self.listings.take(kept, document_of(kept), self.source.recipe)

    def _fetch(self, page: PageRecord, pages: Pages) -> None:
        self.asked += 1
        exchange = self.fetcher.fetch(page.url, etag=page.etag, modified=page.modified)
        digest = None
        if exchange.status != NOT_MODIFIED:
            digest = self.captures.add_exchange(replace(exchange, moment=self._time(exchange)))[0].digest
        found = pages.found_at(page, exchange.url)
        if found.key == page.key:
            pages.answered(page, self.moment, capture=digest, etag=exchange.etag, modified=exchange.last_modified)
        for url in exchange.hops:
            pages.same(found, url)

    def _gone(self, page: PageRecord, pages: Pages) -> None:
        if page.capture is None:
            pages.failed(page, self.moment, "the site has no such page")
            self._fail(page.url, "the site lists it, but has no such page", "Nothing can be done here")
        else:
            pages.gone(page, self.moment)

    def _time(self, exchange: Exchange) -> dt.datetime:
        return stated_moment() or exchange.moment

    def _fail(self, origin: str, reason: str, advice: str) -> None:
        self.outcomes.append(Outcome(Status.FAILED, origin, reason, advice))


NOT_MODIFIED = 304
HTML = "text/html"
LOOKED_AT = 1000


def moved(source: Followed) -> dict[str, str]:
    """Each host that the publication has left, by its entry or its recipe → the one where its pages stand now."""
    return {**moved_hosts(), **{host: host_of(source.home) for host in source.hosts}}
