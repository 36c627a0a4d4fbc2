"""A draft of a recipe in, what only its editor can say out."""

from __future__ import annotations

from collections.abc import Iterator

from backfile.drafting.heads import UNCERTAIN
from backfile.drafting.recipes import Draft
from backfile.model import Note
from backfile.sources.platforms.layout import Field


def open_questions(draft: Draft) -> Iterator[Note]:
    """What the pages do not show, or not for certain, of what a recipe says."""
    fields = {place.field for place in draft.head.places}
    yield Note(
        "what may be republished is not known: an excerpt", advice="If its publisher allows more, say Rights.FULL"
    )
    weeks = "is taken from the weeks that its pages print"
    how = weeks if draft.frequency == "weekly" else "is not shown by some of its pages"
    yield Note(f"how often it appears {how}", advice="Correct frequency")
    if not draft.hosts:
        yield Note("no page says on which host it stands", advice="Write home and hosts")
    if draft.name == draft.id:
        yield Note("no page says what the publication is called", advice="Write name and publisher")
    if len(draft.names) > 1:
        yield Note(f"its pages call it {' or '.join(draft.names)}", advice="Choose its name")
    if Field.PUBLISHED not in fields and Field.PERIOD not in fields:
        yield Note("no day or week was found by the titles", advice="If the pages print one, add its slot")
    if Field.AUTHOR not in fields:
        yield Note("no author was found by the titles", advice="If the pages print one, add its slot")
    if Field.TREND in fields:
        yield Note("a line of a trend was found, and its phrases are not", advice="Say them in trends")
    yield from pictures(fields)
    yield from rare(draft)
    if draft.tail.open_ends:
        text = f"on {draft.tail.open_ends} pages something stands behind the body that no other page has there"
        yield Note(text, advice="Look at their ends, and complete ENDS")
    if draft.tail.alike:
        text = f"each body ends with the same line ({' '.join(draft.tail.alike.split()[:6])} …)"
        yield Note(text, advice="If it is furniture, add it to ENDS")
    yield Note("no listing, parts or earliest day were looked for", advice="CONTRIBUTING.md says how they are said")


def pictures(fields: set[Field]) -> Iterator[Note]:
    """A note on what becomes of the pictures in a head."""
    if Field.TITLE_AGAIN in fields:
        yield Note(
            "a picture or a title said again in the head is left out", advice="Check that it is no picture of the text"
        )
    if Field.PICTURE in fields:
        yield Note(
            "a picture in the head is kept as the first of the text", advice="Check that it is no icon of a mark"
        )


def rare(draft: Draft) -> Iterator[Note]:
    """A note for each part of a head that not all of the pages have."""
    for place in draft.head.places:
        if place.pages < draft.pages and place.field not in UNCERTAIN:
            text = f"the {place.field} has this shape on {place.pages} of {draft.pages} pages"
            yield Note(text, advice="Look at the others, and widen it if they differ")
