"""Samples in, the slots of a head out: what stands by their titles, in printed order, and topics."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from backfile.drafting.samples import LONGEST_HEAD, Sample
from backfile.drafting.shapes import Shape, shape
from backfile.model import Block, Kind
from backfile.sources.platforms.layout import Field
from backfile.sources.platforms.lines import PAGE_REGIONS, line
from backfile.sources.platforms.shapes import CREDIT, TREND_LABEL

READY = {Field.CREDIT: CREDIT, Field.TREND: TREND_LABEL}
"""The fields whose lines the house has shapes for, whatever the publication."""
ANYWHERE = (Field.PICTURE, Field.TITLE_AGAIN)
"""The fields that may be filled behind each other one."""
UNCERTAIN = (Field.FURNITURE, *ANYWHERE)
MOST_WORDS = 20
TOPIC_WORDS = 5
FEW = 2
"""The pages that must agree before a line is called one of the layout's."""


@dataclass(frozen=True, slots=True)
class Place:
    """A slot to be: the field it fills, the shape it must have (None: any), and on how many of the pages it stands."""

    field: Field
    shape: Shape | None
    pages: int
    required: bool = False


@dataclass(frozen=True, slots=True)
class DraftedHead:
    """The places of a head in their order, the topics named in it, and whether every title is a heading."""

    places: tuple[Place, ...]
    topics: tuple[str, ...]
    heading: bool


Key = tuple[Field, Shape | None]


def drafted_head(samples: Sequence[Sample]) -> DraftedHead:
    """The head that the samples share."""
    topics = topics_of(samples)
    before = [list(reversed(near(sample, range(sample.title - 1, -1, -1), topics))) for sample in samples]
    behind = [near(sample, range(sample.title + 1, len(sample.blocks)), topics) for sample in samples]
    counts = Counter(key for one in (*before, *behind) for key in set(one))
    before = [told(keys, counts) for keys in before]
    behind = [list(reversed(told(list(reversed(keys)), counts))) for keys in behind]
    title = Place(Field.TITLE, None, len(samples), required=True)
    after = spaced([title, *ordered(behind, len(samples))])
    places = (*ordered(before, len(samples)), *after)
    named = any(place.field is Field.TOPIC for place in places)
    heading = all(sample.blocks[sample.title].kind is Kind.HEADING for sample in samples)
    return DraftedHead(places, topics if named else (), heading)


def near(sample: Sample, way: Iterable[int], topics: tuple[str, ...]) -> list[Key]:
    """What stands next to a title in one direction, up to the body or the page's own parts."""
    keys: list[Key] = []
    for at in way:
        block, text = sample.blocks[at], line(sample.blocks[at])
        if block.region in PAGE_REGIONS or len(keys) >= LONGEST_HEAD:
            break
        found = shape(text, sample.names)
        known = found.places or any(pattern.fullmatch(text) for pattern in READY.values())
        if (at >= sample.first and not known) or len(text.split()) > MOST_WORDS:
            break
        if text or block.kind is Kind.IMAGE:
            keys.append(key_of(sample, block, found, topics))
    return keys


def key_of(sample: Sample, block: Block, found: Shape, topics: tuple[str, ...]) -> Key:
    """What a block by the title is, as the house's own shapes say, or as it is shaped itself."""
    text = line(block)
    is_title = text.casefold() == line(sample.blocks[sample.title]).casefold()
    if block.kind is Kind.IMAGE and not is_title and any(block.src == one.src for one in sample.reading.body):
        return Field.PICTURE, None
    if block.kind is Kind.IMAGE or is_title:
        return Field.TITLE_AGAIN, None
    if text in topics:
        return Field.TOPIC, None
    ready = next((field for field, pattern in READY.items() if pattern.fullmatch(text)), None)
    return (ready, None) if ready and not found.places else (found.field, found)


def told(keys: list[Key], counts: Counter[Key]) -> list[Key]:
    """The keys from the outermost that says something to the title; a line of one page alone breaks the row."""
    row: list[Key] = []
    for key in reversed(keys):
        if key[0] is Field.FURNITURE and counts[key] < FEW:
            break
        row.append(key)
    while row and row[-1][0] in UNCERTAIN:
        row.pop()
    return list(reversed(row))


def ordered(rows: Sequence[list[Key]], pages: int) -> Iterator[Place]:
    """The keys of all pages in one order: that in which they stand on the pages."""
    ranks = defaultdict[Key, list[float]](list)
    for row in rows:
        for at, key in enumerate(dict.fromkeys(row)):
            ranks[key].append(at)
    means = {key: sum(found) / len(found) for key, found in ranks.items()}
    latest = {field: max(mean for key, mean in means.items() if key[0] is field) for field, _ in means}
    for key in sorted(
        means, key=lambda key: (latest[key[0]] if is_bare(key[1]) else means[key], is_bare(key[1]), str(key))
    ):
        certain = len(ranks[key]) == pages and key[0] not in (*UNCERTAIN, *READY)
        yield Place(key[0], key[1], len(ranks[key]), required=certain)


def is_bare(shape: Shape | None) -> bool:
    """Whether a line has no words of its own: it comes behind those that have, as it would match them too."""
    return shape is not None and not any(text.strip() for text in shape.texts)


def spaced(places: list[Place]) -> Iterator[Place]:
    """The places from a title on; where it may be said again or a picture may stand, they may behind each of them."""
    again = [place for field in ANYWHERE for place in places if place.field is field]
    for place in places:
        if place not in again:
            yield from (place, *again)


def topics_of(samples: Sequence[Sample]) -> tuple[str, ...]:
    """The short lines that stand at one place by the title, or are the section that the page states.

    The first place is one of topics at which a line stands on several pages, and not the same line on all.
    """
    at_place = defaultdict[tuple[int, str], list[str]](list)
    stated = set[str]()
    for sample in samples:
        section = {value.casefold() for value in sample.document.hinted("section")}
        for at in range(max(sample.title - LONGEST_HEAD, 0), sample.first):
            block, text = sample.blocks[at], line(sample.blocks[at])
            if block.region in PAGE_REGIONS or at == sample.title or not is_topic(text, sample):
                continue
            if text.casefold() in section:
                stated.add(text)
            around = f"{block.around.name} {block.around.words}" if block.around else ""
            at_place[at - sample.title, around].append(text)
    rows = [lines for lines in at_place.values() if len(lines) == len(samples) and 1 < len(set(lines)) < len(lines)]
    return tuple(sorted(stated or {text for lines in rows[:1] for text in lines}))


def is_topic(text: str, sample: Sample) -> bool:
    """Whether a line may name a topic: a few words without a stop, no name of an author, no day."""
    return (
        0 < len(text.split()) <= TOPIC_WORDS
        and text[-1] not in ".:!?…"
        and not any(character.isdigit() for character in text)
        and not shape(text, sample.names).places
        and not any(pattern.fullmatch(text) for pattern in READY.values())
    )
