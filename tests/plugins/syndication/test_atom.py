"""The Atom feeds and their archives as a feed reader, a validator and a program that rebuilds the archive see them."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random

import feedparser  # type: ignore[import-untyped]
import pytest
from lxml import etree

from backfile.model import Rights
from backfile.plugins.entries import Body, Entry
from backfile.plugins.feeds import feeds
from backfile.plugins.pages.place import Archive
from backfile.write.permalinks import Permalink

Make = Callable[..., Entry]
Gather = Callable[..., Archive]
CAPTURED = dt.datetime(2026, 11, 23, 5, 20, tzinfo=dt.UTC)
BASE = "https://archive.example/"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
HISTORY = "{http://purl.org/syndication/history/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def made(archive: Archive, stem: str) -> bytes:
    return dict(feeds(archive))[f"feeds/{stem}.atom.xml"]


def read(archive: Archive, stem: str) -> feedparser.FeedParserDict:
    return feedparser.parse(BytesIO(made(archive, stem)))


@pytest.fixture
def many(entry: Make, archive: Gather) -> Archive:
    """Fifty commentaries of three years and two languages, some undated, some that may not be shown whole."""
    days = [dt.date(2022, 1, 3) + dt.timedelta(weeks=3 * week) for week in range(46)]
    return archive(
        *(
            entry(
                day.isoformat(),
                slug=f"s{number}",
                lang="en" if number % 3 else "be",
                authors=("Hanna Veras",) if number % 2 else (),
                body=Body(f'<p id="p1">Text {number}.<a href="#p1"></a></p>', lead="L", text="T"),
                rights=Rights.EXCERPT if number % 7 == 0 else Rights.FULL,
            )
            for number, day in enumerate(days)
        ),
        *(entry(None, slug=f"u{number}", topic=None, captured=CAPTURED) for number in range(4)),
    )


def test_a_feed_reader_finds_nothing_to_complain_of(many: Archive) -> None:
    for address, data in feeds(many):
        if address.endswith(".xml"):
            assert feedparser.parse(BytesIO(data)).bozo == 0, address


def test_every_feed_is_valid_by_the_grammar_of_the_standard(many: Archive) -> None:
    found = {address: data for address, data in feeds(many) if address.endswith(".atom.xml")}
    assert len(found) > 10
    for address, data in found.items():
        assert SCHEMA.validate(etree.fromstring(data)), (address, SCHEMA.error_log)


def test_the_grammar_notices_what_is_missing(many: Archive) -> None:
    root = etree.fromstring(made(many, "all"))
    root.remove(root.findall(f"{ATOM}id")[0])
    assert not SCHEMA.validate(root)


def test_the_chain_of_archives_rebuilds_every_text(many: Archive) -> None:
    files = dict(feeds(many))
    for lang in (None, "be", "en"):
        entries = {e for e in many.entries if lang in (None, e.lang)}
        seen, address = dict[str, str](), f"feeds/{lang or 'all'}.atom.xml"
        steps = 0
        while address:
            root = etree.fromstring(files[address])
            steps += 1
            for found in root.iterfind(f"{ATOM}entry"):
                if content := found.findtext(f"{ATOM}content"):
                    seen[found.findtext(f"{ATOM}id") or ""] = content
            before = [
                link.get("href", "") for link in root.iterfind(f"{ATOM}link") if link.get("rel") == "prev-archive"
            ]
            address = before[0].removeprefix(BASE) if before else ""
        assert seen == {many.ids[e.address]: e.body.html for e in entries}
        assert steps > 3


def test_an_archive_says_that_it_is_one_and_leads_to_the_feed(many: Archive) -> None:
    root = etree.fromstring(dict(feeds(many))["feeds/archive/all/2023.atom.xml"])
    links = {link.get("rel"): link.get("href") for link in root.iterfind(f"{ATOM}link")}
    assert root.find(f"{HISTORY}archive") is not None
    assert links["current"] == f"{BASE}feeds/all.atom.xml"
    assert links["prev-archive"] == f"{BASE}feeds/archive/all/2022.atom.xml"
    assert links["next-archive"] == f"{BASE}feeds/archive/all/2024.atom.xml"


def test_all_files_of_a_feed_have_its_id(many: Archive) -> None:
    files = dict(feeds(many))
    names = ["feeds/all.atom.xml", "feeds/archive/all/2022.atom.xml", "feeds/archive/all/2024.atom.xml"]
    assert {etree.fromstring(files[name]).findtext(f"{ATOM}id") for name in names} == {
        "tag:archive.example,2026:feeds/all"
    }


def test_a_feed_and_each_entry_say_their_language(entry: Make, archive: Gather) -> None:
    root = etree.fromstring(made(archive(entry(), entry("2024-01-15", lang="be")), "all"))
    assert root.get(LANG) == "en"
    assert [found.get(LANG) for found in root.iterfind(f"{ATOM}entry")] == ["be", "en"]


def test_twenty_of_the_longest_entries_are_at_most_60_kilobytes(entry: Make, archive: Gather) -> None:
    long = Body("<p>x</p>", lead="слова " * 2000, text="x")
    names = ("Ганна Верас", "Антон Брыск", "Лена Сорвік")
    found = archive(*(entry(slug=f"s{n}", title="Паром " * 25, authors=names, body=long) for n in range(30)))
    feeds_made = dict(feeds(found))
    assert len(read(found, "all").entries) == 20
    assert max(len(data) for name, data in feeds_made.items() if "/archive/" not in name) <= 60_000


def test_a_feed_of_long_texts_is_at_most_60_kilobytes_on_its_way(entry: Make, archive: Gather) -> None:
    letters = Random(5)  # noqa: S311  no secret
    words = ["".join(letters.choices("абвгдеёжзійклмнопрстуўфхцчшыьэюя", k=letters.randint(2, 9))) for _ in range(5000)]
    texts = [" ".join(letters.choices(words, k=900)) for _ in range(20)]
    entries = (entry(slug=f"s{n}", body=Body(f"<p>{t}</p>", lead=t, text=t)) for n, t in enumerate(texts))
    assert 30_000 < len(gzip.compress(made(archive(*entries), "all"))) <= 60 * 1024


def test_the_feeds_of_all_and_of_a_language_hold_the_newest_texts_as_far_as_there_is_room(
    entry: Make, archive: Gather
) -> None:
    days = [dt.date(2024, 1, 1) + dt.timedelta(weeks=week) for week in range(6)]
    body = Body(f"<p>{'The ferry ran late. ' * 1000}</p>", lead="The ferry ran late.", text="x")
    found = archive(*(entry(day.isoformat(), slug=f"s{n}", body=body) for n, day in enumerate(days)))
    for stem, whole in (("all", 3), ("en", 3), ("en/economy", 0)):
        entries = read(found, stem).entries
        assert ["content" in one for one in entries] == [True] * whole + [False] * (6 - whole)
        assert [one.get("summary", "") for one in entries[whole:]] == ["The ferry ran late."] * (6 - whole)


def test_a_link_within_a_text_leads_to_its_page(many: Archive) -> None:
    newest = read(many, "all").entries[0]
    assert f'<a href="{newest.link}#p1">' in newest.content[0].value


def test_a_feed_carries_no_clock_but_the_newest_entrys_day(entry: Make, archive: Gather) -> None:
    assert read(archive(entry("2024-01-08")), "all").feed.updated == "2024-01-14T00:00:00Z"


def test_an_undated_entry_was_published_on_no_day(entry: Make, archive: Gather) -> None:
    [found] = read(archive(entry(None, captured=CAPTURED)), "all").entries
    assert "published" not in found
    assert found.updated == "2026-11-23T05:20:00Z"


def test_an_id_is_the_same_on_every_mirror(entry: Make, archive: Gather) -> None:
    ids = {
        read(archive(entry(), url=url), "all").entries[0].id
        for url in ("https://archive.example", "https://m.example/x", "")
    }
    assert ids == {"tag:archive.example,2026:en/2024/w02/a-late-ferry"}


def test_an_id_outlives_a_new_address(entry: Make, archive: Gather) -> None:
    old = Permalink("en/2024/w01/old.html", "tag:archive.example,2026:en/2024/w01/old", "en/2024/a.md")
    [found] = read(archive(entry(slug="new"), known=[old]), "all").entries
    assert (found.id, found.link) == ("tag:archive.example,2026:en/2024/w01/old", f"{BASE}en/2024/w02/new.html")


def test_of_a_mere_link_the_feed_has_the_title_only(entry: Make, archive: Gather) -> None:
    found = archive(entry(rights=Rights.LINK, summary="Told.", body=Body()))
    [newest] = read(found, "all").entries
    assert newest.get("summary", "") == ""
    assert b"<content" not in made(found, "archive/all/2024")


def test_signs_that_xml_cannot_hold_are_left_out(entry: Make, archive: Gather) -> None:
    [found] = read(archive(entry(title="A\x0cB <b> & \ufffe", topic="\x01T")), "all").entries
    assert found.title == "AB <b> &"
