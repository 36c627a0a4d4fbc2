"""A site that is served while its archive is edited."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import pytest

from backfile.errors import BackfileError
from backfile.pipeline.serving import Workshop, serve_and_watch
from backfile.publish.build import build
from backfile.publish.outcome import BuildReport

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20
Told = Queue[BuildReport | BackfileError]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Three commentaries of the sample archive."""
    folder = tmp_path / "content"
    for path in sorted((ROOT / "content" / "en").rglob("*.md"))[:3]:
        place = folder / path.relative_to(ROOT / "content")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)
    return folder


@pytest.fixture
def told(content: Path) -> Iterator[Told]:
    """What is told while the archive is watched; the site stands already."""
    found = Told()
    end = Event()
    output = content.parent / "output"
    build(ROOT, content=content, output=output)
    workshop = Workshop(ROOT, content, output, ROOT / "pelicanconf.py", done=found.put, failed=found.put)
    builder = Thread(target=workshop.rebuild_at_each_edit, args=(end,))
    builder.start()
    yield found
    end.set()
    builder.join(PATIENCE)
    assert not builder.is_alive()


def edit(content: Path, before: str, after: str) -> Path:
    """Change the first file whose text has the words."""
    path = next(path for path in sorted(content.rglob("*.md")) if before in path.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
    return path


def test_an_edit_is_on_the_site_a_moment_later_and_a_mistake_is_told(content: Path, told: Told) -> None:
    time.sleep(0.6)
    path = edit(content, "Rights: ", "Rights: wrong ")
    error = told.get(timeout=PATIENCE)
    assert isinstance(error, BackfileError)
    assert path.name in str(error)
    edit(content, "Rights: wrong ", "Rights: ")
    path.write_text(f"{path.read_text('utf-8')}\nA last word on herrings.\n", "utf-8")
    report = told.get(timeout=PATIENCE)
    while isinstance(report, BackfileError):
        report = told.get(timeout=PATIENCE)
    assert report.published
    assert any("A last word on herrings" in page.read_text("utf-8") for page in report.release.rglob("*.html"))


def test_a_site_that_does_not_stand_is_not_served(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path, tmp_path, tmp_path / "output", tmp_path / "s.py", done=print, failed=print)
    with pytest.raises(BackfileError, match="there is no site here"):
        serve_and_watch(workshop, port=0, announce=print)
