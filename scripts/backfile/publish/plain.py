"""The bytes of a page go in; if it is plainly written, its facts come out without a parser, at a tenth of the cost.

Plain is what a template of ours prints: one root, head and body, tags of small words with attributes in double quotes,
every `<` and `>` of the text escaped. Of anything else this says nothing, and a parser reads it. Both see the same.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from backfile.publish.references import Reference, element_references, refresh_references, style_references

TOKEN = re.compile(r"<[^<>]*>")
TAG = re.compile(r'<([a-z][a-z0-9]*)((?:[ \n]+[a-zA-Z][\w:-]*(?:="[^"]*")?)*)[ \n]*/?>', re.ASCII)
ATTRIBUTE = re.compile(r'([a-zA-Z][\w:-]*)(?:="([^"]*)")?', re.ASCII)
CLOSING = re.compile(r"</([a-z][a-z0-9]*)>", re.ASCII)
ENTITY = re.compile(r"&(?:(amp|lt|gt|quot|#34|#39);)?")
ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#34": '"', "#39": "'"}
CONTROLS = bytes([*range(9), 11, 12, 13, *range(14, 32), 127])
SPOKEN = re.compile(r">[ \n\t]*[^<& \n\t]")
START = "<!doctype html>"
HEAD = frozenset(("meta", "link", "title", "script"))
ONCE = ("html", "head", "body", "title")
RAW = frozenset(("script", "title"))
ODD = frozenset(
    ("base", "style", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext", "template", "form")
)
"""Elements inside which a tag may be no tag, or that parsers move or drop: not plain."""


class Tag(NamedTuple):
    """What one tag says."""

    name: str
    references: tuple[Reference, ...] = ()
    anchors: tuple[str, ...] = ()
    language: str | None = None
    canonical: str = ""


class PlainPage(NamedTuple):
    """What a plain page says; the same facts as those of a parsed one."""

    references: tuple[Reference, ...]
    anchors: frozenset[str]
    title: str
    language: str
    languages: frozenset[str]
    canonical: str


def read_plain(body: bytes) -> PlainPage | None:
    """The facts of a page that has a text; None if it is not plain."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    tokens = TOKEN.findall(text)
    if not text.startswith(START) or not len(tokens) == text.count("<") == text.count(">"):
        return None
    if len(body.translate(None, CONTROLS)) != len(body):
        return None
    tags = dict[str, Tag]()
    for token in dict.fromkeys(tokens[1:]):
        tag = read_tag(token)
        if tag is None:
            return None
        tags[token] = tag
    return facts(text, tokens, tags) if in_order(tokens, tags) and SPOKEN.search(text, text.index("<body")) else None


def in_order(tokens: list[str], tags: dict[str, Tag]) -> bool:
    """Whether root, head and body stand once each and in their places, and no raw text holds a tag."""
    names = [tags[token].name for token in tokens[1:]]
    if any(names.count(name) != 1 for name in ONCE) or names[:2] != ["html", "head"]:
        return False
    end = names.index("/head") if "/head" in names else 0
    if names[end + 1 : end + 2] != ["body"] or not HEAD.issuperset(name.removeprefix("/") for name in names[2:end]):
        return False
    return names.index("title") < end and all(after == f"/{name}" for name, after in pairwise(names) if name in RAW)


def facts(text: str, tokens: list[str], tags: dict[str, Tag]) -> PlainPage:
    """What the tags of a page in order say together."""
    said = tags.values()
    title = next(token for token in tokens if token.startswith("<title"))
    start = text.index(title) + len(title)
    return PlainPage(
        references=tuple(dict.fromkeys(reference for tag in said for reference in tag.references)),
        anchors=frozenset(anchor for tag in said for anchor in tag.anchors),
        title=text[start : text.index("<", start)].strip(),
        language=(tags[tokens[1]].language or "").strip(),
        languages=frozenset(tag.language for tag in said if tag.language is not None),
        canonical=next((tag.canonical for tag in said if tag.canonical), ""),
    )


@lru_cache(30_000)
def read_tag(token: str) -> Tag | None:
    """One tag; None if a parser might see something else in it."""
    if closing := CLOSING.fullmatch(token):
        return Tag(f"/{closing[1]}")
    match = TAG.fullmatch(token)
    if match is None or match[1] in ODD:
        return None
    found = [(name.lower(), value) for name, value in ATTRIBUTE.findall(match[2])]
    attributes = {name: unescaped(value) for name, value in found}
    if len(attributes) != len(found) or None in attributes.values():
        return None
    return tag_of(match[1], {name: value for name, value in attributes.items() if value is not None})


def tag_of(name: str, attributes: dict[str, str]) -> Tag:
    """What a tag with these attributes says."""
    references = [*element_references(name, attributes), *style_references(attributes.get("style", ""))]
    if name == "meta":
        references += refresh_references(attributes)
    anchors = [attributes["id"]] if "id" in attributes else []
    if name == "a" and "name" in attributes:
        anchors.append(attributes["name"])
    canonical = attributes.get("href", "") if name == "link" and attributes.get("rel") == "canonical" else ""
    return Tag(name, tuple(references), tuple(anchors), attributes.get("lang"), canonical)


def unescaped(value: str) -> str | None:
    """An attribute's value; None if it has an entity that is none of the five, or a break."""
    if "\n" in value or "\t" in value:
        return None
    if "&" not in value:
        return value
    if any(match[1] is None for match in ENTITY.finditer(value)):
        return None
    return ENTITY.sub(lambda match: ENTITIES[match[1]], value)
