"""Each kind of page as a reader has it: off a disk and off a host, on any screen, by day and by night."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pdfminer.pdfpage import PDFPage
from playwright.sync_api import Browser, Page

from bench.kinds import KINDS, pages_by_kind
from bench.serving import served
from sites.tab import Scheme, Tab

PAGES = {
    "front": "index.html",
    "language": "be/index.html",
    "commentary": "en/2025/w02/everything.html",
    "translated": "ru/2024/w49/commentary-1.html",
    "excerpt": "en/2025/w02/part.html",
    "week": "en/2024/w49/index.html",
    "whole": "en/2025/w02.html",
    "topics": "be/topics/index.html",
    "topic": "de/topics/wirtschaft.html",
    "topic-year": "en/topics/economy/2025.html",
    "matrix": "ru/matrix.html",
    "calendar": "de/weeks.html",
    "year": "en/2025/index.html",
    "month": "ru/2024/m12.html",
    "names": "be/authors/index.html",
    "name": "en/authors/hanna-veras.html",
    "source": "en/sources/lisk-quarterly.html",
    "undated": "en/undated/index.html",
    "search": "en/search.html",
    "feeds": "ru/feeds.html",
    "about": "be/about.html",
    "cite": "de/cite.html",
    "missing": "404.html",
}
# A page of text and its stylesheet; pictures have a stylesheet of their own, the search that and a script too.
PICTURED = ("front", "language", "topics", "topic", "topic-year", "matrix", "calendar", "year")
MOST_REQUESTS = {"search": 4, **dict.fromkeys(PICTURED, 3)}
NOWHERE = "en/2025/w02/no/such/page.html"
WIDTHS = (320, 360, 1280)
LINES = """element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  if (element.lastElementChild?.matches(".anchor")) range.setEndBefore(element.lastElementChild);
  const tops = new Set([...range.getClientRects()].map(box => Math.round(box.bottom / 4)));
  return [element.textContent.length, tops.size];
}"""
AXE_AT: dict[Scheme, int] = {"light": 1280, "dark": 320}
"""How wide the screen is when axe looks at the page in that scheme."""


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """The address of the site on a server of ours."""
    with served(site) as url:
        yield url


def test_every_kind_of_page_is_looked_at() -> None:
    assert set(KINDS) <= set(PAGES)


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_for_everyone(tab: Tab, site: Path, host: str, kind: str) -> None:
    page = tab.open(f"{host}{NOWHERE}" if kind == "missing" else (site / PAGES[kind]).as_uri(), width=1280)
    open_all(page)
    wide = [(scheme, width) for scheme in by_day_and_by_night(page) for width in WIDTHS if tab.overflow(width)]
    requests, console = list(tab.asked), list(tab.said)  # what axe asks for and says does not count
    complaints = [(scheme, found) for scheme in by_day_and_by_night(page) for found in tab.complaints(AXE_AT[scheme])]
    most = MOST_REQUESTS.get(kind, 2)
    assert wide == []
    assert complaints == []
    assert tab.stored() == []
    assert [line for line in console if kind != "missing" or "404" not in line] == []
    assert [url for url in requests if not url.startswith((site.as_uri(), host, "data:"))] == []
    assert len([url for url in requests if not url.startswith("data:") and "/images/" not in url]) <= most


def by_day_and_by_night(page: Page) -> Iterator[Scheme]:
    """The page in the one scheme, then in the other."""
    for scheme in AXE_AT:
        page.emulate_media(color_scheme=scheme)
        yield scheme


def open_all(page: Page) -> None:
    """Open what is folded, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(found => { found.open = true })")


@pytest.mark.parametrize("lang", ["en", "be", "ru", "de"])
def test_the_heaviest_page_of_each_kind_fits_the_smallest_phone(tab: Tab, large_site: Path, lang: str) -> None:
    wide = list[str]()
    for addresses in pages_by_kind(large_site).values():
        mine = [large_site / address for address in addresses if address.startswith(f"{lang}/")]
        for path in sorted(mine, key=lambda path: path.stat().st_size)[-1:]:
            tab.open(path.as_uri(), width=320)
            if tab.overflow(320):
                wide.append(path.relative_to(large_site).as_posix())
    assert wide == []


def test_what_is_read_needs_no_script(browser: Browser, site: Path) -> None:
    texts = []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto((site / PAGES["commentary"]).as_uri())
        texts.append(page.locator("main").text_content())
        context.close()
    assert texts[0]
    assert texts[0] == texts[1]


def test_the_page_for_what_is_missing_has_its_style_and_leads_on(tab: Tab, host: str) -> None:
    page = tab.open(f"{host}{NOWHERE}")
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 1
    page.locator("main a", has_text="Беларуская").click()
    assert page.url == f"{host}be/index.html"


