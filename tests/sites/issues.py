"""A number of weeks comes in; the issues of a newsletter in three languages come out, as its editor wrote them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from unidecode import unidecode

from sites.prose import LANGUAGES, PLACE, Prose, titles

LAST_WEEK = 100
LAST_SUNDAY = dt.date(2026, 1, 4)
ZONE = dt.timezone(dt.timedelta(hours=3))
LAYOUTS = ("schema", "graph", "time", "printed")
DAYS_LATER = {"en": 0, "be": 0, "ru": 1}
TOPICS = ("bridges", "markets", "islands")


@dataclass(frozen=True, slots=True)
class Part:
    """One block of an issue: p, h2, li, quote, image or note, and its text.

    The words `link` of the text lead to `href`; behind the text stands the marker of footnote `note`, if there is one.
    """

    kind: str
    text: str
    link: str = ""
    href: str = ""
    note: int = 0


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue in one language. `number` counts the weeks; the languages of one week are translations."""

    number: int
    language: str
    title: str
    slug: str
    author: str
    published: dt.datetime
    modified: dt.datetime
    topic: str
    layout: str
    parts: tuple[Part, ...]

    @property
    def day(self) -> dt.date:
        return self.published.date()

    @property
    def path(self) -> str:
        prefix = "" if self.language == "en" else f"/{self.language}"
        return f"{prefix}/{self.published:%Y/%m}/{self.slug}/"

    @property
    def words(self) -> list[str]:
        """The words of the body in order, the footnotes last."""
        body = [part.text for part in self.parts if part.kind != "note"]
        notes = [part.text for part in self.parts if part.kind == "note"]
        return words(" ".join(body + notes))

    @property
    def lead(self) -> list[str]:
        """The first two paragraphs, as teasers on other pages repeat them."""
        return [part.text for part in self.parts if part.kind == "p"][:2]


def words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return re.findall(r"\w+", text.casefold())


def issues(weeks: Iterable[int] = range(1, LAST_WEEK + 1)) -> tuple[Issue, ...]:
    """Three issues for each week, newest first."""
    made = [issue(number, language) for number in weeks for language in LANGUAGES]
    return tuple(sorted(made, key=lambda issue: (issue.published, issue.language), reverse=True))


def issue(number: int, language: str) -> Issue:
    """The issue of a week in a language. Some come out half an hour after midnight, which is yesterday in UTC."""
    prose = Prose(language, f"issue {number}")
    day = sunday(number) + dt.timedelta(days=DAYS_LATER[language])
    hour = dt.time(0, 30) if number % 3 == 0 else dt.time(9, 15)
    published = dt.datetime.combine(day, hour, ZONE)
    title, slug = title_of(number, language)
    return Issue(
        number, language, title, slug, prose.author(), published, published, TOPICS[number % len(TOPICS)],
        LAYOUTS[number % len(LAYOUTS)], tuple(parts(number, language, prose)),
    )  # fmt: skip


def sunday(number: int) -> dt.date:
    """The day of a week's issue; behind the last week come a Wednesday and a Sunday of the next one."""
    if number > LAST_WEEK:
        return LAST_SUNDAY + dt.timedelta(days=3 + 4 * (number - LAST_WEEK - 1))
    return LAST_SUNDAY - dt.timedelta(weeks=LAST_WEEK - number)


def title_of(number: int, language: str) -> tuple[str, str]:
    """The title and the end of the address. Once in a quarter of a hundred the title is always the same."""
    title = titles(language)[number]
    if number % 25 == 0:
        title = Prose(language, "").phrases["again"][0]
    slug = re.sub(r"[^a-z0-9]+", "-", unidecode(title).lower()).strip("-")
    return title, f"{slug}-{number // 25}" if number % 25 == 0 else slug


def parts(number: int, language: str, prose: Prose) -> Iterator[Part]:
    """Five to twelve paragraphs, and among them in some issues a list, a quote, a picture, links and footnotes."""
    count = 5 + number % 8
    for at in range(count):
        text, link, note = prose.paragraph(), "", int(number % 7 == 0 and at == 1)
        if number % 2 == 0 and at == 2:
            link = " ".join(text.split()[1:4])
        yield Part("p", text, link, "https://gazette.belmora.example/register/" if link else "", note)
        if at == 1 and number % 5 == 0:
            yield Part("image", prose.sentence())
        if at == 2 and number % 6 == 0:
            yield Part("h2", f"{PLACE[language]}: {prose.one_of(prose.phrases['things'])}")
        if at == 3 and number % 3 == 0:
            yield from (Part("li", prose.sentence()) for _ in range(3))
        if at == 3 and number % 4 == 1:
            yield Part("quote", prose.paragraph(1, 2))
    if number % 7 == 0:
        yield Part("note", prose.sentence(), note=1)


def edited(issue: Issue, days: int = 3) -> Issue:
    """The issue after its author changed one paragraph and put the date of the change on it."""
    prose = Prose(issue.language, f"edited {issue.number}")
    at = [place for place, part in enumerate(issue.parts) if part.kind == "p"][2]
    changed = Part("p", prose.paragraph(3, 4))
    moment = dt.datetime.combine(LAST_SUNDAY + dt.timedelta(days=days), dt.time(11, 0), ZONE)
    return replace(issue, parts=(*issue.parts[:at], changed, *issue.parts[at + 1 :]), modified=moment)
