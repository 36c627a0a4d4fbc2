"""A law: whatever changes between two sites, a verification that rests on the first finds what a full one finds."""

from __future__ import annotations

import json
import os
import posixpath
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backfile.publish.expected import Expected
from backfile.publish.trees import names_of
from backfile.publish.verify import Earlier, examine

BASE = "https://archive.example/"
PAGES = ("index.html", "y.html", "a/index.html", "a/x.html", "a/b/x.html", "a/b/index.html", "b/x.html", "b/z.html")
SHOWN = ("search/shown/en/0.js", "search/shown/en/1.js")
BESIDE = ("a/x.bib", "b/x.csl.json", "y.ris")
NAMES = (*PAGES, *SHOWN, "search/main/x.js", *BESIDE)
QUICK = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
PAGE = """<!doctype html>
<html lang="en"><head><title>T</title><link rel="canonical" href="https://archive.example/{name}"></head><body>Text.{body}</body></html>
"""
Spelling = Callable[[str, str], str]


def relative(target: str, page: str) -> str:
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


def folder(target: str, page: str) -> str:
    return BASE + target.removesuffix("index.html")


SPELLINGS: tuple[Spelling, ...] = (
    relative,
    folder,
    lambda target, page: BASE + target,
    lambda target, page: "./" + relative(target, page),
    lambda target, page: relative(target, page).replace("x", "%78"),
    lambda target, page: relative(target, page).replace("x", "&#120;"),
    lambda target, page: relative(target, page).replace(".h", ".\nh"),
    lambda target, page: relative(target, page).replace("b/", "b/../b/./"),
)


@dataclass(frozen=True)
class Link:
    target: str
    spelling: Spelling
    anchored: bool

    def address(self, page: str) -> str:
        return self.spelling(self.target, page) + "#p1" * (self.anchored and self.target in PAGES)


@dataclass(frozen=True)
class Sheet:
    """One file: whether it has the anchor, and its links; of a file of the search index what it shows."""

    anchor: bool
    links: tuple[Link, ...]

    def text(self, name: str) -> str:
        if name in BESIDE:
            return f"{self.anchor}\n" if name != "b/x.csl.json" else "[]"
        if name not in PAGES:
            shown = [[link.target, "T", "", ""] for link in self.links]
            return f"backfile({json.dumps(name[7:-3])},{json.dumps(shown if name in SHOWN else '')})\n"
        links = "".join(f'<a href="{link.address(name)}">x</a>' for link in self.links)
        return PAGE.format(name=name, body=('<p id="p1">A.</p>' if self.anchor else "") + links)


links = st.builds(Link, st.sampled_from(NAMES), st.sampled_from(SPELLINGS), st.booleans())
sheets = st.builds(Sheet, st.booleans(), st.lists(links, max_size=3).map(tuple))
sites = st.dictionaries(st.sampled_from(NAMES), sheets, min_size=5)


def sound(site: Mapping[str, Sheet]) -> dict[str, Sheet]:
    """The site without the links that lead nowhere."""

    def leads(name: str, link: Link) -> bool:
        page = link.target in PAGES
        anchored = link.anchored and page and name in PAGES
        return link.target in site and (page or name in PAGES) and (site[link.target].anchor or not anchored)

    return {
        name: Sheet(page.anchor, tuple(link for link in page.links if leads(name, link))) for name, page in site.items()
    }


def searchable(site: Mapping[str, Sheet]) -> dict[str, Sheet]:
    """The site with all its pages in the first file of what the search shows, if it has any."""
    all_pages = tuple(Link(name, relative, False) for name in PAGES if name in site)
    first = next((name for name in SHOWN if name in site), None)
    return {name: Sheet(page.anchor, all_pages if name == first else page.links) for name, page in site.items()}


def expected(site: Mapping[str, str]) -> tuple[Expected, ...]:
    """Each page as one that must be there."""
    return tuple(Expected(f"{name}.md", name, "en", dated=False) for name in PAGES if site.get(name))


@given(sites, st.dictionaries(st.sampled_from(NAMES), sheets | st.none(), max_size=2))
@settings(max_examples=int(os.environ.get("BACKFILE_BUILD_SEQUENCES", "25")) * 10)
def test_what_is_kept_and_has_become_wrong_is_found(site: dict[str, Sheet], changes: dict[str, Sheet | None]) -> None:
    with tempfile.TemporaryDirectory(dir=QUICK) as place:
        content, first, second = (Path(place, name) for name in ("content", "1", "2"))
        whole = searchable(sound(site | {"index.html": Sheet(True, ())}))
        before = {name: page.text(name) for name, page in whole.items()}
        for name, text in before.items():
            (first / name).parent.mkdir(parents=True, exist_ok=True)
            (first / name).write_text(text, "utf-8")
        verdict = examine(first, content, expected(before))
        assume(not verdict.problems)
        earlier = Earlier(first, names_of(first).numbers, frozenset(expected(before)), verdict.ground)
        after = before | {name: page.text(name) if page else "" for name, page in changes.items()}
        for name, text in after.items():
            (second / name).parent.mkdir(parents=True, exist_ok=True)
            if text == before.get(name):
                os.link(first / name, second / name)
            elif text:
                (second / name).write_text(text, "utf-8")
        asked = expected(after)
        assert examine(second, content, asked, earlier).problems == examine(second, content, asked).problems


def test_of_a_file_that_goes_only_the_page_that_it_stood_beside_is_read_again(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    texts = {name: PAGE.format(name=name, body="") for name in PAGES} | {"a/x.bib": "@article{x}\n"}
    texts["a/x.html"] = PAGE.format(name="a/x.html", body='<a href="x.bib">x</a>')
    for name, text in texts.items():
        for site in (first, second):
            (site / name).parent.mkdir(parents=True, exist_ok=True)
        (first / name).write_text(text, "utf-8")
        if name != "a/x.bib":
            os.link(first / name, second / name)
    ground = examine(first, tmp_path, expected(texts)).ground
    earlier = Earlier(first, names_of(first).numbers, frozenset(expected(texts)), ground)
    found = examine(second, tmp_path, expected(texts), earlier)
    assert [str(problem) for problem in found.problems] == ["a/x.html: x.bib is not in the site"]
    assert found.read == 1
