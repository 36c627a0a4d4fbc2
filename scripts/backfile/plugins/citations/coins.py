"""A citation in, its ContextObject out, as reference managers find it in a span of a list (COinS)."""

from __future__ import annotations

from urllib.parse import urlencode

from backfile.plugins.citations.facts import Citation


def coins(citation: Citation) -> str:
    """The key/encoded-value form of NISO Z39.88 for Dublin Core; Zotero takes the type by its own name."""
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "magazineArticle"),
        ("rft.title", citation.title),
        ("rft.source", citation.container),
        *(("rft.creator", person.sorted_as) for person in citation.people),
        ("rft.date", str(citation.date or citation.year)),
        ("rft.language", citation.lang),
        ("rft.identifier", citation.url),
    ]
    return urlencode([(key, value) for key, value in pairs if value])
