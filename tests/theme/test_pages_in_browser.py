"""Each kind of page as a reader has it: from a disk, on a small screen and a large one, by day and by night."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from backfile.publish.serve import open_server

PAGES = {
    "front": "index.html",
    "language": "be/index.html",
    "commentary": "en/2025/w02/everything.html",
    "translated": "ru/2024/w49/commentary-1.html",
    "week": "en/2024/w49/index.html",
    "topic": "de/topics/wirtschaft.html",
    "topic-year": "en/topics/economy/2025.html",
    "topics": "be/topics/index.html",
    "year": "en/2025/index.html",
    "month": "ru/2024/m12.html",
    "author": "en/authors/hanna-veras.html",
    "source": "en/sources/lisk-quarterly.html",
    "undated": "en/undated/index.html",
    "excerpt": "en/2025/w02/part.html",
    "about": "be/about.html",
    "missing": "404.html",
}
NOWHERE = "en/2025/w02/no/such/page.html"
Scheme = Literal["light", "dark"]


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """The address of the site on a server of ours."""
    with open_server(site, port=0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.url
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_for_everyone(browser: Browser, site: Path, host: str, kind: str, scheme: Scheme) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 800})
    page, asked, said = context.new_page(), list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{host}{NOWHERE}" if kind == "missing" else (site / PAGES[kind]).as_uri())
    widest = [overflow(page, width) for width in (320, 360, 1280)]
    requests, console = list(asked), list(said)  # what axe asks for and says does not count
    complaints = complaints_of(page, 1280 if scheme == "light" else 320)
    context.close()
    assert widest == [0, 0, 0]
    assert complaints == []
    assert [line for line in console if kind != "missing" or "404" not in line] == []
    assert [url for url in requests if not url.startswith((site.as_uri(), host, "data:"))] == []
    assert len([url for url in requests if not url.startswith("data:") and "/images/" not in url]) <= 2


def test_the_page_for_what_is_missing_has_its_style_and_leads_on(browser: Browser, host: str) -> None:
    page = browser.new_page()
    page.goto(f"{host}{NOWHERE}")
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 1
    page.locator("main a", has_text="Беларуская").click()
    assert page.url == f"{host}be/index.html"
    page.close()


def overflow(page: Page, width: int) -> int:
    """How many pixels a page is wider than a screen of `width`."""
    page.set_viewport_size({"width": width, "height": 800})
    return int(page.evaluate("document.documentElement.scrollWidth")) - width


def complaints_of(page: Page, width: int) -> list[str]:
    """What axe finds against a page on a screen of `width`: all its rules, best practices too."""
    page.set_viewport_size({"width": width, "height": 800})
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def test_the_first_stop_of_the_keyboard_leads_to_the_text(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / PAGES["front"]).as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


def test_a_phone_shows_a_quarter_of_the_matrix_without_scrolling(browser: Browser, site: Path) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto((site / PAGES["front"]).as_uri())
    widths = page.evaluate("[...document.querySelectorAll('.scroll')].map(e => e.scrollWidth - e.clientWidth)")
    page.close()
    assert len(widths) > 1
    assert set(widths) == {0}


def test_on_paper_the_ways_around_are_left_out(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / PAGES["commentary"]).as_uri())
    page.emulate_media(media="print")
    shown = [page.locator(name).first.is_visible() for name in (".top nav", ".foot", ".skip", "article h1")]
    page.close()
    assert shown == [False, False, False, True]
