"""The Moscow Times: its pages, and prints of them; it syndicates Carnegie and others."""

from __future__ import annotations

from backfile.sources.platforms.layout import Field, Layout, Slot, Source, wording
from backfile.sources.platforms.shapes import BYLINE, CREDIT, DAY, MONTH, YEAR

OPINION = wording(
    r"the views expressed in opinion pieces do not necessarily reflect the position of the moscow times\.?"
)
FIRST_PUBLISHED = wording(r"this article was (?:first|originally) published (?:by|in|on) (?:the )?(?P<value>.+?)\.?")
RELATED = wording(r"related article:.*", r"read more:.*")
READING_TIME = wording(r"\d+ min read", r"\.? ?(?:last )?updated:.*")
OWN = wording(r"support the moscow times!?", r"email the opinion page editor")
ENDS = (
    OPINION,
    OWN,
    wording(
        r"contribute today",
        r"get the latest updates as we post.*",
        r"dear (?:friend|reader)s?,",
        r"read more about:?.*",
    ),
)
DATE = wording(
    DAY.pattern,
    rf"(?:published|updated):? (?P<value_at>{MONTH} \d{{1,2}}, {YEAR})(?: at \d\d:\d\d)?",
    MONTH + r" \d{1,2}, \d{4}",
)
UNDER_DEK = wording(BYLINE.pattern, DATE.pattern, READING_TIME.pattern)
DEK = Slot(
    Field.SUMMARY,
    wording(rf"(?!(?:{UNDER_DEK.pattern})$).+"),
    most_words=40,
    before_longer=True,
    before=UNDER_DEK,
    doubt="the short paragraph under the title was read as the summary",
)

SOURCE = Source(
    id="moscow-times",
    name="The Moscow Times",
    publisher="The Moscow Times",
    home="https://www.themoscowtimes.com/",
    hosts=("themoscowtimes.com",),
    languages=("en",),
    frequency="daily",
    layouts=(
        Layout(
            name="page",
            head=(
                Slot(Field.TITLE, required=True, heading=True),
                DEK,
                Slot(Field.AUTHOR, BYLINE),
                Slot(Field.PUBLISHED, DATE),
                Slot(Field.FURNITURE, READING_TIME, repeated=True),
                Slot(Field.TITLE_AGAIN, repeated=True),
                Slot(Field.CREDIT, CREDIT),
            ),
            marks=(OPINION, OWN),
            ends=ENDS,
            furniture=(RELATED, READING_TIME),
            first_published=FIRST_PUBLISHED,
            wrapped=False,
        ),
        Layout(
            name="print",
            head=(Slot(Field.TITLE, required=True), DEK, Slot(Field.AUTHOR, BYLINE), Slot(Field.PUBLISHED, DATE)),
            marks=(OPINION,),
            ends=ENDS,
            furniture=(RELATED, READING_TIME),
            first_published=FIRST_PUBLISHED,
            wrapped=True,
        ),
    ),
)
