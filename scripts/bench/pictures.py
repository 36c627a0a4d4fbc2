"""A built site in, a small picture of each kind of page out: on a phone by day, by night, and on a desk.

`python -m bench.pictures output docs/pictures`, run in scripts/, or `make pictures`. Of each kind the picture is of the
page that has most on it; the kinds take turns in the languages of the site.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from lxml import html
from playwright.sync_api import Browser, sync_playwright

from bench.kinds import pages_by_kind
from bench.serving import served
from chromium import QUIET, find_chromium, how_to_install

MOST_BYTES = 60_000  # of one picture: a clone of the repository carries them all


@dataclass(frozen=True)
class View:
    """How a page is looked at: its size in pixels of the page, and how many of the picture's one of them gets."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"]
    scale: float


FIRST = "front"  # what the README shows, in the language that has most
BOTH = ("front", "commentary", "topic")  # by day and by night
PHONE = View("phone", 360, 600, "light", 1)
NIGHT = View("night", 360, 600, "dark", 1)
DESK = View("desk", 1280, 760, "light", 0.6)


def chosen(site: Path) -> Iterator[tuple[str, str]]:
    """The kinds of pages and for each the address of its largest page, in the language whose turn it is."""
    kinds = {kind: found for kind, found in pages_by_kind(site).items() if found}
    turns = cycle(sorted({address.split("/")[0] for address in kinds["front"] if "/" in address}))
    for kind, found in kinds.items():
        lang = next(turns)
        mine = [address for address in found if address.startswith(f"{lang}/") or kind == FIRST] or found
        yield kind, max(mine, key=lambda address: (site / address).stat().st_size)


def asked(site: Path, address: str) -> str:
    """The address, that of a search with a query: the longest word of the newest title, for something to see."""
    if not address.endswith("/search.html"):
        return address
    front = html.document_fromstring((site / address).with_name("index.html").read_bytes())
    words = " ".join(link.text or "" for link in front.iterfind(".//article//a")).split()
    return f"{address}#q={quote(max(words, key=len))}"


def take(browser: Browser, page: str, view: View, target: Path) -> None:
    """One picture; of a picture that is too large only the upper part."""
    height = view.height
    while True:
        context = browser.new_context(
            viewport={"width": view.width, "height": height}, color_scheme=view.scheme, device_scale_factor=view.scale
        )
        shown = context.new_page()
        shown.goto(page, wait_until="networkidle")
        image = shown.screenshot()
        context.close()
        if len(image) <= MOST_BYTES:
            target.write_bytes(image)
            return
        height = height * 9 // 10


def main() -> None:
    """Read the command line and take the pictures."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.pictures", description="Take a picture of each kind of page."
    )
    parser.add_argument("site", type=Path, help="the folder of a built site")
    parser.add_argument("folder", type=Path, help="where to put the pictures")
    arguments = parser.parse_args()
    site, folder = arguments.site.resolve(), arguments.folder.resolve()
    chromium = find_chromium()
    if chromium is None:
        parser.error(how_to_install())
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=[*QUIET, "--disable-lcd-text"], env={**os.environ, "HOME": home}
        )
        with served(site) as url:
            for kind, address in chosen(site):
                for view in (PHONE, DESK, NIGHT) if kind in BOTH else (PHONE, DESK):
                    take(browser, f"{url}{asked(site, address)}", view, folder / f"{kind}-{view.name}.png")
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main()
