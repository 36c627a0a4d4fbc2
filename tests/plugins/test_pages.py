"""The page records of a small archive."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import TypeVar

import pytest

from backfile.model import Rights, Trend
from backfile.plugins import moves
from backfile.plugins.addresses import topic_table_address
from backfile.plugins.archive import pages_of
from backfile.plugins.citations.bundles import bundles
from backfile.plugins.citations.datasets import datasets
from backfile.plugins.entries import Body, Entry
from backfile.plugins.feeds import feeds
from backfile.plugins.pages.place import Archive, cut
from backfile.plugins.pages.records import Link, Page
from backfile.plugins.pages.records_lists import ListPage, NotFoundPage
from backfile.plugins.pages.records_surveys import FrontPage, TopicPage, YearPage
from backfile.plugins.pages.records_texts import Amendment, CommentaryPage, WeekPage

Make = Callable[..., Entry]
Gather = Callable[..., Archive]
Kind = TypeVar("Kind")


def page(archive: Archive, address: str) -> Page:
    return next(found for found in pages_of(archive) if found.address == address)


def record(archive: Archive, address: str, kind: type[Kind]) -> Kind:
    found = page(archive, address).record
    assert isinstance(found, kind)
    return found


def strings_of(value: object, name: str) -> Iterator[str]:
    """Every value of the fields of that name, however deep in a record."""
    if isinstance(value, tuple):
        for item in value:
            yield from strings_of(item, name)
    elif is_dataclass(value):
        for part in fields(value):
            inner = getattr(value, part.name)
            if part.name == name and isinstance(inner, str):
                yield inner
            yield from strings_of(inner, name)


def files_of(archive: Archive) -> set[str]:
    """The addresses of all that is no page."""
    kinds = (feeds(archive), bundles(archive), datasets(archive), moves.files(archive))
    tables = {
        topic_table_address(lang, topic.slug) for lang, shelf in archive.shelves.items() for topic in shelf.topics
    }
    return tables | {address for kind in kinds for address, _ in kind}


@pytest.fixture
def full(entry: Make, archive: Gather) -> Archive:
    """An archive with something of everything."""
    return archive(
        entry("2024-01-08", slug="a", authors=("Hanna Veras",), trend=Trend.WORSE, translations="k"),
        entry("2024-01-08", slug="b", topic="Security", trend=Trend.BETTER),
        entry("2024-02-12", slug="c", topic=None, original="https://talvaria-weekly.example/c/"),
        entry("2024-12-30", slug="d", trend=Trend.UNCHANGED, rights=Rights.LINK),
        entry(None, slug="e", topic=None, authors=("Jonas Telk", "Hanna Veras")),
        entry("2024-01-08", slug="a", lang="be", topic="Эканоміка", translations="k"),
        entry(None, slug="u", lang="und", topic=None),
    )


def test_no_two_pages_share_an_address(full: Archive) -> None:
    addresses = [found.address.casefold() for found in pages_of(full)]
    assert len(addresses) == len(set(addresses))


def test_no_link_of_any_page_is_dead(full: Archive) -> None:
    pages = list(pages_of(full))
    there = {found.address for found in pages} | files_of(full)
    for found in pages:
        folder = posixpath.dirname(found.address)
        hrefs = {href for href in strings_of(found.record, "href") if href and "://" not in href}
        if found.address == "404.html":
            hrefs = {href.removeprefix("/") for href in hrefs}
        assert {posixpath.normpath(posixpath.join(folder, href.partition("#")[0])) for href in hrefs} <= there, (
            found.address
        )


def test_each_commentary_is_reached_from_the_front_page(full: Archive) -> None:
    pages = {found.address: found.record for found in pages_of(full)}
    seen, ahead = set[str](), ["index.html"]
    while ahead:
        address = ahead.pop()
        if address in pages and address not in seen:
            seen.add(address)
            found = [href.partition("#")[0] for href in strings_of(pages[address], "href") if href]
            ahead += [posixpath.normpath(posixpath.join(posixpath.dirname(address), href)) for href in found]
    assert set(pages) - seen == {"404.html"}


def test_a_mapping_by_language_names_pages_that_are_there(full: Archive) -> None:
    pages = {found.address: found for found in pages_of(full)}
    for found in pages.values():
        assert set(found.others.values()) <= set(pages)
        assert all(found.address in pages[other].others.values() for other in found.others.values()), found.address


def test_an_issue_shows_all_topics_and_names_those_without_a_text(full: Archive) -> None:
    groups = record(full, "en/2024/w02/index.html", WeekPage).issue.groups
    assert [(group.heading.text, len(group.rows)) for group in groups] == [("Economy", 1), ("Security", 1)]
    groups = record(full, "en/2024/w07/index.html", WeekPage).issue.groups
    assert [(group.heading.text, len(group.rows)) for group in groups] == [
        ("Economy", 0),
        ("Security", 0),
        ("No topic", 1),
    ]


def test_a_gap_between_issues_is_named(full: Archive) -> None:
    issue = record(full, "en/2024/w07/index.html", WeekPage)
    assert issue.earlier
    assert issue.earlier.week.href == "../w02/index.html"
    assert issue.earlier.gap == "No issue for 4 weeks: 15\u00a0January\u00a0– 11\u00a0February 2024"
    assert record(full, "en/2024/w02/index.html", WeekPage).earlier is None


def test_weeks_that_follow_each_other_have_no_gap(entry: Make, archive: Gather) -> None:
    found = archive(entry("2024-12-23", slug="a"), entry("2024-12-30", slug="b"))
    earlier = record(found, "en/2025/w01/index.html", WeekPage).earlier
    assert earlier and earlier.gap == ""


def test_a_commentary_knows_its_neighbours_in_the_topic_and_in_the_week(full: Archive) -> None:
    found = record(full, "en/2024/w02/a.html", CommentaryPage)
    assert found.earlier is None
    assert found.later
    assert found.later.title.href == "../../2025/w01/d.html"
    assert [row.title.href for row in found.issue] == ["b.html"]
    assert [link.href for link in found.also_in] == ["../../../be/2024/w02/a.html"]


def test_an_undated_commentary_is_before_and_after_nothing(full: Archive) -> None:
    found = record(full, "en/undated/e.html", CommentaryPage)
    assert (found.earlier, found.later, found.issue, found.date) == (None, None, (), "")
    assert found.week == Link("undated", "index.html")


def test_a_day_that_only_ends_the_period_is_not_printed_as_the_day_of_publication(entry: Make, archive: Gather) -> None:
    found = record(archive(entry(dated_by_period=True)), "en/2024/w02/a-late-ferry.html", CommentaryPage)
    assert found.date == ""
    [filed] = [fact.values[0].text for fact in found.provenance if fact.label == "Filed under"]
    assert filed == "14\u00a0January 2024, the last day of its period: the source prints no other"


def test_what_became_of_a_text_at_its_source_is_told(entry: Make, archive: Gather) -> None:
    change = "2026-02-01T05:20:00Z paragraph 3: Two: → Two, then → three."
    made = entry(gone=dt.date(2026, 3, 2), changes=(change, "2026-02-01: two paragraphs"))
    found = record(archive(made), "en/2024/w02/a-late-ferry.html", CommentaryPage)
    told = {fact.label: [value.text for value in fact.values] for fact in found.provenance}
    assert told["No longer at its source since"] == ["2\u00a0March 2026"]
    assert found.amendments == (
        Amendment("2026-02-01", "1\u00a0February 2026", "Paragraph 3", "Two:", "Two, then → three."),
        Amendment("", "", "", "", "2026-02-01: two paragraphs"),
    )


@pytest.mark.parametrize(
    ("place", "said"),
    [("list item 12", "Пункт списка 12"), ("trend", "Знак"), ("published", "Дата"), ("half a line", "half a line")],
)
def test_what_was_changed_is_named_in_the_language_of_the_page(
    entry: Make, archive: Gather, place: str, said: str
) -> None:
    made = entry(lang="ru", path="ru/2024/a.md", changes=(f"2026-02-01T05:20:00Z {place}: old → new",))
    [found] = record(archive(made), "ru/2024/w02/a-late-ferry.html", CommentaryPage).amendments
    assert found == Amendment("2026-02-01", "1\u00a0февраля 2026\u202fг.", said, "old", "new")


def test_a_change_on_a_day_that_there_never_was_stands_as_it_is(entry: Make, archive: Gather) -> None:
    line = "2024-02-30T05:20:00Z paragraph 3: one → two"
    [found] = record(archive(entry(changes=(line,))), "en/2024/w02/a-late-ferry.html", CommentaryPage).amendments
    assert (found.when, found.after) == ("", line)


def test_a_repair_is_shown_by_what_it_changed(entry: Make, archive: Gather) -> None:
    lines = ("R1 word broken at a line end @3: full- / fledged → full-fledged", "by hand: tow → two")
    found = record(archive(entry(repairs=lines)), "en/2024/w02/a-late-ferry.html", CommentaryPage)
    told = {fact.label: [value.text for value in fact.values] for fact in found.provenance}
    assert told["Repairs of the text"] == ["full- / fledged → full-fledged", "by hand: tow → two"]


def test_what_has_no_day_stands_last_under_a_heading_of_its_own(full: Archive) -> None:
    groups = record(full, "en/sources/talvaria-weekly.html", ListPage).groups
    assert groups[-1].heading.text == "Undated"


def test_a_list_of_one_year_does_not_say_its_year_twice(full: Archive) -> None:
    found = record(full, "en/topics/economy/2024.html", ListPage)
    assert found.title == "Economy, 2024"
    assert found.note == "1 commentary"


def test_of_a_mere_link_a_list_shows_the_way_to_the_source(entry: Make, archive: Gather) -> None:
    made = entry(rights=Rights.LINK, original="https://talvaria-weekly.example/x/", summary="Told.", body=Body())
    [row] = record(archive(made), "en/2024/m01.html", ListPage).groups[0].rows
    assert (row.dek, row.outward) == ("", "https://talvaria-weekly.example/x/")


@pytest.mark.parametrize("original", ["javascript:alert(1)", "not an address", None])
def test_an_original_that_is_no_web_address_is_no_link(entry: Make, archive: Gather, original: str | None) -> None:
    found = record(archive(entry(original=original)), "en/2024/w02/a-late-ferry.html", CommentaryPage)
    assert found.original == ""
    assert not any(value.href for fact in found.provenance for value in fact.values)


def test_a_summary_that_the_text_repeats_is_not_printed_twice(entry: Make, archive: Gather) -> None:
    same = record(archive(entry(summary="The ferry ran late.")), "en/2024/w02/a-late-ferry.html", CommentaryPage)
    other = record(archive(entry(summary="On ferries.")), "en/2024/w02/a-late-ferry.html", CommentaryPage)
    assert (same.summary, other.summary) == ("", "On ferries.")


def test_the_matrix_has_the_newest_quarter_first_and_a_cell_for_every_week(full: Archive) -> None:
    [year] = record(full, "en/2024/index.html", YearPage).matrix
    assert [quarter.weeks[0].text for quarter in year.quarters] == ["40", "27", "14", "1"]
    first = year.quarters[-1]
    assert [line.topic.text for line in first.lines] == ["Economy", "Security", "No topic"]
    assert [cell.mark.key for cell in first.lines[0].cells] == ["none", "worse", *["none"] * 11]
    assert first.lines[0].cells[1].href == "w02/index.html#t-economy"


def test_all_quarters_of_a_year_have_the_same_lines_so_that_two_side_by_side_are_one(full: Archive) -> None:
    [year] = record(full, "en/2024/index.html", YearPage).matrix
    named = {tuple(line.topic.text for line in quarter.lines) for quarter in year.quarters}
    assert named == {("Economy", "Security", "No topic")}


def test_having_no_topic_is_a_line_only_where_there_is_such_a_text(full: Archive) -> None:
    [year] = record(full, "en/2025/index.html", YearPage).matrix
    assert [line.topic.text for line in year.quarters[0].lines] == ["Economy"]


def test_a_week_without_an_issue_is_no_link(full: Archive) -> None:
    [year] = record(full, "en/2024/index.html", YearPage).matrix
    assert [week.text for week in year.quarters[-1].weeks if week.href] == ["2", "7"]


def test_several_commentaries_of_a_topic_in_one_week_share_a_cell(entry: Make, archive: Gather) -> None:
    agree = archive(*(entry(slug=slug, title=slug, trend=Trend.WORSE) for slug in ("a", "b")))
    differ = archive(entry(slug="a", trend=Trend.WORSE), entry(slug="b", trend=Trend.BETTER))
    cells = [
        record(found, "en/2024/index.html", YearPage).matrix[0].quarters[0].lines[0].cells[1]
        for found in (agree, differ)
    ]
    assert [(cell.mark.key, cell.href) for cell in cells] == [
        ("worse", "w02/index.html#t-economy"),
        ("several", "w02/index.html#t-economy"),
    ]


def test_a_topic_counts_its_marks_by_year(full: Archive) -> None:
    years = record(full, "en/topics/economy.html", TopicPage).strips
    assert [(year.year.text, [(t.mark.key, t.count) for t in year.tallies]) for year in years] == [
        ("2025", [("unchanged", "1")]),
        ("2024", [("worse", "1")]),
    ]


def test_a_year_of_months_without_weeks_has_a_page_too(entry: Make, archive: Gather) -> None:
    found = archive(entry("2025-12-29", date=dt.date(2025, 12, 31)))
    assert record(found, "en/2025/index.html", YearPage).months
    assert record(found, "en/2026/w01/a-late-ferry.html", CommentaryPage)


def test_a_month_stands_once_in_a_list_however_late_one_of_its_weeks_was_published(
    entry: Make, archive: Gather
) -> None:
    found = archive(
        entry("2025-03-17", slug="a", authors=("Hanna Veras",)),
        entry("2025-03-10", slug="b", authors=("Hanna Veras",), date=dt.date(2025, 4, 2)),
        entry("2025-03-03", slug="c", authors=("Hanna Veras",)),
        entry(None, slug="d", authors=("Hanna Veras",)),
    )
    groups = record(found, "en/authors/hanna-veras.html", ListPage).groups
    assert [(group.anchor, [posixpath.basename(row.title.href) for row in group.rows]) for group in groups] == [
        ("m2025-04", ["b.html"]),
        ("m2025-03", ["a.html", "c.html"]),
        ("undated", ["d.html"]),
    ]


@pytest.mark.parametrize(
    ("publishers", "expected"),
    [
        (("Talvaria Press", "Talvaria Press"), "Talvaria Press"),
        (("Talvaria Press", "Lisk House"), "talvaria-weekly"),
        (("Talvaria Press", None), "talvaria-weekly"),
    ],
)
def test_a_source_is_called_by_its_publisher_if_there_is_one(
    entry: Make, archive: Gather, publishers: tuple[str | None, str | None], expected: str
) -> None:
    found = archive(*(entry(slug=f"s{number}", publisher=name) for number, name in enumerate(publishers)))
    assert record(found, "en/sources/talvaria-weekly.html", ListPage).title == expected


def test_a_commentary_names_its_own_publisher_as_its_source(entry: Make, archive: Gather) -> None:
    found = archive(entry(slug="a", publisher="Lisk House"), entry(slug="b", publisher="Talvaria Press"))
    assert record(found, "en/2024/w02/a.html", CommentaryPage).source.text == "Lisk House"


def test_pages_of_no_known_source_stand_together(entry: Make, archive: Gather) -> None:
    found = archive(entry(slug="a", source="generic"), entry(slug="b", source="generic", publisher="Lisk House"))
    assert record(found, "en/sources/generic.html", ListPage).title == "Other sources"


def test_a_topic_leads_to_the_same_topic_in_another_language(full: Archive) -> None:
    assert page(full, "en/topics/economy.html").others == {"be": "be/topics/ekanomika.html"}


def test_a_language_of_nothing_dated_has_its_way_in(full: Archive) -> None:
    front = record(full, "und/index.html", FrontPage)
    assert (front.issue, front.matrix, front.shell.interface) == (None, (), "en")


def test_only_canonical_addresses_are_absolute_and_only_if_the_site_has_one(entry: Make, archive: Gather) -> None:
    entries = entry(translations="k"), entry(lang="be", translations="k")
    address = "en/2024/w02/a-late-ferry.html"
    shell = record(archive(*entries), address, CommentaryPage).shell
    assert shell.canonical == f"https://archive.example/{address}"
    assert [other.lang for other in shell.alternates] == ["be", "en", "x-default"]
    nowhere = record(archive(*entries, url=""), address, CommentaryPage).shell
    assert (nowhere.canonical, nowhere.alternates) == ("", ())


@pytest.mark.parametrize(
    ("url", "root"),
    [("https://archive.example", "/"), ("https://archive.example/back/issues", "/back/issues/"), ("", "")],
)
def test_what_is_not_there_leads_to_each_language_from_any_depth(
    entry: Make, archive: Gather, url: str, root: str
) -> None:
    found = record(archive(entry(), entry(lang="be"), url=url), "404.html", NotFoundPage)
    assert [link.href for link in found.links if link.lang] == [f"{root}be/index.html", f"{root}en/index.html"]
    assert {link.href.removeprefix(root) for link in found.links} >= {"en/topics/index.html", "en/weeks.html"}
    assert (found.shell.stylesheet, found.shell.home) == (f"{root}theme/style.css", f"{root}index.html")
    assert {link.href.startswith(f"{root}en/") for link in found.shell.nav} == {True}


def test_a_long_text_ends_at_a_word() -> None:
    assert cut("one two three", 9) == "one two…"
    assert cut("one two", 9) == "one two"


def test_an_archive_in_which_nothing_has_a_time_links_no_feed(entry: Make, archive: Callable[..., Archive]) -> None:
    pages = [*pages_of(archive(entry(None, captured=None)))]
    assert pages and [page.address for page in pages if page.record.shell.feeds] == []
