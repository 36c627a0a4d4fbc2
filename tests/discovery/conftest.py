"""Made-up sites for discovery: pages by their addresses, and a count of what was asked."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest

from backfile.discovery import Answer, discover
from backfile.model import Listed, Note

HOME = "https://hilltop.example/"
NOW = dt.datetime(2025, 3, 20, 8, 0, tzinfo=dt.UTC)
TYPES = {"{": "application/json", "[": "application/json", "<?": "application/xml", "<!": "text/html"}


Content = str | bytes | Callable[[dict[str, str]], str | None]


@dataclass
class Made:
    """A site of pages by their addresses; what is not there is not answered. `asked` keeps the order."""

    pages: dict[str, Content] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def ask(self, url: str) -> Answer | None:
        self.asked.append(url)
        url = self.leads.get(url, url)
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}{parts.path}"
        page = self.pages.get(url, self.pages.get(place))
        if callable(page):
            page = page({name: values[0] for name, values in parse_qs(parts.query).items()})
        if page is None:
            return None
        body = page.encode() if isinstance(page, str) else page
        media_type = TYPES.get(body[:2].decode("latin-1"), TYPES.get(body[:1].decode("latin-1"), "text/html"))
        return Answer(url, body, media_type, "utf-8", NOW, self.headers.get(place, {}))

    def walk(self, home: str = HOME, *, known: Callable[[str], bool] = lambda url: False, **more: object) -> Walked:
        found = list(discover(home, self.ask, known=known, **more))  # type: ignore[arg-type]
        return Walked(
            [item for item in found if isinstance(item, Listed)], [item for item in found if isinstance(item, Note)]
        )


@dataclass(frozen=True)
class Walked:
    """What a walk found, apart."""

    listed: list[Listed]
    notes: list[Note]

    @property
    def urls(self) -> list[str]:
        return [listed.url for listed in self.listed]

    def of(self, url: str) -> Listed:
        (found,) = [listed for listed in self.listed if listed.url == url]
        return found


def page(inside: str, *, head: str = "", language: str = "en") -> str:
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><title>Hilltop</title>{head}</head><body>{inside}</body></html>'
    )


def issue(number: int) -> tuple[str, str, dt.date]:
    """The address, the title and the day of the weekly's issue."""
    day = dt.date(2025, 3, 17) - dt.timedelta(weeks=number)
    return f"{HOME}{day:%Y/%m}/the-ferry-runs-late-{number}/", f"The Ferry Runs Late, Part {number}", day


def entry(number: int) -> str:
    url, title, day = issue(number)
    printed = f"{day:%B} {day.day}, {day.year}"
    return f'<article><h2><a href="{url}">{title}</a></h2><time>{printed}</time><p>A teaser.</p></article>'


def listing(numbers: range, *, behind: str = "", more: str = "") -> str:
    link = f'<nav><a class="next" rel="next" href="{behind}">Older posts</a></nav>' if behind else ""
    return page("<main>" + "".join(map(entry, numbers)) + f"</main>{link}{more}")


def feed(numbers: range) -> str:
    items = "".join(
        f"<item><title>{title}</title><link>{url}</link><guid>{HOME}?p={100 + number}</guid>"
        f"<pubDate>{day:%a, %d %b %Y} 08:00:00 +0000</pubDate><category>River</category></item>"
        for number in numbers
        for url, title, day in [issue(number)]
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Hilltop</title>{items}</channel></rss>'


def urlset(urls: Iterator[str] | list[str], *, day: str = "2025-03-18") -> str:
    entries = "".join(f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>" for url in urls)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'


def sitemapindex(urls: list[str]) -> str:
    entries = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>'


def posts(count: int) -> Callable[[dict[str, str]], str | None]:
    """WordPress's posts, as many for a page as asked; behind the last page nothing."""

    def answer(query: dict[str, str]) -> str | None:
        size, number = int(query.get("per_page", "10")), int(query.get("page", "1"))
        numbers = range(count)[(number - 1) * size : number * size]
        return json.dumps([post(n) for n in numbers]) if numbers else None

    return answer


def post(number: int) -> dict[str, object]:
    url, title, day = issue(number)
    return {
        "link": url.replace("https://", "http://"),
        "title": {"rendered": title.replace("Ferry", "<em>Ferry</em> &#8211;")},
        "date": f"{day}T08:00:00",
        "modified": f"{day}T09:00:00",
        "status": "publish",
    }


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def hilltop() -> Hilltop:
    return Hilltop()


class Hilltop:
    """The pieces of the weekly's site, for tests to put together."""

    home = HOME
    page, issue, entry, listing = staticmethod(page), staticmethod(issue), staticmethod(entry), staticmethod(listing)
    feed, urlset, sitemapindex = staticmethod(feed), staticmethod(urlset), staticmethod(sitemapindex)
    posts, post = staticmethod(posts), staticmethod(post)

    @staticmethod
    def urls(count: int) -> set[str]:
        return {issue(number)[0] for number in range(count)}
