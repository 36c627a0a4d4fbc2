"""A shelf in, its topic pages out: a topic's trend over the years, its newest texts, and all of them by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from backfile.plugins.addresses import topic_address, topic_year_address, topics_address
from backfile.plugins.entries import Entry
from backfile.plugins.pages.citing import citation_files
from backfile.plugins.pages.listing import NEWEST, Part, by_month, count_of, parts, years_note
from backfile.plugins.pages.matrix import cells
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Link, Page
from backfile.plugins.pages.records_lists import ListPage
from backfile.plugins.pages.records_surveys import Strip, Survey, Tally, TopicPage, TopicsPage
from backfile.plugins.pages.shell import feeds_of, shell_of
from backfile.plugins.pages.trends import sparkline, trend_of
from backfile.plugins.series import week_marks
from backfile.plugins.shelves import Heading
from backfile.plugins.weeks import Week, weeks_of_year
from backfile.write.ledger import signed

STRIPS = 2  # years as rows of weeks on a topic's own page; each older one has its own page
KEYS = ("better", "unchanged", "worse", "several", "unmarked")


def topic_pages(place: Place) -> Iterator[Page]:
    """The list of topics, a page for each, a page for each of its years."""
    others = place.others(topics_address, lambda shelf: shelf.topics)
    parts = {"the texts of its language": place.shelf.sign}
    yield place.at(topics_address(place.lang)).page("topics.html", partial(topics_page, others=others), parts, others)
    for topic in place.shelf.topics:
        others = counterparts(place, topic)
        make = partial(topic_page, topic=topic, others=others)
        mine = {"its texts": place.listed(topic.entries), "its name": signed(topic.name, topic.slug)}
        yield place.at(topic_address(place.lang, topic.slug)).page("topic.html", make, mine, others)
        for year, entries in topic.by_year.items():
            if year or len(entries) > NEWEST:
                yield from topic_year_pages(place, topic, year, entries)


def topics_page(place: Place, others: dict[str, str]) -> TopicsPage:
    """The topics, each with its last two years."""
    title, note = place.words.say("Topics"), years_note(place, place.shelf.entries)
    return TopicsPage(
        shell=shell_of(place, title, note, others),
        title=title,
        note=note,
        topics=surveys(place),
        matrix=place.matrix(),
    )


def surveys(place: Place) -> tuple[Survey, ...]:
    """Each topic with its last two years as a sparkline and how much it holds."""
    return tuple(survey(place, topic) for topic in place.shelf.topics)


def survey(place: Place, topic: Heading) -> Survey:
    """One topic's line."""
    link = place.link(
        place.topic_name(topic.name), topic_address(place.lang, topic.slug), years_note(place, topic.entries)
    )
    picture, words = sparkline(place, topic)
    return Survey(link, picture, words)


def counterparts(place: Place, topic: Heading) -> dict[str, str]:
    """The same topic's pages in other languages, as its translations tell."""
    names = place.archive.topics.get((place.lang, topic.name), {})
    shelves = place.archive.shelves
    return {lang: topic_address(lang, shelves[lang].named["topics"][name].slug) for lang, name in sorted(names.items())}


def topic_page(place: Place, topic: Heading, others: dict[str, str]) -> TopicPage:
    """A topic's page."""
    title = place.topic_name(topic.name)
    note = years_note(place, topic.entries)
    dated = [entry for entry in topic.entries if entry.week]
    undated = [entry for entry in topic.entries if not entry.week]
    feeds = feeds_of(place, f"{place.lang}/{topic.slug}", title, topic.entries)
    elsewhere = place.link(count_of(place, len(undated)), topic_year_address(place.lang, topic.slug, None))
    return TopicPage(
        shell=shell_of(place, title, note, others, feeds),
        title=title,
        count=note,
        trend=trend_of(place, topic) if topic.name and topic.weeks else None,
        strips=tuple(strip(place, topic, year) for year in topic.years[:STRIPS]),
        legend=place.legend(),
        newest=tuple(place.row(entry, topic=False) for entry in dated[:NEWEST]),
        years=year_links(place, topic),
        undated=tuple(place.row(entry, topic=False) for entry in undated) if len(undated) <= NEWEST else (),
        undated_link=elsewhere if len(undated) > NEWEST else None,
        feeds=feeds,
        citation_files=citation_files(place),
    )


def year_links(place: Place, topic: Heading) -> tuple[Link, ...]:
    """The pages of a topic's years, newest first."""
    return tuple(place.link(str(year), topic_year_address(place.lang, topic.slug, year)) for year in topic.years)


def strip(place: Place, topic: Heading, year: int) -> Strip:
    """A topic's year: a mark for each week of it that the topic was alive in, and how many of each."""
    first, last = topic.span or (None, None)
    weeks = [week for week in weeks_of_year(year) if first and last and first <= week <= last]
    link = place.link(str(year), topic_year_address(place.lang, topic.slug, year))
    return Strip(link, cells(place, topic, weeks), tallies(place, topic, year))


def tallies(place: Place, topic: Heading, year: int) -> tuple[Tally, ...]:
    """How many weeks of a year carry each mark."""
    counts = Counter(mark.key for mark in week_marks(topic.weeks) if mark.week.year == year)
    return tuple(Tally(place.sign(key), place.words.number(counts[key])) for key in KEYS if counts[key])


def topic_year_pages(place: Place, topic: Heading, year: int | None, entries: tuple[Entry, ...]) -> Iterator[Page]:
    """All of a topic's texts of one year, by month."""
    first, last = topic.span or (None, None)
    span = f"{max(first, Week(year, 1))} {min(last, Week(year, 53))}" if first and last and year else ""
    shared = {
        "its topic": signed(topic.name, topic.slug),
        "the years": signed(str(topic.years)),
        "its year": signed(place.listed(entries), span),
    }
    for part in parts(place.at(topic_year_address(place.lang, topic.slug, year)), entries):
        make = partial(topic_year_page, part=part, topic=topic, year=year)
        mine = shared if part.is_newest else {**shared, "its year": ""}
        yield part.place.page("list.html", make, {**part.signs, **mine})


def topic_year_page(place: Place, part: Part, topic: Heading, year: int | None) -> ListPage:
    """A part of a topic's year; the newest has all its weeks as a row of marks."""
    note = count_of(place, len(part.entries))
    title = f"{place.topic_name(topic.name)}, {year or place.words.say('undated')}"
    return ListPage(
        shell=shell_of(place, title, note, {}),
        kicker=place.topic(topic.name),
        title=title,
        note=note,
        groups=by_month(place, part.entries, topic=False),
        links=year_links(place, topic),
        links_title=place.words.say("Years"),
        parts=part.links,
        strip=strip(place, topic, year) if year and part.is_newest else None,
    )
