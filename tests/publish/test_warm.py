"""A Pelican that waits makes the same site as one that is started, one edit after the other."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from backfile.errors import BuildFailed
from backfile.publish.build import build
from backfile.publish.releases import digests
from backfile.publish.warm import Warm

Add = Callable[..., str]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def warm() -> Iterator[Warm]:
    with closing(Warm()) as ready:
        yield ready


def test_each_edit_gives_the_site_that_a_fresh_pelican_makes(content: Path, add: Add, warm: Warm) -> None:
    for text in ("One text.", "Another text."):
        add("quay", body=text)
        report = build(ROOT, content=content, output=content.parent / "output", generate=warm.generate)
    fresh = build(ROOT, content=content, output=content.parent / "fresh")
    assert report.published
    assert digests(report.release) == digests(fresh.release)


def test_what_is_wrong_is_told_and_the_next_build_goes_on(content: Path, add: Add, warm: Warm) -> None:
    settings = content.parent / "pelicanconf.py"
    text = (ROOT / "pelicanconf.py").read_text("utf-8")
    text = text.replace('"theme"', f'"{ROOT / "theme"}"').replace('["scripts"]', f'["{ROOT / "scripts"}"]')
    add("quay")
    settings.write_text(text.replace('DEFAULT_LANG = "en"', "DEFAULT_LANG = nothing"), "utf-8")
    with pytest.raises(BuildFailed, match="NameError: name 'nothing' is not defined"):
        build(content.parent, generate=warm.generate)
    settings.write_text(text, "utf-8")
    assert build(content.parent, generate=warm.generate).published


def test_a_pelican_that_died_is_started_again(content: Path, add: Add, warm: Warm) -> None:
    add("quay")
    first = build(ROOT, content=content, output=content.parent / "output", generate=warm.generate)
    assert warm.number is not None
    os.kill(warm.number, 9)
    time.sleep(0.1)
    add("pier", category="Trade")
    second = build(ROOT, content=content, output=content.parent / "output", generate=warm.generate)
    assert second.pages > first.pages


def test_it_ends_with_the_one_who_asks(content: Path, add: Add) -> None:
    with closing(Warm()) as ready:
        add("quay")
        build(ROOT, content=content, output=content.parent / "output", generate=ready.generate)
        number = ready.number
    assert number is not None
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
