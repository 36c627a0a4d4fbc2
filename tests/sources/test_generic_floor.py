"""The generic recipe on real pages, where they are there: no figure sinks below its floor."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from bench.extraction import GOOD, TOGETHER, fact_figures, structure_figures
from bench.extraction_backfile import answer, reading
from bench.extraction_measures import body_score
from bench.extraction_pages import Page, pages_of

HERE = Path(__file__).parent
PAGES = HERE.parents[2] / "shared" / "pages"
FLOORS = tomllib.loads((HERE / "generic-floors.toml").read_text("utf-8"))
EVERY = {"articles": 15, "wcxb": 30, "markup": 11}

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages are not there")


@cache
def read(name: str) -> list[tuple[Page, dict[str, Any]]]:
    """A fixed part of a set, each page with what is read of it."""
    pages = [page for page in pages_of(PAGES / name) if page.text or page.structure][:: EVERY[name]]
    found = ((page, reading(page.markup, page.url)) for page in pages)
    return [(page, dict(answer(commentary)) if commentary else {}) for page, commentary in found]


@pytest.mark.parametrize("name", FLOORS["f1"])
def test_the_text_is_found(name: str) -> None:
    scores = [body_score(told.get("text"), page.text, TOGETHER.get(name, 4)).f1 for page, told in read(name)]
    figures = {"f1": fmean(scores), "good": fmean(score >= GOOD for score in scores)}
    assert {figure: value for figure, value in figures.items() if value < FLOORS[figure][name]} == {}


@pytest.mark.parametrize("name", FLOORS["recall"])
def test_what_stands_in_the_text_is_kept_as_what_it_is(name: str) -> None:
    figures = structure_figures([page for page, _ in read(name)], {page.id: told for page, told in read(name)})
    floors = {
        f"{figure}_{kind}": least for figure in ("recall", "precision") for kind, least in FLOORS[figure][name].items()
    }
    assert {figure: figures[figure] for figure, least in floors.items() if figures[figure] < least} == {}


@pytest.mark.parametrize("name", FLOORS["title"])
def test_title_author_and_date_are_found_and_not_invented(name: str) -> None:
    pages = [page for page, _ in read(name)]
    figures = fact_figures(pages, {page.id: told for page, told in read(name)})
    least = {fact: figures[fact] for fact in ("title", "author", "date") if figures[fact] < FLOORS[fact][name]}
    most = {fact: figures[fact] for fact in ("invented_author", "invented_date") if figures[fact] > FLOORS[fact][name]}
    assert least | most == {}


@pytest.mark.parametrize("name", EVERY)
def test_markdown_comes_back_as_it_was_read(name: str) -> None:
    assert [page.id for page, told in read(name) if told and not told["round_trip"]] == []
