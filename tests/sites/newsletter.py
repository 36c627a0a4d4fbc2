"""Issues come in; a WordPress-like newsletter goes out: what it answers, at which addresses, in which week."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.utils import format_datetime
from urllib.parse import parse_qs

from sites.issues import LAST_WEEK, TOPICS, Issue, edited, issues
from sites.serving import Asked, Reply, moved
from sites.theme import HOME, HOST, OLD_HOST, issue_page, labels, listing, pager, plain, root
from sites.wordpress import WAYS, feed, posts_of, sitemap, sitemap_index

EPOCH = {1: 1767592800, 2: 1768197600}
DATE = {1: "Mon, 05 Jan 2026 06:00:00 GMT", 2: "Mon, 12 Jan 2026 06:00:00 GMT"}
PER_PAGE = 10
SHIFT = 5
"""How many issues a listing does not show yet when it is first asked for."""
LOOP = "/2023/11/the-letter-that-came-back/"
SPOILT = ("consent", "paywall", "soft 404", "parked")
GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class SecondWeek:
    """What happens before the second week: which issues are spoilt, gone or edited."""

    spoilt: dict[Issue, str]
    gone: dict[Issue, int]
    edited: tuple[Issue, ...]


@dataclass
class Newsletter:
    """The site. `ways` are those that it offers to find its issues, `delay` is its Crawl-delay in seconds.

    `week` is 1 or 2. `drip` is how long the slow page takes, `trouble` whether there is a redirect loop, a refusal of
    the first request to one page, and a listing that shifts while it is walked. `told` is what listings gave.
    """

    shown: tuple[Issue, ...] = field(default_factory=issues)
    delay: float = 0.02
    ways: frozenset[str] = frozenset(WAYS)
    drip: float = 0.6
    trouble: bool = True
    week: int = 1
    listed: int = 0
    told: dict[str, Issue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        of = sorted((one for one in self.shown if one.number % 25), key=lambda one: (one.number, one.language))
        middle = of[len(of) // 2 :]
        self.second = SecondWeek(
            dict(zip(middle, SPOILT, strict=False)), dict(zip(middle[4:], GONE, strict=False)), tuple(middle[6:8])
        )
        self.busy, self.slow = of[1], of[2]
        new = issues(range(LAST_WEEK + 1, LAST_WEEK + 3))
        self._later = (*new, *(edited(one) if one in self.second.edited else one for one in self.shown))

    @property
    def hosts(self) -> tuple[str, ...]:
        return (HOST, f"www.{HOST}", OLD_HOST)

    @property
    def date(self) -> str:
        return DATE[self.week]

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All that was ever published up to this week, newest first, as it stands now."""
        return self.shown if self.week == 1 else self._later

    @property
    def listable(self) -> tuple[Issue, ...]:
        """What its indexes show in this week."""
        gone = self.second.gone if self.week == 2 else {}
        return tuple(one for one in self.issues if one not in gone)

    def robots(self) -> str:
        lines = ["User-agent: *", f"Crawl-delay: {self.delay}", "Disallow: /private/", "Disallow: /*?s="]
        return "\n".join([*lines, *([f"Sitemap: {HOME}/sitemap_index.xml"] if "sitemap" in self.ways else []), ""])

    def answer(self, asked: Asked) -> Reply:
        """What stands at an address. Other hosts and plain HTTP lead to the one true one, at times after a detour."""
        if asked.path == "/robots.txt":
            return Reply(self.robots().encode(), media_type="text/plain", validated=False)
        if asked.host != HOST:
            return moved(f"{HOME}{asked.target}")
        if asked.scheme == "http" and self.issue_at(asked.path) is None:
            return moved(f"{HOME}{asked.target}")
        if not asked.path.endswith("/") and "." not in asked.path:
            return moved(f"{HOME}{asked.path}/{'?' if asked.query else ''}{asked.query}")
        for pattern, handle in self._routes():
            if found := re.fullmatch(pattern, asked.path):
                return handle(asked, *(part or "" for part in found.groups()))
        return self.missing()

    def issue_at(self, path: str) -> Issue | None:
        return next((one for one in self.issues if one.path == path), None)

    def _routes(self) -> Sequence[tuple[str, Callable[..., Reply]]]:
        code = "(?:/(be|ru))?"
        return (
            (rf"{code}/(\d{{4}}/\d\d/[^/]+)/(?:amp/)?", self._issue),
            (rf"{code}/(?:feed/)", self._feed),
            (r"/sitemap_index\.xml", self._sitemap_index),
            (r"/(post|page|category)-sitemap(\d*)\.xml", self._sitemap),
            (r"/wp-json/(wp/v2/posts/)?", self._rest),
            (rf"{code}/(?:page/(\d+)/)?", self._home),
            (rf"{code}/category/(\w+)/(?:page/(\d+)/)?", self._category),
            (rf"{code}/author/([\w-]+)/", self._author),
            (rf"{code}/(\d{{4}})/(\d\d)/(?:page/(\d+)/)?", self._month),
            (rf"{code}/calendar/(\d{{4}})-(\d\d)/", self._calendar),
            (rf"{code}/(about|privacy|subscribe)/", self._plain),
            (r"(/private/.*)", self._private),
        )

    def missing(self, status: int = 404) -> Reply:
        page = plain("en", "Nothing was found here", "The page has gone, or it never was.")
        return Reply(page.encode(), status, validated=False)

    def _issue(self, asked: Asked, language: str, rest: str) -> Reply:
        found = self.issue_at(re.sub("/amp/$", "/", asked.path))
        if asked.path == LOOP or asked.path == LOOP.replace("/2023/", "/2022/"):
            other = {LOOP: LOOP.replace("/2023/", "/2022/")}.get(asked.path, LOOP)
            return moved(f"{HOME}{other}", 302) if self.trouble else self.missing()
        if found is None:
            return self.missing()
        if self.week == 2 and (status := self.second.gone.get(found)):
            return self.missing(status)
        if self.week == 2 and (spoilt := self.second.spoilt.get(found)):
            return Reply(spoilt_page(found, spoilt).encode())
        if found == self.busy and self.trouble and asked.time_of == 1 and self.week == 1:
            return Reply(b"Slow down", 429, "text/plain", (("Retry-After", "1"),), validated=False)
        at = self.issues.index(found)
        same = [one for one in self.issues if one.number == found.number and one is not found]
        near = [one for one in self.issues[at + 1 : at + 12] if one.language == found.language][:3]
        page = issue_page(found, same, near).encode()
        modified = format_datetime(found.modified.astimezone(dt.UTC), usegmt=True)
        return Reply(page, modified=modified, drip=self.drip if found == self.slow else 0.0)

    def _feed(self, asked: Asked, language: str) -> Reply:
        if "feed" not in self.ways:
            return self.missing()
        newest = [one for one in self.listable if one.language == (language or "en")][:PER_PAGE]
        return Reply(feed(newest, language or "en").encode(), media_type="application/rss+xml; charset=utf-8")

    def _sitemap_index(self, asked: Asked) -> Reply:
        if "sitemap" not in self.ways:
            return self.missing()
        return Reply(sitemap_index(self.listable).encode(), media_type="text/xml; charset=utf-8")

    def _sitemap(self, asked: Asked, kind: str, number: str) -> Reply:
        if "sitemap" not in self.ways:
            return self.missing()
        more = [f"{HOME}{LOOP}", f"{HOME}/private/the-letter-to-the-printer/"] if self.trouble and number == "" else []
        page = sitemap(self.listable, kind, int(number or 1), more)
        return Reply(page.encode(), media_type="text/xml; charset=utf-8") if page else self.missing()

    def _rest(self, asked: Asked, posts: str) -> Reply:
        if "rest" not in self.ways:
            return self.missing()
        if not posts:
            about = {"name": labels("en")["name"], "url": HOME, "namespaces": ["wp/v2"], "routes": {"/wp/v2/posts": {}}}
            return Reply(json.dumps(about).encode(), media_type="application/json")
        status, said, headers = posts_of(self.listable, {k: v[-1] for k, v in parse_qs(asked.query).items()})
        body = json.dumps(said, ensure_ascii=False).encode()
        return Reply(body, status, "application/json; charset=utf-8", headers, validated=status == 200)

    def _home(self, asked: Asked, language: str, number: str) -> Reply:
        code, query = language or "en", parse_qs(asked.query)
        by_query = bool(query.get("paged"))
        wanted = int((query.get("paged") or [number or "1"])[0])
        all_of_it = [one for one in self.listable if one.language == code]
        hidden = max(SHIFT - self.listed, 0) if self.trouble and self.week == 1 else 0
        self.listed += wanted > 1
        return self._listing(code, labels(code)["name"], all_of_it[hidden:], wanted, root(code), by_query=by_query)

    def _category(self, asked: Asked, language: str, topic: str, number: str) -> Reply:
        code = language or "en"
        of = [one for one in self.listable if (one.language, one.topic) == (code, topic)]
        known = topic in TOPICS
        return self._listing(code, topic, of if known else [], int(number or 1), f"{root(code)}/category/{topic}")

    def _author(self, asked: Asked, language: str, name: str) -> Reply:
        return self.missing()

    def _month(self, asked: Asked, language: str, year: str, month: str, number: str) -> Reply:
        code = language or "en"
        of = [o for o in self.listable if (o.language, f"{o.published:%Y/%m}") == (code, f"{year}/{month}")]
        if "archive" not in self.ways:
            return self.missing()
        return self._listing(code, f"{month}/{year}", of, int(number or 1), f"{root(code)}/{year}/{month}")

    def _listing(
        self, code: str, heading: str, of: Sequence[Issue], number: int, base: str, *, by_query: bool = False
    ) -> Reply:
        """Page `number` of a listing. A site without listings shows its first page alone, which leads nowhere."""
        shown = of[(number - 1) * PER_PAGE : number * PER_PAGE]
        if not shown:
            return self.missing()
        last = -(-len(of) // PER_PAGE) if "listing" in self.ways or "/category/" not in base else 1
        last = last if "listing" in self.ways or re.search(r"/\d\d$", base) else 1
        if number > last:
            return self.missing()
        links = [alias(one) if self.trouble else f"{HOME}{one.path}" for one in shown]
        self.told |= dict(zip(links, shown, strict=True))
        leading = pager(code, base, number, last, by_query=by_query or code == "ru") + self._months(code)
        address = f"{HOME}{base}/" if number == 1 else f"{HOME}{base}/page/{number}/"
        return Reply(listing(code, heading, shown, links, address, leading).encode())

    def _months(self, code: str) -> str:
        if "archive" not in self.ways:
            return ""
        months = sorted({f"{o.published:%Y/%m}" for o in self.listable if o.language == code}, reverse=True)
        items = "".join(f'<li><a href="{root(code)}/{month}/">{month}</a></li>' for month in months)
        return f'<div class="widget_archive"><h3>{labels(code)["archive"]}</h3><ul>{items}</ul></div>'

    def _calendar(self, asked: Asked, language: str, year: str, month: str) -> Reply:
        code, at = language or "en", int(year) * 12 + int(month) - 1
        both = [f"{root(code)}/calendar/{n // 12:04}-{n % 12 + 1:02}/" for n in (at - 1, at + 1)]
        links = f'<a rel="prev" href="{both[0]}">‹</a> <a rel="next" href="{both[1]}">›</a>'
        return Reply(plain(code, f"{labels(code)['calendar']} {year}-{month}", links).encode())

    def _plain(self, asked: Asked, language: str, name: str) -> Reply:
        return Reply(
            plain(language or "en", name.title(), "We write one letter a week.", "We keep no addresses.").encode()
        )

    def _private(self, asked: Asked, path: str) -> Reply:
        return Reply(plain("en", "Private", "Nobody who reads robots.txt comes here.").encode())


def alias(issue: Issue) -> str:
    """The address under which listings link an issue: of several that lead to it, always the same one."""
    forms = (
        f"{HOME}{issue.path}",
        f"http://{HOST}{issue.path}",
        f"https://www.{HOST}{issue.path}",
        f"{HOME}{issue.path.rstrip('/')}",
        f"{HOME}{issue.path}?utm_source=list&utm_medium=web",
        f"{HOME}{issue.path}amp/",
        f"http://{OLD_HOST}{issue.path}",
    )
    return forms[issue.number % len(forms)]


def spoilt_page(issue: Issue, how: str) -> str:
    """What stands where an issue stood: a wall, a stub, a page that says it is missing, a domain for sale."""
    if how == "consent":
        return plain(
            issue.language, "Before you continue", "We and our 214 partners store cookies on your device.",
            "Choose what you agree to.", "<button>Accept all</button> <button>Reject all</button>",
        )  # fmt: skip
    if how == "paywall":
        rest = ("Subscribe to continue reading", "This letter is for subscribers. Already a subscriber? Sign in.")
        return plain(issue.language, issue.title, f"{issue.lead[0][:120]}…", *rest)
    if how == "soft 404":
        return plain(issue.language, "Page not found", "The page you are looking for does not exist any more.")
    return (
        f"<!DOCTYPE html><html><head><title>{HOST}</title></head><body><h1>{HOST}</h1>"
        "<p>This domain may be for sale. Buy this domain.</p><p>Related searches</p><ul><li>Cheap letters</li>"
        "<li>Ferry tickets</li></ul></body></html>"
    )
