"""A document and a source's layouts in, a reading out: the head found and read, the body cut free of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from backfile.errors import LayoutChanged, NothingToRead
from backfile.model import Block, Cut, Document, Kind, Note, Printed, Reading
from backfile.sources.platforms.doubts import lines_before, stray_lines, unknown_prose
from backfile.sources.platforms.layout import Field, Layout, Pattern, Slot, Source
from backfile.sources.platforms.lines import PAGE_REGIONS, any_line, line
from backfile.sources.platforms.shapes import CREDIT

LONG_TITLE = 45
DROPPED = frozenset({Field.FURNITURE, Field.TITLE_AGAIN})


Filled = tuple[tuple[Field, Printed], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A head that was found: the fields it filled, with their blocks, and where it starts and ends.

    `opening` says that it starts where a text dump does, behind nothing but furniture.
    """

    filled: Filled
    first: int
    end: int
    opening: bool
    doubts: tuple[Note, ...] = ()

    def value(self, field: Field) -> Printed | None:
        """The first value of a field."""
        return next(self.values(field), None)

    def values(self, field: Field) -> Iterator[Printed]:
        """All values of a field."""
        return (printed for filled, printed in self.filled if filled is field)


def on_host(source: Source, document: Document) -> bool:
    """Whether the document says that its address is on one of the source's hosts."""
    url = document.hint("url")
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    return host in source.hosts


def has_address(document: Document) -> bool:
    """Whether the document says where on the web it stands."""
    return bool(urlsplit(document.hint("url") or "").hostname)


def evidence(source: Source, document: Document) -> int:
    """How many blocks of a document are marks of the source's layout that recognises it; 0 if none does."""
    lines = [line(block) for block in document.blocks]
    marks = [layout.marks for layout, _ in recognised(source, document)]
    return max((sum(any_line(patterns, [text]) for text in lines) for patterns in marks), default=0)


def recognised(source: Source, document: Document, *, named: bool = False) -> list[tuple[Layout, Head]]:
    """The source's layouts that recognise a document, each with the head it found.

    `named` says that somebody named the source, so that neither host nor mark is asked for.
    """
    known = named or on_host(source, document)
    lines = [line(block) for block in document.blocks]
    return [
        (layout, head)
        for layout in source.layouts
        if layout.wrapped in (None, document.wrapped)
        and (known or any_line(layout.marks, lines))
        and not any_line(layout.absent, lines)
        and (head := find_head(layout, document)) is not None
    ]


def read(source: Source, document: Document, *, named: bool = False) -> Reading:
    """What the one layout that recognises the document reads off it.

    Raises LayoutChanged if none or more than one does, NothingToRead if there is no body.
    """
    found = recognised(source, document, named=named)
    where = document.hint("url") or ""
    if len(found) != 1:
        names = ", ".join(layout.name for layout, _ in found) or "none"
        raise LayoutChanged(
            f"{source.id}: exactly one layout must recognise the page, but {names} did",
            where=where,
            advice=f"Save the page again; if the site has a new look, add a layout to sources/{source.id}",
        )
    layout, head = found[0]
    body, cuts = read_body(layout, head, document)
    if not any(block.text for block in body):
        raise NothingToRead(f"{source.id}: the page has a head but no body", where=where, advice="Save the page again")
    return Reading(
        source=source.id,
        layout=layout.name,
        body=body,
        title=head.value(Field.TITLE),
        title_incomplete=document.truncated and head.first == 0,
        period=head.value(Field.PERIOD),
        published=head.value(Field.PUBLISHED),
        topic=head.value(Field.TOPIC),
        trend=head.value(Field.TREND),
        authors=tuple(head.values(Field.AUTHOR)),
        credit=head.value(Field.CREDIT),
        summary=head.value(Field.SUMMARY),
        first_published=first_published(layout, document.blocks[head.end :]),
        cuts=cuts,
        notes=head.doubts
        + lines_before(head.first, layout, document)
        + stray_lines(body)
        + unknown_prose(layout, cuts),
    )


def find_head(layout: Layout, document: Document) -> Head | None:
    """The first place of a document where the layout's head stands, furniture and the page's landmarks left aside.

    A line that ends a body may still open a head that asks for it: a week without its year.
    """
    known, asked = (*layout.ends, *layout.furniture), opening(layout)
    places = [
        i
        for i, block in enumerate(document.blocks)
        if block.region not in PAGE_REGIONS and (not any_line(known, [line(block)]) or any_line(asked, [line(block)]))
    ]
    starts = (Head((), i, i, opening=i == places[0] and not document.markup) for i in places)
    return next((head for start in starts if (head := match_head(layout.head, document.blocks, start))), None)


def opening(layout: Layout) -> tuple[Pattern, ...]:
    """The wordings that a layout's head can open with."""
    first = next((i for i, slot in enumerate(layout.head) if slot.required), len(layout.head))
    return tuple(slot.pattern for slot in layout.head[: first + 1] if slot.pattern is not None)


