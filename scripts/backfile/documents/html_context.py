"""A tag and what is known around it in, what holds for the text inside it out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bs4 import Tag

from backfile.documents.html_tree import absolute, attribute, language_of, place, words_of
from backfile.model import Element, Kind, Style

BLOCKS = frozenset((
    *("html", "body", "frameset", "noframes"),
    *("main", "article", "section", "nav", "aside", "header", "footer", "search", "hgroup", "address"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "div", "center", "blockquote", "details", "summary", "dialog"),
    *("ul", "ol", "menu", "dir", "li", "dl", "dt", "dd", "figure", "figcaption"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("form", "fieldset", "legend", "label", "button", "select", "optgroup", "option", "textarea"),
))  # fmt: skip
_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_LISTS = ("ul", "ol", "menu", "dir")
_STYLES = {
    **dict.fromkeys(("em", "i"), Style.EMPHASIS),
    **dict.fromkeys(("strong", "b"), Style.STRONG),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Style.CODE),
}
_QUOTATION = {"be": "«»", "ru": "«»", "uk": "«»", "fr": "«»", "de": "„“", "pl": "„”"}
_CONTROLS = ("button", "label", "legend", "option", "select", "textarea")
_LANDMARKS = {"main": "", "nav": "nav", "aside": "aside", "search": "form", **dict.fromkeys(_CONTROLS, "form")}
_ROLES = {
    "navigation": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "form",
    "form": "form",
    "main": "",
}
_NAMES = ("id", "class", "role", "itemprop", "data-testid")
_OF_A_PAGE = ["nav", "header", "footer", "main", "article", "h1"]


@dataclass(frozen=True, slots=True)
class Context:
    """What a text inherits: the kind of its block, and its look.

    `owner` is the `id()` of the item or note it belongs to. `inside` are those of article and main that are
    around it, which make a header or footer their own.
    """

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    ordinal: int | None = None
    note: str | None = None
    owner: int = 0
    lists: int = 0
    quotes: int = 0
    styles: frozenset[Style] = frozenset()
    href: str | None = None
    region: str = ""
    inside: frozenset[str] = frozenset()
    language: str | None = None
    place: int = 0
    around: Element | None = None

    def within(self, tag: Tag, base: str, number: int = 0) -> Context:
        """The context of what stands inside `tag`, the page's `number`th, which is inside this one.

        Addresses start from `base`.
        """
        name, attributes, is_block = tag.name, tag.attrs, tag.name in BLOCKS
        context = self._block(tag) if is_block else self
        told = attribute(tag, "lang") or attribute(tag, "xml:lang") if attributes else ""
        says = "lang" in attributes or "xml:lang" in attributes
        style = _STYLES.get(name)
        styled = style and not (style is Style.CODE and context.kind is Kind.CODE)
        return Context(  # replace() would take three times as long, for each tag of a page
            kind=context.kind,
            level=context.level,
            ordinal=context.ordinal,
            note=context.note,
            owner=context.owner,
            lists=context.lists,
            quotes=context.quotes,
            styles=self.styles | {style} if style and styled else self.styles,
            href=absolute(base, attribute(tag, "href")) if name == "a" and "href" in attributes else self.href,
            region=self._region(tag) if is_block else self.region,
            inside=self.inside | {name} if name in ("article", "main") else self.inside,
            language=language_of(told) if says else self.language,
            place=(place(tag) or self.place) if is_block else self.place,
            around=Element(name, number, _called(tag), self.around),
        )

    def _block(self, tag: Tag) -> Context:
        """The context with the kind of block that `tag` makes; the innermost one decides."""
        if tag.name in _LISTS:
            return replace(self, lists=self.lists + 1)
        if tag.name == "li":
            return replace(self, kind=Kind.ITEM, level=max(self.lists, 1), ordinal=None, owner=id(tag), note=None)
        if tag.name == "blockquote":
            depth = self.quotes + 1
            return replace(self, kind=Kind.QUOTE, level=depth, quotes=depth, ordinal=None, owner=0, note=None)
        kind = Kind.PARAGRAPH
        if tag.name in _HEADINGS:
            kind = Kind.HEADING
        elif tag.name in ("figcaption", "caption") or "wp-caption-text" in words_of(tag, "class"):
            kind = Kind.CAPTION
        elif tag.name == "pre":
            kind = Kind.CODE
        if kind is Kind.PARAGRAPH:
            return self
        return replace(self, kind=kind, level=_HEADINGS.get(tag.name, 0), ordinal=None, owner=0, note=None)

    @property
    def quotation(self) -> str:
        """The opening and the closing mark that a browser prints around a <q>."""
        return _QUOTATION.get((self.language or "")[:2], "“”")

    def _region(self, tag: Tag) -> str:
        """The name of the landmark that `tag` is, else of the nearest one around it."""
        roles = [_ROLES[role] for role in words_of(tag, "role") if role in _ROLES] if "role" in tag.attrs else []
        if roles:
            return roles[0]
        if tag.name == "header" and not self.inside:
            return "header"
        if tag.name == "footer" and "article" not in self.inside:
            return "footer"
        if tag.name == "form" and tag.find(_OF_A_PAGE) is None:  # else the page itself stands in a form
            return "form"
        return _LANDMARKS.get(tag.name, self.region)


def _called(tag: Tag) -> str:
    """What an element calls itself, in lower case."""
    named = [attribute(tag, name) for name in _NAMES if name in tag.attrs] if tag.attrs else []
    return " ".join(" ".join(named).lower().split()) if named else ""
