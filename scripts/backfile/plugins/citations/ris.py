"""A citation in, its RIS record out."""

from __future__ import annotations

from collections.abc import Iterator

from backfile.plugins.citations.facts import Citation


def ris(citation: Citation) -> str:
    """The record, one tag a line, those without a value left out."""
    return "".join(f"{tag}  - {value}\n" for tag, value in tags(citation) if value or tag == "ER")


def tags(citation: Citation) -> Iterator[tuple[str, str]]:
    """The tags in their order; the type is first and the end last, as the format has it."""
    yield "TY", "MGZN"
    yield "ID", citation.key
    yield "TI", citation.title
    yield from (("AU", person.sorted_as) for person in citation.people)
    yield "T2", citation.container
    yield "PB", citation.publisher
    yield "SN", citation.issn
    yield "PY", citation.year
    yield "DA", f"{citation.date:%Y/%m/%d}" if citation.date else ""
    yield "VL", citation.volume
    yield "IS", citation.issue
    yield "KW", citation.topic
    yield "LA", citation.lang
    yield "UR", citation.url
    yield "ER", ""
