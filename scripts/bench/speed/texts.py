"""A number and a seed in, so many made-up commentaries out, each of which can be written for any site generator."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from backfile.model import Commentary, Trend
from backfile.write.header import render_header
from backfile.write.slugs import commentary_path
from bench.archive import LAST_MONDAY, Story, body, commentary, name_of, told
from bench.vocabulary import vocabulary

TAGS = 100  # of a language, so 400 in all
TAGS_EACH = 6
COMMON = 60  # words that are too common to be a tag
NO_TOPIC = "Other"  # the other generators list no article without one
EARLIER = dt.timedelta(weeks=26)  # so that the next week is one of a year that has begun, as most are
NEXT_WEEK = LAST_MONDAY + dt.timedelta(weeks=1)
NEW = 9_000_000  # numbers of stories that the archive does not have yet


@dataclass(frozen=True, slots=True)
class Text:
    """One commentary in one language, its facts and its Markdown; `name` is its slug, `sunday` the end of its week."""

    made: Commentary
    name: str
    sunday: dt.date
    body: str

    @property
    def day(self) -> dt.date:
        """The day that the other generators are told, who know no undated article."""
        return self.made.published or self.sunday


def texts(count: int, seed: int = 1) -> Iterator[Text]:
    """So many commentaries, the oldest first."""
    return (text_of(story, lang) for story, lang in told(count, seed))


def next_issue(count: int = 6, lang: str = "en") -> Iterator[Text]:
    """The issue of the week after the archive's last: one commentary of each topic."""
    for number in range(count):
        yield text_of(Story(NEW + number, NEXT_WEEK, number, list(Trend)[number % 3]), lang)


def text_of(story: Story, lang: str) -> Text:
    """A story as it is told in one language, half a year earlier than in the archive for other purposes."""
    story = replace(story, monday=story.monday - EARLIER)
    made = replace(commentary(story, lang), tags=tags(story, lang))
    return Text(made, name_of(made, story), story.monday + dt.timedelta(days=6), body(story, lang))


def tags(story: Story, lang: str) -> tuple[str, ...]:
    """The tags of a story, none of them twice."""
    return tuple(story.random("tags").sample(tags_of(lang), TAGS_EACH))


@cache
def tags_of(lang: str) -> tuple[str, ...]:
    """All tags of a language; by its number each stays one of its own, however a generator spells it in addresses."""
    words = vocabulary(lang).words[COMMON:][:TAGS]
    return tuple(f"{word} {lang} {number}" for number, word in enumerate(words))


def edited(text: Text) -> Text:
    """The same commentary with one sentence more in its first paragraph."""
    return replace(text, body=text.body.replace("\n", " The ferry was late again.\n", 1))


def renamed(text: Text) -> Text:
    """The same commentary under another name."""
    return replace(text, name=f"{text.name}-again")


def backfile_file(text: Text) -> tuple[str, str]:
    """Where a commentary stands in our archive, and what stands there."""
    return str(commentary_path(text.made, text.name)), f"{render_header(text.made, slug=text.name)}\n{text.body}"


def pelican_file(text: Text) -> tuple[str, str]:
    """Where a commentary stands for stock Pelican, and what stands there."""
    made = text.made
    header = {
        "Title": made.title,
        "Slug": text.name,
        "Date": text.day.isoformat(),
        "Category": made.topic or NO_TOPIC,
        "Tags": "; ".join(made.tags),
        "Authors": "; ".join(made.authors),
        "Summary": made.summary,
        "Trend": made.trend and made.trend.value,
        "Key": made.translations,
    }
    lines = [f"{key}: {value}" for key, value in header.items() if value]
    return peer_path(text), "\n".join([*lines, "", text.body])


def front_matter_file(text: Text) -> tuple[str, str]:
    """Where a commentary stands for Hugo and Eleventy, and what stands there: YAML, each value spelt as in JSON."""
    made = text.made
    header = {
        "title": made.title,
        "slug": text.name,
        "date": text.day.isoformat(),
        "language": made.language,
        "topics": [made.topic or NO_TOPIC],
        "tags": list(made.tags),
        "years": [f"{text.day:%Y}"],
        "months": [f"{text.day:%Y-%m}"],
        "authors": list(made.authors),
        "summary": made.summary,
        "trend": made.trend and made.trend.value,
        "key": made.translations,
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in header.items() if value]
    return peer_path(text), "\n".join(["---", *lines, "---", "", text.body])


def peer_path(text: Text) -> str:
    """The path of a file for the other generators."""
    return f"{text.made.language}/{text.name}.md"
