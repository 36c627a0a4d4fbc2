"""The list of permanent addresses in, a small page for each at which nothing stands any more out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from backfile.plugins.addresses import home_address, topics_address
from backfile.plugins.pages.place import Archive, Place
from backfile.plugins.pages.records import Link, Page
from backfile.plugins.pages.records_lists import MovedPage
from backfile.plugins.pages.shell import shell_of
from backfile.plugins.words import own_name
from backfile.write.ledger import signed
from backfile.write.permalinks import retired


def moved_pages(archive: Archive) -> Iterator[Page]:
    """For each old address the way to the new one, or the word that the commentary was withdrawn."""
    titles = {entry.address: entry.title for entry in archive.entries}
    for address, target in retired(archive.permalinks, titles):
        lang = address.partition("/")[0]
        place = Place(archive, archive.shelves.get(lang) or archive.shelves[archive.front_lang], address)
        make = partial(moved, target=target, title=titles[target]) if target else withdrawn
        parts = {"where it leads": signed(target, titles.get(target, ""))}
        yield place.page("moved.html", make, parts, listed=False)


def moved(place: Place, target: str, title: str) -> MovedPage:
    """The way to where a commentary stands now; that address is the canonical one."""
    say, url = place.words.say, place.archive.site.url
    shell = replace(shell_of(place, title, "", {}), canonical=f"{url}/{target}" if url else "", alternates=())
    note = say("This commentary has moved. Its new address:")
    return MovedPage(shell, say("Moved"), note, place.href(target), (place.link(title, target),))


def withdrawn(place: Place) -> MovedPage:
    """The word that a commentary was withdrawn, without its title."""
    say = place.words.say
    note = say("A commentary stood here and was withdrawn. The address stays, so that references to it are understood.")
    links = (
        Link(own_name(place.lang), place.href(home_address(place.lang)), lang=place.lang),
        place.link(say("Topics"), topics_address(place.lang)),
    )
    shell = replace(shell_of(place, say("Withdrawn"), note, {}), canonical="", alternates=())
    return MovedPage(shell, say("Withdrawn"), note, "", links)
