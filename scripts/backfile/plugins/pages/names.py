"""A shelf in, the pages of its authors, its sources and the people in its texts out."""

from __future__ import annotations

from collections.abc import Iterator

from backfile.plugins.addresses import name_address, names_address
from backfile.plugins.pages.listing import by_month, index_page, years_note
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import ListPage, Page
from backfile.plugins.pages.shell import shell_of
from backfile.plugins.people import spellings
from backfile.plugins.shelves import Heading


def name_pages(place: Place) -> Iterator[Page]:
    """The lists of authors, sources and people, and a page for each."""
    say = place.words.say
    for kind, title in (("authors", say("Authors")), ("sources", say("Sources")), ("names", say("People"))):
        headings = place.shelf.headings(kind)
        if headings:
            yield index_page(place, names_address(place.lang, kind), title, kind)
        for heading in headings:
            yield name_page(place.at(name_address(place.lang, kind, heading.slug)), kind, title, heading)


def name_page(place: Place, kind: str, title: str, heading: Heading) -> Page:
    """All commentaries of one author or source, or that name one person, by month."""
    others = {
        shelf.lang: name_address(shelf.lang, kind, shelf.named[kind][heading.name].slug)
        for shelf in place.archive.shelves.values()
        if shelf.lang != place.lang and heading.name in shelf.named[kind]
    }
    name, note = place.heading_name(kind, heading), years_note(place, heading.entries)
    if kind == "names":
        printed = ", ".join(spellings(heading.entries, heading.name))
        note = f"{note}. {place.words.say('Printed as')} {printed}"
    record = ListPage(
        shell=shell_of(place, name, note, others),
        kicker=place.link(title, names_address(place.lang, kind)),
        title=name,
        note=note,
        groups=by_month(place, heading.entries),
    )
    return Page(place.address, "list.html", record, others)
