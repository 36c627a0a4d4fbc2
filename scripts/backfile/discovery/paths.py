"""An address in, what its shape says out: a commentary's page, a page of a list, a month, or none of the archive's."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from backfile.vocabularies import of_lists

PAGE_PATH = re.compile(
    r"(?P<base>.*?)/(?:page|seite|strana|старонка|страница)[/-]?(?P<number>\d{1,5})/?", re.IGNORECASE
)
PAGE_NAMES = frozenset({"page", "paged", "pg", "seite", "offset", "start"})
KNOWN_NAMES = PAGE_NAMES | {
    "lang",
    "language",
    "l",
    "hl",
    "cat",
    "m",
    "feed",
    "p",
    "id",
    "rest_route",
    "year",
    "monthnum",
}
MONTH = re.compile(r"(?P<base>.*?)/(?P<year>(?:19|20|21)\d\d)/(?P<month>0[1-9]|1[0-2])/?")
DAYS = re.compile(r"(?:.*?)/(?:19|20|21)\d\d(?:/\d\d?){0,2}/?")
FILE = re.compile(
    r".*\.(?:jpe?g|png|gif|webp|avif|svg|ico|css|js|mjs|json|xml|rss|atom|pdf|docx?|xlsx?|pptx?|epub|zip|gz|mp[34]|m4a|ogg"
    r"|wav|webm|mov|avi|txt|ics|kml|woff2?)",
    re.IGNORECASE,
)
LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?|be-tarask", re.IGNORECASE)
MOST_SEGMENTS = 12
"""A trap's addresses grow; no list of commentaries lies so deep."""


def why_no_commentary(url: str, topics: Collection[str] = ()) -> str | None:
    """Why an address by its shape is no commentary's page; None if it may be one. `topics` are segments of sections."""
    path, query = unquote(urlsplit(url).path), dict(parse_qsl(urlsplit(url).query))
    segments = [part.casefold() for part in path.split("/") if part]
    if any(name in query for name in ("p", "id", "article", "story")):
        return None
    if not segments or (len(segments) == 1 and LANGUAGE.fullmatch(segments[0])):
        return "a home page"
    if FILE.fullmatch(path):
        return "a file"
    if PAGE_PATH.fullmatch(path) or any(query.get(name, "1") != "1" for name in PAGE_NAMES & query.keys()):
        return "a page of a list"
    if DAYS.fullmatch(path):
        return "a calendar's page"
    if any(map(of_lists("shelves").fullmatch, segments)):
        return "a shelf of tags, topics, authors or the site's own"
    if of_lists("fixed").fullmatch(segments[-1].partition(".")[0]):
        return "a fixed page"
    return "a section" if segments[-1] in topics else None


def why_hardly_a_commentary(url: str) -> str | None:
    """Why an address that an index of all pages names is hardly a commentary's: a word or two, at the top."""
    segments = [part for part in unquote(urlsplit(url).path).split("/") if part and not LANGUAGE.fullmatch(part)]
    few = len(segments) == 1 and len(re.findall(r"[^\W_]+", segments[0].rpartition(".")[0] or segments[0])) < 3
    return (
        "a section or a fixed page" if few and not urlsplit(url).query and not re.search(r"\d", segments[0]) else None
    )


@dataclass(frozen=True, slots=True)
class Numbered:
    """An address as one page of a list: the list's address without the number, and the number, 1 if there is none."""

    base: str
    number: int


def numbered(url: str) -> Numbered:
    """Which page of which list an address is."""
    parts = urlsplit(url)
    found = PAGE_PATH.fullmatch(parts.path)
    path, number = (found["base"], int(found["number"])) if found else (parts.path, 1)
    kept = []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name.lower() in PAGE_NAMES and value.isdigit():
            number = int(value)
        else:
            kept.append((name, value))
    base = urlunsplit(("", parts.netloc.lower().removeprefix("www."), path.rstrip("/"), urlencode(sorted(kept)), ""))
    return Numbered(base, number)


def month_of(url: str) -> tuple[int, int] | None:
    """The year and month whose archive an address is, by its path; None if it is none."""
    found = MONTH.fullmatch(urlsplit(url).path)
    return (int(found["year"]), int(found["month"])) if found else None


def trap(url: str, latest: tuple[int, int]) -> str | None:
    """Why an index's address leads into endless pages; None if it does not. `latest` is the month of the walk."""
    parts = urlsplit(url)
    month, segments = month_of(url), [part for part in parts.path.split("/") if part]
    names = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    if month and month > latest:
        return "a calendar goes on into the future"
    if names - KNOWN_NAMES:
        return "a list is sorted and sifted by parameters"
    if len(segments) > MOST_SEGMENTS or any(segments.count(part) > 2 for part in segments):
        return "an address repeats itself"
    return None
