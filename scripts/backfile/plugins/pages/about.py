"""A shelf in, the pages that there is one of in each language out: about the archive, its feeds, citing."""

from __future__ import annotations

from collections.abc import Iterator

from backfile.plugins.addresses import about_address, cite_page_address, feeds_address
from backfile.plugins.pages.citing import cite_page
from backfile.plugins.pages.following import feeds_page
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Page
from backfile.plugins.pages.records_lists import AboutPage
from backfile.plugins.pages.shell import shell_of


def about_pages(place: Place) -> Iterator[Page]:
    """How the archive is made and read, and how to follow and to cite it."""
    about, feeds, cite = about_address(place.lang), feeds_address(place.lang), cite_page_address(place.lang)
    whole = {"the archive": place.archive.sign}
    yield place.at(about).page("about.html", about_page, {}, place.others(about_address, bool))
    yield place.at(feeds).page("feeds.html", feeds_page, whole, place.others(feeds_address, bool))
    yield place.at(cite).page("cite.html", cite_page, whole, place.others(cite_page_address, bool))


def about_page(place: Place) -> AboutPage:
    """How the archive is made and how to read it."""
    title, others = place.words.say("About this archive"), place.others(about_address, bool)
    links = (
        place.link(place.words.say("Cite and data"), cite_page_address(place.lang)),
        place.link(place.words.say("Feeds"), feeds_address(place.lang)),
    )
    lead = place.words.say(
        "This archive keeps weekly commentaries as they were printed. Each stands under its topic and under "
        "the week it is about; the address of a page never changes."
    )
    return AboutPage(shell_of(place, title, lead, others), title, lead, place.legend(), links)
