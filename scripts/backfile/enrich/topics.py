"""A printed topic or an address in, the topic in the archive's spelling out; a printed phrase in, the trend out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from backfile.model import Trend

MARKS = {"+": Trend.BETTER, "=": Trend.UNCHANGED, "-": Trend.WORSE, "−": Trend.WORSE, "–": Trend.WORSE}
MARKED = re.compile(r"(?P<mark>[-+=−–])?\s*\(?(?P<phrase>[^()]*?)\)?\s*\.?")


def topic_of(printed: str, topics: Mapping[str, tuple[str, ...]]) -> str | None:
    """The topic that a line prints, as the source's list spells it in that language; None if it is not in the list.

    A spelling in small letters is an address segment: it stands for the topic's first name.
    """
    said = printed.strip().casefold()
    return next(
        (
            name if spelling == spelling.lower() else spelling
            for name, others in topics.items()
            for spelling in (name, *others)
            if spelling.casefold() == said
        ),
        None,
    )


def topic_of_address(url: str, topics: Mapping[str, tuple[str, ...]]) -> str | None:
    """The topic whose segment stands in an address's path; None if there is none."""
    segments = {segment.casefold() for segment in urlsplit(url).path.split("/")}
    return next((name for name, others in topics.items() if segments & set(others)), None)


def trend_of(printed: str, trends: Mapping[Trend, tuple[str, ...]]) -> Trend | None:
    """The mark that a phrase or a sign stands for; None if it is unknown, or if sign and phrase contradict."""
    parts = MARKED.fullmatch(printed.strip())
    if parts is None:
        return None
    phrase = next((trend for trend, known in trends.items() if says(parts["phrase"], known)), None)
    mark = MARKS.get(parts["mark"] or "")
    if parts["phrase"] and (phrase is None or mark not in (None, phrase)):
        return None
    return phrase or mark


def says(phrase: str, known: tuple[str, ...]) -> bool:
    """Whether a phrase is one of the known expressions."""
    return any(re.fullmatch(expression, phrase, re.IGNORECASE) for expression in known)
