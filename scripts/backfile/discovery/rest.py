"""An answer of WordPress's REST API in, the published posts it holds and its next page out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode, urljoin

from backfile.discovery.indexes import Answer, Index, Item, Skip, Way
from backfile.discovery.texts import plain, words
from backfile.model import Listed

PER_PAGE = 100
FIELDS = "id,link,slug,date,modified,status,title,lang,content.protected"
API = "https://api.w.org/"
LINK = re.compile(r"<([^<>]*)>\s*;[^,<]*\brel\s*=\s*[\"']?https://api\.w\.org/", re.IGNORECASE)
TOTAL = "x-wp-total"
PAGES = "x-wp-totalpages"


def api_of_headers(answer: Answer) -> str | None:
    """The address of the site's API as its Link header names it."""
    found = LINK.search(answer.headers.get("link", ""))
    return urljoin(answer.url, found[1]) if found else None


def posts_index(api: str, *, language: str | None = None, number: int = 1) -> Index:
    """The index of the posts below an API's address, `/wp-json/` or `/?rest_route=/`."""
    return Index(
        _address(api, language, number), Way.REST, chain=f"{api} {language or ''}", number=number, language=language
    )


def _address(api: str, language: str | None, number: int) -> str:
    asked = {"per_page": PER_PAGE, "page": number, "orderby": "date", "order": "desc", "_fields": FIELDS}
    if language:
        asked["lang"] = language
    return f"{api.rstrip('/')}/wp/v2/posts{'&' if '?' in api else '?'}{urlencode(asked, safe=',')}"


def read_posts(answer: Answer, index: Index) -> Iterator[Item]:
    """The posts of one page in its order, those not published skipped; the next page, unless this is the last.

    Which is the last is told by the header or by a page with nothing on it: a server may give fewer posts than asked.
    """
    try:
        posts = json.loads(answer.body)
    except (ValueError, RecursionError):
        posts = None
    if not isinstance(posts, list):
        yield Skip("it is no list of posts", answer.url, answer.url)
        return
    for post in posts:
        yield _post(post, answer.url) if isinstance(post, dict) else Skip("a post that is none", "", answer.url)
    pages = answer.headers.get(PAGES, "")
    if posts and not (pages.isdigit() and index.number >= int(pages)):
        api, _, language = index.chain.partition(" ")
        yield replace(index, url=_address(api, language or None, index.number + 1), number=index.number + 1)


def total(answer: Answer) -> int | None:
    """How many posts the site has in all, as the header says."""
    said = answer.headers.get(TOTAL, "")
    return int(said) if said.isdigit() else None


def _post(post: dict[str, object], base: str) -> Item:
    title, content = post.get("title"), post.get("content")
    printed = plain(title.get("rendered") if isinstance(title, dict) else title)
    url = words(post.get("link"))
    if post.get("status", "publish") != "publish":
        return Skip(f"a post that is not published ({post.get('status')})", url or printed or "", base)
    if isinstance(content, dict) and content.get("protected") is True:
        return Skip("a post behind a password", url or printed or "", base)
    if not url or not url.lower().startswith(("http://", "https://")):
        return Skip("a post without an address", printed or "", base)
    return Listed(
        url,
        Way.REST,
        index=base,
        title=printed,
        published=words(post.get("date")),
        modified=words(post.get("modified")),
        language=words(post.get("lang")),
    )