def match_head(slots: tuple[Slot, ...], blocks: tuple[Block, ...], head: Head) -> Head | None:
    """The head that begins where `head` does, or None if a required slot finds nothing there."""
    for slot in slots:
        start = head.end
        while head.end < len(blocks) and (slot.repeated or head.end == start) and (taken := take(slot, blocks, head)):
            doubts = (
                (Note(slot.doubt, taken[0][1].place, "Correct it in the file if it is wrong"),) if slot.doubt else ()
            )
            head = replace(head, filled=head.filled + taken, end=head.end + 1, doubts=head.doubts + doubts)
        if slot.required and head.end == start:
            return None
    return head


def take(slot: Slot, blocks: tuple[Block, ...], head: Head) -> Filled:
    """What the block behind the head so far puts into a slot; nothing if it does not belong there."""
    block, title = blocks[head.end], head.value(Field.TITLE)
    if slot.field is Field.PICTURE:
        is_own = block.kind is Kind.IMAGE and not says(block, title)
        return ((slot.field, Printed(block.src or "", block.place)),) if is_own else ()
    if slot.field is Field.TITLE_AGAIN:
        picture = block.kind is Kind.IMAGE and not captioned(blocks, head.end, title)
        return ((slot.field, Printed(line(block), block.place)),) if picture or says(block, title) else ()
    icon = block.kind is Kind.IMAGE and slot.field is Field.TREND and not says(block, title)
    if (block.kind in (Kind.IMAGE, Kind.TABLE) and not icon) or not fits(slot, blocks, head):
        return ()
    if slot.pattern is None:
        return ((slot.field, Printed(block.text, block.place)),)
    if (match := slot.pattern.fullmatch(line(block))) is None:
        return ()
    groups = {name: said.strip() for name, said in match.groupdict().items() if said}
    value = next((said for name, said in groups.items() if name.startswith("value")), match[0])
    others = tuple((Field(name), Printed(said, block.place)) for name, said in groups.items() if name in set(Field))
    return ((slot.field, Printed(value, block.place)), *others)


def fits(slot: Slot, blocks: tuple[Block, ...], head: Head) -> bool:
    """Whether the block behind the head so far has the length, the kind and the neighbour that a slot asks for."""
    block, after = blocks[head.end], next(iter(blocks[head.end + 1 :]), None)
    before, title = [line(block) for block in blocks[max(head.end - 1, 0) : head.end]], head.value(Field.TITLE)
    return (
        0 < len(block.text.split()) <= (slot.most_words or LONG_TITLE)
        and (not slot.before_longer or (after is not None and leads_to(slot, block, after)))
        and (not slot.before_title or (after is not None and says(after, title)))
        and (slot.behind is None or any_line((slot.behind,), before))
        and (not slot.heading or block.kind is Kind.HEADING or head.opening)
    )


def leads_to(slot: Slot, block: Block, after: Block) -> bool:
    """Whether the block behind one that a slot would take is longer, or of the wording the slot stands before."""
    return len(after.text) > len(block.text) or (slot.before is not None and any_line((slot.before,), [line(after)]))


def says(block: Block, title: Printed | None) -> bool:
    """Whether a block, or a picture's alternative text, is the title again."""
    return title is not None and line(block).casefold() == " ".join(title.text.split()).casefold()


def captioned(blocks: tuple[Block, ...], at: int, title: Printed | None) -> bool:
    """Whether the picture at this place has a caption of its own, and so belongs to the text."""
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    return (
        after is not None
        and after.kind is Kind.CAPTION
        and not says(after, title)
        and not CREDIT.fullmatch(line(after))
    )


def read_body(layout: Layout, head: Head, document: Document) -> tuple[tuple[Block, ...], tuple[Cut, ...]]:
    """The blocks between head and tail, and what was cut and why; the pictures that a head holds stand before them."""
    held = {(printed.text, printed.place) for printed in head.values(Field.PICTURE)}
    body = [block for block in document.blocks[head.first : head.end] if (block.src or "", block.place) in held]
    cuts = [Cut("before the head", block.text, block.place) for block in document.blocks[: head.first]]
    cuts += [Cut(field, printed.text, printed.place) for field, printed in head.filled if field in DROPPED]
    end = end_of_body(layout, head, document)
    for block in document.blocks[head.end : end]:
        if reason := furniture(layout, block):
            cuts.append(Cut(reason, block.text, block.place))
        else:
            body.append(block)
    cuts += [Cut("after the end", block.text, block.place) for block in document.blocks[end:]]
    return tuple(body), tuple(cut for cut in cuts if cut.text)


def end_of_body(layout: Layout, head: Head, document: Document) -> int:
    """Where the first block stands that ends the body."""
    ends = (*layout.ends, layout.first_published) if layout.first_published else layout.ends
    behind = range(head.end, len(document.blocks))
    return next((i for i in behind if any_line(ends, [line(document.blocks[i])])), len(document.blocks))


def furniture(layout: Layout, block: Block) -> str | None:
    """Why a block inside the body is not part of it, or None if it is."""
    if block.region in PAGE_REGIONS:
        return f"page {block.region}"
    return "furniture" if any_line(layout.furniture, [line(block)]) else None


def first_published(layout: Layout, blocks: tuple[Block, ...]) -> Printed | None:
    """The line that names the first publisher, wherever it stands behind the head."""
    if layout.first_published is None:
        return None
    matches = ((layout.first_published.fullmatch(line(block)), block.place) for block in blocks)
    return next((Printed(match["value"].strip(), place) for match, place in matches if match), None)
