"""A page's blocks in, the entries of the list that it shows out: linked titles, and the days or weeks beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from backfile.model import Block, Document, Kind, Run
from backfile.model.addresses import fold
from backfile.sources.platforms.lines import PAGE_REGIONS, line
from backfile.sources.platforms.shapes import DAY, POSTED, WEEK_RANGE, YEARLESS_RANGE
from backfile.vocabularies import of_lists

IN_A_LINE = re.compile(
    rf"(?P<range>{WEEK_RANGE.pattern}|{YEARLESS_RANGE.pattern})|(?P<day>{POSTED.pattern}|{DAY.pattern})", re.IGNORECASE
)
SHORT = 14
LONGEST_TITLE = 45
BESIDE = 8
LIST = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: where it leads, its title, and the day or week range printed beside it."""

    url: str
    title: str
    day: str | None = None
    period: str | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A linked line that may be an entry's title: at which block it begins and ends, and what it looks like."""

    url: str
    title: str
    look: tuple[str, int]
    first: int
    last: int


def entries(document: Document, wanted: Callable[[str], bool]) -> tuple[Entry, ...]:
    """The entries of the page's list, in its order; none if it shows no list. `wanted` tells addresses of commentaries.

    A page may have several groups of linked lines: those in its landmarks and below "related" are left out, and of the
    rest the group is taken in which most entries have a day or a week, else the largest.
    """
    blocks = shown(document)
    groups: dict[tuple[str, int], list[Spot]] = defaultdict(list)
    for spot in spots(blocks, wanted):
        groups[spot.look].append(spot)
    read = [dated(group, blocks) for group in groups.values()]
    lists = [group for group in read if len(group) >= LIST or is_dated(group) or group_is_heading(group, groups)]
    return max(lists, key=lambda group: (sum(map(bool, (e.day or e.period for e in group))), len(group)), default=())


def group_is_heading(group: tuple[Entry, ...], groups: dict[tuple[str, int], list[Spot]]) -> bool:
    """Whether entries are headings, which even a short list's are."""
    headed = {spot.url for look, spots in groups.items() if look[0] == Kind.HEADING for spot in spots}
    return all(entry.url in headed for entry in group)


def is_dated(group: tuple[Entry, ...]) -> bool:
    """Whether each entry has a day or a week."""
    return bool(group) and all(entry.day or entry.period for entry in group)


def shown(document: Document) -> list[Block]:
    """The blocks of the page's own text, up to what it recommends."""
    own = [block for block in document.blocks if block.region not in PAGE_REGIONS]
    end = next(
        (
            n
            for n, block in enumerate(own)
            if n and block.kind is Kind.HEADING and of_lists("related").fullmatch(line(block))
        ),
        None,
    )
    return own[:end] if end else own


def spots(blocks: Sequence[Block], wanted: Callable[[str], bool]) -> Iterator[Spot]:
    """The linked lines that can be titles, each address once in a row: a card links its picture, title and text."""
    row: list[Spot] = []
    for n, block in enumerate(blocks):
        for runs in lines_of(block):
            address = linked(runs)
            if address is None or not wanted(address):
                continue
            spot = Spot(address, text_of(runs, address), (block.kind, block.level), n, n)
            if row and fold(row[-1].url) == fold(address):
                row.append(spot)
                continue
            yield from best(row)
            row = [spot]
    yield from best(row)


def lines_of(block: Block) -> list[tuple[Run, ...]]:
    """The lines of a block: a table's rows, else all of it."""
    if not block.rows:
        return [block.runs]
    return [tuple(run for cell in cells for run in cell) for cells in block.rows]


def best(row: list[Spot]) -> Iterator[Spot]:
    """Of the lines that link one address in a row, the one that is its title: a heading, else the first of words."""
    titles = [
        s for s in row if s.title and not of_lists("buttons").fullmatch(s.title) and not IN_A_LINE.fullmatch(s.title)
    ]
    if titles:
        title = next((spot for spot in titles if spot.look[0] == Kind.HEADING), titles[0])
        yield Spot(title.url, title.title, title.look, row[0].first, row[-1].last)


def linked(runs: Sequence[Run]) -> str | None:
    """The one address that a line leads to, if it is a link with hardly any words beside it."""
    words = [run for run in runs if run.text.strip()]
    addresses = {run.href for run in words if run.href}
    beside = " ".join(run.text for run in words if not run.href)
    if len(addresses) != 1 or len(IN_A_LINE.sub("", beside).split()) > BESIDE:
        return None
    return next(iter(addresses))


def text_of(runs: Sequence[Run], address: str) -> str:
    """The words that an address is linked from."""
    return " ".join("".join(run.text for run in runs if run.href == address).split())


def dated(group: list[Spot], blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """The group's entries with the days and weeks that stand on their own lines, behind them, else before them."""
    ends = [*(spot.first for spot in group[1:]), len(blocks)]
    starts = [-1, *(spot.last for spot in group[:-1])]
    on = [first_date(blocks[spot.first : spot.last + 1]) for spot in group]
    behind = [
        first_date(blocks[spot.last + 1 : min(end, spot.last + 6)]) for spot, end in zip(group, ends, strict=True)
    ]
    before = [
        last_date(blocks[max(start + 1, spot.first - 3) : spot.first])
        for spot, start in zip(group, starts, strict=True)
    ]
    beside = before if sum(map(bool, before)) > sum(map(bool, behind)) else behind
    return tuple(
        Entry(spot.url, spot.title, **(on[n] or beside[n] or {}), place=blocks[spot.first].place)
        for n, spot in enumerate(group)
    )


def first_date(blocks: Sequence[Block]) -> dict[str, str]:
    """The first day or week range that a short line of some blocks prints, as the field of an entry."""
    return next(filter(None, map(date_in, blocks)), {})


def last_date(blocks: Sequence[Block]) -> dict[str, str]:
    """The last one."""
    return next(filter(None, map(date_in, reversed(blocks))), {})


def date_in(block: Block) -> dict[str, str]:
    """The day or week range in a block, if it is short."""
    text = line(block)
    found = IN_A_LINE.search(text) if len(text.split()) <= SHORT + LONGEST_TITLE * bool(linked(block.runs)) else None
    if found is None:
        return {}
    return {"period": found["range"]} if found["range"] else {"day": found["day"]}
