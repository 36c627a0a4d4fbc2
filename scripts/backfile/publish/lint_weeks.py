"""Commentaries go in; weeks that a topic has twice or not at all, and topics that look misspelt, come out."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise, permutations

from backfile.publish.archive import Entry
from backfile.publish.findings import Finding, warning
from backfile.publish.lint_headers import grouped_by_translation

WEEK = dt.timedelta(weeks=1)
ALIKE = 0.85
USUAL = 3
Run = tuple[str, str, str]


def lint_weeks(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Weeks that a topic of a source has twice in a language, and gaps in its run.

    A run that lacks more of its weeks than it has is no weekly one: its gaps say nothing.
    """
    for (source, lang, topic), run in sorted(runs(entries).items()):
        name = f"{topic or 'commentary'} of {source} in {lang}"
        for monday, (first, *others) in run.items():
            for other in others:
                message = f"{week_name(monday)} has {name} twice: here and in {first.path}"
                advice = "Delete one if they are the same; an annual review may share a week"
                yield warning(other.path, other.line("Period", "Date"), message, advice)
        for before, after in pairwise(sorted(run)) if is_weekly(run) else ():
            if after - before > WEEK:
                entry = run[after][0]
                message = f"{name} is missing for {span(before + WEEK, after - WEEK)}"
                yield warning(entry.path, entry.line("Period", "Date"), message, "Add these weeks if there were issues")


def is_weekly(run: Collection[dt.date]) -> bool:
    """Whether a run has at least half of the weeks from its first to its last."""
    return len(run) * 2 >= (max(run) - min(run)) // WEEK + 1


def runs(entries: Sequence[Entry]) -> dict[Run, dict[dt.date, list[Entry]]]:
    """The dated commentaries by source, language and topic, and then by week.

    Those without a topic make a run of their own only where a source has no topics at all.
    """
    with_topics = {entry.header.source for entry in entries if entry.header.topic}
    found = defaultdict[Run, dict[dt.date, list[Entry]]](lambda: defaultdict(list))
    for entry in entries:
        if entry.monday and (entry.header.topic or entry.header.source not in with_topics):
            found[entry.header.source, entry.language, entry.header.topic or ""][entry.monday].append(entry)
    return found


def week_name(monday: dt.date) -> str:
    """The ISO 8601 name of a week, `2025-W02`."""
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"


def span(first: dt.date, last: dt.date) -> str:
    """A stretch of weeks in short: `2025-W02`, or `2025-W02 to 2025-W04 (3 weeks)`."""
    count = (last - first) // WEEK + 1
    return week_name(first) if count == 1 else f"{week_name(first)} to {week_name(last)} ({count} weeks)"


def lint_topics(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Topics used once whose spelling is nearly that of another topic of the same source and language."""
    topics = defaultdict[tuple[str, str], dict[str, list[Entry]]](lambda: defaultdict(list))
    for entry in entries:
        if entry.header.topic:
            topics[entry.header.source, entry.language][entry.header.topic].append(entry)
    for known in topics.values():
        for topic, (entry, *more) in known.items():
            others = [other for other in known if other != topic and are_alike(topic, other)]
            if others and not more:
                usual = max(others, key=lambda other: (len(known[other]), other))
                message = f"only this commentary has the topic {topic}, others have {usual}"
                yield warning(entry.path, entry.line("Category"), message, "Correct the spelling if they are one topic")


def are_alike(one: str, other: str) -> bool:
    """Whether two topics differ only in case, punctuation or a letter or two."""
    a, b = (re.sub(r"\W+", " ", topic.casefold()).strip() for topic in (one, other))
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def lint_translated_topics(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Translations whose topic is not the one that usually translates the original's topic."""
    counts = defaultdict[tuple[str | None, ...], Counter[str | None]](Counter)
    for one, other in translated(entries):
        counts[usage(one, other)][other.header.topic] += 1
    for one, other in translated(entries):
        count = counts[usage(one, other)]
        usual, times = count.most_common(1)[0]
        topic = other.header.topic
        if count[topic] == 1 and times >= USUAL:
            message = f"its topic is {topic}, but {one.header.topic} ({one.path}) is {usual} in the other translations"
            yield warning(other.path, other.line("Category"), message, "Correct the topic of one of the two")


def translated(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Each commentary of a source with a topic, and each of its translations that has one."""
    for group in grouped_by_translation(entries).values():
        for one, other in permutations((entry for entry in group if entry.header.topic), 2):
            if one.language != other.language and one.header.source == other.header.source:
                yield one, other


def usage(one: Entry, other: Entry) -> tuple[str | None, ...]:
    """What a translated topic depends on."""
    return one.header.source, one.language, one.header.topic, other.language
