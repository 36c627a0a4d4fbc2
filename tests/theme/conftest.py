"""A small site on Talvaria in four languages, built once by the `pelican` command."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.archive import write_archive
from sites.commands import run
from sites.tab import Tab

ROOT = Path(__file__).resolve().parents[2]
Header = dict[str, str | None]
TOPICS = {
    "en": ("Economy", "Government", "Parties and society", "Security"),
    "be": ("Эканоміка", "Улада", "Партыі і грамадства", "Бяспека"),
    "ru": ("Экономика", "Власть", "Партии и общество", "Безопасность"),
    "de": ("Wirtschaft", "Regierung", "Parteien und Gesellschaft", "Sicherheit"),
}
TITLES = {
    "en": (
        "The Ferry at Osta Runs Late",
        "A Bridge With Half a River Under It",
        "Who Counts the Loaves",
        "Quiet at Kaldhavn",
    ),
    "be": ("Паром у Осце спазняецца", "Мост над паловай ракі", "Хто лічыць боханы", "Ціха ў Кальдхаўне"),
    "ru": ("Паром в Осте опаздывает", "Мост над половиной реки", "Кто считает буханки", "Тихо в Кальдхавне"),
    "de": (
        "Die Fähre in Osta verspätet sich",
        "Brücke über einen halben Fluss",
        "Wer die Brote zählt",
        "Ruhe in Kaldhavn",
    ),
}
TEXT = {
    "en": "The mill at Halmar stopped on a Tuesday. By Friday nobody in Sorvik could say who had asked it to.",
    "be": "Млын у Халмары спыніўся ў аўторак. Да пятніцы ніхто ў Сорвіку не мог сказаць, хто яго пра гэта прасіў.",
    "ru": "Мельница в Халмаре встала во вторник. К пятнице никто в Сорвике не мог сказать, кто её об этом просил.",
    "de": "Die Mühle in Halmar stand am Dienstag still. Bis Freitag wusste in Sorvik niemand, wer es verlangt hatte.",
}
TRENDS = ("better", "unchanged", "worse", None)
EVERYTHING = """The price had not moved,[^1] and *that* was the **news** to the [Assembly](https://assembly.example/q).

![The mill at Halmar](images/mill.svg)

*The mill before the strike*

![A map of the Orda](https://elsewhere.example/map.png)

## Prices, as printed

| Town | A loaf in crowns | A sack of flour in crowns | What the baker at the market says of it |
|---|---|---|---|
| Nivelle-on-Lisk | 4.10 | 61.00 | up |

> Bread is a question of who pays last.

1. First the mills,
2. then the bakers.

AVeryLongWordWithoutAnyBreakThatAScraperMayBringHomeFromATableOfContentsOrAnAddressBarOfAnOldBrowser[^1]

[^1]: The minutes of the meeting were not kept.
"""
MILL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 18"><path fill="#876" d="M12 15V7l4-3 4 3v8z"/></svg>'


def commentary(lang: str, number: int) -> Header:
    """The header of one of a row of commentaries, three weeks apart, their topics and marks in turn."""
    first = dt.date(2024, 12, 2) + dt.timedelta(weeks=3 * (number // 4))
    last = first + dt.timedelta(days=6)
    return {
        "Title": TITLES[lang][number % 4],
        "Slug": f"commentary-{number}",
        "Date": last.isoformat(),
        "Date_from": "period",
        "Category": TOPICS[lang][number % 4],
        "Authors": "Hanna Veras; Jonas Telk" if number % 3 else None,
        "Lang": lang,
        "Period": f"{first}/{last}",
        "Trend": TRENDS[(number + number // 4) % 4],
        "Source": "talvaria-weekly",
        "Original": f"https://talvaria-weekly.example/{lang}/{number}/",
        "Translations": f"t{number}",
        "Captured": "2026-11-23T05:20:00Z",
        "Rights": "full",
        "Schema": "1",
    }


def special() -> dict[str, tuple[Header, str]]:
    """One commentary with everything, one undated and without a topic, two of which little may be shown, a reprint."""
    plain: Header = {"Lang": "en", "Source": "lisk-quarterly", "Rights": "full", "Schema": "1", "Date": "2025-01-10"}
    original: Header = {"Original": "https://lisk-quarterly.example/a"}
    everything: Header = {
        "Title": "Notes, Tables & <Brackets>",
        "Slug": "everything",
        "Summary": "Told apart.",
        "Trend": "worse",
        "Trend_phrase": "A step back",
        "Category": "Economy",
        "Repairs": "joined @3: full- fledged → full-fledged",
        "Missing": "author, title_incomplete",
        "Credit": "Photo: Talvarian Radio",
    }
    part: Header = {"Title": "Only a Part", "Slug": "part", "Rights": "excerpt"}
    link: Header = {"Title": "Only a Link", "Slug": "link", "Rights": "link"}
    undated: Header = {"Title": "A Speech Without a Day", "Slug": "speech", "Date": None}
    reprint: Header = {"Title": "Printed Again", "Slug": "again", "Category": "Economy"}
    return {
        "everything": ({**plain, **original, **everything}, EVERYTHING),
        "part": ({**plain, **original, **part}, TEXT["en"]),
        "link": ({**plain, **original, **link}, TEXT["en"]),
        "undated": ({**plain, **undated}, TEXT["en"]),
        "reprint": ({**plain, **reprint}, TEXT["en"]),
    }


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    content, out = tmp_path_factory.mktemp("content"), tmp_path_factory.mktemp("site")
    files = {
        f"{lang}-{n}": (commentary(lang, n), TEXT[lang]) for lang in TOPICS for n in range(16 if lang == "en" else 8)
    }
    for name, (header, body) in {**files, **special()}.items():
        lines = [f"{key}: {value}" for key, value in header.items() if value]
        (content / f"{name}.md").write_text("\n".join([*lines, "", body, ""]), "utf-8")
    (content / "images").mkdir()
    (content / "images" / "mill.svg").write_text(MILL, "utf-8")
    build(content, out)
    return out


@pytest.fixture(scope="session")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site of a made-up archive; `make large` makes it as large as one that has lived long."""
    content, out = tmp_path_factory.mktemp("large-content"), tmp_path_factory.mktemp("large-site")
    write_archive(content, int(os.environ.get("BACKFILE_COMMENTARIES", "160")))
    build(content, out)
    return out


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Tab]:
    """The tab in which pages are looked at; each test opens its own address in it."""
    with browser.new_context() as context:
        yield Tab(context.new_page())


def build(content: Path, out: Path) -> None:
    """Build a site as `backfile build` does."""
    ended = run("pelican", content, "-s", "pelicanconf.py", "-o", out, "--fatal", "errors", folder=ROOT)
    assert 0 == ended.code, ended
