"""A shelf in, the pages that there is one of in each language out: about the archive, its feeds."""

from __future__ import annotations

from collections.abc import Iterator

from backfile.plugins.addresses import about_address, feeds_address
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Page
from backfile.plugins.pages.records_lists import AboutPage, FeedGroup, FeedsPage
from backfile.plugins.pages.shell import ALL, feeds_of, shell_of
from backfile.plugins.words import own_name


def about_pages(place: Place) -> Iterator[Page]:
    """How the archive is made and read, and how to follow it."""
    yield about_page(place.at(about_address(place.lang)))
    yield feeds_page(place.at(feeds_address(place.lang)))


def about_page(place: Place) -> Page:
    """How the archive is made and how to read it."""
    title, others = place.words.say("About this archive"), place.others(about_address, bool)
    feeds = place.link(place.words.say("Feeds"), feeds_address(place.lang))
    lead = place.words.say(
        "This archive keeps weekly commentaries as they were printed. Each stands under its topic and under "
        "the week it is about; the address of a page never changes."
    )
    record = AboutPage(shell_of(place, title, lead, others), title, lead, place.legend(), feeds)
    return Page(place.address, "about.html", record, others)


def feeds_page(place: Place) -> Page:
    """All feeds that concern the language."""
    say, archive = place.words.say, place.archive
    others = place.others(feeds_address, bool)
    groups = [FeedGroup(say("All languages"), feeds_of(place, ALL, say("All languages"), archive.entries))]
    name = own_name(place.lang)
    groups.append(FeedGroup(name, feeds_of(place, place.lang, name, place.shelf.entries)))
    for topic in place.shelf.topics:
        title = place.topic_name(topic.name)
        groups.append(FeedGroup(title, feeds_of(place, f"{place.lang}/{topic.slug}", title, topic.entries)))
    found = tuple(group for group in groups if group.feeds)
    note = say(
        "A feed brings new commentaries to the feed reader of your choice. Copy its address there; no "
        "registration is needed."
    )
    record = FeedsPage(shell_of(place, say("Feeds"), note, others), say("Feeds"), note, found)
    return Page(place.address, "feeds.html", record, others)
