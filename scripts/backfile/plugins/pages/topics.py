"""A shelf in, its topic pages out: a topic's marks over the years, its newest texts, and all of them by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from backfile.plugins.addresses import topic_address, topic_year_address, topics_address
from backfile.plugins.entries import Entry
from backfile.plugins.pages.listing import by_month, index_page, years_note
from backfile.plugins.pages.matrix import cells
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import ListPage, Page, Tally, TopicPage, TopicYear
from backfile.plugins.pages.shell import feeds_of, shell_of
from backfile.plugins.shelves import Heading
from backfile.plugins.weeks import weeks_of_year

NEWEST = 20
ORDER = ("better", "unchanged", "worse", "unmarked")


def topic_pages(place: Place) -> Iterator[Page]:
    """The list of topics, a page for each, a page for each of its years."""
    yield index_page(place, topics_address(place.lang), place.words.say("Topics"), "topics")
    for topic in place.shelf.topics:
        address = topic_address(place.lang, topic.slug)
        others = counterparts(place, topic)
        yield Page(address, "topic.html", topic_page(place.at(address), topic, others), others)
        for year in topic.years:
            yield topic_year_page(place, topic, year)


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
    return TopicPage(
        shell=shell_of(place, title, note, others, feeds_of(place, f"{place.lang}/{topic.slug}", title, topic.entries)),
        title=title,
        count=note,
        years=tuple(topic_year(place, topic, year) for year in topic.years),
        legend=place.legend(),
        newest=tuple(place.row(entry, topic=False) for entry in dated[:NEWEST]),
        undated=tuple(place.row(entry, topic=False) for entry in topic.entries if not entry.week),
    )


def topic_year(place: Place, topic: Heading, year: int) -> TopicYear:
    """A topic's year: a mark for each week of it that the topic was alive in, and how many of each."""
    first, last = topic.span or (None, None)
    weeks = [week for week in weeks_of_year(year) if first and last and first <= week <= last]
    address = topic_year_address(place.lang, topic.slug, year)
    return TopicYear(place.link(str(year), address), cells(place, topic, weeks), tallies(place, in_year(topic, year)))


def in_year(topic: Heading, year: int) -> tuple[Entry, ...]:
    """A topic's entries of one year of weeks."""
    return tuple(entry for entry in topic.entries if entry.week and entry.week.year == year)


def tallies(place: Place, entries: tuple[Entry, ...]) -> tuple[Tally, ...]:
    """How many entries carry each mark, and its part of the whole as a bar laid end to end."""
    counts = Counter(entry.trend.value if entry.trend else "unmarked" for entry in entries)
    found, start = [], 0.0
    for key in ORDER:
        share = round(100 * counts[key] / len(entries), 2)
        if counts[key]:
            found.append(Tally(place.sign(key), place.words.number(counts[key]), round(start, 2), share))
        start += share
    return tuple(found)


def topic_year_page(place: Place, topic: Heading, year: int) -> Page:
    """All of a topic's texts of one year, by month."""
    address = topic_year_address(place.lang, topic.slug, year)
    here, entries = place.at(address), in_year(topic, year)
    name = place.topic_name(topic.name)
    record = ListPage(
        shell=shell_of(here, f"{name}, {year}", years_note(here, entries), {}),
        kicker=here.topic(topic.name),
        title=f"{name}, {year}",
        note=years_note(here, entries),
        groups=by_month(here, entries, topic=False),
        links=tuple(here.link(str(y), topic_year_address(place.lang, topic.slug, y)) for y in topic.years),
        links_title=place.words.say("Years"),
    )
    return Page(address, "list.html", record)
