"""The JSON-LD scripts of a page in, what they say of its article out, as names and values.

Only article-like objects speak; lists, `@graph`, `mainEntity` and references by `@id` are followed. A script that
is no JSON is passed over: pages carry many that no machine has ever read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_ARTICLE = re.compile(r"(Article|BlogPosting|SocialMediaPosting|Report)$")
_WRAPPER = re.compile(r"\A\s*(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*\Z")
_TEXTS = (
    ("title", ("headline", "name")),
    ("published", ("datePublished",)),
    ("modified", ("dateModified",)),
    ("url", ("url", "mainEntityOfPage")),
    ("image", ("image",)),
    ("summary", ("description",)),
    ("section", ("articleSection",)),
    ("tag", ("keywords",)),
    ("language", ("inLanguage",)),
)
_DEPTH = 6  # of lists and references inside a value; deeper ones go round in circles


def article_facts(script: str) -> Iterator[tuple[tuple[str, str], ...]]:
    """Names of `model.Hint` and their values as printed, together for each article in one script's text."""
    objects = tuple(_objects(_parsed(script)))
    known = {item["@id"]: item for item in objects if isinstance(item.get("@id"), str) and len(item) > 1}
    for item in objects:
        if any(_ARTICLE.search(kind) for kind in _texts(item.get("@type"))):
            yield tuple((name, value) for name, value in _facts(item, known) if value)


def _parsed(script: str) -> Json:
    try:
        parsed: Json = json.loads(_WRAPPER.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None
    return parsed


def _objects(parsed: Json) -> Iterator[dict[str, Json]]:
    """The objects at the top and those that stand for the page, in order."""
    rest = [parsed]
    while rest:
        item = rest.pop()
        if isinstance(item, list):
            rest.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            rest.extend(item.get(key) for key in ("mainEntityOfPage", "mainEntity", "@graph"))


def _facts(item: dict[str, Json], known: dict[Json, dict[str, Json]]) -> Iterator[tuple[str, str]]:
    for name, keys in _TEXTS:
        found = next((values for key in keys if (values := tuple(_named(item.get(key), known, url=_is_url(name))))), ())
        for value in found:
            yield from ((name, part) for part in (value.split(",") if name == "tag" else [value]))
    for name in ("author", "publisher"):
        yield from ((name, value) for value in _named(item.get(name), known))
    for image in _listed(item.get("image")):
        if isinstance(image, dict):
            yield from (("credit", value) for value in _texts(image.get("creditText")))


def _is_url(name: str) -> bool:
    return name in ("url", "image")


def _named(value: Json, known: dict[Json, dict[str, Json]], *, url: bool = False, depth: int = _DEPTH) -> Iterator[str]:
    """The names, or with `url` the addresses, of a value: a text, an object, a reference, or a list of these."""
    for item in _listed(value):
        if isinstance(item, dict) and depth:
            whole = known.get(item.get("@id"), item) if isinstance(item.get("@id"), str) else item
            keys = ("url", "contentUrl", "@id") if url else ("name",)
            yield from next((texts for key in keys if (texts := tuple(_texts(whole.get(key))))), ())
        elif isinstance(item, list) and depth:
            yield from _named(item, known, url=url, depth=depth - 1)
        else:
            yield from _texts(item)


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _texts(value: Json) -> Iterator[str]:
    """The texts of a value, or of a list of them, without entities and outer blanks."""
    return (unescape(item).strip() for item in _listed(value) if isinstance(item, str))
