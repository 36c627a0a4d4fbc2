"""A first recipe is made of several pages: it runs, it reads them, its fixtures test it and carry no prose."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from backfile import pipeline
from backfile.drafting.inventing import carried
from backfile.drafting.judging import reading_of
from backfile.errors import SettingsError
from backfile.model import Capture
from backfile.pipeline.drafting import loaded
from backfile.report import Report
from backfile.street import document_of
from sites.desk import Desk
from sites.newsletter import EPOCH, Newsletter
from sites.serving import Certificates, serve
from sites.theme import HOME, issue_page
from sites.weekly_review import TOPICS
from sites.weekly_review_site import ReviewSite

ROOT = Path(__file__).resolve().parents[2]
NAME = "belmora-letter"
MODULE = Path("scripts", "backfile", "sources", "belmora_letter.py")
FIXTURES = Path("tests", "sources", NAME)


def letters(folder: Path, count: int = 8) -> Path:
    """Some English pages of the newsletter, saved in a folder."""
    shown = [issue for issue in Newsletter().issues if issue.language == "en"][: count * 5 : 5]
    folder.mkdir(parents=True)
    for issue in shown:
        page = issue_page(issue, [], [one for one in shown if one is not issue][:3])
        (folder / f"{issue.number}.html").write_text(page, "utf-8")
    return folder


def reviews(folder: Path, look: str = "trend") -> Path:
    """Some pages of the weekly review in one of its looks, the newer one if none is named, as if at a host unknown."""
    site = ReviewSite()
    folder.mkdir(parents=True)
    shown = [one for one in site.review.pieces if (one.layout, one.language) == (look, "en")]
    for piece in shown[::5][:8]:
        address = f'<link rel="canonical" href="https://quay-review.example{piece.path}"></head>'
        (folder / f"{piece.number}.html").write_text(site.page_of(piece).replace("</head>", address), "utf-8")
    return folder


def project(folder: Path) -> Path:
    """A copy of what a project needs to test its sources."""
    ignored = shutil.ignore_patterns("bench")  # what is compiled is taken along
    for name in ("scripts", "tests/sources"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ("pyproject.toml", "tests/test_architecture.py"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@dataclass(frozen=True)
class Drafted:
    """What was made of the newsletter's pages, and where."""

    project: Path
    pages: Path
    report: Report

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A tool of the house, in the copied project."""
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=self.project, capture_output=True, encoding="utf-8")


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Drafted:
    folder = tmp_path_factory.mktemp("drafted")
    pages, copy = letters(folder / "pages"), project(folder / "project")
    return Drafted(copy, pages, pipeline.new_source([str(pages)], project=copy, sources=folder / "sources.toml"))


def make(pages: Path, folder: Path, name: str | None = None) -> Report:
    (folder / "scripts" / "backfile" / "sources").mkdir(parents=True, exist_ok=True)
    return pipeline.new_source([str(pages)], project=folder, name=name, sources=folder / "sources.toml")


def test_the_recipe_reads_its_pages_at_least_as_well_as_the_generic_one(drafted: Drafted) -> None:
    assert "  8 of 8 pages are read at least as well as by the generic recipe" in drafted.report.told
    assert not drafted.report.failed


def test_the_recipe_says_what_the_pages_show(drafted: Drafted) -> None:
    text = (drafted.project / MODULE).read_text("utf-8")
    for said in ('name="The Belmora Letter"', f'home="{HOME}/"', 'languages=("en",)', "Rights.EXCERPT"):
        assert said in text
    assert 'Slot(Field.PUBLISHED, wording(f"(?P<value>{DAY.pattern}) by (?P<author>{NAMES})"))' in text
    assert 'wording("similar articles")' in text


def test_the_recipe_passes_the_checks_of_the_house(drafted: Drafted) -> None:
    for command in (("ruff", "check", "--no-cache"), ("ruff", "format", "--check", "--no-cache")):
        found = drafted.run("-m", *command, str(MODULE))
        assert 0 == found.returncode, found.stdout


def test_the_recipe_has_the_types_that_the_house_asks_for(drafted: Drafted, tmp_path: Path) -> None:
    mypy = ("-m", "mypy", "--strict", "--cache-dir", str(tmp_path))
    found = drafted.run(*mypy, str(MODULE))
    assert 0 == found.returncode, found.stdout
    wrong = drafted.project / MODULE.with_name("wrong_letter.py")
    wrong.write_text((drafted.project / MODULE).read_text("utf-8").replace('languages=("en",)', "languages=1"), "utf-8")
    found = drafted.run(*mypy, str(wrong))
    wrong.unlink()
    assert 'Argument "languages" to "Source" has incompatible type' in found.stdout


def test_the_fixtures_test_the_recipe_once_somebody_has_looked(drafted: Drafted) -> None:
    told = ["-q", "-p", "no:cacheprovider"]
    golden = [*told, "tests/sources/test_golden.py", "-k", NAME]
    house = [*told, "tests/test_architecture.py", "-k", "not another_program"]
    codes = f"import pytest; print('codes', *(int(pytest.main(a)) for a in ({golden}, {golden}, {house})))"
    found = drafted.run("-c", codes)
    assert "codes 1 0 0" in found.stdout, found.stdout
    assert "look at it" in found.stdout


def test_the_fixtures_tell_a_layout_that_is_spoilt(drafted: Drafted) -> None:
    text = (drafted.project / MODULE).read_text("utf-8")
    page = (drafted.project / FIXTURES / "page-1-web.html").read_bytes()
    document = document_of(Capture(page, "d", dt.datetime(2026, 1, 5, tzinfo=dt.UTC), "text/html", "page.html"))
    well, spoilt = (
        reading_of(loaded(said, NAME), document) for said in (text, text.replace("share this issue", "other"))
    )
    assert well and spoilt and len(well.body) < len(spoilt.body)


def test_no_fixture_carries_prose_or_a_name(drafted: Drafted) -> None:
    originals = [path.read_text("utf-8") for path in drafted.pages.iterdir()]
    prose = [re.sub("<[^>]*>", "", text) for page in originals for text in re.findall("<p>(.*?)</p>", page, re.S)]
    authors = {issue.author for issue in Newsletter().issues}
    made = [path for path in (drafted.project / FIXTURES).iterdir() if path.suffix in (".html", ".txt")]
    assert {".html", ".txt"} == {path.suffix for path in made}
    for path in made:
        text = path.read_text("utf-8")
        assert "" == carried([one for one in prose if len(one.split()) > 8], text)
        assert [] == [name for name in authors if name and name in text]


def test_the_same_pages_give_the_same_bytes(drafted: Drafted, tmp_path: Path) -> None:
    make(drafted.pages, tmp_path)
    for path in [MODULE, *(path.relative_to(tmp_path) for path in (tmp_path / FIXTURES).iterdir())]:
        assert (drafted.project / path).read_bytes() == (tmp_path / path).read_bytes()


def test_nothing_that_is_there_is_written_over(drafted: Drafted) -> None:
    before = (drafted.project / MODULE).read_bytes()
    with pytest.raises(SettingsError, match="belmora-letter already") as raised:
        make(drafted.pages, drafted.project, NAME)
    assert "--as" in raised.value.advice
    assert before == (drafted.project / MODULE).read_bytes()


@pytest.mark.parametrize("name", ["libmod", "generic", "2024", "class", "Up", "../out"])
def test_an_id_that_is_taken_or_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError):
        make(letters(tmp_path / "pages", 2), tmp_path / "project", name)


def test_one_page_is_not_enough(tmp_path: Path) -> None:
    report = make(letters(tmp_path / "pages", 1), tmp_path / "project")
    assert ["only one page was read, and what pages share cannot be told: nothing is written"] == [
        note.text for note in report.warnings
    ]
    assert [] == [path for path in (tmp_path / "project").rglob("*") if path.is_file()]


def test_pages_of_a_source_that_is_known_are_refused(tmp_path: Path) -> None:
    pages = reviews(tmp_path / "pages")
    for path in pages.iterdir():
        path.write_text(path.read_text("utf-8").replace("quay-review.example", "belarusinfocus.pro"), "utf-8")
    with pytest.raises(SettingsError, match="belarus-in-focus"):
        make(pages, tmp_path / "project")


def test_topics_weeks_trends_and_credits_of_a_review_are_found(tmp_path: Path) -> None:
    report = make(reviews(tmp_path / "pages"), tmp_path / "project", "quay-review")
    text = (tmp_path / "project" / MODULE.with_name("quay_review.py")).read_text("utf-8")
    assert "  7 of 7 pages are read at least as well as by the generic recipe" in report.told
    topics = re.findall(r'^    "(.*)": \(\),$', text, re.M)
    assert topics and {*topics} <= {*TOPICS.values()}
    for slot in ("Slot(Field.TREND, TREND_LABEL)", "Slot(Field.CREDIT, CREDIT)", "any_spelling(TOPICS), required=True"):
        assert slot in text
    assert 'wording(f"(?P<value>{WEEK_RANGE.pattern})"), required=True' in text


def test_the_older_look_of_a_review_is_read_with_the_pictures_in_its_head(tmp_path: Path) -> None:
    report = make(reviews(tmp_path / "pages", "status"), tmp_path / "project", "quay-review")
    text = (tmp_path / "project" / MODULE.with_name("quay_review.py")).read_text("utf-8")
    assert "  8 of 8 pages are read at least as well as by the generic recipe" in report.told
    assert "Slot(Field.PICTURE, repeated=True)" in text
    assert any("icon" in note.advice for note in report.warnings)


def test_a_site_is_looked_at_as_politely_as_it_is_followed(tmp_path: Path, certificates: Certificates) -> None:
    letter = Newsletter(ways=frozenset({"feed"}))
    (tmp_path / "project" / "scripts" / "backfile" / "sources").mkdir(parents=True)
    with serve(letter, certificates) as server:
        desk = Desk(tmp_path / "desk", server, certificates, EPOCH[1]).with_source(id="b", home=f"{HOME}/", pace=0.01)
        run = desk.run("new-source", f"{HOME}/", "--project", str(tmp_path / "project"), "--json")
        assert ([], []) == (server.too_early(letter.delay), server.disallowed())
    assert 0 == run.code, run
    assert "belmora-letter" in json.loads(run.said)["sources"][0]
    assert (tmp_path / "project" / MODULE).exists()
    assert not desk.store.exists()
