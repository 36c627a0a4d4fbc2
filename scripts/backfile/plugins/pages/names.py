"""A shelf in, its author and source pages out."""

from __future__ import annotations

from collections.abc import Iterator

from backfile.plugins.addresses import name_address, names_address
from backfile.plugins.pages.listing import by_month, index_page, years_note
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import ListPage, Page
from backfile.plugins.pages.shell import shell_of
from backfile.plugins.shelves import Heading


def name_pages(place: Place) -> Iterator[Page]:
    """The lists of authors and sources, and a page for each."""
    say = place.words.say
    for kind, title, headings in (
        ("authors", say("Authors"), place.shelf.authors),
        ("sources", say("Sources"), place.shelf.sources),
    ):
        if headings:
            yield index_page(place, names_address(place.lang, kind), title, kind)
        for heading in headings:
            yield name_page(place.at(name_address(place.lang, kind, heading.slug)), kind, title, heading)


def name_page(place: Place, kind: str, title: str, heading: Heading) -> Page:
    """All commentaries of one author or one source, by month."""
    others = {
        shelf.lang: name_address(shelf.lang, kind, shelf.slugs[kind][heading.name])
        for shelf in place.archive.shelves.values()
        if shelf.lang != place.lang and heading.name in shelf.slugs[kind]
    }
    note = years_note(place, heading.entries)
    record = ListPage(
        shell=shell_of(place, heading.name, note, others),
        kicker=place.link(title, names_address(place.lang, kind)),
        title=heading.name,
        note=note,
        groups=by_month(place, heading.entries),
    )
    return Page(place.address, "list.html", record, others)
