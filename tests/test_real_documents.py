"""The five real documents beside the project, whole: read, written, published. Skipped where they are not there."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from pelican.readers import MarkdownReader  # type: ignore[import-untyped]
from pelican.settings import read_settings  # type: ignore[import-untyped]
from playwright.sync_api import Browser, expect

from backfile.plugins.bodies import body_of
from backfile.plugins.plain import plain_body
from backfile.plugins.words import words_for
from backfile.write.header import parse_header
from sites.commands import Run, run

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
ACCEPTANCE = SHARED / "seeds-acceptance.json"

pytestmark = pytest.mark.skipif(not ACCEPTANCE.exists(), reason="the real documents are not beside the project")

SEEDS: dict[str, Any] = json.loads(ACCEPTANCE.read_text("utf-8")) if ACCEPTANCE.exists() else {}
SOURCES = {
    "000": "belarus-in-focus",
    "001": "moscow-times",
    "002": "belarus-in-focus",
    "003": "libmod",
    "004": "blogger-repost",
}
MISSING = {
    "000": ["author", "date", "original"],
    "001": ["title_incomplete", "author", "date", "topic", "original"],
    "002": ["author", "date", "original"],
    "003": ["date", "topic", "original"],
    "004": ["topic", "publisher", "original"],
}


def backfile(*arguments: object) -> Run:
    """Run the command as a user would."""
    return run("backfile", *arguments, folder=ROOT)


class Archive:
    """An archive made of the real documents by the command line, in a folder of its own."""

    def __init__(self, folder: Path, seeds: Path = SHARED / "seeds") -> None:
        self.content, self.store = folder / "content", folder / "captures"
        self.seeds = seeds
        self.ended = self.add()
        self.report = json.loads(self.ended.said)
        self.outcomes = {outcome["origin"][:3]: outcome for outcome in self.report["outcomes"]}

    def add(self) -> Run:
        """Add the folder of documents once more."""
        return backfile("add", "--content", self.content, "--store", self.store, "--json", self.seeds)

    def markdown(self, seed: str) -> tuple[dict[str, Any], str, str]:
        """Header, HTML and Markdown text of one document's file, as Pelican reads it."""
        path = self.content / self.outcomes[seed]["path"]
        settings = read_settings(str(ROOT / "pelicanconf.py"))
        body, header = MarkdownReader(settings).read(str(path))
        return header, body, path.read_text("utf-8")

    def tree(self) -> dict[str, bytes]:
        """Every file of the archive."""
        return {str(p.relative_to(self.content)): p.read_bytes() for p in self.content.rglob("[!.]*") if p.is_file()}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return Archive(tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="module")
def site(archive: Archive) -> Path:
    """The site built of them, and verified."""
    place = archive.content.parent / "site"
    built = backfile("build", "--content", archive.content, "--output", place)
    assert 0 == built.code, built
    return place


