"""One issue of the sample newsletter in every form that is read: each becomes the same commentary, word for word."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backfile import pipeline
from backfile.model import Commentary, Kind

HERE = Path(__file__).parent
SAMPLE = HERE / "sample" / "captures"
FORMS = (
    "a-fortnight-of-maintenance.txt",
    "a-fortnight-of-maintenance.eml",
    "a-fortnight-of-maintenance.mbox",
    "a-fortnight-of-maintenance.pdf",
)
"""Files of `tests/forms` that hold the issue, some of them among other things."""
SHOW_PICTURES = (".eml", ".mbox")


def read(path: Path, folder: Path) -> Commentary:
    """The issue as it was read out of a file or a folder, by the street's own entrance."""
    report = pipeline.add([path], content=folder / "content", store=folder / "store")
    found = [outcome.commentary for outcome in report.outcomes if outcome.commentary]
    return next(one for one in found if one.title == "A Fortnight of Maintenance")


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Commentary:
    folder = tmp_path_factory.mktemp("issue")
    shutil.copytree(SAMPLE / "images", folder / "saved" / "images")
    (folder / "saved" / "html").mkdir()
    shutil.copy(SAMPLE / "html" / "en-a-fortnight-of-maintenance.html", folder / "saved" / "html")
    return read(folder / "saved", folder)


def facts(one: Commentary) -> dict[str, object]:
    names = ("title", "date", "period", "topic", "trend", "trend_phrase", "authors", "credit", "language", "source")
    return {name: getattr(one, name) for name in names}


def words(one: Commentary) -> list[str]:
    return [block.text for block in one.body if block.kind is not Kind.IMAGE]


def pictures(one: Commentary) -> list[str | None]:
    return [block.src for block in one.body if block.kind is Kind.IMAGE]


@pytest.mark.parametrize("form", FORMS)
def test_the_issue_is_the_same_commentary_in_every_form(form: str, expected: Commentary, tmp_path: Path) -> None:
    found = read(HERE / "forms" / form, tmp_path)
    assert facts(expected) == facts(found)
    assert words(expected) == words(found)
    if form.endswith(SHOW_PICTURES):
        assert pictures(expected) == pictures(found)
