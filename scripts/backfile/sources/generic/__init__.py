"""A document that no source knows in, a reading out: voices vote on its blocks, structured data states its facts.

The blocks are our own, with their headings, lists, quotes and links; trafilatura and readability only say which words
they would keep. Their guesses at title, author and date are not used: what the page does not state stays empty.
"""

from __future__ import annotations

from backfile.errors import NothingToRead
from backfile.model import Document, Kind, Note, Printed, Reading
from backfile.sources.generic.body import html_body, text_body
from backfile.sources.generic.bylines import authors_near
from backfile.sources.generic.days import Published, day_near
from backfile.sources.generic.facts import head_facts
from backfile.sources.generic.titles import title_of
from backfile.sources.platforms.layout import Source

__all__ = ["GENERIC", "read_generic"]

GENERIC = Source(
    id="generic", name="Unknown source", home="", hosts=(), languages=(), layouts=(), frequency="irregular"
)


def read_generic(document: Document) -> Reading:
    """What can be read off a page of no known source. Raises NothingToRead if it has no title or no text."""
    title = title_of(document)
    if title is None:
        raise NothingToRead("no title was found", where=document.hint("url") or "", advice="Write a recipe for it")
    body, cuts, told = html_body(document, title) if document.markup else text_body(document, title)
    body, facts = head_facts(body)
    if not any(block.text for block in body if block.kind is not Kind.IMAGE):
        raise NothingToRead("no text was found", where=document.hint("url") or "", advice="Write a recipe for it")
    summary = document.hint("summary")
    day = Published(facts.published)
    if document.markup and facts.published is None:
        day = day_near(document, body, title)
    return Reading(
        source=GENERIC.id,
        layout="generic",
        body=body,
        title=title,
        authors=facts.authors or (authors_near(document, body, title) if document.markup else ()),
        period=facts.period,
        published=day.printed,
        credit=facts.credit,
        summary=Printed(summary) if summary else None,
        cuts=cuts + facts.cuts,
        notes=(Note("read by the generic recipe", advice="Compare it with the page"), *told, *day.notes),
        generic=True,
    )
