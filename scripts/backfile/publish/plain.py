"""The bytes of a page go in; if it is plainly written, its facts come out without a parser, at a tenth of the cost.

Plain is what a template of ours prints: one root, head and body, tags of small words with attributes in double quotes,
every `<` and `>` of the text escaped. Of anything else this says nothing, and a parser reads it. Both see the same.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from backfile.publish.references import Reference, element_references, refresh_references, style_references

TOKEN = re.compile(r"<[^<>]*>")
TAG = re.compile(r'<([a-z][a-z0-9]*)((?:[ \n]+[a-zA-Z][\w:-]*(?:="[^"]*")?)*)[ \n]*/?>', re.ASCII)
ATTRIBUTE = re.compile(r'([a-zA-Z][\w:-]*)(?:="([^"]*)")?', re.ASCII)
LINK = re.compile(r'<a href="([^"&\n\t]*)">')
CLOSING = re.compile(r"</([a-z][a-z0-9]*)>", re.ASCII)
ENTITY = re.compile(r"&(?:(amp|lt|gt|quot|#34|#39);)?")
ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#34": '"', "#39": "'"}
CONTROLS = bytes([*range(9), 11, 12, 13, *range(14, 32), 127])
SPOKEN = re.compile(r">[ \n\t]*[^<& \n\t]")
SCRIPT = re.compile(r"<script(?:>| [^<>]*>)[^<]*</script>")
SHAPE = re.compile(
    r"<!doctype html>[ \n]*(<html[^<>]*>)[ \n]*<head>"
    r"(?:[ \n]+|<(?:meta|link) [^<>]*>|<script(?:>| [^<>]*>)[^<]*</script>|<title>([^<]*)</title>)*+"
    r"</head>[ \n]*<body"
)
ONCE = ("<html", "<head>", "<head ", "<body", "<title")
TIMES = 4
BARE = frozenset(
    f"<{slash}{name}>"
    for slash in ("", "/")
    for name in (
        *(
            "a",
            "article",
            "aside",
            "b",
            "blockquote",
            "br",
            "caption",
            "cite",
            "code",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
        ),
        *("em", "figcaption", "figure", "footer", "g", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "li"),
        *(
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "small",
            "span",
            "strong",
            "sub",
            "summary",
            "sup",
            "svg",
            "table",
        ),
        *("tbody", "td", "th", "thead", "time", "tr", "ul"),
    )
)
"""Tags that say nothing and that no parser takes for anything else."""
ODD = frozenset(
    ("base", "style", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext", "template", "form")
)
"""Elements inside which a tag may be no tag, or that parsers move or drop: not plain."""


class Tag(NamedTuple):
    """What one tag says."""

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
    if not len(tokens) == text.count("<") == text.count(">") or len(body.translate(None, CONTROLS)) != len(body):
        return None
    shape = in_shape(text)
    if shape is None or not SPOKEN.search(text, shape.end()):
        return None
    unlike = set(tokens[1:]) - BARE
    once = [token for token in unlike if token.startswith(ONCE)]
    if len(once) != TIMES or sum(map(tokens.count, once)) != TIMES:
        return None
    tags = [read_tag(token) for token in unlike]
    return facts(shape[2], read_tag(shape[1]), [tag for tag in tags if tag]) if all(tags) else None


def in_shape(text: str) -> re.Match[str] | None:
    """The text up to the body, if root, head and title stand in their places, and no script holds a tag."""
    shape = SHAPE.match(text)
    if shape is None or shape[2] is None or text.count("<script") != len(SCRIPT.findall(text)):
        return None
    return shape


def facts(title: str, root: Tag | None, tags: list[Tag]) -> PlainPage | None:
    """What the tags of a page say together; None if they name two permanent addresses."""
    canonical = {tag.canonical for tag in tags if tag.canonical}
    if len(canonical) > 1 or root is None:
        return None
    return PlainPage(
        references=tuple({reference for tag in tags for reference in tag.references}),
        anchors=frozenset([anchor for tag in tags for anchor in tag.anchors]),
        title=title.strip(),
        language=(root.language or "").strip(),
        languages=frozenset([tag.language for tag in tags if tag.language is not None]),
        canonical=canonical.pop() if canonical else "",
    )


@lru_cache(30_000)
def read_tag(token: str) -> Tag | None:
    """One tag; None if a parser might see something else in it."""
    if CLOSING.fullmatch(token):
        return Tag()
    if simple := LINK.fullmatch(token):
        return Tag((Reference(simple[1].strip(), fetched=False),))
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
    return Tag(tuple(references), tuple(anchors), attributes.get("lang"), canonical)


def unescaped(value: str) -> str | None:
    """An attribute's value; None if it has an entity that is none of the five, or a break."""
    if "\n" in value or "\t" in value:
        return None
    if "&" not in value:
        return value
    if any(match[1] is None for match in ENTITY.finditer(value)):
        return None
    return ENTITY.sub(lambda match: ENTITIES[match[1]], value)
