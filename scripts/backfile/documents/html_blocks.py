"""A page's tree in, its blocks out, in reading order.

What a browser would show becomes a block; the innermost element decides of which kind: an item inside a quote is
an ITEM, a heading inside an item a HEADING. The walk keeps its own stack, so no nesting is too deep for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from backfile.documents.html_context import BLOCKS, Context
from backfile.documents.html_footnotes import Footnotes, find_footnotes
from backfile.documents.html_images import EMBEDS, IMAGES, embed, emoji, image
from backfile.documents.html_inline import Mark, Token, is_bare, is_blank, parts, settle
from backfile.documents.html_preformatted import stretches
from backfile.documents.html_tables import grid, is_data
from backfile.documents.html_tree import attribute, is_badge, is_hidden, place
from backfile.model import Block, Kind, Run

_LEFT_OUT = frozenset(
    ("head", "script", "style", "template", "title", "svg", "math", "canvas", "rp", "datalist", "noembed")
)
_PRESSED = ("submit", "button", "reset")


def read_blocks(soup: BeautifulSoup, *, base: str = "") -> tuple[Block, ...]:
    """The blocks of a page whose links start from `base`."""
    return _Reader(base, find_footnotes(soup, base=base)).read(soup, Context())


class _Reader:
    """One walk through a tree: the blocks so far, and the pieces of the one that is being read."""

    def __init__(self, base: str, footnotes: Footnotes, number: int = 0) -> None:
        self._base = base
        self._number = number  # of the tags that were entered
        self._footnotes = footnotes
        self._blocks: list[Block] = []
        self._tokens: list[Token] = []
        self._languages: set[str | None] = set()
        self._last_image: Block | None = None  # if nothing came after it
        self._begun: set[int] = set()
        self._ordinals: dict[int, int] = {}
        self._figures: dict[int, int] = {}

    def read(self, root: Tag, context: Context) -> tuple[Block, ...]:
        """The blocks inside `root`."""
        stack = [(root, iter(root.contents), context)]
        while stack:
            tag, children, context = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self._leave(tag, context)
            elif isinstance(child, Tag):
                inner = self._enter(child, context)
                if inner is not None:
                    stack.append((child, iter(child.contents), inner))
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self._say(str(child), context)
        self._flush(context)
        return tuple(self._blocks)

    def _enter(self, tag: Tag, context: Context) -> Context | None:
        """The context inside `tag`, None if there is nothing (more) to read in it."""
        if tag.name in _LEFT_OUT or id(tag) in self._footnotes.left_out or is_hidden(tag) or is_badge(tag):
            return None
        if tag.name in BLOCKS:
            self._flush(context)
        self._number += 1
        inner = context.within(tag, self._base, self._number)
        if self._read_whole(tag, inner):
            return None
        return self._opened(tag, inner)

    def _read_whole(self, tag: Tag, context: Context) -> bool:
        """Whether `tag` was one that is read in one piece."""
        if id(tag) in self._footnotes.markers:
            self._mark(tag)
        elif tag.name in IMAGES:
            self._show(tag, context)
        elif tag.name == "noscript":
            self._fall_back(tag, context)
        elif tag.name == "br":
            self._tokens.append(Mark.BREAK)
        elif tag.name == "hr":
            self._flush(context)
            self._add(Block(Kind.RULE), replace(context, place=place(tag)))
        elif tag.name in EMBEDS:
            self._link(embed(tag, self._base), replace(context, place=place(tag)))
        elif tag.name == "input":
            pressed = attribute(tag, "type").lower() in _PRESSED
            self._link(settle([Run(attribute(tag, "value") if pressed else "")]), replace(context, region="form"))
        elif tag.name == "table" and is_data(tag):
            self._tabulate(tag, context)
        else:
            return False
        return True

    def _opened(self, tag: Tag, context: Context) -> Context:
        if tag.name == "ol":
            self._ordinals.update(_ordinals(tag))
        elif tag.name == "li":
            context = replace(context, ordinal=self._ordinals.get(id(tag)))
        elif tag.name == "figure":
            self._figures[id(tag)] = len(self._blocks)
        elif tag.name == "q":
            self._say(context.quotation[0], context)
        if id(tag) in self._footnotes.dangling:
            context = replace(context, href=None)
        key = self._footnotes.notes.get(id(tag))
        if key:
            context = replace(context, kind=Kind.NOTE, note=key, owner=id(tag), level=0, ordinal=None)
        return context

    def _leave(self, tag: Tag, context: Context) -> None:
        if tag.name in BLOCKS:
            self._flush(context)
        if tag.name == "q":
            self._say(context.quotation[1], context)
        elif tag.name == "figure":
            self._move_caption(self._figures[id(tag)])

    def _say(self, text: str, context: Context) -> None:
        self._tokens.append(Run(text, context.styles, context.href))
        if not is_blank(text):
            self._languages.add(context.language)
            self._last_image = None

    def _mark(self, marker: Tag) -> None:
        self._last_image = None
        text = "".join(marker.strings).strip()
        self._tokens.append(Run(text, note=self._footnotes.markers[id(marker)]))

    def _show(self, tag: Tag, context: Context) -> None:
        """Take up an image, unless it is the one before it once more."""
        if emoji(tag):
            self._say(emoji(tag), context)
            return
        shown, last = image(tag, self._base), self._last_image
        if shown and not (last and (shown.src == last.src or (shown.src is None and shown.runs == last.runs))):
            line = place(tag) or context.place
            self._last_image = replace(self._placed(shown, context), place=line)
            self._tokens.append(self._last_image)

    def _fall_back(self, noscript: Tag, context: Context) -> None:
        """Take up the images of a <noscript>, unless they stand in for the one beside it; its text is not shown."""
        before = noscript.find_previous_sibling()
        last = self._last_image
        stands_in = isinstance(before, Tag) and (before.name in IMAGES or before.find(["img", "amp-img"]) is not None)
        if stands_in and last and last.src:
            return
        if stands_in and last:
            self._forget(last)
        for tag in noscript.find_all("img"):
            if isinstance(tag, Tag):
                self._show(tag, context)

    def _forget(self, image: Block) -> None:
        """Drop the image that was taken up last."""
        taken = self._blocks if self._blocks and self._blocks[-1] is image else self._tokens
        del taken[next(n for n in reversed(range(len(taken))) if taken[n] is image)]

    def _link(self, runs: tuple[Run, ...], context: Context) -> None:
        """A paragraph of its own for what is no text in the source, if it says anything."""
        if runs:
            self._flush(context)
            self._add(Block(Kind.PARAGRAPH, runs), context)

    def _tabulate(self, table: Tag, context: Context) -> None:
        """Take up a data table: its rows, then its caption and the images in it."""
        rows, images = [], []
        for line in grid(table):
            cells = [self._apart(cell, context) if cell is not None else () for cell in line]
            images += [block for cell in cells for block in cell if block.kind is Kind.IMAGE]
            rows.append(tuple(_joined(cell) for cell in cells))
        self._add(Block(Kind.TABLE, rows=tuple(rows)), context)
        caption = table.find("caption")
        if isinstance(caption, Tag):
            for block in self._apart(caption, context):
                self._add(replace(block, kind=Kind.CAPTION), context)
        images = list({(image.src, image.runs): image for image in images}.values())  # a sign in many cells, once
        self._blocks += images
        self._last_image = images[-1] if images else None

    def _apart(self, tag: Tag, context: Context) -> tuple[Block, ...]:
        """The blocks inside a part of a table, read by themselves."""
        apart = _Reader(self._base, self._footnotes, self._number)
        return apart.read(tag, replace(context, kind=Kind.PARAGRAPH, level=0, ordinal=None, owner=0, note=None))

    def _flush(self, context: Context) -> None:
        """End the block that is being read."""
        if not self._tokens:
            return
        tokens, self._tokens = self._tokens, []
        languages, self._languages = self._languages, set()
        if all(token is Mark.BREAK or (isinstance(token, Run) and is_bare(token)) for token in tokens):
            return
        if len(languages) == 1 and (language := languages.pop()) != context.language:
            context = replace(context, language=language)
        if context.kind is Kind.CODE:
            for kind, runs in stretches(tokens):
                self._end(runs, replace(context, kind=kind))
            return
        labels = context.kind in (Kind.PARAGRAPH, Kind.QUOTE)
        for part in parts(tokens, whole=context.kind is Kind.HEADING, labels=labels):
            if isinstance(part, Block):
                self._blocks.append(part)
            else:
                self._end(part, context)

    def _end(self, runs: tuple[Run, ...], context: Context) -> None:
        if is_blank("".join(run.text for run in runs)):
            return
        continued = context.owner in self._begun
        if context.owner:
            self._begun.add(context.owner)
        if context.note and not continued:
            runs = self._footnotes.trimmed(runs, context.note)
        ordinal = None if continued else context.ordinal
        block = Block(context.kind, runs, context.level, ordinal, continued, note=context.note)
        self._add(block, context)

    def _add(self, block: Block, context: Context) -> None:
        self._last_image = None
        self._blocks.append(self._placed(block, context))

    def _placed(self, block: Block, context: Context) -> Block:
        """The block with what its context says of where it stands."""
        return replace(
            block, language=context.language, region=context.region, place=context.place, around=context.around
        )

    def _move_caption(self, start: int) -> None:
        """Put a caption that a figure prints above its image below it."""
        figure = self._blocks[start:]
        captions = next((n for n, block in enumerate(figure) if block.kind is not Kind.CAPTION), 0)
        if captions and figure[captions].kind is Kind.IMAGE:
            figure[:captions], moved = [], figure[:captions]
            self._blocks[start:] = [figure[0], *moved, *figure[1:]]


def _ordinals(ordered: Tag) -> Iterator[tuple[int, int]]:
    """The number a browser prints before each item of an ordered list, by the item's `id()`."""
    items = [item for item in ordered.find_all("li", recursive=False) if isinstance(item, Tag)]
    step = -1 if ordered.has_attr("reversed") else 1
    number = _whole(attribute(ordered, "start"), len(items) if step < 0 else 1)
    for item in items:
        number = _whole(attribute(item, "value"), number)
        yield id(item), number
        number += step


def _whole(printed: str, otherwise: int) -> int:
    try:
        return int(printed)
    except ValueError:
        return otherwise


def _joined(blocks: tuple[Block, ...]) -> tuple[Run, ...]:
    """The text of a cell: its blocks parted by a blank."""
    texts = [block.runs for block in blocks if block.kind is not Kind.IMAGE]
    return settle(run for runs in texts for run in (*runs, Run(" ")))
