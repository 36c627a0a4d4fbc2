"""A shelf in, the pages of its authors, its sources and the people in its texts out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backfile.plugins.addresses import author_feed, name_address, name_year_address, names_address
from backfile.plugins.entries import Entry
from backfile.plugins.pages.citing import citation_files
from backfile.plugins.pages.listing import NEWEST, PART, by_month, by_year, parts, years_note
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Link, Page
from backfile.plugins.pages.records_lists import IndexPage, ListPage
from backfile.plugins.pages.shell import feeds_of, shell_of
from backfile.plugins.people import spellings
from backfile.plugins.shelves import Heading


def name_pages(place: Place) -> Iterator[Page]:
    """The lists of authors, sources and people, and the pages of each."""
    say = place.words.say
    for kind, title in (("authors", say("Authors")), ("sources", say("Sources")), ("names", say("People"))):
        headings = place.shelf.headings(kind)
        if headings:
            yield index_page(place.at(names_address(place.lang, kind)), title, kind)
        for heading in headings:
            yield name_page(place.at(name_address(place.lang, kind, heading.slug)), kind, title, heading)
            if len(heading.entries) > PART:
                for year, entries in by_year(heading.entries).items():
                    yield from name_year_pages(place, kind, heading, year, entries)


def index_page(place: Place, title: str, kind: str) -> Page:
    """The list of a shelf's headings of one kind, with their counts."""
    others = place.others(lambda lang: names_address(lang, kind), lambda shelf: shelf.headings(kind))
    links = tuple(name_link(place, kind, heading) for heading in place.shelf.headings(kind))
    note = f"{title}: {len(links)}. {years_note(place, place.shelf.entries)}"
    return Page(place.address, "names.html", IndexPage(shell_of(place, title, note, others), title, links), others)


def name_link(place: Place, kind: str, heading: Heading) -> Link:
    """The way to a heading's page, how much it holds as the note."""
    address = name_address(place.lang, kind, heading.slug)
    return place.link(place.heading_name(kind, heading), address, years_note(place, heading.entries))


def name_page(place: Place, kind: str, title: str, heading: Heading) -> Page:
    """All commentaries of one author or source, or that name one person, by month; of many only the newest."""
    others = {
        shelf.lang: name_address(shelf.lang, kind, shelf.named[kind][heading.name].slug)
        for shelf in place.archive.shelves.values()
        if shelf.lang != place.lang and heading.name in shelf.named[kind]
    }
    name, note = place.heading_name(kind, heading), years_note(place, heading.entries)
    if kind == "names":
        printed = ", ".join(spellings(heading.entries, heading.name))
        note = f"{note}. {place.words.say('Printed as')} {printed}"
    is_long = len(heading.entries) > PART
    feeds = feeds_of(place, author_feed(place.lang, heading.slug), name, heading.entries) if kind == "authors" else ()
    record = ListPage(
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
    return Page(place.address, "list.html", record, others)


def year_links(place: Place, kind: str, heading: Heading) -> tuple[Link, ...]:
    """The pages of a heading's years, the newest first, and of what has none."""
    undated = place.words.say("undated")
    years = by_year(heading.entries)
    return tuple(
        place.link(str(year or undated), name_year_address(place.lang, kind, heading.slug, year)) for year in years
    )


def name_year_pages(
    place: Place, kind: str, heading: Heading, year: int | None, entries: Sequence[Entry]
) -> Iterator[Page]:
    """One year of a heading that has too much for one page."""
    name = place.heading_name(kind, heading)
    title = f"{name}, {year or place.words.say('undated')}"
    for part in parts(place.at(name_year_address(place.lang, kind, heading.slug, year)), entries):
        here, note = part.place, years_note(place, part.entries)
        record = ListPage(
            shell=shell_of(here, title, note, {}),
            kicker=here.link(name, name_address(place.lang, kind, heading.slug)),
            title=title,
            note=note,
            groups=by_month(here, part.entries),
            links=year_links(here, kind, heading),
            links_title=place.words.say("Years"),
            parts=part.links,
        )
        yield Page(here.address, "list.html", record)