def test_a_table_that_is_wider_than_the_page_scrolls_by_itself(tab: Tab, site: Path) -> None:
    page = tab.open((site / PAGES["commentary"]).as_uri())
    page.evaluate("document.querySelectorAll('.text td').forEach(cell => { cell.style.minWidth = '320px' })")
    wide, whole = page.evaluate("[document.querySelector('.scroll'), document.documentElement].map(e => e.scrollWidth)")
    assert wide >= 4 * 320
    assert whole == 360


def test_the_first_stop_of_the_keyboard_leads_to_the_text(tab: Tab, site: Path) -> None:
    page = tab.open((site / PAGES["front"]).as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_keyboard_goes_through_the_matrix_mark_by_mark(tab: Tab, site: Path) -> None:
    page = tab.open((site / PAGES["year"]).as_uri())
    marks = page.locator(".matrix td a")
    marks.first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.querySelectorAll('.matrix td a')[1]")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/w\d\d/index\.html#t-"))


def test_a_phone_shows_a_quarter_of_the_matrix_without_scrolling(tab: Tab, site: Path) -> None:
    page = tab.open((site / PAGES["front"]).as_uri())
    widths = page.evaluate("[...document.querySelectorAll('.scroll')].map(e => e.scrollWidth - e.clientWidth)")
    assert len(widths) > 1
    assert set(widths) == {0}


@pytest.mark.parametrize(("width", "columns"), [(340, 12), (360, 13), (800, 26), (1280, 26)])
def test_the_calendar_has_a_quarter_a_row_on_a_phone_and_half_a_year_on_a_desk(
    tab: Tab, site: Path, width: int, columns: int
) -> None:
    page = tab.open((site / PAGES["calendar"]).as_uri(), width=width)
    rows = page.evaluate("getComputedStyle(document.querySelector('.weeks')).gridTemplateColumns.split(' ').length")
    assert rows == columns


@pytest.mark.parametrize("lang", ["en", "be", "ru", "de"])
@pytest.mark.parametrize(("width", "least", "most"), [(1280, 50, 78), (360, 26, 46)])
def test_a_line_is_as_long_as_the_eye_likes(
    tab: Tab, large_site: Path, lang: str, width: int, least: int, most: int
) -> None:
    address = max((large_site / lang).glob("20*/w*/*-*.html"), key=lambda path: path.stat().st_size)
    page = tab.open(address.as_uri(), width=width)
    longest = max((p for p in page.locator(".text > p").all()), key=lambda p: len(p.text_content() or ""))
    characters, lines = longest.evaluate(LINES)
    assert lines > 3
    assert least <= characters / (lines - 0.5) <= most  # the last line is half full, as a rule


@pytest.mark.parametrize("kind", ["commentary", "whole", "matrix"])
def test_on_paper_the_ways_around_are_left_out(tab: Tab, site: Path, kind: str) -> None:
    page = tab.open((site / PAGES[kind]).as_uri())
    page.emulate_media(media="print")
    shown = [page.locator(name).first.is_visible() for name in (".top nav", ".foot nav", ".skip", "h1", ".address")]
    address = page.locator(".address").text_content()
    assert shown == [False, False, False, True, True]
    assert address == f"https://archive.example/{PAGES[kind]}"


def test_on_paper_it_is_day(tab: Tab, site: Path) -> None:
    colours = []
    for scheme in AXE_AT:
        page = tab.open((site / PAGES["commentary"]).as_uri())
        page.emulate_media(media="print", color_scheme=scheme)
        colours.append(page.locator(".verdict .mark").evaluate("mark => getComputedStyle(mark).color"))
    assert colours[0] == colours[1]


def test_on_paper_a_trend_keeps_its_turns_and_nothing_else_that_only_leads_on(tab: Tab, site: Path) -> None:
    page = tab.open((site / PAGES["topic"]).as_uri())
    page.evaluate("""() => {
      const turns = document.querySelector(".beside .links").cloneNode(true);
      document.querySelector(".history figcaption").append(turns);
    }""")
    page.emulate_media(media="print")
    shown = [page.locator(name).first.is_visible() for name in (".history .links", ".beside", ".rows")]
    assert shown == [True, False, True]


def test_the_figures_of_a_trend_keep_their_words_whole_on_a_phone(tab: Tab, site: Path) -> None:
    page = tab.open((site / "ru" / "topics" / "ekonomika.html").as_uri(), width=320)
    open_all(page)
    lines = page.locator(".figures tbody th a").first.evaluate("link => link.getClientRects().length")
    assert lines == 1


def test_a_thousand_words_are_two_sheets_of_paper(tab: Tab, large_site: Path) -> None:
    address = next(iter(sorted((large_site / "be").glob("20*/w*/*-*.html"))))
    page = tab.open(address.as_uri())
    page.evaluate(
        """() => {
      const text = document.querySelector(".text"), words = text.textContent.split(/\\s+/).slice(0, 100).join(" ");
      text.replaceChildren(...Array.from({length: 10}, () => {
        const paragraph = document.createElement("p");
        paragraph.textContent = words;
        return paragraph;
      }));
    }"""
    )
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(list(PDFPage.get_pages(BytesIO(printed)))) <= 2
