"""A citation in, its BibTeX entry out, in UTF-8, for BibTeX and for BibLaTeX."""

from __future__ import annotations

import re

from backfile.plugins.citations.facts import Citation
from backfile.plugins.citations.names import Person

# A bare brace would end the value, even behind a backslash: BibTeX counts them all.
ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\lbrace{}",
    "}": r"\rbrace{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
SPECIAL = re.compile(r"[\\{}~^&%$#_]")
NOT_OF_AN_ADDRESS = {ord(sign): f"%{ord(sign):02X}" for sign in '{}\\ "<>^`|'}


def bibtex(citation: Citation) -> str:
    """The entry, its fields in a fixed order, those without a value left out."""
    fields = {
        "author": " and ".join(map(author, citation.people)),
        "title": f"{{{escaped(citation.title)}}}",
        "journal": escaped(citation.container),
        "publisher": escaped(citation.publisher),
        "issn": escaped(citation.issn),
        "date": date(citation),
        "year": citation.year,
        "volume": citation.volume,
        "number": citation.issue,
        "keywords": escaped(citation.topic),
        "language": citation.lang,
        "url": citation.url.translate(NOT_OF_AN_ADDRESS),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{{citation.key},\n{lines}}}\n"


def author(person: Person) -> str:
    """A name in BibTeX's form; one that is not told apart stands in braces, so that nobody guesses."""
    if person.family:
        return f"{{{escaped(person.family)}}}, {{{escaped(person.given)}}}"
    return f"{{{escaped(person.printed)}}}"


def date(citation: Citation) -> str:
    """The day, or the days of the period: BibLaTeX reads both."""
    return str(citation.date or citation.period or "")


def escaped(text: str) -> str:
    """A text in which nothing means anything to TeX."""
    return SPECIAL.sub(lambda match: ESCAPES[match[0]], text)
