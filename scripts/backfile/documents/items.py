"""What an export or a feed says of one text in, a document out: its title as a heading, its blocks, its hints."""

from __future__ import annotations

from dataclasses import dataclass

from backfile.documents.html_blocks import read_blocks
from backfile.documents.html_tree import parse
from backfile.errors import DamagedCapture, EmptyCapture
from backfile.model import Block, Document, Hint, Kind, Run


@dataclass(frozen=True, slots=True)
class Item:
    """One text of many: its title and its HTML, the address that its links start from, and what is said of it."""

    title: str
    markup: str
    base: str = ""
    hints: tuple[Hint, ...] = ()


def document_of(item: Item, *, digest: str, media_type: str, origin: str) -> Document:
    """The document of an item. Raises EmptyCapture if there is no text in it, DamagedCapture for absurd nesting.

    The title stands first, as its page would print it, unless the text says it itself.
    """
    try:
        blocks = read_blocks(parse(item.markup), base=item.base) if item.markup.strip() else ()
    except RecursionError as error:
        raise DamagedCapture("its elements are nested too deeply to be read", where=origin, advice=_TEXT) from error
    if not any(block.text or block.src for block in blocks):
        raise EmptyCapture("there is no text in it", where=origin, advice="Leave it out")
    title = " ".join(item.title.split())
    if title and not any(" ".join(block.text.split()).casefold() == title.casefold() for block in blocks):
        blocks = (Block(Kind.HEADING, (Run(title),), level=1), *blocks)
    return Document(digest, media_type, blocks, _once(item.hints))


_TEXT = "Save the text of its page instead"


def text_in(markup: str) -> str:
    """The text of a title that may be written as HTML, in one line."""
    return " ".join((parse(markup).get_text() if "<" in markup or "&" in markup else markup).split())


def said(name: str, values: object, origin: str) -> tuple[Hint, ...]:
    """A hint for each of the values that is a text and not blank; one text is one value."""
    listed = values if isinstance(values, list | tuple) else [values]
    return tuple(Hint(name, " ".join(v.split()), origin) for v in listed if isinstance(v, str) and v.strip())


def _once(hints: tuple[Hint, ...]) -> tuple[Hint, ...]:
    return tuple(dict.fromkeys(hints))
