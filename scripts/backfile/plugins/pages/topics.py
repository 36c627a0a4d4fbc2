"""A shelf in, its topic pages out: a topic's trend over the years, its newest texts, and all of them by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from backfile.plugins.addresses import topic_address, topic_year_address, topics_address
from backfile.plugins.entries import Entry
from backfile.plugins.pages.citing import citation_files
from backfile.plugins.pages.listing import NEWEST, by_month, by_year, count_of, parts, years_note
from backfile.plugins.pages.matrix import cells
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Link, Page
from backfile.plugins.pages.records_lists import ListPage
from backfile.plugins.pages.records_surveys import Strip, Survey, Tally, TopicPage, TopicsPage
from backfile.plugins.pages.shell import feeds_of, shell_of
from backfile.plugins.pages.trends import sparkline, trend_of
from backfile.plugins.series import week_marks
from backfile.plugins.shelves import Heading
from backfile.plugins.weeks import weeks_of_year

STRIPS = 2  # years as rows of weeks on a topic's own page; each older one has its own page
KEYS = ("better", "unchanged", "worse", "several", "unmarked")


def topic_pages(place: Place) -> Iterator[Page]:
    """The list of topics, a page for each, a page for each of its years."""
    yield topics_page(place.at(topics_address(place.lang)))
    for topic in place.shelf.topics:
        address = topic_address(place.lang, topic.slug)
        others = counterparts(place, topic)
        yield Page(address, "topic.html", topic_page(place.at(address), topic, others), others)
        for year, entries in by_year(topic.entries).items():
            if year or len(entries) > NEWEST:
                yield from topic_year_pages(place, topic, year, entries)


def topics_page(place: Place) -> Page:
    """The topics, each with its last two years."""
    title, others = place.words.say("Topics"), place.others(topics_address, lambda shelf: shelf.topics)
    note = years_note(place, place.shelf.entries)
    record = TopicsPage(
        shell=shell_of(place, title, note, others),
        title=title,
        note=note,
        topics=surveys(place),
        matrix=place.matrix(),
    )
    return Page(place.address, "topics.html", record, others)


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
    name = place.topic_name(topic.name)
    title = f"{name}, {year or place.words.say('undated')}"
    for part in parts(place.at(topic_year_address(place.lang, topic.slug, year)), entries):
        here, note = part.place, years_note(place, part.entries)
        record = ListPage(
            shell=shell_of(here, title, note, {}),
            kicker=here.topic(topic.name),
            title=title,
            note=note,
            groups=by_month(here, part.entries, topic=False),
            links=year_links(here, topic),
            links_title=place.words.say("Years"),
            parts=part.links,
            strip=strip(here, topic, year) if year and part.is_newest else None,
        )
        yield Page(here.address, "list.html", record)
