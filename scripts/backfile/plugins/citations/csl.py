"""A citation in, its CSL-JSON item out, as citation processors read it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from backfile.plugins.citations.facts import Citation
from backfile.plugins.citations.names import Person

Item = Mapping[str, object]


def csl(citation: Citation) -> Item:
    """The item; what is not known is not in it."""
    item: dict[str, object] = {
        "id": citation.key,
        "type": "article-magazine",
        "title": citation.title,
        "author": [name(person) for person in citation.people],
        "container-title": citation.container,
        "publisher": citation.publisher,
        "ISSN": citation.issn,
        "issued": issued(citation),
        "volume": citation.volume,
        "issue": citation.issue,
        "language": citation.lang,
        "URL": citation.url,
    }
    return {key: value for key, value in item.items() if value}


def line(citation: Citation) -> str:
    """The item as JSON in one line."""
    return json.dumps(csl(citation), ensure_ascii=False)


def listed(lines: Iterable[str]) -> str:
    """A list of items as JSON, one a line."""
    return "[\n" + ",\n".join(lines) + "\n]\n"


def name(person: Person) -> Mapping[str, str]:
    """A name, told apart or literal."""
    if person.family:
        return {"family": person.family, "given": person.given}
    return {"literal": person.printed}


def issued(citation: Citation) -> Mapping[str, list[list[int]]]:
    """The day; of a commentary that prints only its period the month it ends in, for the issue tells its week."""
    if citation.date:
        return {"date-parts": [[citation.date.year, citation.date.month, citation.date.day]]}
    last = citation.period.last if citation.period else None
    return {"date-parts": [[last.year, last.month]]} if last else {}
