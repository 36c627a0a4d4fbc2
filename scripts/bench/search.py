"""10,000 texts in, what a search among them costs a reader out: ours and Pagefind's, on the same texts.

`make bench-search`. The bytes are those that a server sends to a new browser, packed by gzip, with their heads; the
times are those of a processor slowed down four times, from a key until the results stand in the page, with all files
at hand. Other programs would lengthen them, so we go before those where the system allows it: to root on Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from backfile.plugins.entries import Entry
from backfile.plugins.memory import Memory
from backfile.plugins.pages.place import Archive, Place
from backfile.plugins.pages.search import search_pages
from backfile.plugins.rendering import environments, render
from backfile.plugins.search.files import search_files
from backfile.plugins.search.text import forms
from backfile.plugins.search.writer import theme_files
from backfile.plugins.shelves import shelve
from backfile.plugins.site import Site
from backfile.plugins.stylesheet import stylesheets
from backfile.plugins.words import words_for
from bench.search_server import CountingServer, served
from bench.search_texts import PACKAGES, as_page, entries, fetch_words, vocabulary
from chromium import find_chromium

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "bench"
SLOWER = 4
ASK_OURS = """
(query) => new Promise((done) => {
  const field = document.getElementById("q"), results = document.getElementById("results");
  const begun = performance.now(), said = document.getElementById("said");
  const watch = new MutationObserver(() => {
    if (!said.textContent) return;
    watch.disconnect();
    const found = [...results.querySelectorAll("h2 a")].map((link) => link.getAttribute("href").replace("../", ""));
    done({ ms: performance.now() - begun, found });
  });
  watch.observe(document.querySelector(".found"), { childList: true, subtree: true });
  watch.observe(said, { childList: true });
  field.value = query;
  field.dispatchEvent(new Event("input", { bubbles: true }));
})
"""
ASK_PAGEFIND = """
async (query) => {
  const begun = performance.now(), list = document.getElementById("results");
  const { results } = await window.pagefind.search(query);
  const ten = await Promise.all(results.slice(0, 10).map((one) => one.data()));
  list.replaceChildren(...ten.map((one) => {
    const item = document.createElement("li");
    item.innerHTML = `<a href="${one.url}">${one.meta.title}</a><p>${one.excerpt}</p>`;
    return item;
  }));
  return { ms: performance.now() - begun, found: ten.map((one) => one.url.replace(/^\\//, "")) };
}
"""
PAGEFIND_PAGE = (
    '<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>Find</title><ol id="results"></ol>'
    '<script type="module">import * as pagefind from "/pagefind/pagefind.js"; await pagefind.init();'
    "window.pagefind = pagefind;</script></html>"
)


@dataclass(frozen=True)
class Query:
    """What is typed, and the addresses that should be found: one text that must be first, or all that have a word."""

    lang: str
    text: str
    wanted: frozenset[str]
    known: bool


@dataclass(frozen=True)
class Engine:
    """How one search is reached and asked; `shell` are the endings of files that are the page itself."""

    name: str
    page: str
    ask: str
    ready: str
    shell: tuple[str, ...] = (".html", ".css")


OURS = Engine("", "{lang}/search.html", ASK_OURS, "!document.getElementById('search').hidden")
PAGEFIND = Engine("pagefind_", "find-{lang}.html", ASK_PAGEFIND, "window.pagefind !== undefined")


def queries(found: Sequence[Entry], chance: random.Random) -> Iterator[Query]:
    """For one language: three words of a title; words that two to eight texts have; common and half-typed words."""
    places: dict[str, set[str]] = {}
    for entry in found:
        for form in set(forms(f"{entry.title} {entry.body.text}")):
            places.setdefault(form, set()).add(entry.address)
    for entry in chance.sample(found, 8):
        words = chance.sample([word for word in entry.title.split() if len(word) > 3], 3)
        yield Query(entry.lang, " ".join(words), frozenset({entry.address}), known=True)
    rare = sorted(word for word, at in places.items() if 2 <= len(at) <= 8 and len(word) > 4)
    common = sorted(word for word, at in places.items() if len(at) > len(found) / 20 and len(word) > 3)
    for word in chance.sample(rare, 8):
        yield Query(found[0].lang, word, frozenset(places[word]), known=False)
    for word in chance.sample(common, 4):
        yield Query(found[0].lang, word, frozenset(), known=False)
    for word in chance.sample(rare, 4):
        yield Query(found[0].lang, word[: max(4, len(word) * 2 // 3)], frozenset(), known=False)


def write_site(archive: Archive, folder: Path) -> float:
    """The search pages and the index of an archive in a folder; the seconds that the index took."""
    begun = time.process_time()
    written = dict(search_files(archive))
    seconds = time.process_time() - begun
    theme = ROOT / "theme"
    written |= {name: text.encode() for name, text in theme_files(theme / "static").items()}
    written |= stylesheets(theme / "static" / "css")
    by_lang = environments(theme, archive.words, Memory())
    for lang, shelf in archive.shelves.items():
        for page in search_pages(Place(archive, shelf, "")):
            written[page.address] = render(page, by_lang[lang])
    write_all(folder, written)
    return seconds


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder of their own."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def index_with_pagefind(found: Sequence[Entry], folder: Path) -> float:
    """The same texts as pages, and Pagefind's index of them; the seconds that took."""
    if not (CACHE / "node_modules/.bin/pagefind").exists():
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "pagefind@1"], cwd=CACHE, check=True)  # noqa: S607
    write_all(folder, {entry.address: as_page(entry).encode() for entry in found})
    begun = time.monotonic()
    command = [str(CACHE / "node_modules/.bin/pagefind"), "--site", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    for lang in PACKAGES:
        (folder / f"find-{lang}.html").write_text(PAGEFIND_PAGE.format(lang=lang), "utf-8")
    return time.monotonic() - begun


def measure(engine: Engine, asked: Sequence[Query], folder: Path, browser: Browser) -> dict[str, float]:
    """The figures of one search."""
    before, first, later, times, ranks, recalls = [list[float]() for _ in range(6)]
    with served(folder) as server:
        for lang in PACKAGES:
            mine = [query for query in asked if query.lang == lang]
            for opening in mine[::5]:
                page = opened(engine, lang, server, browser)
                before.append(kilobytes(server, engine.shell))
                page.evaluate(engine.ask, opening.text)
                first.append(before[-1] + settled(page, server))
                page.context.close()
            page = opened(engine, lang, server, browser)
            for number, query in enumerate(mine):
                found = page.evaluate(engine.ask, query.text)["found"]
                spent = settled(page, server)
                later += [spent] if number else []
                rank = next((1 / place for place, one in enumerate(found, 1) if one in query.wanted), 0)
                ranks += [rank] if query.known else []
                recalls += [len(query.wanted & set(found)) / len(query.wanted)] if query.wanted else []
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            for query in mine * 3:
                page.wait_for_timeout(100)  # as between two keys
                times.append(page.evaluate(engine.ask, query.text)["ms"])
            page.context.close()
    return {
        f"{engine.name}kb_before_typing": round(max(before), 1),
        f"{engine.name}kb_first_results": round(max(first), 1),
        f"{engine.name}kb_first_median": round(statistics.median(first), 1),
        f"{engine.name}kb_later_median": round(statistics.median(later), 1),
        f"{engine.name}kb_later_p95": round(statistics.quantiles(later, n=20)[-1], 1),
        f"{engine.name}ms_p50_key": round(statistics.median(times), 1),
        f"{engine.name}ms_p95_key": round(statistics.quantiles(times, n=20)[-1], 1),
        f"{engine.name}known_item_rank": round(statistics.mean(ranks), 3),
        f"{engine.name}recall": round(statistics.mean(recalls), 3),
    }


def come_first() -> None:
    """Have this program and what it starts run before all others, where the system lets it."""
    with suppress(AttributeError, PermissionError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))


def opened(engine: Engine, lang: str, server: CountingServer, browser: Browser) -> Page:
    """A search page in a new browser."""
    page = browser.new_context().new_page()
    server.taken()
    page.goto(server.url + engine.page.format(lang=lang), wait_until="networkidle")
    page.wait_for_function(engine.ready)
    return page


def settled(page: Page, server: CountingServer) -> float:
    """The kilobytes since the last time, when nothing is under way."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(50)
    return kilobytes(server, (".ico",))


def kilobytes(server: CountingServer, without: tuple[str, ...]) -> float:
    """What was sent since the last time, but for files with these endings."""
    return sum(size for path, size in server.taken() if not path.endswith((*without, ".ico"))) / 1024


def main() -> None:
    """Make the texts, both indexes and the measurements; the last line is one flat JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=10_000, help="how many, over four languages (10000)")
    parser.add_argument("--alone", action="store_true", help="without Pagefind")
    options = parser.parse_args()
    fetch_words(CACHE / "words")
    languages = {lang: vocabulary(lang, CACHE / "words") for lang in PACKAGES}
    found = {lang: list(entries(lang, options.texts // 4, words)) for lang, words in languages.items()}
    everything = [entry for group in found.values() for entry in group]
    words = {lang: words_for(lang, ROOT / "theme" / "locale") for lang in PACKAGES}
    chance = random.Random("queries")
    asked = [query for group in found.values() for query in queries(group, chance)]
    print(f"{len(everything)} texts, {len(asked)} queries", flush=True)
    archive = Archive(Site("Bench", "", "https://archive.example", "en"), words, shelve(everything))
    figures = {"index_cpu_seconds": round(write_site(archive, CACHE / "ours"), 1)}
    figures["index_files"] = sum(path.is_file() for path in (CACHE / "ours" / "search").rglob("*"))
    engines = {OURS: CACHE / "ours"}
    if not options.alone:
        figures["pagefind_index_seconds"] = round(index_with_pagefind(everything, CACHE / "theirs"), 1)
        engines[PAGEFIND] = CACHE / "theirs"
    come_first()
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=flags)
        for engine, folder in engines.items():
            figures |= measure(engine, asked, folder, browser)
        browser.close()
    for name, figure in figures.items():
        print(f"{name:32}{figure}")
    print(f"load average of this machine: {os.getloadavg()[0]:.1f}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
