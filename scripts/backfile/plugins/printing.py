"""The pages of a workshop in, its HTML files out, each printed only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from backfile.plugins.ingredients import templates
from backfile.plugins.output import File
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.shell import frame
from backfile.plugins.planning import Workshop
from backfile.plugins.rendering import environments, render
from backfile.write.ledger import Kind

OTHERS, FRAME = "its other languages", "what is around each page"


def page_files(shop: Workshop) -> Iterator[File]:
    """Every page as a file."""
    by_lang = environments(shop.theme, shop.archive.words, shop.memory)
    kinds = cache(partial(kind_of, shop))
    for page in shop.pages:
        others = (
            "".join([f"{lang} {address}\n" for lang, address in sorted(page.others.items())]) if page.others else ""
        )
        kind = kinds(page.template, page.lang, (*page.parts, OTHERS))
        yield File(page.address, kind, (*page.parts.values(), others), partial(render, page, by_lang[page.lang]))


def kind_of(shop: Workshop, template: str, lang: str, names: tuple[str, ...]) -> Kind:
    """The pages of a language that a template prints, and what they share."""
    around = frame(Place(shop.archive, shop.archive.shelves[lang], ""))
    return Kind(template, {**shop.shared, **templates(shop.theme, template, shop.memory), FRAME: around}, names)
