"""A Ghost export in, its published, public posts out.

A post is kept as JSON: what the export says of its text, with the names of its authors and tags. Drafts, planned posts,
those for members, and all that concerns members and staff stay where they are.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from backfile.errors import DamagedCapture, EmptyCapture
from backfile.formats.media_types import GHOST_POST
from backfile.inputs.containers.streams import counted
from backfile.inputs.found import Found, FoundFile, Passed, Refused

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
Row = Mapping[str, Json]

_FIELDS = (
    *("id", "uuid", "title", "slug", "html", "plaintext", "published_at", "updated_at", "custom_excerpt", "locale"),
    *("canonical_url", "feature_image", "feature_image_alt", "feature_image_caption"),
)
_UNREAD = "its text is kept in Ghost's own form and not as HTML. Open and save it in Ghost, and export again"


def read_ghost(file: FoundFile) -> Iterator[Found]:
    """The posts of an export in its order; how many were left out, by kind, in one line."""
    try:
        tables = _tables(json.loads(file.body))
    except (ValueError, RecursionError) as error:
        text = f"it cannot be read ({error})"
        yield Refused(file.origin, DamagedCapture(text, where=file.origin, advice="Export it from Ghost again"))
        return
    passed: Counter[str] = Counter()
    posts = _rows(tables, "posts")
    for post in posts:
        if reason := withheld(post):
            passed[reason] += 1
        else:
            yield _post(post, tables, file)
    if passed:
        yield Passed(file.origin, f"only public posts are read; left out were {counted(passed)}")
    elif not posts:
        yield Refused(file.origin, EmptyCapture("there is no post in it", where=file.origin, advice="Leave it out"))


def withheld(post: Row) -> str | None:
    """What a post is if it is not published for all, in the plural and without a word of its own; None if it is."""
    if (post.get("type") or "post") != "post" or post.get("page") in (1, True):
        return "pages, which are no posts"
    status = post.get("status")
    if status != "published":
        return {"draft": "drafts", "scheduled": "posts planned for later", "sent": "posts sent by mail only"}.get(
            str(status), "posts of an unknown state"
        )
    return None if (post.get("visibility") or "public") == "public" else "posts for members only"


def is_ghost(said: Json) -> bool:
    """Whether some JSON is a Ghost export."""
    return isinstance(_tables(said).get("posts"), list)


def _tables(said: Json) -> Row:
    databases = said.get("db") if isinstance(said, dict) else None
    first = databases[0] if isinstance(databases, list) and databases else said
    tables = first.get("data") if isinstance(first, dict) else None
    return tables if isinstance(tables, dict) else {}


def _rows(tables: Row, name: str) -> list[Row]:
    rows = tables.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _post(post: Row, tables: Row, file: FoundFile) -> Found:
    address = post.get("canonical_url")
    on_web = isinstance(address, str) and address.lower().startswith(("http://", "https://"))
    origin = str(address) if on_web else f"{file.origin}#{post.get('slug') or post.get('id')}"
    html = post.get("html")
    if not isinstance(html, str) or not html.strip():
        return Passed(origin, _UNREAD)
    kept: dict[str, Json] = {name: post[name] for name in _FIELDS if post.get(name)}
    authors = _names(post, tables, "users", "posts_authors", "author_id")
    first = [user.get("name") for user in _rows(tables, "users") if user.get("id") == post.get("author_id")]
    kept["authors"] = authors or first
    kept["tags"] = _names(post, tables, "tags", "posts_tags", "tag_id")
    body = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8", "surrogatepass")
    return replace(file, origin=origin, body=body, media_type=GHOST_POST, charset=None, captured=None, whole=True)


def _names(post: Row, tables: Row, table: str, link: str, key: str) -> list[Json]:
    """The names that a table of links ties to a post, in their order; tags whose name begins with `#` are internal."""
    linked = [row for row in _rows(tables, link) if row.get("post_id") == post.get("id")]
    linked.sort(key=lambda row: order if isinstance(order := row.get("sort_order"), int) else 0)
    names = {str(row.get("id")): row.get("name") for row in _rows(tables, table)}
    found = [names.get(str(row.get(key))) for row in linked]
    return [name for name in found if isinstance(name, str) and not name.startswith("#")]
