"""A place in, what is around its page out: the way home, to the indexes, to the same page in other languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from backfile.plugins.addresses import (
    about_address,
    calendar_address,
    cite_page_address,
    feed_address,
    feeds_address,
    home_address,
    matrix_address,
    names_address,
    search_address,
    topics_address,
    undated_address,
)
from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Feed, Link, Shell
from backfile.plugins.words import own_name
from backfile.write.ledger import signed

ALL = "all"  # the stem of the feed of everything
FORMS = (("atom", "Atom", "application/atom+xml"),)
MORE = (("rss", "RSS", "application/rss+xml"), ("json", "JSON", "application/feed+json"))  # of a language, and of all
ANY = "x-default"


def shell_of(
    place: Place, title: str, description: str, others: Mapping[str, str], feeds: tuple[Feed, ...] = ()
) -> Shell:
    """What is around the page; `others` are its addresses in other languages."""
    site, front = place.archive.site, place.lang == place.archive.front_lang
    addresses = {place.lang: place.address, **others}
    absolute = {lang: f"{site.url}/{address}" for lang, address in sorted(addresses.items())} if site.url else {}
    return Shell(
        lang=place.lang,
        interface=place.words.interface,
        direction=place.words.direction,
        site=site.name,
        title=title,
        description=description,
        home=place.href("index.html" if front else home_address(place.lang)),
        stylesheet=place.href("theme/style.css"),
        pictures=place.href("theme/pictures.css"),
        nav=nav(place),
        more=more(place),
        languages=languages(place, others),
        feeds=tuple(dict.fromkeys((*feeds, *general_feeds(place)))),
        canonical=absolute.get(place.lang, ""),
        alternates=alternates(absolute, place.archive.front_lang) if others else (),
    )


def frame(place: Place) -> str:
    """The digest of all that what is around the pages of a language takes from the archive."""
    archive, shelf = place.archive, place.shelf
    asked = (shelf.weeks, shelf.names, shelf.authors, shelf.undated, shelf.is_timed, archive.is_timed)
    return signed(place.lang, archive.front_lang, *sorted(archive.shelves), str([bool(each) for each in asked]))


def alternates(absolute: Mapping[str, str], front: str) -> tuple[Link, ...]:
    """The page in each language, itself among them, and which one is for a reader of any other."""
    known = {lang: href for lang, href in absolute.items() if lang != "und"}
    if not known:
        return ()
    return (
        *(Link("", href, lang=lang) for lang, href in known.items()),
        Link("", known.get(front) or min(known.items())[1], lang=ANY),
    )


def general_feeds(place: Place) -> tuple[Feed, ...]:
    """The feeds that every page names, after its own: of its language, and of all."""
    say, lang, everything = place.words.say, place.lang, place.archive.entries
    return (
        *feeds_of(place, lang, own_name(lang), place.shelf.entries),
        *feeds_of(place, ALL, say("All languages"), everything),
    )


def nav(place: Place) -> tuple[Link, ...]:
    """The way to the indexes that most readers want; the same in each week, so that no page changes for it."""
    say, lang, shelf = place.words.say, place.lang, place.shelf
    return (
        place.link(say("Topics"), topics_address(lang)),
        *([place.link(say("Weeks"), calendar_address(lang))] if shelf.weeks else []),
        *([place.link(say("Matrix"), matrix_address(lang))] if shelf.weeks else []),
        *([place.link(say("People"), names_address(lang, "names"))] if shelf.names else []),
        place.link(say("Search"), search_address(lang)),
    )


def more(place: Place) -> tuple[Link, ...]:
    """The way to the other indexes."""
    say, lang, shelf = place.words.say, place.lang, place.shelf
    return (
        *([place.link(say("Authors"), names_address(lang, "authors"))] if shelf.authors else []),
        place.link(say("Sources"), names_address(lang, "sources")),
        *([place.link(say("Undated"), undated_address(lang))] if shelf.undated else []),
        place.link(say("Feeds"), feeds_address(lang)),
        place.link(say("Cite and data"), cite_page_address(lang)),
        place.link(say("About"), about_address(lang)),
    )


def languages(place: Place, others: Mapping[str, str]) -> tuple[Link, ...]:
    """The same page in each language, or that language's own way in."""
    return tuple(
        Link(
            own_name(lang),
            place.href(place.address if lang == place.lang else others.get(lang, home_address(lang))),
            lang=lang,
            current=lang == place.lang,
        )
        for lang in sorted(place.archive.shelves)
    )


def feeds_of(
    place: Place, stem: str, title: str, entries: Iterable[Entry], forms: tuple[tuple[str, str, str], ...] = FORMS
) -> tuple[Feed, ...]:
    """The feeds of one stem, Atom first; none if no entry has a time, without which a feed cannot carry it."""
    if not any(entry.is_timed for entry in entries):
        return ()
    return tuple(
        Feed(f"{title} ({name})", place.href(feed_address(stem, form)), kind, name) for form, name, kind in forms
    )
