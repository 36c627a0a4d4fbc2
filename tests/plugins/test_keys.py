"""A law of keys: whatever changes in the archive, a file that keeps its key keeps its bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backfile.model import Period, Rights, Trend
from backfile.plugins import feeds, moves, sitemap, tables
from backfile.plugins.archive import archive_of, pages_of
from backfile.plugins.citations import files as citations
from backfile.plugins.entries import Body, Entry
from backfile.plugins.ingredients import catalogues, shared_by_all
from backfile.plugins.memory import Memory
from backfile.plugins.output import File
from backfile.plugins.pages.records import Page, Record
from backfile.plugins.people import with_body
from backfile.plugins.planning import Workshop
from backfile.plugins.printing import page_files
from backfile.plugins.search import writer as search
from backfile.plugins.site import Site
from backfile.plugins.words import Words, words_for
from backfile.write.permalinks import Permalink

THEME = Path(__file__).resolve().parents[2] / "theme"
FIRST = dt.date(2022, 12, 12)
TOPICS = {"en": ("Economy", "Security", None), "be": ("Эканоміка", "Бяспека", None)}
AUTHORS = ("Hanna Veras", "Jonas Telk")
TRENDS = (Trend.BETTER, Trend.WORSE, Trend.UNCHANGED, None)
PLANS = (feeds.plan, moves.plan, sitemap.plan, tables.plan, citations.plan, search.plan)
Entries = Mapping[str, Entry]
Change = Callable[[dict[str, Entry]], object]


@cache
def speak(lang: str) -> Words:
    return words_for(lang, THEME / "locale")


def told(number: int, lang: str, text: str = "The ferry ran late.", **changes: object) -> Entry:
    """The commentary of a number in a language: three a week, most on one topic, so that its year has two parts."""
    monday = FIRST + dt.timedelta(weeks=number // 3)
    undated = number % 31 == 30
    plain: dict[str, object] = {
        "path": f"{lang}/{number}.md",
        "title": f"Letter {number}",
        "slug": f"letter-{number}",
        "lang": lang,
        "source": "lisk-quarterly" if number % 7 == 3 else "talvaria-weekly",
        "topic": TOPICS[lang][{4: 1, 9: 2}.get(number % 10, 0)],
        "date": None if undated else monday + dt.timedelta(days=6),
        "period": None if undated or number % 4 == 1 else Period(monday, monday + dt.timedelta(days=6)),
        "trend": TRENDS[number // 3 % 4],
        "authors": (AUTHORS[number % 2],),
        "translations": f"k{number}" if number % 3 else None,
        "original": f"https://talvaria-weekly.example/{lang}/{number}",
        "capture": f"{number:064x}",
    }
    paragraph = f"{text} Number {number} of {lang}, says Marenko." if number % 9 == 0 else f"{text} Number {number}."
    return signed_anew(Entry(**{**plain, **changes}), paragraph)  # type: ignore[arg-type]


def signed_anew(entry: Entry, text: str | None = None) -> Entry:
    """The entry as if its file had just been read: its digest follows from all that it says."""
    words = entry.body.text if text is None else text
    body = Body(f"<p>{words}</p>", lead=words, text=words)
    found = with_body(replace(entry, digest=""), body)
    return replace(found, digest=hashlib.sha256(f"{replace(found, path='')!r} {words}".encode()).hexdigest())


@cache
def start() -> Entries:
    found = [told(number, "en") for number in range(90)] + [told(number, "be") for number in range(20)]
    return {entry.path: entry for entry in found}


@dataclass(frozen=True)
class State:
    """A plan of the whole site, and the addresses that its archive has published."""

    files: Mapping[str, File]
    pages: Mapping[str, Page]
    published: tuple[Permalink, ...]

    def key(self, address: str) -> str:
        return self.files[address].key if address in self.files else ""

    def made(self, address: str) -> bytes | Record:
        """A file's bytes; of a page its record, which with the template is all that they depend on."""
        return self.pages[address].record if address in self.pages else self.files[address].make()


def planned(entries: Iterable[Entry], known: tuple[Permalink, ...] = (), name: str = "Talvaria Weekly") -> State:
    found = list(entries)
    site = Site(name, "https://archive.example", "https://archive.example", "en")
    archive = archive_of(found, site, {entry.lang: speak(entry.lang) for entry in found}, known)
    shared = {**shared_by_all({"SITENAME": name}), **catalogues(THEME, archive.shelves)}
    shop = Workshop(archive, tuple(pages_of(archive)), Path(), THEME, Memory(), shared)
    files = chain(page_files(shop), *(plan(shop) for plan in PLANS))
    pages = {page.address: page for page in shop.pages}
    return State({file.address: file for file in files}, pages, archive.permalinks)


@cache
def before() -> State:
    return planned(start().values())


@cache
def made_before(address: str) -> bytes | Record:
    return before().made(address)


def changed(change: Change) -> State:
    entries = dict(start())
    change(entries)
    return planned(entries.values(), before().published)


def kept(after: State) -> set[str]:
    """The addresses whose keys are the same; that what is made there is the same too is what is asserted here."""
    same = {address for address, file in after.files.items() if before().key(address) == file.key}
    assert [address for address in sorted(same) if after.made(address) != made_before(address)] == []
    return same


def edit(path: str, **values: object) -> Change:
    """Another value in the header of one commentary."""
    return lambda entries: entries.update({path: signed_anew(replace(entries[path], **values))})  # type: ignore[arg-type]


def rewrite(path: str, text: str) -> Change:
    return lambda entries: entries.update({path: signed_anew(entries[path], text)})


def all_of(*changes: Change) -> Change:
    return lambda entries: [change(entries) for change in changes]