def test_all_five_are_read_and_the_command_ends_well(archive: Archive) -> None:
    assert (0, 5) == (archive.ended.code, len(list(archive.content.rglob("*.md"))))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_body_is_the_reference_body_to_the_byte(archive: Archive, seed: str) -> None:
    paragraphs = [p.text_content() for p in html.fragment_fromstring(archive.markdown(seed)[1], "div").iter("p")]
    digest = hashlib.sha256("\n\n".join(paragraphs).encode()).hexdigest()
    expected = SEEDS[seed]
    assert (expected["n_paragraphs"], expected["body_sha256"]) == (len(paragraphs), digest)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_fast_way_gives_the_body_of_the_reference(archive: Archive, seed: str) -> None:
    _, markup, text = archive.markdown(seed)
    words = words_for("en", ROOT / "theme" / "locale")
    assert plain_body(parse_header(text, seed).body, "../", words) == body_of(markup, "../", words)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_report_gives_the_same_measure(archive: Archive, seed: str) -> None:
    expected, body = SEEDS[seed], archive.outcomes[seed]["commentary"]["body"]
    assert {
        "paragraphs": expected["n_paragraphs"],
        "headings": expected["n_headings"],
        "words": expected["body_words"],
        "sha256": expected["body_sha256"],
    } == body


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_but_paragraphs_and_the_known_headings_comes_out(archive: Archive, seed: str) -> None:
    tags = [element.tag for element in html.fragment_fromstring(archive.markdown(seed)[1], "div").iter()][1:]
    assert SEEDS[seed]["n_paragraphs"] * ["p"] + SEEDS[seed]["n_headings"] * ["h2"] == sorted(tags, reverse=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_boilerplate_line_survives(archive: Archive, seed: str) -> None:
    lines = (SHARED / "seeds" / SEEDS[seed]["file"]).read_text("utf-8").splitlines()
    whole = archive.markdown(seed)[2]
    body = whole.partition("\n\n")[2]
    furniture = [lines[n - 1].replace("\xa0", " ").strip() for n in SEEDS[seed]["lines"]["boiler"]]
    assert [] == [line for line in furniture if len(line) > 6 and line in body]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_odd_blanks_come_out(archive: Archive, seed: str) -> None:
    whole = archive.markdown(seed)[2]
    assert not re.search(r"\xa0|\u2011|\xad|[^\n] {2}| $", whole, re.MULTILINE)


@pytest.mark.parametrize(("seed", "source"), SOURCES.items())
def test_each_is_recognised_by_its_own_recipe(archive: Archive, seed: str, source: str) -> None:
    assert source == archive.outcomes[seed]["commentary"]["source"]


@pytest.mark.parametrize(("seed", "missing"), MISSING.items())
def test_every_missing_fact_is_named_and_none_invented(archive: Archive, seed: str, missing: list[str]) -> None:
    assert (missing, ", ".join(missing)) == (
        archive.outcomes[seed]["commentary"]["missing"],
        archive.markdown(seed)[0]["missing"],
    )


def test_facts_are_those_of_the_documents(archive: Archive) -> None:
    facts = {
        seed: {
            name: outcome["commentary"][name] for name in ("period", "published", "topic", "trend", "authors", "credit")
        }
        for seed, outcome in archive.outcomes.items()
    }
    topic = "Belarus-Russia relations"
    weekly: dict[str, object] = {"published": None, "topic": topic, "trend": "unchanged", "authors": []}
    none = dict.fromkeys(("period", "published", "topic", "trend", "credit"))
    author = ["Artyom Shraibman"]
    assert {
        "000": {**weekly, "period": "2025-01-06/2025-01-12", "credit": "elements.envato.com"},
        "001": {**none, "authors": []},
        "002": {**weekly, "period": "2024-08-26/2024-09-01", "credit": "elements.envato.com"},
        "003": {**none, "authors": author, "credit": "Shutterstock, Mikel Dabbah"},
        "004": {**none, "authors": author, "published": "2022-05-20"},
    } == facts


def test_the_two_repairs_are_logged_with_their_lines_and_nothing_else_is(archive: Archive) -> None:
    repairs = [
        (seed, r["place"], r["after"]) for seed, o in archive.outcomes.items() for r in o["commentary"]["repairs"]
    ]
    assert [("001", 82, "full-fledged"), ("002", 13, "Lukashenka believes")] == sorted(repairs)


def test_the_report_names_the_lost_notes_and_the_version_in_another_language(archive: Archive) -> None:
    said = " ".join(archive.outcomes["003"]["uncertain"])
    assert "2 footnote targets lost: [1] [2]" in said and "translation exists: de" in said
    assert r"\[1\] \[2\]" in archive.markdown("003")[2]


def test_adding_them_again_changes_nothing(archive: Archive) -> None:
    before = archive.tree()
    again = archive.add()
    counts = json.loads(again.said)["counts"]
    assert (0, 5, before) == (again.code, counts["unchanged"], archive.tree())


def test_the_site_built_of_them_passes_verification(site: Path) -> None:
    pages = {str(path.relative_to(site)) for path in site.rglob("*.html")}
    commentaries = {path for path in pages if re.fullmatch(r"en/(?:\d{4}/w\d\d|undated)/(?!index)[\w-]+\.html", path)}
    weeks = sorted(path.rpartition("/")[0] for path in commentaries)
    assert ["en/2022/w20", "en/2024/w35", "en/2025/w02", "en/undated", "en/undated"] == weeks
    authors = [path for path in pages if re.fullmatch(r"en/authors/(?!index)[\w-]+\.html", path)]
    assert ["en/authors/artyom-shraibman.html"] == authors


def test_either_spelling_of_a_name_finds_the_same_documents(archive: Archive, site: Path) -> None:
    page = html.parse(str(site / "en/names/aliaksandr-lukashenka.html")).getroot()
    text = page.text_content()
    assert "Lukashenka, Lukashenko" in text
    titles = {archive.outcomes[seed]["commentary"]["title"] for seed in SEEDS}
    assert [title for title in titles if title not in text] == []


def test_broken_documents_are_named_and_the_rest_is_as_before(archive: Archive, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(SHARED / "seeds", seeds)
    for path in seeds.iterdir():
        path.chmod(0o644)
    empty, binary, cut = (seeds / SEEDS[seed]["file"] for seed in ("000", "001", "003"))
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 20)
    cut.write_bytes(cut.read_bytes().rstrip()[:-1].rpartition("ä".encode())[0] + "ä".encode()[:1])
    shutil.copy(seeds / SEEDS["004"]["file"], seeds / "005_again.txt")
    broken = Archive(tmp_path, seeds)
    statuses = {seed: outcome["status"] for seed, outcome in broken.outcomes.items()}
    assert {"000": "failed", "001": "failed", "002": "new", "003": "failed", "004": "new", "005": "skipped"} == statuses
    assert 1 == broken.ended.code and "Traceback" not in broken.ended.told
    whole = archive.tree()
    kept = {name: text for name, text in broken.tree().items() if name in whole}
    assert 2 == len(kept)
    without_time = [re.sub(rb"Captured: .*", b"", text) for text in kept.values()]
    assert [re.sub(rb"Captured: .*", b"", whole[name]) for name in kept] == without_time
    for seed in ("000", "001", "003", "005"):
        assert broken.outcomes[seed]["reason"] and broken.outcomes[seed]["origin"].startswith(seed)


def test_the_spellings_of_a_name_find_the_same_documents(archive: Archive, site: Path, browser: Browser) -> None:
    page, found = browser.new_page(), dict[str, set[str]]()
    for query in ("Lukashenko", "Lukashenka", "Лукашэнка", "lukaschenko"):
        page.goto("about:blank")
        page.goto(f"{(site / 'en/search.html').as_uri()}#q={query}")
        expect(page.locator("#results li").first).to_be_visible()
        found[query] = {str(link.get_attribute("href")) for link in page.locator("#results h2 a").all()}
    page.close()
    naming = {path for path in archive.content.rglob("*.md") if re.search("Lukashenk[ao]", path.read_text("utf-8"))}
    assert len(found["Lukashenko"]) == len(naming) > 2
    assert all(titles == found["Lukashenko"] for titles in found.values())
