"""Pages in, their HTML files out, each printed only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, partial

from jinja2 import Environment

from backfile.plugins.ingredients import templates
from backfile.plugins.output import File
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Page
from backfile.plugins.pages.shell import frame
from backfile.plugins.planning import Workshop
from backfile.plugins.rendering import environments, render
from backfile.write.ledger import Kind

OTHERS, FRAME = "its other languages", "what is around each page"


class Press:
    """What prints the pages of a workshop."""

    def __init__(self, shop: Workshop) -> None:
        self._shop = shop
        self.shared = cache(self._shared)
        self._kind = cache(self._kind_of)

    def files(self, pages: Iterable[Page]) -> Iterator[File]:
        """Every page as a file."""
        for page in pages:
            others = "".join([f"{lang} {address}\n" for lang, address in sorted(page.others.items())])
            kind = self._kind(page.template, page.lang, (*page.parts, OTHERS))
            make = partial(render, page, self._environments[page.lang])
            yield File(page.address, kind, (*page.parts.values(), others), make)

    def _shared(self, template: str, lang: str) -> dict[str, str]:
        """The digests of all that the pages of a language that a template prints share."""
        shop = self._shop
        around = frame(Place(shop.archive, shop.archive.shelves[lang], ""))
        return {**shop.shared, **templates(shop.theme, template, shop.memory), FRAME: around}

    def _kind_of(self, template: str, lang: str, names: tuple[str, ...]) -> Kind:
        return Kind(template, self.shared(template, lang), names)

    @cached_property
    def _environments(self) -> Mapping[str, Environment]:
        return environments(self._shop.theme, self._shop.archive.words, self._shop.memory)
