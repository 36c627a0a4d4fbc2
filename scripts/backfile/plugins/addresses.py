"""Names and places in, addresses out: relative to the site's root, permanent, safe on every file system."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Mapping
from functools import lru_cache

from backfile.plugins.weeks import Week
from backfile.write.slugs import slug

OPML = "feeds/feeds.opml"  # the list of all feeds
ADDRESSES = "data/addresses.csv"  # the addresses at the sources and the pages here
SOURCE_MOVES = "data/source-addresses.map"  # the same for a server that has a source's host
MOVES = "_redirects"  # the moves within the archive, under the name that static hosts look for
UNTAGGED = "untagged"  # the slug of what has no topic


def relative(target: str, page: str) -> str:
    """The link from one page of the site to another, both given from the root."""
    return from_folder(target, page.rpartition("/")[0])


@lru_cache(1 << 14)
def from_folder(target: str, folder: str) -> str:
    """The link from any page in a folder; most are on all of them."""
    here, there = folder.split("/") if folder else [], target.split("/")
    kept = len(posixpath.commonprefix([here, there[:-1]]))
    return "../" * (len(here) - kept) + "/".join(there[kept:])


def root_of(page: str) -> str:
    """What leads from a page to the site's root: "" or "../" for each folder."""
    return "../" * page.count("/")


def slugs_of(names: Iterable[str]) -> Mapping[str, str]:
    """A slug for each name, distinct: one that is taken, reserved or has no letters gets its name's digest."""
    taken: dict[str, str] = {}
    for name in sorted(set(names)):
        digest = hashlib.sha256(name.encode()).hexdigest()[:6]
        plain = slug(name, fallback=digest)
        taken[f"{plain}-{digest}" if plain in taken or plain == UNTAGGED else plain] = name
    return {name: found for found, name in taken.items()}


def home_address(lang: str) -> str:
    """A language's way in."""
    return f"{lang}/index.html"


def week_address(lang: str, week: Week) -> str:
    """An issue's page."""
    return f"{lang}/{week.year}/w{week.number:02}/index.html"


def whole_address(lang: str, week: Week) -> str:
    """An issue with all its texts on one page, beside its folder, where no slug can stand."""
    return f"{lang}/{week.year}/w{week.number:02}.html"


def calendar_address(lang: str) -> str:
    """The calendar of weeks."""
    return f"{lang}/weeks.html"


def decade_address(lang: str, decade: int) -> str:
    """The calendar of an older decade, by its first year."""
    return f"{lang}/weeks/{decade}.html"


def matrix_address(lang: str) -> str:
    """The matrix of topics by years and weeks."""
    return f"{lang}/matrix.html"


def about_address(lang: str) -> str:
    """What the archive is and how it is made."""
    return f"{lang}/about.html"


def feeds_address(lang: str) -> str:
    """The page that names the feeds."""
    return f"{lang}/feeds.html"


def data_address(form: str) -> str:
    """The facts on all commentaries in one file."""
    return f"data/commentaries.{form}"


def cite_page_address(lang: str) -> str:
    """The page on citing and on the data."""
    return f"{lang}/cite.html"


def cite_address(page: str, form: str) -> str:
    """The file beside a page to cite what is on it, `bib`, `ris` or `csl.json`."""
    return f"{page.removesuffix('.html')}.{form}"


def part_address(address: str, number: int) -> str:
    """An older part of a long list; the underscore is in no slug."""
    return f"{address.removesuffix('.html')}_{number}.html"


def year_address(lang: str, year: int) -> str:
    """A year's page."""
    return f"{lang}/{year}/index.html"


def month_address(lang: str, year: int, month: int) -> str:
    """A month's page."""
    return f"{lang}/{year}/m{month:02}.html"


def topic_anchor(slug: str) -> str:
    """Where a topic begins on the page of an issue."""
    return f"t-{slug}"


def topics_address(lang: str) -> str:
    """The list of topics."""
    return f"{lang}/topics/index.html"


def topic_address(lang: str, slug: str) -> str:
    """A topic's page; that of entries without a topic has the slug `untagged`."""
    return f"{lang}/topics/{slug}.html"


def topic_year_address(lang: str, slug: str, year: int | None) -> str:
    """A topic's page of one year, or of what has none."""
    return f"{lang}/topics/{slug}/{year or 'undated'}.html"


def topic_table_address(lang: str, slug: str) -> str:
    """A topic's marks week by week, as CSV."""
    return f"{lang}/topics/{slug}.csv"


def search_address(lang: str) -> str:
    """The page to search from."""
    return f"{lang}/search.html"


def names_address(lang: str, kind: str) -> str:
    """The list of `authors`, `sources` or `names`."""
    return f"{lang}/{kind}/index.html"


def name_address(lang: str, kind: str, slug: str) -> str:
    """The page of one author, source or person."""
    return f"{lang}/{kind}/{slug}.html"


def name_year_address(lang: str, kind: str, slug: str, year: int | None) -> str:
    """One author's, source's or person's year, or what has none, if there is too much for one page."""
    return f"{lang}/{kind}/{slug}/{year or 'undated'}.html"


def undated_address(lang: str) -> str:
    """The list of what has no date."""
    return f"{lang}/undated/index.html"


def all_topic_feed(slug: str) -> str:
    """The stem of the feed of a topic in all languages."""
    return f"all/{slug}"


def author_feed(lang: str, slug: str) -> str:
    """The stem of an author's feed."""
    return f"{lang}/authors/{slug}"


def feed_address(stem: str, form: str) -> str:
    """A feed's address; `stem` is `all`, a language or `<lang>/<topic slug>`, `form` is `atom`, `rss` or `json`."""
    return f"feeds/{stem}.json" if form == "json" else f"feeds/{stem}.{form}.xml"


def archive_feed_address(stem: str, year: int) -> str:
    """The archive of a feed's year."""
    return f"feeds/archive/{stem}/{year}.atom.xml"
