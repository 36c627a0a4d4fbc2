"""The address of a publication comes in; some of its pages and what its home page says of it go out, politely asked."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from backfile.discovery import Answer, Skip, discover
from backfile.discovery.pages import read_page
from backfile.discovery.survey import LOOK
from backfile.errors import FetchError, SettingsError
from backfile.inputs.followed import Followed, Following, is_web_address
from backfile.inputs.state import State
from backfile.inputs.store import CaptureStore
from backfile.model import Capture, Listed, Status
from backfile.model.addresses import host_of
from backfile.pipeline.asking import fetcher, run_moment
from backfile.pipeline.listings import Listings
from backfile.pipeline.visiting import Visit
from backfile.report import Outcome

PAGES = 12
"""The pages of a site that are looked at."""


@dataclass(frozen=True, slots=True)
class Site:
    """What a site gave: its home page, its name as that says it, some of its commentaries, and what went wrong."""

    home: str
    name: str | None
    captures: tuple[Capture, ...]
    outcomes: tuple[Outcome, ...]


def pages_of_site(url: str, following: Following) -> Site:
    """Some pages of a site, from its newest to its oldest, at the pace that is set if it is followed already.

    Nothing of the visit is kept.
    Raises SettingsError for an address that is none.
    """
    if not is_web_address(url):
        raise SettingsError("is no web address", where=url, advice="Name the home page, as in https://hilltop.example/")
    followed = (source for source in following.sources if host_of(source.home) == host_of(url))
    asked = next(followed, Followed("new", url))
    with TemporaryDirectory() as folder, closing(State(Path(folder))) as state:
        captures = CaptureStore(Path(folder))
        listings = Listings.none_yet(Path(folder), captures)
        visit = Visit(
            asked, state, captures, fetcher(state, asked, following.contact), listings, run_moment(), rehearsal=True
        )
        answers: dict[str, Answer] = {}

        def ask(address: str) -> Answer | None:
            answer = visit.ask(address)
            if answer is not None:
                answers.setdefault(address, answer)
            return answer

        found = [
            item for item in discover(url, ask, known=lambda address: False, limits=LOOK) if isinstance(item, Listed)
        ]
        pages = tuple(capture for item in spread(found) if (capture := fetched(visit, item.url)))
        home = answers.get(url)
        page = read_page(home) if home else None
        name = None if page is None or isinstance(page, Skip) else page.document.hint("site")
        return Site(home.url if home else url, name, pages, tuple(visit.outcomes))


def spread(found: list[Listed]) -> list[Listed]:
    """Some of what was found, evenly from the first to the last."""
    if len(found) <= PAGES:
        return found
    return [found[at * (len(found) - 1) // (PAGES - 1)] for at in range(PAGES)]


def fetched(visit: Visit, url: str) -> Capture | None:
    """The capture of a page; None, and a line in the report, if it cannot be had."""
    try:
        exchange = visit.fetcher.fetch(url)
    except FetchError as error:
        visit.outcomes.append(Outcome(Status.SKIPPED, url, error.message, error.advice))
        return None
    return Capture(
        exchange.body,
        sha256(exchange.body).hexdigest(),
        exchange.moment,
        exchange.media_type,
        exchange.url,
        exchange.charset,
    )
