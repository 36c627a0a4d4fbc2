"""A shelf in, the pages of its authors, its sources and the people in its texts out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from backfile.plugins.addresses import author_feed, name_address, name_year_address, names_address
from backfile.plugins.pages.citing import citation_files
from backfile.plugins.pages.listing import NEWEST, PART, Part, by_month, count_of, parts, years_note
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Link, Page
from backfile.plugins.pages.records_lists import IndexPage, ListPage
from backfile.plugins.pages.shell import feeds_of, shell_of
from backfile.plugins.people import spellings
from backfile.plugins.shelves import Heading
from backfile.write.ledger import signed


def name_pages(place: Place) -> Iterator[Page]:
    """The lists of authors, sources and people, and the pages of each."""
    say = place.words.say
    for kind, title in (("authors", say("Authors")), ("sources", say("Sources")), ("names", say("People"))):
        headings = place.shelf.headings(kind)
        if headings:
            yield index_of(place.at(names_address(place.lang, kind)), title, kind)
        for heading in headings:
            yield from pages_of(place, kind, title, heading)


def index_of(place: Place, title: str, kind: str) -> Page:
    """The page with the list of a shelf's headings of one kind."""
    others = place.others(lambda lang: names_address(lang, kind), lambda shelf: shelf.headings(kind))
    make = partial(index_page, title=title, kind=kind, others=others)
    return place.page("names.html", make, {"the texts of its language": place.shelf.sign}, others)


def pages_of(place: Place, kind: str, title: str, heading: Heading) -> Iterator[Page]:
    """The page of a heading, and those of its years if it has too much for one."""
    name, others = signed(place.heading_name(kind, heading), heading.slug), counterparts(place, kind, heading)
    make = partial(name_page, kind=kind, title=title, heading=heading, others=others)
    mine = {"its texts": place.listed(heading.entries), "its name": name}
    yield place.at(name_address(place.lang, kind, heading.slug)).page("list.html", make, mine, others)
    for year, entries in heading.by_year.items() if len(heading.entries) > PART else ():
        shared = {"its name": name, "the years": signed(str(list(heading.by_year)))}
        for part in parts(place.at(name_year_address(place.lang, kind, heading.slug, year)), entries):
            make_year = partial(name_year_page, part=part, kind=kind, heading=heading, year=year)
            yield part.place.page("list.html", make_year, {**part.signs, **shared})


def counterparts(place: Place, kind: str, heading: Heading) -> dict[str, str]:
    """The pages of the same name in other languages."""
    return {
        shelf.lang: name_address(shelf.lang, kind, shelf.named[kind][heading.name].slug)
        for shelf in place.archive.shelves.values()
        if shelf.lang != place.lang and heading.name in shelf.named[kind]
    }


def index_page(place: Place, title: str, kind: str, others: dict[str, str]) -> IndexPage:
    """The list of a shelf's headings of one kind, with their counts."""
    found = (name_link(place, kind, heading) for heading in place.shelf.headings(kind))
    links = tuple(sorted(found, key=lambda link: link.text.casefold()) if kind == "names" else found)
    note = f"{title}: {len(links)}. {years_note(place, place.shelf.entries)}"
    return IndexPage(shell_of(place, title, note, others), title, links)


def name_link(place: Place, kind: str, heading: Heading) -> Link:
    """The way to a heading's page, how much it holds as the note."""
    address = name_address(place.lang, kind, heading.slug)
    return place.link(place.heading_name(kind, heading), address, years_note(place, heading.entries))


def name_page(place: Place, kind: str, title: str, heading: Heading, others: dict[str, str]) -> ListPage:
    """All commentaries of one author or source, or that name one person, by month; of many only the newest."""
    name, note = place.heading_name(kind, heading), years_note(place, heading.entries)
    if kind == "names":
        printed = ", ".join(spellings(heading.entries, heading.name))
        note = f"{note}. {place.words.say('Printed as')} {printed}."
    is_long = len(heading.entries) > PART
    feeds = feeds_of(place, author_feed(place.lang, heading.slug), name, heading.entries) if kind == "authors" else ()
    return ListPage(
        shell=shell_of(place, name, note, others, feeds),
        kicker=place.link(title, names_address(place.lang, kind)),
        title=name,
        note=note,
        groups=by_month(place, heading.entries[:NEWEST] if is_long else heading.entries),
        links=year_links(place, kind, heading) if is_long else (),
        links_title=place.words.say("Years"),
        feeds=feeds,
        citation_files=citation_files(place) if kind == "authors" else (),
    )


def year_links(place: Place, kind: str, heading: Heading) -> tuple[Link, ...]:
    """The pages of a heading's years, the newest first, and of what has none."""
    undated = place.words.say("undated")
    return tuple(
        place.link(str(year or undated), name_year_address(place.lang, kind, heading.slug, year))
        for year in heading.by_year
    )


def name_year_page(place: Place, part: Part, kind: str, heading: Heading, year: int | None) -> ListPage:
    """A part of one year of a heading that has too much for one page."""
    name, note = place.heading_name(kind, heading), count_of(place, len(part.entries))
    title = f"{name}, {year or place.words.say('undated')}"
    return ListPage(
        shell=shell_of(place, title, note, {}),
        kicker=place.link(name, name_address(place.lang, kind, heading.slug)),
        title=title,
        note=note,
        groups=by_month(place, part.entries),
        links=year_links(place, kind, heading),
        links_title=place.words.say("Years"),
        parts=part.links,
    )
