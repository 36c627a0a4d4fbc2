"""What a site offers, by a look at the first page of each of its indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfile.discovery import Way, survey

if TYPE_CHECKING:
    from discovery.conftest import Hilltop, Made

HOME = "https://hilltop.example/"


def test_a_site_is_surveyed_with_its_ways_and_how_many_commentaries_it_has(made: Made, hilltop: Hilltop) -> None:
    head = '<meta property="og:site_name" content="Hilltop Weekly"><link rel="https://api.w.org/" href="/wp-json/">'
    made.pages = {
        HOME: hilltop.listing(range(10), behind="/page/2/").replace("<head>", f"<head>{head}"),
        f"{HOME}feed/": hilltop.feed(range(10)),
        f"{HOME}wp-json/wp/v2/posts": hilltop.posts(300),
    }
    made.headers[f"{HOME}wp-json/wp/v2/posts"] = {"x-wp-total": "300", "x-wp-totalpages": "3"}
    ways = survey(HOME, made.ask)
    assert (True, "Hilltop Weekly", ("en",), 300, False) == (
        ways.answered,
        ways.name,
        ways.languages,
        ways.expected,
        ways.at_least,
    )
    assert {Way.HOME: 10, Way.FEED: 10, Way.REST: 100} == {offer.way: offer.count for offer in ways.offers}
    assert not [url for url in made.asked if "/page/" in url or "page=2" in url]


def test_a_site_that_only_lists_has_at_least_what_was_seen(made: Made, hilltop: Hilltop) -> None:
    made.pages[HOME] = hilltop.listing(range(10), behind="/page/2/")
    ways = survey(HOME, made.ask)
    assert (10, True) == (ways.expected, ways.at_least)


def test_a_host_that_leads_to_the_site_is_one_that_it_left(made: Made, hilltop: Hilltop) -> None:
    there, other = hilltop.issue(3)[0], hilltop.issue(4)[0]
    old, strange = (url.replace("//", f"//{name}.") for url, name in ((there, "old"), (other, "valley")))
    links = f"<a href='{old}'>x</a><a href='{strange}'>y</a>"
    made.pages |= {HOME: hilltop.listing(range(10), more=links), there: hilltop.page("Three"), strange: "Another Four"}
    made.leads[old] = there
    assert ("old.hilltop.example",) == survey(HOME, made.ask).moved_from


def test_a_site_that_does_not_answer_is_said_not_to(made: Made) -> None:
    ways = survey(HOME, made.ask)
    assert (False, (), 0) == (ways.answered, ways.offers, ways.expected)
