"""A shelf in, its week pages out: each an issue, all topics side by side, those without a text named as such."""

from __future__ import annotations

from collections.abc import Iterator

from backfile.plugins.addresses import week_address
from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Group, Page, WeekPage
from backfile.plugins.pages.shell import shell_of
from backfile.plugins.shelves import Heading
from backfile.plugins.weeks import Week, weeks_between


def week_pages(place: Place) -> Iterator[Page]:
    """A page for each week that has anything."""
    for week in place.shelf.weeks:
        address = week_address(place.lang, week)
        others = {
            shelf.lang: week_address(shelf.lang, week)
            for shelf in place.archive.shelves.values()
            if week in shelf.weeks and shelf.lang != place.lang
        }
        yield Page(address, "week.html", issue(place.at(address), week, others), others)


def issue(place: Place, week: Week, others: dict[str, str]) -> WeekPage:
    """The issue of a week, as seen from a place."""
    words, order = place.words, list(place.shelf.weeks)
    index = order.index(week)
    earlier = order[index - 1] if index else None
    later = order[index + 1] if index + 1 < len(order) else None
    title = f"{words.week(week)} · {words.week_span(week)}"
    return WeekPage(
        shell=shell_of(place, title, said(place, place.shelf.weeks[week]), others),
        title=words.week(week),
        span=words.week_span(week),
        groups=tuple(group(place, topic, week) for topic in place.shelf.topics if expected(topic, week)),
        earlier=place.week(earlier) if earlier else None,
        later=place.week(later) if later else None,
        earlier_gap=gap(place, earlier, week) if earlier else "",
        later_gap=gap(place, week, later) if later else "",
    )


def expected(topic: Heading, week: Week) -> bool:
    """Whether a week without the topic had no issue of it; having no topic is not a thing to expect."""
    return bool(topic.in_week(week)) or (topic.name != "" and topic.lived_in(week.year))


def group(place: Place, topic: Heading, week: Week) -> Group:
    """A topic's part of an issue, empty if it has none."""
    rows = tuple(place.row(entry, topic=False) for entry in topic.in_week(week))
    return Group(place.topic(topic.name), rows, anchor=topic.slug)


def gap(place: Place, earlier: Week, later: Week) -> str:
    """A sentence on the weeks without an issue between two, "" if there are none."""
    between = list(weeks_between(earlier, later))
    if not between:
        return ""
    span = place.words.span(between[0].first, between[-1].last)
    return place.words.count(
        "No issue for %(num)s week: %(span)s", "No issue for %(num)s weeks: %(span)s", len(between), span=span
    )


def said(place: Place, entries: tuple[Entry, ...]) -> str:
    """What an issue holds, in one line."""
    return "; ".join(entry.title for entry in entries)
