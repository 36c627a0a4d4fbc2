"""An archive in, the ways in out: the site's front page, each language's, and the page for what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from backfile.plugins.addresses import (
    home_address,
    topics_address,
    undated_address,
    week_address,
)
from backfile.plugins.pages.dates import week_link, year_links
from backfile.plugins.pages.issues import issue, whole_link
from backfile.plugins.pages.listing import count_of, years_note
from backfile.plugins.pages.matrix import newest_quarters
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Link, Page
from backfile.plugins.pages.records_lists import NotFoundPage
from backfile.plugins.pages.records_surveys import FrontPage
from backfile.plugins.pages.shell import ALL, feeds_of, shell_of
from backfile.plugins.pages.topics import surveys
from backfile.plugins.weeks import Week
from backfile.plugins.words import own_name

EARLIER = 6  # weeks before the newest one
QUARTERS = 2  # as much of the matrix as a front page bears


def site_pages(place: Place) -> Iterator[Page]:
    """The pages there is one of, in the front page's language."""
    yield place.at("index.html").page("front.html", way_in, {"the archive": place.archive.sign})
    missing = replace(place.at("404.html"), root=place.archive.site.root)
    yield missing.page("missing.html", missing_page, {}, listed=False)


def way_in(place: Place) -> FrontPage:
    """The site's own front page, which names its languages."""
    return front_page(place, editions(place), {})


def missing_page(place: Place) -> NotFoundPage:
    """The page for what is not there.

    A host sends it for addresses at any depth, so its links begin at the host's root. Without a SITEURL that is not
    known: then they are relative, and right only for what is missing at the top.
    """
    say, title = place.words.say, place.words.say("There is no such page")
    links = (
        place.link(say("Topics"), topics_address(place.lang)),
        *filter(None, [place.calendar()]),
        *(Link(own_name(lang), place.href(home_address(lang)), lang=lang) for lang in sorted(place.archive.shelves)),
    )
    note = say("The address may have a slip in it. Every commentary can be found by its topic and its week.")
    return NotFoundPage(shell_of(place, title, note, {}), title, note, links)


def language_pages(place: Place) -> Iterator[Page]:
    """A language's way in."""
    homes = place.others(home_address, bool)
    make = partial(front_page, languages=(), others=homes)
    parts = {"the texts of its language": place.shelf.sign}
    yield place.at(home_address(place.lang)).page("front.html", make, parts, homes)


def front_page(place: Place, languages: tuple[Link, ...], others: dict[str, str]) -> FrontPage:
    """A way in: the newest issue and those before it, the matrix of the newest year, the indexes."""
    shelf, say, newest = place.shelf, place.words.say, place.shelf.newest
    count, title = years_note(place, shelf.entries), place.archive.site.name
    feeds = feeds_of(place, ALL, say("All languages"), place.archive.entries)
    return FrontPage(
        shell=shell_of(place, title, count, others, feeds),
        title=title,
        count=count,
        editions=languages,
        issue=issue(place, newest) if newest else None,
        issue_link=replace(place.week(newest), text=say("This issue’s page")) if newest else None,
        whole=whole_link(place, newest) if newest else None,
        weeks=tuple(week_link(place, week) for week in list(shelf.weeks)[-2 : -EARLIER - 2 : -1]),
        same_week=same_week(place, newest) if newest else (),
        calendar=place.calendar(),
        matrix=newest_quarters(place, QUARTERS),
        matrix_link=place.matrix(),
        legend=place.legend(),
        topics=surveys(place),
        years=year_links(place),
        undated=place.link(count_of(place, len(shelf.undated)), undated_address(place.lang)) if shelf.undated else None,
    )


def same_week(place: Place, newest: Week) -> tuple[Link, ...]:
    """The issues of the same week in earlier years, the newest first."""
    found = (week for week in reversed(list(place.shelf.weeks)) if week.number == newest.number and week != newest)
    return tuple(place.link(str(week.year), week_address(place.lang, week)) for week in found)


def editions(place: Place) -> tuple[Link, ...]:
    """The languages by their own names, how much each holds as the note."""
    archive = place.archive
    return tuple(
        Link(
            own_name(lang),
            place.href(home_address(lang)),
            lang=lang,
            note=years_note(Place(archive, shelf, place.address), shelf.entries),
        )
        for lang, shelf in sorted(archive.shelves.items())
    )
