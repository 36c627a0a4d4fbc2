"""A shelf in, its week pages out: each an issue, all topics side by side, and once more with all its texts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from markupsafe import Markup

from backfile.plugins.addresses import root_of, topic_anchor, week_address, whole_address
from backfile.plugins.binding import bound
from backfile.plugins.entries import Entry
from backfile.plugins.pages.listing import count_of
from backfile.plugins.pages.matrix import topics_in
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.provenance import web_address
from backfile.plugins.pages.records import Group, Link, Page
from backfile.plugins.pages.records_texts import BoundText, Issue, Step, WeekPage, WholePage
from backfile.plugins.pages.shell import shell_of
from backfile.plugins.shelves import Heading
from backfile.plugins.weeks import Week, weeks_between
from backfile.write.ledger import signed


def week_pages(place: Place, year: int) -> Iterator[Page]:
    """Two pages for each week of a year that has anything: its contents, and all its texts."""
    order = [None, *place.shelf.weeks, None]
    for (earlier, week), (_, later) in zip(pairwise(order), pairwise(order[1:]), strict=False):
        if week and week.year == year:
            yield from pages_of(place, week, earlier, later)


def pages_of(place: Place, week: Week, earlier: Week | None, later: Week | None) -> Iterator[Page]:
    """The two pages of a week between the weeks before and after it that have an issue."""
    langs = [shelf.lang for shelf in place.archive.shelves.values() if week in shelf.weeks and shelf.lang != place.lang]
    parts = {"its texts": place.shelf.week_signs[week], "its topics": topics_in(place, week.year)}
    others = {lang: week_address(lang, week) for lang in langs}
    make = partial(contents_page, week=week, earlier=earlier, later=later, others=others)
    beside = {**parts, "the issues beside it": signed(str(earlier), str(later))}
    yield place.at(week_address(place.lang, week)).page("week.html", make, beside, others)
    others = {lang: whole_address(lang, week) for lang in langs}
    make_whole = partial(whole_page, week=week, others=others)
    yield place.at(whole_address(place.lang, week)).page("whole.html", make_whole, parts, others)


def contents_page(
    place: Place, week: Week, earlier: Week | None, later: Week | None, others: dict[str, str]
) -> WeekPage:
    """An issue's contents, between the issues before and after it."""
    title = f"{place.words.week(week)} · {place.words.week_span(week)}"
    return WeekPage(
        shell=shell_of(place, title, said(place.shelf.weeks[week]), others),
        issue=issue(place, week),
        count=count_of(place, len(place.shelf.weeks[week])),
        whole=whole_link(place, week),
        earlier=Step(place.week(earlier), gap(place, earlier, week)) if earlier else None,
        later=Step(place.week(later), gap(place, week, later)) if later else None,
    )


def whole_link(place: Place, week: Week) -> Link:
    """The way to an issue's texts."""
    return place.link(place.words.say("The whole issue on one page"), whole_address(place.lang, week))


def issue(place: Place, week: Week) -> Issue:
    """The issue of a week, as seen from a place."""
    groups = tuple(group(place, topic, week) for topic in place.shelf.topics if expected(topic, week))
    return Issue(place.words.week(week), place.words.week_span(week), groups)


def expected(topic: Heading, week: Week) -> bool:
    """Whether a week without the topic had no issue of it; having no topic is not a thing to expect."""
    return bool(topic.in_week(week)) or (topic.name != "" and topic.lived_in(week.year))


def group(place: Place, topic: Heading, week: Week) -> Group:
    """A topic's part of an issue, empty if it has none."""
    rows = tuple(place.row(entry, topic=False) for entry in topic.in_week(week))
    return Group(place.topic(topic.name), rows, anchor=topic_anchor(topic.slug))


def gap(place: Place, earlier: Week, later: Week) -> str:
    """A sentence on the weeks without an issue between two, "" if there are none."""
    between = list(weeks_between(earlier, later))
    if not between:
        return ""
    span = place.words.span(between[0].first, between[-1].last)
    return place.words.count(
        "No issue for %(num)s week: %(span)s", "No issue for %(num)s weeks: %(span)s", len(between), span=span
    )


def said(entries: tuple[Entry, ...]) -> str:
    """What an issue holds, in one line."""
    return "; ".join(entry.title for entry in entries)


def whole_page(place: Place, week: Week, others: dict[str, str]) -> WholePage:
    """An issue with all its texts."""
    entries = place.shelf.weeks[week]
    missing = (topic for topic in place.shelf.topics if expected(topic, week) and not topic.in_week(week))
    return WholePage(
        shell=shell_of(place, f"{place.words.week(week)}: {place.words.say('the whole issue')}", said(entries), others),
        title=place.words.week(week),
        span=place.words.week_span(week),
        contents=place.link(place.words.say("This issue’s page"), week_address(place.lang, week)),
        texts=tuple(bound_text(place, entry, f"t{number}") for number, entry in enumerate(entries, start=1)),
        missing=tuple(place.topic(topic.name) for topic in missing),
    )


def bound_text(place: Place, entry: Entry, anchor: str) -> BoundText:
    """One text among others on a page."""
    return BoundText(
        anchor=anchor,
        row=place.row(entry, dek=False),
        summary=entry.standfirst,
        body=Markup(bound(entry.body.html, anchor, root_of(place.address))),  # noqa: S704  it has passed the allow-list
        rights=entry.rights.value,
        original=web_address(entry.original),
    )
