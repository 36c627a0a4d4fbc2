"""The keys of front matter that Hugo, Jekyll, Eleventy, Zola and Pelican use, by what they say."""

from __future__ import annotations

from dataclasses import replace

from backfile.formats.front_matter import Matter

TABLES = ("taxonomies", "extra", "params")
"""Tables whose keys count as the front matter's own, behind those that stand in it."""
SAYS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "author": ("author", "authors", "byline"),
    "published": ("date", "publishdate", "pubdate", "published_at", "published"),
    "modified": ("lastmod", "modified", "updated", "last_modified_at", "last_modified", "updated_at"),
    "language": ("lang", "language", "locale"),
    "section": ("category", "categories", "section", "topic", "topics"),
    "tag": ("tags", "tag", "keywords"),
    "summary": ("summary", "description", "excerpt", "subtitle"),
    "credit": ("credit", "image_credit"),
    "url": ("canonical_url", "canonicalurl", "canonical", "original", "original_url"),
    "alias": ("url", "permalink", "path", "aliases", "redirect_from", "save_as"),
}
SETTINGS = frozenset((
    *("draft", "status", "published", "publishdate", "expirydate", "unlisted", "hidden", "private", "headless"),
    *("build", "_build", "layout", "template", "type", "slug", "weight", "menu", "toc", "comments", "math", "cascade"),
    *("eleventyexcludefromcollections", "eleventynavigation", "pin", "featured", "sitemap", "markup", "draft_reason"),
    *("outputs", "iscjklanguage", "linktitle", "translationkey", "translation", "ref", *TABLES),
))  # fmt: skip
"""Keys that say how a page is shown or whether it is, nothing about its text."""


def opened_out(matter: Matter) -> Matter:
    """The front matter with the keys of its tables among its own, which stand before them."""
    said = dict(matter.said)
    for name in TABLES:
        table = matter.said.get(name)
        for key, value in table.items() if isinstance(table, dict) else ():
            said.setdefault(key.strip().lower(), value)
    return replace(matter, said=said)


def unknown_keys(matter: Matter) -> frozenset[str]:
    """The keys that nothing is known of, so that what they say is not kept."""
    known = SETTINGS.union(*SAYS.values())
    return frozenset(key for key, value in opened_out(matter).said.items() if key not in known and value)
