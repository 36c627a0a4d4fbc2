"""An image or embedded element in, the block that stands for it out."""

from __future__ import annotations

import re

from bs4 import Tag

from backfile.documents.html_inline import settle
from backfile.documents.html_tree import absolute, attribute, is_hidden, words_of
from backfile.model import Block, Kind, Run
from backfile.model.pictures import body_of, enclosed

IMAGES = ("img", "amp-img", "picture")
EMBEDS = ("iframe", "frame", "embed", "object", "video", "audio", "amp-iframe", "amp-youtube")
_REAL = ("data-src", "data-lazy-src", "data-original", "src")  # a lazy image's src is only a placeholder
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_EMOJI = ("emoji", "wp-smiley")
_BETWEEN_CANDIDATES = re.compile(r",\s+|(?<=\d[wx]),")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)[wx]")


def image(tag: Tag, base: str) -> Block | None:
    """The IMAGE block of an `img` or `picture`, None for one that shows nothing (a counting pixel, a bare placeholder).

    Its address is the full one a lazy image will load, else `src`, else the largest of `srcset`, else a
    source's of its `picture`. A `data:` address counts if there is no other and a raster picture is in it.
    """
    shown = tag.find(["img", "amp-img"]) if tag.name == "picture" else tag
    if not isinstance(shown, Tag) or is_hidden(shown) or _is_pixel(shown):
        return None
    src = _address(shown, base) or _address_of_sources(tag, base) or _enclosed(shown)
    text = settle([Run(attribute(shown, "alt"))])
    return Block(Kind.IMAGE, text, src=src) if src or text else None


def emoji(tag: Tag) -> str:
    """The character that an emoji's image stands for inside a sentence, "" for any other image."""
    return attribute(tag, "alt") if set(words_of(tag, "class")) & set(_EMOJI) else ""


def embed(tag: Tag, base: str) -> tuple[Run, ...]:
    """A link to what a frame or player shows, named by its title or its address; empty if it has none on the web."""
    inner = tag.find(["embed", "source", "iframe"]) if tag.name in ("object", "video", "audio") else None
    candidates = [tag, *([inner] if isinstance(inner, Tag) else [])]
    printed = (attribute(part, name) for part in candidates for name in ("data-src", "src"))
    address = next((found for src in printed if (found := absolute(base, src))), "")
    if not address.lower().startswith(("http://", "https://")) or _is_pixel(tag):
        return ()
    return (Run(" ".join(attribute(tag, "title").split()) or address, href=address),)


def _address(tag: Tag, base: str) -> str | None:
    printed = [attribute(tag, name) for name in _REAL]
    printed += [_largest(attribute(tag, name)) for name in _SETS]
    return next((found for src in printed if (found := absolute(base, src))), None)


def _enclosed(tag: Tag) -> str | None:
    src = attribute(tag, "src")
    return enclosed(body_of(src)) if src.lower().startswith("data:image/") else None


def _address_of_sources(tag: Tag, base: str) -> str | None:
    picture = tag if tag.name == "picture" else tag.find_parent("picture")
    sources = picture.find_all("source") if isinstance(picture, Tag) else []
    return next((found for source in sources if isinstance(source, Tag) and (found := _address(source, base))), None)


def _largest(srcset: str) -> str:
    """The address with the greatest width or density in a `srcset`."""
    candidates = [words for part in _BETWEEN_CANDIDATES.split(srcset) if (words := part.split())]
    return max(candidates, key=_size, default=[""])[0]


def _size(candidate: list[str]) -> float:
    found = _SIZE.fullmatch(candidate[-1])
    return float(found.group(1)) if found else 1.0


def _is_pixel(tag: Tag) -> bool:
    return any(attribute(tag, side).removesuffix("px") in ("0", "1") for side in ("width", "height"))
