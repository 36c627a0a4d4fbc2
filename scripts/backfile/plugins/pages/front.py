"""An archive in, the ways in out: the site's front page, each language's, the page about it, and that for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backfile.plugins.addresses import home_address, topic_address, undated_address, week_address
from backfile.plugins.pages.dates import year_links
from backfile.plugins.pages.issues import issue
from backfile.plugins.pages.listing import count_of, years_note
from backfile.plugins.pages.matrix import matrix
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import AboutPage, FrontPage, Link, NotFoundPage, Page
from backfile.plugins.pages.shell import feeds_of, shell_of
from backfile.plugins.words import own_name

YEARS = 2  # of the matrix on a front page; each older one has its own page
ALL = "all"


def site_pages(place: Place) -> Iterator[Page]:
    """The pages there is one of, in the front page's language."""
    yield Page("index.html", "front.html", front_page(place.at("index.html"), editions(place.at("index.html")), {}))
    yield missing_page(replace(place.at("404.html"), root=place.archive.site.root))


def missing_page(place: Place) -> Page:
    """The page for what is not there.

    A host sends it for addresses at any depth, so its links begin at the host's root. Without a SITEURL that is not
    known: then they are relative, and right only for what is missing at the top.
    """
    title = place.words.say("There is no such page")
    links = tuple(place.link(own_name(lang), home_address(lang)) for lang in sorted(place.archive.shelves))
    record = NotFoundPage(shell_of(place, title, "", {}), title, links)
    return Page(place.address, "missing.html", record, listed=False)


def language_pages(place: Place) -> Iterator[Page]:
    """A language's way in, and how to read it."""
    elsewhere = [lang for lang in place.archive.shelves if lang != place.lang]
    homes = {lang: home_address(lang) for lang in elsewhere}
    here = place.at(home_address(place.lang))
    yield Page(here.address, "front.html", front_page(here, (), homes), homes)
    about = place.at(f"{place.lang}/about.html")
    others = {lang: f"{lang}/about.html" for lang in elsewhere}
    yield Page(about.address, "about.html", about_page(about, others), others)


def front_page(place: Place, languages: tuple[Link, ...], others: dict[str, str]) -> FrontPage:
    """A way in: the newest issue, the matrix of the newest years, the indexes."""
    shelf, say, newest = place.shelf, place.words.say, place.shelf.newest
    count = years_note(place, shelf.entries)
    return FrontPage(
        shell=shell_of(
            place,
            place.archive.site.name,
            count,
            others,
            feeds_of(place, ALL, say("All languages"), place.archive.entries),
        ),
        title=place.archive.site.name,
        count=count,
        editions=languages,
        issue=issue(place, newest, {}) if newest else None,
        issue_link=place.link(say("The whole issue"), week_address(place.lang, newest)) if newest else None,
        matrix=matrix(place, shelf.years[:YEARS]),
        legend=place.legend(),
        topics=tuple(
            place.link(place.topic_name(t.name), topic_address(place.lang, t.slug), count_of(place, len(t.entries)))
            for t in shelf.topics
        ),
        years=year_links(place),
        undated=place.link(count_of(place, len(shelf.undated)), undated_address(place.lang)) if shelf.undated else None,
    )


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


def about_page(place: Place, others: dict[str, str]) -> AboutPage:
    """How to read the site."""
    title = place.words.say("About")
    feeds = list(feeds_of(place, ALL, place.words.say("All languages"), place.archive.entries))
    feeds += feeds_of(place, place.lang, own_name(place.lang), place.shelf.entries)
    for topic in place.shelf.topics:
        feeds += feeds_of(place, f"{place.lang}/{topic.slug}", place.topic_name(topic.name), topic.entries)
    return AboutPage(shell_of(place, title, "", others), title, place.legend(), tuple(feeds))
