"""The search as a reader has it: from a disk and from a server, by keyboard, in each language."""

from __future__ import annotations

import re
import shutil
import threading
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from backfile.plugins.search.text import forms
from backfile.publish.serve import open_server
from sites.commands import run
from sites.tab import Scheme, Tab

Open = Callable[..., Page]
ROOT = Path(__file__).resolve().parents[2]
WAYS = ("disk", "server")
WORDS = {"en": "friday", "be": "пятніца", "ru": "пятница", "de": "freitag"}


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """The address of the site on a server of ours."""
    with open_server(site, port=0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.url
        server.shutdown()
        thread.join()


@pytest.fixture
def opened(tab: Tab, site: Path, host: str) -> Iterator[Open]:
    """Open the search page: `opened("be", way="disk")`; whatever the console says fails the test."""

    def open_page(lang: str = "en", hash_: str = "", *, way: str = "disk", scheme: Scheme = "light") -> Page:
        address = f"{f'{site.as_uri()}/' if way == 'disk' else host}{lang}/search.html{hash_}"
        return tab.open(address, width=1280, scheme=scheme)

    yield open_page
    assert tab.said == [] or "axe" in tab.page.evaluate("Object.keys(window)")  # what axe says does not count


def found(page: Page) -> list[str]:
    """The titles of the results, when there are any or the search has said that there are none."""
    page.locator("#said:not(:empty)").wait_for(state="attached")
    return page.locator("#results h2").all_inner_texts()


def ask(page: Page, query: str) -> list[str]:
    """Type a query in place of the last one, and wait for what it finds."""
    page.evaluate("document.getElementById('said').textContent = ''")
    page.locator("#q").fill(query)
    return found(page)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("lang", WORDS)
def test_a_word_is_found_in_each_language_and_nothing_is_asked_elsewhere_or_kept(
    opened: Open, tab: Tab, site: Path, host: str, lang: str, way: str
) -> None:
    page = opened(lang, way=way)
    assert len(ask(page, WORDS[lang])) == 8 if lang != "en" else len(ask(page, WORDS[lang])) == 10
    assert page.locator("#results mark").count() >= 8
    assert tab.asked
    assert [url for url in tab.asked if not url.startswith((site.as_uri(), host))] == []
    assert tab.stored() == []


def test_nothing_but_the_small_script_is_loaded_before_a_reader_begins(opened: Open, site: Path) -> None:
    page = opened()
    assert page.evaluate("[...document.scripts].map(one => one.getAttribute('src'))") == ["../theme/search.js"]


def test_results_come_as_one_types_and_the_last_word_may_be_half(opened: Open) -> None:
    page = opened()
    page.locator("#q").press_sequentially("kaldh", delay=5)
    assert "Quiet at Kaldhavn" in found(page)
    assert page.locator("#results h2 mark").first.inner_text() == "Kaldhavn"


def test_all_words_must_be_there_and_where_none_has_all_it_says_so(opened: Open) -> None:
    page = opened()
    assert set(ask(page, "ferry osta")) == {"The Ferry at Osta Runs Late"}
    assert "The Ferry at Osta Runs Late" in ask(page, "ferry osta loaves")
    expect(page.locator("#said")).to_contain_text("None has all the words")
    assert ask(page, "xylophone") == []
    expect(page.locator("#said")).to_have_text("Nothing is found.")


def test_a_word_that_most_texts_have_is_marked_only_where_it_is_all_that_was_asked(opened: Open) -> None:
    page = opened()
    ask(page, "friday ferry")
    assert {mark.lower() for mark in page.locator("#results mark").all_inner_texts()} == {"ferry"}
    ask(page, "friday ")
    assert {mark.lower() for mark in page.locator("#results mark").all_inner_texts()} == {"friday"}


def test_an_unknown_ending_finds_what_begins_alike_and_accents_do_not_matter(opened: Open) -> None:
    page = opened("de")
    assert "Brücke über einen halben Fluss" in ask(page, "bruecken")
    assert "Brücke über einen halben Fluss" in ask(page, "BRÜCKE ")
    assert "Die Fähre in Osta verspätet sich" in ask(page, "fahren ")


def test_a_word_that_is_only_guessed_is_said_to_be(opened: Open) -> None:
    page = opened()
    assert ask(page, "ferry")
    expect(page.locator("#said")).not_to_contain_text("begin like it")
    assert "The Ferry at Osta Runs Late" in ask(page, "ferryboats ")
    expect(page.locator("#said")).to_contain_text("words that begin like it were taken instead")


def test_filters_narrow_the_results_and_say_how_many_there_are(opened: Open) -> None:
    page = opened()
    ask(page, "friday")
    expect(page.locator("select[name=topic] option")).to_have_count(6)
    page.locator("select[name=topic]").select_option("=Economy")
    expect(page.locator("#said")).to_have_text("Commentaries found: 5.")
    assert set(found(page)) == {"The Ferry at Osta Runs Late", "Printed Again"}
    page.locator("#years button", has_text="2025").click()
    expect(page.locator("#years button", has_text="2025")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#said")).to_contain_text("Commentaries found: 3.")
    expect(page).to_have_url(re.compile("year=2025"))
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#results li")).to_have_count(0)
    expect(page.locator("#q")).to_be_focused()


@pytest.mark.parametrize("way", WAYS)
def test_an_address_carries_query_and_filters(opened: Open, way: str) -> None:
    page = opened("en", "#q=friday&topic=Economy&year=2025", way=way)
    expect(page.locator("#said")).to_have_text("Commentaries found: 3.")
    expect(page.locator("select[name=topic]")).to_have_value("=Economy")
    ask(page, "mill")
    expect(page).to_have_url(re.compile("#q=mill&topic=Economy&year=2025$"))


def test_it_can_all_be_done_by_keyboard(opened: Open) -> None:
    page = opened()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("kaldhavn")
    assert found(page)
    links = page.locator("#results h2 a")
    page.keyboard.press("Enter")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/commentary-*.html")
    page.go_back()
    expect(page.locator("#q")).to_have_value("kaldhavn")
    assert found(page)


def test_more_results_are_shown_and_the_keyboard_goes_on_with_them(opened: Open) -> None:
    page = opened()
    assert len(ask(page, "friday")) == 10
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#results li")).to_have_count(19)
    expect(page.locator("#results h2 a").nth(10)).to_be_focused()
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()


def test_what_stands_in_titles_and_queries_is_text(opened: Open) -> None:
    page = opened()
    assert "Notes, Tables & <Brackets>" in ask(page, "brackets <img src=x onerror=document.title=1>")
    assert page.locator("#results img").count() == 0
    assert page.title().startswith("Search")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", WORDS)
def test_the_results_are_for_everyone(opened: Open, tab: Tab, lang: str, scheme: Scheme) -> None:
    page = opened(lang, scheme=scheme)
    ask(page, WORDS[lang])
    expect(page.locator("#years")).to_be_visible()
    for width in (320, 360, 1280):
        assert tab.overflow(width) == 0
        assert width == 360 or tab.complaints(width) == []


def test_without_a_script_it_leads_to_the_indexes(browser: Browser, site: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto((site / "en/search.html").as_uri())
    assert not page.locator("#search").is_visible()
    assert page.locator("main a", has_text="2025").get_attribute("href") == "2025/index.html"
    page.close()


def test_an_index_that_is_not_there_is_told(tab: Tab, site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site", ignore=shutil.ignore_patterns("head.js"))
    page = tab.open((tmp_path / "site/en/search.html").as_uri())
    page.locator("#q").fill("ferry")
    expect(page.locator("#said")).to_contain_text("The index cannot be read")


def test_the_browser_folds_as_the_index_does(opened: Open, site: Path) -> None:
    page = opened()
    letters = [chr(code) for code in range(0x20, 0x3000) if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co"}]
    script = (site / "theme/finding.js").read_text("utf-8").partition("const loader")[0].partition("{")[2]
    theirs = page.evaluate(f"(letters) => {{ {script}; return letters.map(forms) }}", letters)
    assert {one: found for one, found in zip(letters, theirs, strict=True) if found != list(forms(one))} == {}


@pytest.mark.parametrize("others", ["Marenka", "Марэнка", "Маренко", "Марэнкі", "марэнку "])
def test_each_spelling_of_a_name_finds_the_same_texts_in_all_languages(tab: Tab, sample: Path, others: str) -> None:
    page = tab.open((sample / "en/search.html").as_uri())
    first, said = ask(page, "Marenko"), page.locator("#said").inner_text()
    languages = page.locator("select[name=lang] option")
    expect(languages).to_have_count(5)
    assert ask(page, others) == first
    assert page.locator("#said").inner_text() == said


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample archive."""
    out = tmp_path_factory.mktemp("sample")
    ended = run("pelican", "content", "-s", "pelicanconf.py", "-o", out, "--fatal", "errors", folder=ROOT)
    assert 0 == ended.code, ended
    return out
