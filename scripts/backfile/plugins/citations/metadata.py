"""A citation in, what a page's head says of it to programs out: meta tags as Zotero reads them, and JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from backfile.plugins.citations.facts import Citation
from backfile.plugins.entries import Entry

# Inside `script` no entity is read: these must not stand there as they are.
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Meta:
    """A tag; `kind` is the attribute that its key stands in."""

    kind: Literal["name", "property"]
    key: str
    content: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the page itself says: its site's name, its description, its rights in words."""

    site: str
    description: str
    locale: str
    rights: str


def metas(citation: Citation, entry: Entry, said: Said) -> tuple[Meta, ...]:
    """All tags that have a value, in a fixed order."""
    return tuple(meta for meta in (*named(citation, entry, said), *properties(citation, entry, said)) if meta.content)


def named(citation: Citation, entry: Entry, said: Said) -> Iterator[Meta]:
    """The tags of Highwire Press and of Dublin Core.

    Zotero takes the type from `DC.type` alone, and of two dates the last: Scholar wants the first form, Zotero the
    other.
    """
    day = entry.date
    values = [
        ("citation_title", citation.title),
        *(("citation_author", person.sorted_as) for person in citation.people),
        ("citation_publication_date", f"{day:%Y/%m/%d}" if day else ""),
        ("citation_date", str(day or "")),
        ("citation_volume", citation.volume),
        ("citation_issue", citation.issue),
        ("citation_issn", citation.issn),
        ("citation_language", citation.lang),
        ("citation_keywords", citation.topic),
        ("citation_public_url", citation.url),
        ("DC.type", "magazineArticle"),
        ("DC.source", citation.container),
        ("DC.publisher", citation.publisher),
        ("DC.rights", said.rights),
        ("DC.identifier", citation.url),
    ]
    return (Meta("name", key, value) for key, value in values)


def properties(citation: Citation, entry: Entry, said: Said) -> Iterator[Meta]:
    """The tags of Open Graph."""
    values = [
        ("og:type", "article"),
        ("og:title", citation.title),
        ("og:site_name", said.site),
        ("og:url", citation.url),
        ("og:locale", said.locale),
        ("og:description", said.description),
        ("article:published_time", str(entry.date or "")),
        ("article:modified_time", str(entry.modified or "")),
        ("article:section", citation.topic),
        *(("article:author", person.printed) for person in citation.people),
    ]
    return (Meta("property", key, value) for key, value in values)


def json_ld(citation: Citation, entry: Entry, original: str) -> Markup:
    """The article in its issue in its periodical, by schema.org, as a text that no `script` element ends in.

    `original` is the web address of what it is a copy of, if it has one.
    """
    periodical = {"@type": "Periodical", "name": citation.container, "issn": citation.issn}
    issue = {
        "@type": "PublicationIssue",
        "issueNumber": citation.issue,
        "isPartOf": known(periodical),
    }
    article = {
        "@context": "https://schema.org",
        "@type": "OpinionNewsArticle",
        "@id": citation.url,
        "headline": citation.title,
        "inLanguage": citation.lang,
        "datePublished": str(entry.date or ""),
        "dateModified": str(entry.modified or ""),
        "author": [{"@type": "Person", "name": person.printed} for person in citation.people],
        "articleSection": citation.topic,
        "isBasedOn": original,
        "isPartOf": known(issue) if citation.issue else known(periodical),
    }
    text = json.dumps(known(article), ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(UNSAFE))  # noqa: S704  nothing in it can end the element


def known(values: Mapping[str, object]) -> dict[str, object]:
    """Only what has a value."""
    return {key: value for key, value in values.items() if value}
