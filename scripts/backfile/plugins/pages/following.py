"""A place in, the page that names its language's feeds out."""

from __future__ import annotations

from collections.abc import Iterable

from backfile.plugins.addresses import OPML, all_topic_feed, author_feed, feeds_address
from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records_lists import FeedGroup, FeedSection, FeedsPage
from backfile.plugins.pages.shell import ALL, FORMS, MORE, feeds_of, shell_of
from backfile.plugins.words import own_name


def feeds_page(place: Place) -> FeedsPage:
    """All feeds that concern the language."""
    say = place.words.say
    others = place.others(feeds_address, bool)
    note = say(
        "A feed brings new commentaries to the feed reader of your choice. Copy its address there; no "
        "registration is needed."
    )
    sections = (
        FeedSection(say("Languages"), tuple(languages(place))),
        FeedSection(say("Topics"), tuple(topics(place))),
        FeedSection(say("Authors"), tuple(authors(place))),
    )
    found = tuple(section for section in sections if section.groups)
    list_of_all = place.link(say("All feeds in one file (OPML)"), OPML)
    return FeedsPage(shell_of(place, say("Feeds"), note, others), say("Feeds"), note, found, list_of_all)


def languages(place: Place) -> Iterable[FeedGroup]:
    """All languages together, and the page's own."""
    forms = (*FORMS, *MORE)
    everything, name = place.words.say("All languages"), own_name(place.lang)
    pairs = ((ALL, everything, place.archive.entries), (place.lang, name, place.shelf.entries))
    found = (FeedGroup(title, feeds_of(place, stem, title, entries, forms)) for stem, title, entries in pairs)
    return (group for group in found if group.feeds)


def topics(place: Place) -> Iterable[FeedGroup]:
    """Each topic, and those that are followed in all languages at once."""
    for topic in place.shelf.topics:
        title = place.topic_name(topic.name)
        yield from group(place, f"{place.lang}/{topic.slug}", title, topic.entries)
        if place.lang == place.archive.front_lang and place.archive.topics.get((place.lang, topic.name)):
            title = f"{title} ({place.words.say('All languages')})"
            yield from group(place, all_topic_feed(topic.slug), title, topic.entries)


def authors(place: Place) -> Iterable[FeedGroup]:
    """Each author."""
    for author in place.shelf.authors:
        yield from group(place, author_feed(place.lang, author.slug), author.name, author.entries)


def group(place: Place, stem: str, title: str, entries: tuple[Entry, ...]) -> Iterable[FeedGroup]:
    """The feeds of one stem, if there are any."""
    feeds = feeds_of(place, stem, title, entries)
    return [FeedGroup(title, feeds)] if feeds else []
