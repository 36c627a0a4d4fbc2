"""Every way that a site offers, walked and merged: each commentary once, and the reasons told where a walk stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from backfile.discovery import Limits

if TYPE_CHECKING:
    from discovery.conftest import Hilltop, Made

HOME = "https://hilltop.example/"


def wordpress(made: Made, hilltop: Hilltop, count: int = 42) -> Made:
    """A site with all ways: feed of ten, sitemaps, REST, numbered listing, months."""
    head = (
        '<link rel="alternate" type="application/rss+xml" href="/feed/">'
        '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">'
        '<link rel="https://api.w.org/" href="https://hilltop.example/wp-json/">'
    )
    pages = [range(start, min(start + 10, count)) for start in range(0, count, 10)]
    for number, numbers in enumerate(pages, start=1):
        behind = f"/page/{number + 1}/" if number < len(pages) else ""
        text = hilltop.listing(numbers, behind=behind)
        made.pages[HOME if number == 1 else f"{HOME}page/{number}/"] = text.replace("<head>", f"<head>{head}")
    urls = [hilltop.issue(number)[0] for number in range(count)]
    made.pages |= {
        f"{HOME}feed/": hilltop.feed(range(10)),
        f"{HOME}robots.txt": f"User-agent: *\nDisallow:\nSitemap: {HOME}sitemap_index.xml\n",
        f"{HOME}sitemap_index.xml": hilltop.sitemapindex(
            [f"{HOME}{name}-sitemap.xml" for name in ("post", "page", "post_tag", "author")]
        ),
        f"{HOME}post-sitemap.xml": hilltop.urlset([HOME, *urls]),
        f"{HOME}wp-json/wp/v2/posts": hilltop.posts(count),
    }
    return made


def test_all_ways_together_name_each_commentary_once(made: Made, hilltop: Hilltop) -> None:
    walked = wordpress(made, hilltop).walk()
    keys = sorted(url.removeprefix("http://").removeprefix("https://") for url in walked.urls)
    assert sorted(url.removeprefix("https://") for url in hilltop.urls(42)) == keys


def test_facts_of_several_ways_are_one_record(made: Made, hilltop: Hilltop) -> None:
    walked = wordpress(made, hilltop).walk()
    url, _, day = hilltop.issue(3)
    found = walked.of(url.replace("https://", "http://"))
    assert ("The Ferry – Runs Late, Part 3", f"{day}T08:00:00", f"{day}T09:00:00", "River") == (
        found.title,
        found.published,
        found.modified,
        found.topic,
    )
    assert {url, f"{HOME}?p=103"} == set(found.aliases)


def test_the_same_site_is_walked_in_the_same_order(made: Made, hilltop: Hilltop) -> None:
    wordpress(made, hilltop)
    first, asked = made.walk(), list(made.asked)
    made.asked.clear()
    assert (first, asked) == (made.walk(), made.asked)


def test_each_index_is_asked_once(made: Made, hilltop: Hilltop) -> None:
    wordpress(made, hilltop).walk()
    assert len(made.asked) == len(set(made.asked))


def test_sitemaps_of_pages_tags_and_authors_and_feeds_of_comments_are_not_asked(made: Made, hilltop: Hilltop) -> None:
    wordpress(made, hilltop).walk()
    assert not [
        url for url in made.asked if "page-sitemap" in url or "tag" in url or "author" in url or "comments" in url
    ]


@pytest.mark.parametrize("way", ["feed", "rest", "sitemap", "listing"])
def test_one_way_alone_is_enough(made: Made, hilltop: Hilltop, way: str) -> None:
    wordpress(made, hilltop)
    kept = {"feed": "feed/", "rest": "wp-json", "sitemap": "sitemap", "listing": "page/"}[way]
    home = made.pages[HOME] if way == "listing" else str(made.pages[HOME]).split("<main>")[0]
    made.pages = {url: content for url, content in made.pages.items() if kept in url or "robots" in url} | {HOME: home}
    found = made.walk().urls
    assert (10 if way == "feed" else 42) == len(found)


def test_a_second_walk_with_nothing_new_stops_at_the_first_page_of_each_list(made: Made, hilltop: Hilltop) -> None:
    walked = wordpress(made, hilltop).walk(known=lambda url: True)
    assert not [url for url in made.asked if "/page/" in url or "page=2" in url]
    assert 42 == len(walked.urls)
    assert [note for note in walked.notes if "all that it names is known from the last complete discovery" in note.text]


def test_a_new_issue_behind_known_ones_is_still_found_by_the_ways_that_name_all(made: Made, hilltop: Hilltop) -> None:
    missing = hilltop.issue(40)[0].replace("https://", "http://")
    walked = wordpress(made, hilltop).walk(known=lambda url: "-40/" not in url)
    assert missing in walked.urls


def test_a_list_that_shifts_while_it_is_walked_loses_and_doubles_nothing(made: Made, hilltop: Hilltop) -> None:
    def shifted(query: dict[str, str]) -> str | None:
        start = (int(query["paged"]) - 1) * 10 - (10 if int(query["paged"]) < 4 else 13)  # new ones came in between
        numbers = range(start, min(start + 10, 42))
        return hilltop.listing(numbers, behind=f"/all/?paged={int(query['paged']) + 1}") if numbers else None

    made.pages[HOME] = hilltop.page('<main><h1>Hilltop</h1></main><nav><a href="/all/">Archive</a></nav>')
    made.pages[f"{HOME}all/"] = lambda query: (
        shifted(query) if "paged" in query else hilltop.listing(range(10), behind="/all/?paged=2")
    )
    assert sorted(hilltop.urls(42)) == sorted(made.walk().urls)


def test_a_list_without_an_end_is_left_when_it_repeats_itself(made: Made, hilltop: Hilltop) -> None:
    made.pages[HOME] = lambda query: hilltop.listing(range(10), behind=f"/?page={int(query.get('page', '1')) + 1}")
    walked = made.walk()
    assert 10 == len(walked.urls)
    assert len([url for url in made.asked if "page=" in url]) <= 2
    assert any("did not go on behind" in note.text and "it names nothing new" in note.text for note in walked.notes)


def test_a_list_without_an_end_that_always_names_something_is_left_at_the_limit(made: Made, hilltop: Hilltop) -> None:
    def endless(query: dict[str, str]) -> str:
        number = int(query.get("page", "1"))
        return hilltop.listing(range(number * 10, number * 10 + 10), behind=f"/?page={number + 1}")

    made.pages[HOME] = endless
    walked = made.walk(limits=Limits(pages=7))
    assert 70 == len(walked.urls)
    assert any("more than 7 pages" in note.text and "page=8" in note.text for note in walked.notes)


def test_the_number_of_indexes_is_limited_and_the_place_is_told(made: Made, hilltop: Hilltop) -> None:
    walked = wordpress(made, hilltop).walk(limits=Limits(indexes=2))
    assert any("stopped after 2 indexes, before https://hilltop.example/wp-json/" in note.text for note in walked.notes)


def test_a_calendar_without_an_end_is_left(made: Made, hilltop: Hilltop) -> None:
    def month(year: int, number: int) -> str:
        later = f"/{year + number // 12}/{number % 12 + 1:02}/"
        earlier = f"/{year - (number == 1)}/{number - 1 or 12:02}/"
        return hilltop.page(f'<main><a href="{earlier}">earlier</a> <a rel="next" href="{later}">later</a></main>')

    months = {f"{HOME}{y}/{m:02}/": month(y, m) for y in range(1990, 2100) for m in range(1, 13)}
    made.pages = {**months, HOME: hilltop.listing(range(10), more='<a href="/2025/03/">March</a>')}
    walked = made.walk()
    assert len(made.asked) < 40
    assert 10 == len(walked.urls)
    assert any("months in a row brought nothing new" in note.text for note in walked.notes)
    assert any("a calendar goes on into the future" in note.text for note in walked.notes)


def test_monthly_archives_name_what_nothing_else_does(made: Made, hilltop: Hilltop) -> None:
    months: dict[str, list[int]] = {}
    for number in range(42):
        months.setdefault(f"{HOME}{hilltop.issue(number)[2]:%Y/%m}/", []).append(number)
    options = "".join(f'<option value="{url}">{url}</option>' for url in months)
    made.pages = {url: hilltop.listing(range(n[0], n[-1] + 1)) for url, n in months.items()}
    made.pages[HOME] = hilltop.page(f"<main><h1>Hilltop</h1></main><select>{options}</select>")
    assert sorted(hilltop.urls(42)) == sorted(made.walk().urls)


def test_a_list_sorted_and_sifted_by_parameters_is_left(made: Made, hilltop: Hilltop) -> None:
    links = "".join(
        f'<a href="/archive/?sort={order}&colour={colour}">Archive</a>' for order in "ab" for colour in "cd"
    )
    made.pages[HOME] = hilltop.listing(range(10), more=links)
    walked = made.walk()
    assert not [url for url in made.asked if "sort=" in url]
    assert any("sorted and sifted by parameters" in note.text for note in walked.notes)


def test_session_numbers_in_links_make_no_doubles(made: Made, hilltop: Hilltop) -> None:
    def with_session(query: dict[str, str]) -> str:
        session = f"{len(made.asked):032x}"
        return hilltop.listing(range(10), more='<a href="/archive/">Archive</a>').replace(
            '/"', f'/?PHPSESSID={session}"'
        )

    made.pages |= {HOME: with_session, f"{HOME}archive/": with_session}
    assert 10 == len(made.walk().urls)
    assert 1 == len([url for url in made.asked if "archive" in url])


def test_what_fails_does_not_stop_the_other_ways(made: Made, hilltop: Hilltop) -> None:
    wordpress(made, hilltop)
    made.pages |= {
        f"{HOME}feed/": "<!DOCTYPE html><p>No feed to-day",
        f"{HOME}sitemap_index.xml": b"\x1f\x8bbroken",
        f"{HOME}wp-json/wp/v2/posts": '{"code": "rest_disabled"}',
        f"{HOME}page/4/": b"\xff\xfe\x00",
    }
    walked = made.walk()
    assert hilltop.urls(30) <= set(walked.urls)
    assert all(any(said in note.text for note in walked.notes) for said in ("no feed", "broken", "no list of posts"))


def test_other_hosts_are_left_out_unless_they_are_declared(made: Made, hilltop: Hilltop) -> None:
    made.pages[HOME] = hilltop.listing(range(3))
    made.pages[f"{HOME}feed/"] = hilltop.feed(range(6)).replace("<link>https://hilltop", "<link>https://valley", 3)
    walked = made.walk()
    assert not [url for url in walked.urls if "valley" in url]
    assert any("on another host: 3, such as https://valley.example/" in note.text for note in walked.notes)
    assert 6 == len(made.walk(moved={"valley.example": "hilltop.example"}, hosts=("valley.example",)).urls)


def test_a_home_page_that_has_moved_takes_its_addresses_along(made: Made, hilltop: Hilltop) -> None:
    import dataclasses

    wordpress(made, hilltop)
    old = "http://www.hill-old.example/"
    made.pages[f"{HOME}post-sitemap.xml"] = hilltop.urlset([u.replace(HOME, old) for u in sorted(hilltop.urls(42))])

    def ask(url: str) -> object:
        answer = type(made).ask(made, url.replace(old, HOME))
        return dataclasses.replace(answer, url=url.replace(old, HOME)) if answer else None

    made.ask = ask  # type: ignore[method-assign, assignment]
    assert 42 == len(made.walk(old).urls)


def test_each_language_is_walked_from_its_own_home_page(made: Made, hilltop: Hilltop) -> None:
    head = '<link rel="alternate" hreflang="be" href="/be/"><link rel="alternate" hreflang="en" href="/">'
    made.pages[HOME] = hilltop.listing(range(5)).replace("<head>", f"<head>{head}")
    made.pages[f"{HOME}be/"] = hilltop.listing(range(5)).replace(HOME, f"{HOME}be/")
    walked = made.walk()
    assert {"be": 5, None: 5} == {code: sum(x.language == code for x in walked.listed) for code in ("be", None)}


def test_related_links_menus_and_footers_are_no_entries(made: Made, hilltop: Hilltop) -> None:
    others = "".join(
        f'<li><a href="/2019/05/an-old-story-of-the-river-{n}/">An Old Story of the River</a></li>' for n in range(30)
    )
    made.pages[HOME] = hilltop.listing(
        range(10),
        more=f"<nav><ul>{others}</ul></nav><h2>Related posts</h2><ul>{others}</ul><footer><ul>{others}</ul></footer>",
    )
    assert 10 == len(made.walk().urls)


def test_a_home_page_that_is_unchanged_or_fails_does_not_stop_the_other_ways(made: Made, hilltop: Hilltop) -> None:
    wordpress(made, hilltop)
    del made.pages[HOME]
    assert hilltop.urls(42) == set(made.walk().urls)
    assert f"{HOME}feed/" in made.asked


def test_nothing_answered_is_nothing_found(made: Made) -> None:
    assert [] == made.walk().listed


def test_what_a_guessed_sitemap_leads_to_is_no_guess(made: Made, hilltop: Hilltop) -> None:
    made.pages = {
        HOME: hilltop.page("Welcome"),
        f"{HOME}sitemap.xml": hilltop.sitemapindex([f"{HOME}post-sitemap1.xml", f"{HOME}post-sitemap2.xml"]),
        f"{HOME}post-sitemap1.xml": hilltop.urlset([hilltop.issue(1)[0]]),
        f"{HOME}post-sitemap2.xml": hilltop.urlset([hilltop.issue(2)[0]]),
    }
    assert {hilltop.issue(1)[0], hilltop.issue(2)[0]} == set(made.walk().urls)
