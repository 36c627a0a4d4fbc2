"""The bytes of one post of Substack's or Ghost's export in, its document out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape

from backfile.documents.html_tree import language_of
from backfile.documents.items import Item, document_of, said
from backfile.errors import DamagedCapture
from backfile.formats.media_types import GHOST_POST, SUBSTACK_POST
from backfile.model import Document, Hint

EXPORT = "export"
_GHOST_SITE = "__GHOST_URL__"


def read_substack_post(body: bytes, *, digest: str, charset: str | None = None, origin: str = "") -> Document:
    """The document of a Substack post. Raises DamagedCapture if it is none, EmptyCapture if there is no text in it."""
    post = _fields(body, origin)
    slug = post.get("slug")
    hints = (
        *said("url", _address(post, origin), EXPORT),
        *said("alias", f"/p/{slug}" if slug else None, EXPORT),
        *said("title", post.get("title"), EXPORT),
        *said("published", post.get("post_date"), EXPORT),
        *said("summary", post.get("subtitle"), EXPORT),
    )
    return _document(post, str(post.get("html", "")), hints, digest, SUBSTACK_POST, origin)


def read_ghost_post(body: bytes, *, digest: str, charset: str | None = None, origin: str = "") -> Document:
    """The document of a Ghost post. Raises DamagedCapture if it is none, EmptyCapture if there is no text in it."""
    post = _fields(body, origin)
    slug, locale = post.get("slug"), post.get("locale")
    hints = (
        *said("url", _address(post, origin), EXPORT),
        *said("alias", f"/{slug}/" if slug else None, EXPORT),
        *said("title", post.get("title"), EXPORT),
        *said("author", post.get("authors"), EXPORT),
        *said("published", post.get("published_at"), EXPORT),
        *said("modified", post.get("updated_at"), EXPORT),
        *said("language", language_of(locale) if isinstance(locale, str) else None, EXPORT),
        *said("section", post.get("tags"), EXPORT),
        *said("tag", post.get("tags"), EXPORT),
        *said("summary", post.get("custom_excerpt"), EXPORT),
    )
    markup = f"{_picture(post)}{post.get('html', '')}".replace(_GHOST_SITE, "")
    return _document(post, markup, hints, digest, GHOST_POST, origin)


def _document(
    post: Mapping[str, object], markup: str, hints: tuple[Hint, ...], digest: str, media_type: str, origin: str
) -> Document:
    item = Item(str(post.get("title", "")), markup, _address(post, origin), hints)
    return document_of(item, digest=digest, media_type=media_type, origin=origin)


def _fields(body: bytes, origin: str) -> Mapping[str, object]:
    try:
        said: object = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise DamagedCapture("it is no post of an export", where=origin, advice="Export the site again")
    return said


def _address(post: Mapping[str, object], origin: str) -> str:
    addresses = (str(post.get("canonical_url") or ""), origin)
    return next((address for address in addresses if address.lower().startswith(("http://", "https://"))), "")


def _picture(post: Mapping[str, object]) -> str:
    """The picture above a post, with the caption that Ghost keeps for it as HTML."""
    if not isinstance(address := post.get("feature_image"), str) or not address:
        return ""
    caption = post.get("feature_image_caption")
    under = f"<figcaption>{caption}</figcaption>" if isinstance(caption, str) and caption else ""
    alternative = escape(str(post.get("feature_image_alt") or ""))
    return f'<figure><img src="{escape(address)}" alt="{alternative}">{under}</figure>'
