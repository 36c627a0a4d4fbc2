"""The published link and its releases, and what a death at any moment leaves."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from backfile.errors import SettingsError
from backfile.publish.releases import SPARE, BuildLocked, Releases, digests

DieAt = Callable[[int, Callable[[], object]], bool]


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    return Releases(tmp_path / "output")


def release(releases: Releases, text: str) -> Path:
    """Publish a site of two pages that say `text`."""
    with releases.locked(), releases.unfinished() as fresh:
        (fresh / "en").mkdir()
        (fresh / "index.html").write_text(text, "utf-8")
        (fresh / "en" / "index.html").write_text(text, "utf-8")
        return releases.publish(fresh)


def names(releases: Releases) -> list[str]:
    return sorted(path.name for path in releases.folder.iterdir() if path.is_dir() and path.name != SPARE)


def test_the_link_leads_to_the_newest_release(releases: Releases) -> None:
    release(releases, "first")
    release(releases, "second")
    assert releases.link.readlink() == Path("output.releases/000002")
    assert (releases.link / "index.html").read_text("utf-8") == "second"


def test_only_the_release_before_is_kept(releases: Releases) -> None:
    for text in ("first", "second", "third"):
        release(releases, text)
    assert names(releases) == ["000002", "000003"]


def test_the_release_before_that_is_a_spare_folder_and_what_was_written_about_it_goes(releases: Releases) -> None:
    for text in ("first", "second", "third"):
        with releases.locked(), releases.unfinished() as fresh:
            (fresh / "index.html").write_text(text, "utf-8")
            releases.beside(releases.following, "ledger").write_text(text, "utf-8")
            releases.publish(fresh)
    assert (releases.folder / SPARE / "index.html").read_text("utf-8") == "first"
    assert sorted(path.name for path in releases.folder.glob("*.ledger")) == ["000002.ledger", "000003.ledger"]


def test_a_site_is_composed_in_the_spare_folder_which_stays_one_if_nothing_is_published(releases: Releases) -> None:
    for text in ("first", "second", "third"):
        release(releases, text)
    with releases.room() as site:
        assert (site / "index.html").read_text("utf-8") == "first"
    assert (releases.folder / SPARE / "index.html").is_file()


def test_an_editor_may_point_the_link_back(releases: Releases) -> None:
    release(releases, "first")
    release(releases, "second")
    releases.link.unlink()
    releases.link.symlink_to("output.releases/000001")
    release(releases, "third")
    assert names(releases) == ["000001", "000002"]
    assert (releases.link / "index.html").read_text("utf-8") == "third"


def test_the_whole_folder_can_move(releases: Releases, tmp_path: Path) -> None:
    release(releases, "first")
    (tmp_path / "elsewhere").mkdir()
    releases.link.rename(tmp_path / "elsewhere" / "output")
    releases.folder.rename(tmp_path / "elsewhere" / "output.releases")
    moved = Releases(tmp_path / "elsewhere" / "output")
    assert moved.published == tmp_path / "elsewhere" / "output.releases" / "000001"


def test_what_was_left_half_made_is_removed(releases: Releases) -> None:
    release(releases, "first")
    (releases.folder / "next-dead" / "en").mkdir(parents=True)
    (releases.folder / "000007").mkdir()
    release(releases, "second")
    assert names(releases) == ["000001", "000002"]


def test_a_site_that_was_not_published_is_gone(releases: Releases) -> None:
    with pytest.raises(ZeroDivisionError), releases.locked(), releases.unfinished() as fresh:
        (fresh / "index.html").write_text("half", "utf-8")
        _ = 1 / 0
    assert names(releases) == []
    assert not releases.link.is_symlink()


def test_a_folder_that_no_build_made_is_refused(releases: Releases) -> None:
    releases.link.mkdir()
    (releases.link / "thesis.txt").write_text("mine", "utf-8")
    with pytest.raises(SettingsError, match=r"output: no build made what stands there\. Move it away"):
        release(releases, "first")
    assert (releases.link / "thesis.txt").read_text("utf-8") == "mine"
    assert not releases.folder.exists()


def test_a_link_that_no_build_made_is_refused(releases: Releases, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    releases.link.symlink_to("mine")
    with pytest.raises(SettingsError, match=r"is a link to .*mine, which no build made"):
        release(releases, "first")
    assert releases.link.readlink() == Path("mine")


def test_a_second_build_is_told_who_builds(releases: Releases) -> None:
    told = f"output: process {os.getpid()} is building this site"
    with releases.locked(), pytest.raises(BuildLocked, match=told):
        release(Releases(releases.link), "second")
    release(releases, "first")


def test_digests_name_every_file(releases: Releases) -> None:
    release(releases, "first")
    assert list(digests(releases.link.resolve())) == ["en/index.html", "index.html"]


def test_a_death_at_any_moment_leaves_the_old_site_or_the_new(releases: Releases, die_at: DieAt) -> None:
    release(releases, "zero")
    moment, before, seen = 0, "zero", set[bool]()
    while die_at(moment, partial(release, releases, f"new {moment}")):
        texts = {path.read_text("utf-8") for path in releases.link.rglob("*.html")}
        assert texts in ({before}, {f"new {moment}"})
        assert len(list(releases.link.rglob("*.html"))) == 2
        seen.add(texts == {before})
        before = f"whole {moment}"
        release(releases, before)
        assert len(names(releases)) == 2
        assert not any(name.startswith("next-") for name in names(releases))
        moment += 1
    assert moment > 20
    assert seen == {True, False}
