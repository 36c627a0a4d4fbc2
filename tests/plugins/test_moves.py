"""Old addresses, here and at the sources, and what leads from them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from backfile.errors import ArchiveError
from backfile.plugins.archive import known_permalinks, pages_of
from backfile.plugins.entries import Entry
from backfile.plugins.moves import files
from backfile.plugins.pages.place import Archive
from backfile.plugins.rendering import environment, render
from backfile.plugins.sitemap import sitemap_of
from backfile.write.permalinks import NAME, Permalink, parse_permalinks

Make = Callable[..., Entry]
Gather = Callable[..., Archive]
THEME = Path(__file__).resolve().parents[2] / "theme"
OLD = Permalink("be/2024/w01/old.html", "tag:archive.example,2026:be/2024/w01/old", "en/2024/a.md")
LOST = Permalink("en/2023/w50/lost.html", "tag:archive.example,2026:en/2023/w50/lost")


@pytest.fixture
def moved(entry: Make, archive: Gather) -> Archive:
    """An archive in which one commentary has moved from another language's folder and one was withdrawn."""
    return archive(entry(title="A & B", original="https://t.example/a?x=1$2"), known=[OLD, LOST])


def shown(archive: Archive, address: str) -> html.HtmlElement:
    page = next(found for found in pages_of(archive) if found.address == address)
    return html.document_fromstring(render(page, environment(THEME, archive.words[page.lang])))


def test_an_old_address_leads_to_the_new_one_in_three_ways(moved: Archive) -> None:
    page = shown(moved, OLD.address)
    target = "../../../en/2024/w02/a-late-ferry.html"
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={target}"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://archive.example/en/2024/w02/a-late-ferry.html"]
    assert page.xpath(f"//main//a[@href='{target}']/text()") == ["A & B"]


def test_a_withdrawn_commentary_leaves_a_page_that_says_so_and_leads_nowhere_by_itself(moved: Archive) -> None:
    page = shown(moved, LOST.address)
    assert "withdrawn" in page.find(".//main").text_content()
    assert "lost" not in page.find(".//main").text_content()
    assert page.xpath("//meta[@http-equiv='refresh']") == []
    assert page.xpath("//link[@rel='canonical']") == []


def test_old_addresses_stand_in_no_sitemap(moved: Archive) -> None:
    text = sitemap_of(pages_of(moved), "https://archive.example").decode()
    assert OLD.address not in text
    assert LOST.address not in text


def test_the_site_carries_the_grown_list(moved: Archive) -> None:
    lines = parse_permalinks(dict(files(moved))[NAME], NAME)
    assert [line.address for line in lines] == [OLD.address, LOST.address, "en/2024/w02/a-late-ferry.html"]
    assert lines[2].id == OLD.id


def test_static_hosts_are_told_of_the_move(moved: Archive) -> None:
    assert dict(files(moved))["_redirects"] == "/be/2024/w01/old.html /en/2024/w02/a-late-ferry.html 301\n"


def test_without_a_move_there_is_nothing_to_tell(entry: Make, archive: Gather) -> None:
    assert "_redirects" not in dict(files(archive(entry())))


def test_the_addresses_of_a_source_can_be_looked_up_and_served(moved: Archive) -> None:
    made = dict(files(moved))
    assert list(csv.DictReader(made["data/addresses.csv"].splitlines())) == [
        {"there": "https://t.example/a?x=1$2", "here": "en/2024/w02/a-late-ferry.html"}
    ]
    [_, line] = made["data/source-addresses.map"].splitlines()
    assert line == '"t.example/a?x=1%242" "https://archive.example/en/2024/w02/a-late-ferry.html";'


def test_an_address_that_two_commentaries_share_leads_to_neither(entry: Make, archive: Gather) -> None:
    found = archive(entry(original="https://t.example/"), entry(slug="b", original="http://t.example/"))
    made = dict(files(found))
    assert len(made["data/source-addresses.map"].splitlines()) == 1
    assert len(made["data/addresses.csv"].splitlines()) == 3


def test_no_address_of_a_source_can_write_a_line_of_its_own(entry: Make, archive: Gather) -> None:
    found = archive(entry(original='https://t.example/a";\nreturn 301 "x'))
    assert len(dict(files(found))["data/source-addresses.map"].splitlines()) == 2


def test_the_list_is_read_from_the_content(tmp_path: Path) -> None:
    assert known_permalinks(tmp_path) == ()
    (tmp_path / NAME).write_text("en/a.html\tid\n", "utf-8")
    with pytest.raises(ArchiveError, match=rf"{NAME}:1"):
        known_permalinks(tmp_path)
