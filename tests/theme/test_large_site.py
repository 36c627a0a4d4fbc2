"""The site of a made-up archive as a whole: what its pages weigh, that no link is dead, that no list is endless."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest
from lxml import html

from bench.kinds import BUDGETS, packed, pages_by_kind

LYCHEE = Path(sys.executable).with_name("lychee")
MOST_ROWS = 60
SHEET = re.compile(r'<link rel="stylesheet" href="[^"]*theme/(\w+)\.css">')
FILES = (".html", ".xml", ".csv", ".json", ".jsonl", ".opml", ".bib", ".ris", ".txt")


@pytest.fixture(scope="module")
def weights(large_site: Path) -> dict[str, list[int]]:
    """For each kind of page what each of them weighs, with the stylesheet, on the way to a reader."""
    kinds = pages_by_kind(large_site)
    return {kind: [weight(large_site, large_site / address) for address in found] for kind, found in kinds.items()}


def weight(site: Path, page: Path) -> int:
    """What a page weighs, packed, with the stylesheets that it asks for."""
    sheets = SHEET.findall(page.read_text("utf-8"))
    assert "style" in sheets
    return packed(page) + sum(packed(site / "theme" / f"{name}.css") for name in sheets if name != "search")


@pytest.mark.parametrize("kind", BUDGETS)
def test_no_page_is_heavier_than_its_kind_may_be(weights: dict[str, list[int]], kind: str) -> None:
    assert weights[kind]
    assert max(weights[kind]) <= BUDGETS[kind] * 1024


def test_half_of_the_commentaries_weigh_little(weights: dict[str, list[int]]) -> None:
    assert median(weights["commentary"]) <= 9 * 1024


def test_the_stylesheets_are_small(large_site: Path) -> None:
    assert sum(packed(large_site / "theme" / f"{name}.css") for name in ("style", "pictures")) <= 4.5 * 1024
    assert packed(large_site / "theme" / "style.css") <= 3.25 * 1024


def test_no_list_is_endless(large_site: Path) -> None:
    for path in large_site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert text.count('class="row"') <= MOST_ROWS, path


@pytest.mark.parametrize("folder", ["", "back/issues/"], ids=["at the root", "in a folder"])
def test_no_link_is_dead_from_a_disk(large_site: Path, tmp_path: Path, folder: str) -> None:
    site = tmp_path / "host" / folder
    site.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(large_site, site, dirs_exist_ok=True)
    (site / "404.html").unlink()  # its links begin at the host's root: see test_pages
    command = [
        str(LYCHEE),
        "--offline",
        "--include-fragments",
        "--no-progress",
        "--format",
        "json",
        f"{site}/**/*.html",
    ]
    answer = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)
    report = json.loads(answer.stdout)
    assert report["total"] > 1000
    assert report["error_map"] == {}


def test_every_address_of_the_site_is_relative_and_ends_in_a_file(large_site: Path) -> None:
    for path in sorted(large_site.rglob("*.html")):
        if path.name == "404.html":
            continue
        for link in html.document_fromstring(path.read_bytes()).iterfind(".//body//a[@href]"):
            address = link.get("href", "").partition("#")[0]
            if address and "://" not in address and not address.startswith("mailto:"):
                assert not address.startswith("/"), path
                assert address.endswith(FILES), path


def test_a_table_of_a_topic_stands_beside_its_page(large_site: Path) -> None:
    tables = sorted(large_site.glob("*/topics/*.csv"))
    assert [path.with_suffix(".html").is_file() for path in tables] == [True] * len(tables) != []
