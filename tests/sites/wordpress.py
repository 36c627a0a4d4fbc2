"""Issues come in; the indexes that WordPress makes of them come out: feeds, sitemaps, REST."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from email.utils import format_datetime
from html import escape

from sites.issues import TOPICS, Issue
from sites.theme import HOME, body, labels, root

WAYS = ("feed", "sitemap", "rest", "listing", "archive")
PER_SITEMAP = 200
Headers = tuple[tuple[str, str], ...]


def feed(newest: Sequence[Issue], language: str) -> str:
    """RSS 2.0 with the whole text of each issue, its links marked for whoever counts readers."""
    items = "".join(
        f"""<item><title>{escape(one.title)}</title>
<link>{HOME}{one.path}?utm_source=rss&amp;utm_medium=feed</link>
<guid isPermaLink="false">{HOME}/?p={number_of(one)}</guid>
<dc:creator><![CDATA[{one.author}]]></dc:creator>
<pubDate>{format_datetime(one.published)}</pubDate>
<category><![CDATA[{one.topic}]]></category>
<description><![CDATA[{one.lead[0][:200]}…]]></description>
<content:encoded><![CDATA[{body(one.parts)}]]></content:encoded></item>
"""
        for one in newest
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>{escape(labels(language)["name"])}</title><link>{HOME}{root(language)}/</link>
<description>One letter a week</description><language>{language}</language>
{items}</channel></rss>
"""


def number_of(issue: Issue) -> int:
    """WordPress's number of a post."""
    return 1000 + issue.number * 3 + ("en", "be", "ru").index(issue.language)


def sitemap_index(of: Sequence[Issue]) -> str:
    """The index of the sitemaps, each with the newest change in it."""
    numbers = range(1, -(-len(of) // PER_SITEMAP) + 1)
    names = [f"post-sitemap{n if n > 1 else ''}.xml" for n in numbers] + ["page-sitemap.xml", "category-sitemap.xml"]
    latest = max((one.modified for one in of), default=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)).isoformat()
    items = "".join(f"<sitemap><loc>{HOME}/{name}</loc><lastmod>{latest}</lastmod></sitemap>\n" for name in names)
    return f'{_XML}<sitemapindex xmlns="{_SITEMAP}">\n{items}</sitemapindex>\n'


def sitemap(of: Sequence[Issue], kind: str, number: int, more: Sequence[str]) -> str:
    """One sitemap, "" if there is none of this number. `more` are addresses that are none of an issue."""
    if kind == "post":
        oldest_first = of[::-1][(number - 1) * PER_SITEMAP : number * PER_SITEMAP]
        shown = [(f"{HOME}{one.path}", one.modified.isoformat()) for one in oldest_first]
        shown += [(address, "2025-12-01T09:00:00+03:00") for address in more]
    else:
        paths = {"page": ["about", "privacy", "subscribe"], "category": [f"category/{topic}" for topic in TOPICS]}[kind]
        shown = [(f"{HOME}/{path}/", "2025-12-01T09:00:00+03:00") for path in paths if number == 1]
    items = "".join(f"<url><loc>{escape(loc)}</loc><lastmod>{day}</lastmod></url>\n" for loc, day in shown)
    return f'{_XML}<urlset xmlns="{_SITEMAP}">\n{items}</urlset>\n' if items else ""


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def posts_of(of: Sequence[Issue], query: Mapping[str, str]) -> tuple[int, object, Headers]:
    """Status, JSON and headers for a page of `wp/v2/posts`: 10 posts or `per_page`, 100 at most."""
    size, number = int(query.get("per_page", 10)), int(query.get("page", 1))
    if not 1 <= size <= 100:
        return 400, {"code": "rest_invalid_param", "message": "Invalid parameter(s): per_page"}, ()
    after, changed = query.get("after", ""), query.get("modified_after", "")
    kept = [o for o in of if _local(o.published) > after and _local(o.modified) > changed]
    kept.sort(key=lambda one: one.modified if query.get("orderby") == "modified" else one.published)
    ordered = kept if query.get("order") == "asc" else kept[::-1]
    pages = -(-len(ordered) // size)
    if number > max(pages, 1):
        return 400, {"code": "rest_post_invalid_page_number", "message": "The page number is too large."}, ()
    fields = [name for name in query.get("_fields", "").split(",") if name]
    posts = [_post(one) for one in ordered[(number - 1) * size : number * size]]
    said = [{key: post[key] for key in post if not fields or key in fields} for post in posts]
    return 200, said, (("X-WP-Total", str(len(ordered))), ("X-WP-TotalPages", str(pages)))


def _post(issue: Issue) -> dict[str, object]:
    return {
        "id": number_of(issue),
        "date": _local(issue.published),
        "date_gmt": _local(issue.published.astimezone(dt.UTC)),
        "modified": _local(issue.modified),
        "modified_gmt": _local(issue.modified.astimezone(dt.UTC)),
        "slug": issue.slug,
        "status": "publish",
        "type": "post",
        "link": f"{HOME}{issue.path}",
        "title": {"rendered": escape(issue.title)},
        "content": {"rendered": body(issue.parts), "protected": False},
        "excerpt": {"rendered": f"<p>{escape(issue.lead[0][:200])}…</p>", "protected": False},
    }


def _local(moment: dt.datetime) -> str:
    return moment.replace(tzinfo=None).isoformat()
