"""A shelf in, the page to search from out; what it finds is in the files that `plugins.search` makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from backfile.plugins.addresses import root_of, search_address, topics_address, undated_address, year_address
from backfile.plugins.pages.place import LEGEND, Place
from backfile.plugins.pages.records import Link, Mark, Page, Shell
from backfile.plugins.pages.shell import shell_of
from backfile.write.ledger import signed

SCRIPTS = ("theme/search.js", "theme/finding.js")  # at once, and when a reader begins
SHEET = "theme/search.css"
TRENDS = LEGEND[:4]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search of one language's page: where its files are, and `indexes` for who has no script."""

    shell: Shell
    title: str
    root: str
    sheet: str
    scripts: tuple[str, str]
    signs: tuple[Mark, ...]
    indexes: tuple[Link, ...]


def search_pages(place: Place) -> Iterator[Page]:
    """The one page; its language's commentaries come first in what it finds."""
    others = place.others(search_address, bool)
    parts = {"the years": signed(str(place.shelf.years), str(bool(place.shelf.undated)))}
    make = partial(search_page, others=others)
    yield place.at(search_address(place.lang)).page("search.html", make, parts, others, listed=False)


def search_page(here: Place, others: dict[str, str]) -> SearchPage:
    """The page of a language."""
    say, shelf, title = here.words.say, here.shelf, here.words.say("Search")
    return SearchPage(
        shell=shell_of(here, title, say("All commentaries by their words, on your own device."), others),
        title=title,
        root=root_of(here.address),
        sheet=here.href(SHEET),
        scripts=(here.href(SCRIPTS[0]), here.href(SCRIPTS[1])),
        signs=tuple(here.sign(key) for key in TRENDS),
        indexes=(
            here.link(say("Topics"), topics_address(here.lang)),
            *(here.link(str(year), year_address(here.lang, year)) for year in shelf.years),
            *([here.link(say("Undated"), undated_address(here.lang))] if shelf.undated else []),
        ),
    )
