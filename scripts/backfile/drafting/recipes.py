"""What samples show in, the text of a recipe's module out: it runs at once, and is an editor's to correct."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from backfile.drafting.heads import ANYWHERE, DraftedHead, Place, drafted_head
from backfile.drafting.samples import Sample
from backfile.drafting.tails import DraftedTail, drafted_tail, named_in
from backfile.model import Rights
from backfile.model.addresses import host_of
from backfile.sources.platforms.layout import Field

LAYOUT = "page"
SHAPED = {Field.CREDIT: "CREDIT", Field.TREND: "TREND_LABEL"}
IMPORTED = ("CREDIT", "DAY", "NAMES", "POSTED", "TREND_LABEL", "WEEK_RANGE", "YEARLESS_RANGE")


@dataclass(frozen=True, slots=True)
class Draft:
    """All that is known of a publication: what it says of itself, and the layout that its pages share.

    `names` are all that its pages call it, `name` the one that is taken.
    """

    id: str
    name: str
    names: tuple[str, ...]
    home: str
    hosts: tuple[str, ...]
    languages: tuple[str, ...]
    publisher: str | None
    frequency: str
    head: DraftedHead
    tail: DraftedTail
    marks: tuple[str, ...]
    pages: int

    @property
    def module(self) -> str:
        """The name of its module."""
        return self.id.replace("-", "_")


def drafted(samples: Sequence[Sample], name: str, *, called: str | None, home: str | None, careful: bool) -> Draft:
    """The draft of a publication; `called` and `home` are what its home page says, if that was asked."""
    addresses = [sample.document.hint("url") or "" for sample in samples]
    hosts = Counter(host.removeprefix("www.") for url in addresses if (host := host_of(url)))
    stated = [value for sample in samples for value in sample.document.hinted("site")]
    title = most(stated) or called or name
    first = next((url for url in addresses if host_of(url)), "")
    tail = drafted_tail(samples, careful=careful)
    marks = named_in((*tail.ends, *tail.furniture), title)
    head = drafted_head(samples)
    weekly = any(place.field is Field.PERIOD and place.required for place in head.places)
    languages = Counter(sample.commentary.language for sample in samples if sample.commentary.language)
    return Draft(
        id=name,
        name=title,
        names=tuple(sorted({*stated, *([called] if called else [])})),
        home=home or (f"{urlsplit(first).scheme}://{urlsplit(first).netloc}/" if first else ""),
        hosts=tuple(host for host, _ in hosts.most_common()),
        languages=tuple(language for language, _ in languages.most_common()),
        publisher=most([value for sample in samples for value in sample.document.hinted("publisher")]),
        frequency="weekly" if weekly else "irregular",
        head=head,
        tail=tail,
        marks=tuple(marks),
        pages=len(samples),
    )


def most(values: Sequence[str]) -> str | None:
    """The value that is said most often, the first of those."""
    return max(values, key=values.count) if values else None


def recipe(draft: Draft) -> str:
    """The text of the module."""
    body = "\n".join(declaration(draft))
    shapes = [shape for shape in IMPORTED if re.search(rf"\b{shape}\b", body)]
    known = [
        name for name in ("Field", "Layout", "Slot", "Source", "wording") if f"{name}." in body or f"{name}(" in body
    ]
    imports = ["from backfile.model import Rights", f"from backfile.sources.platforms.layout import {', '.join(known)}"]
    if shapes:
        imports.append(f"from backfile.sources.platforms.shapes import {', '.join(shapes)}")
    if draft.head.topics:
        imports.append("from backfile.sources.platforms.weekly import any_spelling")
    where = " and ".join(draft.hosts[:2]) or "files"
    told = f'"""{draft.name}: a first recipe, drafted from {draft.pages} pages of {where}; correct it by hand."""'
    return "\n".join([told, "", "from __future__ import annotations", "", *imports, "", body, ""])


def declaration(draft: Draft) -> Iterator[str]:
    """The lines of the module behind its imports."""
    if draft.head.topics:
        yield "TOPICS = {"
        yield from (f"    {quoted(topic)}: ()," for topic in draft.head.topics)
        yield "}"
    yield from wordings("ENDS", draft.tail.ends)
    yield from wordings("FURNITURE", draft.tail.furniture)
    yield from wordings("MARKS", draft.marks)
    yield ""
    yield "SOURCE = Source("
    yield f"    id={quoted(draft.id)},"
    yield f"    name={quoted(draft.name)},"
    if draft.publisher:
        yield f"    publisher={quoted(draft.publisher)},"
    yield f"    home={quoted(draft.home)},"
    yield f"    hosts={listed(draft.hosts)},"
    yield f"    languages={listed(draft.languages)},"
    yield f"    frequency={quoted(draft.frequency)},"
    if draft.head.topics:
        yield "    topics=TOPICS,"
    yield f"    rights=Rights.{Rights.EXCERPT.name},"
    yield "    layouts=("
    yield "        Layout("
    yield f"            name={quoted(LAYOUT)},"
    yield "            head=("
    yield from (f"                {slot(place, draft.head)}," for place in draft.head.places)
    yield "            ),"
    for field, name, said in (
        ("ends", "ENDS", draft.tail.ends),
        ("furniture", "FURNITURE", draft.tail.furniture),
        ("marks", "MARKS", draft.marks),
    ):
        if said:
            yield f"            {field}={name},"
    yield from ("        ),", "    ),", ")")


def wordings(name: str, expressions: Iterable[str]) -> Iterator[str]:
    """A constant of one pattern for each expression."""
    lines = [f'    wording({"r" if chr(92) in one else ""}"{one}"),' for one in expressions]
    if lines:
        yield from (f"{name} = (", *lines, ")")


def slot(place: Place, head: DraftedHead) -> str:
    """A slot as it is written."""
    said = [f"Field.{place.field.name}"]
    if place.shape:
        said.append(f"wording({place.shape.code})")
    elif place.field is Field.TOPIC:
        said.append("any_spelling(TOPICS)")
    elif place.field in SHAPED:
        said.append(SHAPED[place.field])
    if place.field in ANYWHERE:
        said.append("repeated=True")
    if place.required:
        said.append("required=True")
    if place.field is Field.TITLE and head.heading:
        said.append("heading=True")
    return f"Slot({', '.join(said)})"


def quoted(text: str) -> str:
    """A text as the house writes it, between double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def listed(values: Sequence[str]) -> str:
    """A tuple of texts."""
    return f"({', '.join(map(quoted, values))}{',' if len(values) == 1 else ''})"
