"""The family of weekly reviews that mark each topic's trend: their page since 2018, and the older status page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from backfile.model import Trend
from backfile.sources.platforms.layout import Field, Layout, Pattern, Slot, Source, wording
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


def weight_of_wording(source: Source, lines: list[str]) -> int:
    """How much of a weekly's wording some lines hold: a trend phrase is worth 2, a line of the tail 1.

    So is a topic of one word; a topic of more words, which other pages hardly have, is worth 2. A kind counts once, but
    each line of the tail for itself. A source without topics or trends has no such wording.
    """
    if not (source.topics and source.trends):
        return 0
    topic, trend = any_spelling(source.topics), wording(any_phrase(source.trends))
    shared = (YEARLESS_RANGE, BUTTONS)
    tail = [end for layout in source.layouts for end in (*layout.ends, *layout.furniture) if end not in shared]
    named = max((min(len(text.split()), 2) for text in lines if topic.fullmatch(text)), default=0)
    marked = 2 * any(trend.fullmatch(text) for text in lines)
    return named + marked + len({text.casefold() for text in lines if any(end.fullmatch(text) for end in tail)})


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
            Slot(Field.TITLE, wording(rf"(?!(?:{any_phrase(trends)})$).+"), required=True),
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
