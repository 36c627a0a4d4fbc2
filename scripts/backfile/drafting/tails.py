"""Samples in, the wording that ends their bodies and that of the furniture in them out: what recurs, and only that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from backfile.drafting.samples import Sample
from backfile.drafting.shapes import literal
from backfile.sources.platforms.lines import PAGE_REGIONS, line

FEW = 2
SAID = 6
"""The words of a long line by which it is known; what follows them may be anything, and is not quoted."""


@dataclass(frozen=True, slots=True)
class DraftedTail:
    """Expressions of the lines that end a body, and of those that are furniture inside it.

    `open_ends` counts the pages whose body nothing known ends though something stands behind it; `alike` is the line
    with which every body ends, if there is one: a motto or furniture.
    """

    ends: tuple[str, ...]
    furniture: tuple[str, ...]
    open_ends: int
    alike: str = ""


def drafted_tail(samples: Sequence[Sample], *, careful: bool) -> DraftedTail:
    """What ends and what interrupts the bodies of the samples.

    A `careful` tail ends no body with a line that stands in the head of another page.
    """
    inside = {expression(text) for sample in samples for text in kept(sample)}
    starts = [(sample, sample.title if careful else sample.first) for sample in samples]
    before = {expression(line(one.blocks[at])) for one, start in starts for at in own(one, start, one.last)}
    behind = [[expression(line(sample.blocks[at])) for at in own(sample, sample.last + 1)] for sample in samples]
    counts = Counter(said for lines in behind for said in set(lines))
    recurring = {said for said, count in counts.items() if count >= FEW and said not in inside}
    ends = dict.fromkeys(said for lines in behind for said in first_of(lines, recurring - before))
    cut = [said for lines in behind for said in takewhile(lambda said: said not in ends, lines) if said in recurring]
    between = [
        {expression(line(sample.blocks[at])) for at in own(sample, sample.first, sample.last)} - inside
        for sample in samples
    ]
    often = Counter(said for lines in between for said in lines)
    furniture = sorted({*cut, *(said for said, count in often.items() if count >= FEW)} - {*ends})
    lasts = {line(sample.blocks[sample.last]) for sample in samples}
    known = {*ends, *furniture}
    unended = sum(bool(lines) and lines[0] not in known for lines in behind)
    return DraftedTail(
        tuple(ends), tuple(furniture), unended, lasts.pop() if len(lasts) == 1 and len(samples) > FEW else ""
    )


def first_of(lines: list[str], known: set[str]) -> list[str]:
    """The first of the lines that is known, if one is."""
    return [said for said in lines if said in known][:1]


def own(sample: Sample, start: int, end: int | None = None) -> list[int]:
    """The places between two at which a line stands that is not in one of the page's landmarks."""
    places = range(start, len(sample.blocks) if end is None else end)
    return [at for at in places if sample.blocks[at].region not in PAGE_REGIONS and line(sample.blocks[at])]


def kept(sample: Sample) -> Iterable[str]:
    """The lines of its body."""
    return (text for block in sample.reading.body if (text := line(block)))


def expression(text: str) -> str:
    """The expression by which a line is known again: all of a short one, the beginning of a long one."""
    words = text.casefold().split()
    return literal(" ".join(words)) if len(words) <= SAID else literal(" ".join(words[:SAID])) + ".*"


def named_in(expressions: Iterable[str], name: str) -> list[str]:
    """Those of the expressions that hold the name of the publication: no other source has them."""
    return [one for one in expressions if re.search(re.escape(literal(name.casefold())), one)]
