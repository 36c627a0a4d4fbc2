"""The family of weekly reviews that mark each topic's trend: their page since 2018, and the older status page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from backfile.model import Trend
from backfile.sources.platforms.layout import Field, Layout, Pattern, Slot, wording
from backfile.sources.platforms.shapes import (
    BARE_NAMES,
    BYLINE,
    CREDIT,
    EMPTY_BYLINE,
    POSTED,
    RANGE_LINE,
    WEEK_LINE,
    YEARLESS_RANGE,
)

TREND_WORDS = 10
BARE_AUTHOR = "a bare line was read as the author"
BUTTONS = wording(
    "read more",
    "view all",
    "subscribe",
    "чытаць (?:далей|больш)|падпісацца|глядзець усе",
    "читать далее|подробнее|подписаться|смотреть все",
    "weiterlesen|mehr lesen|abonnieren|alle ansehen",
)
AUTHOR_LINE = (
    Slot(Field.AUTHOR, BYLINE),
    Slot(Field.AUTHOR, BARE_NAMES, most_words=8, before_longer=True, doubt=BARE_AUTHOR),
)


def any_spelling(spellings: Mapping[str, tuple[str, ...]]) -> Pattern:
    """A pattern of all the spellings of a source's topics."""
    return wording(*(re.escape(text) for name, others in spellings.items() for text in (name, *others)))


def any_phrase(trends: Mapping[Trend, tuple[str, ...]]) -> str:
    """An expression of all the phrases of a source's trend marks."""
    return "|".join(phrase for phrases in trends.values() for phrase in phrases)


def trend_page(
    topics: Mapping[str, tuple[str, ...]],
    trends: Mapping[Trend, tuple[str, ...]],
    ends: tuple[Pattern, ...],
    furniture: tuple[Pattern, ...] = (),
) -> Layout:
    """Byline, week, topic, title, trend phrase, title again, credit, author; its topics and phrases mark it.

    The tail names the week in which the page was looked at, without a year.
    """
    topic, trend = any_spelling(topics), wording(any_phrase(trends))
    return Layout(
        name="trend page",
        head=(
            Slot(Field.FURNITURE, EMPTY_BYLINE),
            Slot(Field.AUTHOR, BYLINE),
            Slot(Field.AUTHOR, BARE_NAMES, behind=EMPTY_BYLINE, most_words=8, doubt=BARE_AUTHOR),
            Slot(Field.PERIOD, RANGE_LINE, required=True),
            Slot(Field.TOPIC, topic, required=True),
            Slot(Field.TITLE, required=True),
            Slot(Field.TREND, trend),
            Slot(Field.TREND, before_title=True, most_words=TREND_WORDS),
            Slot(Field.TITLE_AGAIN, repeated=True),
            Slot(Field.CREDIT, CREDIT),
            Slot(Field.TITLE_AGAIN, repeated=True),
            *AUTHOR_LINE,
            Slot(Field.CREDIT, CREDIT),
        ),
        marks=(topic, trend),
        ends=(*ends, YEARLESS_RANGE),
        furniture=(*furniture, BUTTONS),
    )


def status_page(
    trends: Mapping[Trend, tuple[str, ...]],
    ends: tuple[Pattern, ...],
    *,
    label: str,
    marks: tuple[Pattern, ...] = (),
) -> Layout:
    """Title, category status as words or as an icon, posting time, credit; the tail repeats other pages' teasers."""
    marked = rf"[-+=–−]?\s*\(?(?:{any_phrase(trends)})\)?"
    return Layout(
        name="status page",
        head=(
            Slot(Field.TITLE, required=True),
            Slot(Field.TITLE_AGAIN, repeated=True),
            Slot(Field.FURNITURE, wording(rf"{label}\s*(?P<trend>.*)"), required=True),
            Slot(Field.TREND, wording(r"[-+=–−](?:\s*\(.*\))?", marked)),
            Slot(Field.TITLE_AGAIN, repeated=True),
            Slot(Field.PUBLISHED, POSTED),
            Slot(Field.TITLE_AGAIN, repeated=True),
            Slot(Field.CREDIT, CREDIT),
            Slot(Field.TITLE_AGAIN, repeated=True),
            *AUTHOR_LINE,
        ),
        marks=(wording(marked, rf"{label}\s*{marked}"), *marks),
        ends=ends,
        furniture=(BUTTONS,),
        teasers=True,
    )


def title_page(trends: Mapping[Trend, tuple[str, ...]], ends: tuple[Pattern, ...], *, label: str) -> Layout:
    """Title and body only, known by its address; the topic then comes from the address."""
    return Layout(
        name="title page",
        head=(Slot(Field.TITLE, required=True, heading=True), Slot(Field.CREDIT, CREDIT), *AUTHOR_LINE),
        absent=(WEEK_LINE, wording(rf"{label}.*", any_phrase(trends))),
        ends=ends,
        furniture=(BUTTONS,),
    )
