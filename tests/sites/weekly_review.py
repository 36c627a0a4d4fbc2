"""A weekly review of five topics, in the shape of Belarus in Focus: what it says, and what it prints of that.

The prose is about Belmora; only hosts, topics, set phrases and the publication's own errors are like the model's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from babel.dates import get_month_names
from unidecode import unidecode

from backfile.model import Period, Trend
from sites.issues import words
from sites.prose import Prose, titles

TOPICS = {
    "the-ruling-elite": "The ruling elite",
    "society-and-political-parties": "Society and political parties",
    "security-issues": "Security issues",
    "belarus-west-relations": "Belarus-West relations",
    "belarus-russia-relations": "Belarus-Russia relations",
}
TOPICS_BE = ("Улада", "Грамадства і партыі", "Бяспека", "Беларусь – Захад", "Беларусь – Расія")
TOPICS_RU = ("Власть", "Общество и партии", "Безопасность", "Беларусь – Запад", "Беларусь – Россия")
TOPIC_IN = {"be": dict(zip(TOPICS, TOPICS_BE, strict=True)), "ru": dict(zip(TOPICS, TOPICS_RU, strict=True))}
FIRST_WEEK = dt.date(2016, 8, 22)
NEW_LOOK = dt.date(2018, 1, 1)
STEP = 9
ROUNDS = 14
PHRASES = {
    Trend.UNCHANGED: "The situation has not changed",
    Trend.WORSE: "The situation got worse",
    Trend.BETTER: "The situation has gotten better",
}
ICONS = {Trend.UNCHANGED: "=", Trend.WORSE: "- (The situation has deteriorated)", Trend.BETTER: "+"}
ORDER = (Trend.UNCHANGED, Trend.WORSE, Trend.BETTER)
MONTHS = tuple(get_month_names("wide", locale="en").values())


@dataclass(frozen=True, slots=True)
class Piece:
    """One commentary. `week` and `topic` are what it is about, `printed` and `filed` what the source says instead."""

    number: int
    title: str
    topic: str
    week: dt.date
    trend: Trend
    layout: str
    paragraphs: tuple[str, ...]
    language: str = "en"
    author: str = ""
    printed: dt.date | None = None
    filed: str = ""

    @property
    def shelf(self) -> str:
        """The topic under which it stands, as in its address."""
        return self.filed or self.topic

    @property
    def path(self) -> str:
        slug = "-".join(re.sub(r"[^a-z0-9]+", " ", unidecode(self.title).lower()).split()[:8])
        prefix = "" if self.language == "en" else f"/{self.language}"
        return f"{prefix}/{self.shelf}/{slug}/"

    @property
    def period(self) -> Period:
        """The week it is about."""
        return week_from(self.week)

    @property
    def printed_period(self) -> Period:
        """The week that the source prints."""
        return week_from(self.printed or self.week)

    @property
    def range(self) -> str:
        """The printed week without its year, as listings have it."""
        first, last = self.printed_period.first, self.printed_period.last
        return f"{MONTHS[first.month - 1]} {first.day} – {MONTHS[last.month - 1]} {last.day}"

    @property
    def posted(self) -> dt.datetime:
        """The Monday after the week, in the morning."""
        return dt.datetime.combine(self.period.last + dt.timedelta(days=1), dt.time(8, 5 + self.number % 50))

    @property
    def words(self) -> list[str]:
        return words(" ".join(self.paragraphs))


def topic_name(topic: str, language: str) -> str:
    """A topic as the source prints it in a language."""
    return TOPIC_IN.get(language, TOPICS)[topic]


def week_from(monday: dt.date) -> Period:
    return Period(monday, monday + dt.timedelta(days=6))


@dataclass(frozen=True)
class Review:
    """All commentaries of the publication, newest first."""

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        made = [*_regular(), *_special()]
        return tuple(sorted(made, key=lambda piece: (piece.printed_period.first, piece.title), reverse=True))

    @property
    def doubled(self) -> tuple[Piece, ...]:
        """Those that carry the next week's range."""
        return tuple(piece for piece in self.pieces if piece.printed)

    @property
    def misfiled(self) -> tuple[Piece, ...]:
        """Those that stand under a topic that is not theirs."""
        return tuple(piece for piece in self.pieces if piece.filed)


def _regular() -> Iterator[Piece]:
    """Each topic every nine weeks: the old look, then the new one, and now and then a page with hardly a head."""
    for at, topic in enumerate(TOPICS):
        for turn in range(ROUNDS):
            monday = FIRST_WEEK + dt.timedelta(weeks=turn * STEP + at)
            layout = "status" if monday < NEW_LOOK else "title" if turn % 6 == 5 else "trend"
            yield _piece(len(TOPICS) * turn + at, topic, monday, layout)


def _special() -> Iterator[Piece]:
    """A week over New Year, two weeks with the next one's range, a wrong topic, an annual review that shares a week."""
    yield _piece(100, "belarus-russia-relations", dt.date(2018, 12, 31), "trend")
    for number, topic, monday in (
        (110, "the-ruling-elite", dt.date(2018, 4, 23)),
        (120, "security-issues", dt.date(2019, 2, 18)),
    ):
        yield replace(_piece(number, topic, monday, "trend"), printed=monday + dt.timedelta(weeks=1))
        yield _piece(number + 1, topic, monday + dt.timedelta(weeks=1), "trend")
    yield replace(_piece(130, "security-issues", dt.date(2018, 10, 15), "trend"), filed="society-and-political-parties")
    yield _piece(140, "belarus-west-relations", dt.date(2019, 1, 7), "trend")
    yield replace(_piece(141, "belarus-west-relations", dt.date(2019, 1, 7), "trend"), title="A year in brief: 2018")
    for number, language in ((150, "be"), (151, "ru")):
        yield _piece(number, "security-issues", dt.date(2019, 2, 25), "trend", language)


def _piece(number: int, topic: str, monday: dt.date, layout: str, language: str = "en") -> Piece:
    prose = Prose(language, f"review {number}")
    author = prose.author() if number % 3 else ""
    paragraphs = tuple(prose.paragraph() for _ in range(3 + number % 4))
    title = titles(language)[199 - number if number < 200 else number]
    return Piece(number, title, topic, monday, ORDER[number % 3], layout, paragraphs, language, author)