def add(number: int, lang: str, **values: object) -> Change:
    new = told(number, lang, path=f"{lang}/new.md", **values)  # type: ignore[arg-type]
    return lambda entries: entries.update({new.path: new})


def remove(*paths: str) -> Change:
    return lambda entries: [entries.pop(path) for path in paths]


LOCAL: dict[str, Change] = {
    "a text": rewrite("en/77.md", "The ferry did not run at all."),
    "the text of an undated one": rewrite("en/30.md", "The ferry did not run at all."),
    "the title of a translation": edit("be/10.md", title="Another title"),
    "a day beyond the end of the year": edit("en/8.md", date=dt.date(2022, 12, 31)),
    "a first issue of a week in another language": add(60, "be"),
    "a title": edit("en/77.md", title="Another title"),
    "a mark": edit("en/77.md", trend=Trend.BETTER, trend_phrase="A step forward"),
    "a topic that is there": edit("en/77.md", topic="Security"),
    "a topic that is new": edit("en/77.md", topic="Culture"),
    "a topic whose slug another has": edit("en/77.md", topic="Economy!"),
    "an author that is there": edit("en/77.md", authors=("Jonas Telk", "Hanna Veras")),
    "an author whose slug another has": edit("en/77.md", authors=("Hanna-Veras",)),
    "no author": edit("en/77.md", authors=()),
    "a source": edit("en/77.md", source="orda-letters"),
    "a publisher": edit("en/73.md", publisher="Lisk Quarterly Press"),
    "a slug": edit("en/77.md", slug="another-letter"),
    "a day of the same week": edit("en/73.md", date=dt.date(2023, 5, 30)),
    "a week of another year": edit("en/77.md", period=None, date=dt.date(2020, 1, 8)),
    "a week after all others": edit("en/77.md", period=None, date=dt.date(2026, 5, 6)),
    "no day": edit("en/77.md", date=None, period=None),
    "a day for an undated one": edit("en/30.md", date=dt.date(2023, 3, 5)),
    "rights to a link only": edit("en/77.md", rights=Rights.LINK),
    "a summary": edit("en/77.md", summary="What became of the ferry."),
    "no translation any more": edit("en/10.md", translations=None),
    "a translation": all_of(edit("en/9.md", translations="k9"), edit("be/9.md", translations="k9")),
    "a correction": edit("en/77.md", modified=dt.date(2024, 2, 2)),
    "a person": rewrite("en/77.md", "Okort waited for the ferry."),
    "a copy": rewrite("en/73.md", start()["en/44.md"].body.text),
    "one more in the newest week": add(89, "en", slug="new"),
    "one more in an old week": add(3, "en", slug="new"),
    "one more without a day": add(30, "en", slug="new"),
    "one less": remove("en/77.md"),
    "the newest less": remove("en/89.md", "en/88.md", "en/87.md"),
    "the oldest less": remove("en/0.md", "be/0.md"),
    "one less and its translation": remove("en/10.md", "be/10.md"),
    "a file of another name": lambda entries: entries.update(
        {"en/moved.md": replace(entries.pop("en/77.md"), path="en/moved.md")}
    ),
}


WIDE: dict[str, Change] = {
    "a topic that takes the slug of another": edit("en/77.md", topic="ECONOMY"),
    "an author that takes the slug of another": edit("en/77.md", authors=("HANNA VERAS",)),
    "a source under another name everywhere": lambda entries: [
        edit(path, publisher="Lisk Quarterly Press")(entries)
        for path, entry in list(entries.items())
        if entry.source == "lisk-quarterly"
    ],
    "a source whose name is not one any more": edit("en/77.md", publisher="Talvaria Weekly Press"),
}


@pytest.mark.parametrize("change", LOCAL.values(), ids=LOCAL.keys())
def test_a_change_of_one_commentary_leaves_most_files_and_none_of_them_wrong(change: Change) -> None:
    after = changed(change)
    assert len(kept(after)) > 0.6 * len(after.files)


@pytest.mark.parametrize("change", WIDE.values(), ids=WIDE.keys())
def test_a_name_that_stands_on_many_pages_is_noticed_on_each_of_them(change: Change) -> None:
    assert kept(changed(change))


def test_a_text_touches_its_own_week_and_those_of_its_neighbours_alone() -> None:
    after = changed(rewrite("en/77.md", "The ferry did not run at all."))
    texts = {address for address in after.files.keys() - kept(after) if re.search(r"/w\d\d[/.].*html", address)}
    weeks = {address.split("/")[2].removesuffix(".html") for address in texts}
    assert "en/2023/w23/letter-77.html" in texts
    assert weeks == {"w22", "w23"}, texts  # the one before it in its topic is of the week before


def test_nothing_changes_by_itself() -> None:
    assert kept(changed(lambda entries: None)) == set(before().files)


def test_the_order_of_the_files_says_nothing() -> None:
    after = planned(list(start().values())[::-1], before().published)
    assert kept(after) == set(before().files)


def test_a_language_that_goes_is_noticed_on_every_page() -> None:
    after = changed(lambda entries: [entries.pop(path) for path in list(entries) if path.startswith("be/")])
    assert not {address for address in kept(after) if address.endswith(".html")}


def test_another_name_of_the_site_is_noticed_everywhere() -> None:
    assert kept(planned(start().values(), before().published, name="Orda Letters")) == set()


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(sorted(LOCAL)), min_size=2, max_size=4, unique=True))
def test_several_changes_at_once_are_noticed_too(names: list[str]) -> None:
    def all_of_them(entries: dict[str, Entry]) -> None:
        for name in names:
            try:
                LOCAL[name](entries)
            except KeyError:  # its commentary has been taken away by another one
                continue

    kept(changed(all_of_them))
