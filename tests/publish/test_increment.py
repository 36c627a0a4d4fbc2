"""Building again after a change: what is kept, what is made, and that nothing wrong is carried along."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from backfile.errors import BuildFailed, SettingsError
from backfile.plugins.output import File, Group, Output, base_of, note_down
from backfile.publish.archive import names, read_entry
from backfile.publish.build import build
from backfile.publish.composing import take_over
from backfile.publish.explaining import explain
from backfile.publish.generator import Task
from backfile.publish.outcome import BuildReport
from backfile.publish.releases import digests
from backfile.publish.trees import names_of
from backfile.write.ledger import Kind, signed
from backfile.write.permalinks import NAME

Add = Callable[..., str]
DieAt = Callable[[int, Callable[[], object]], bool]
SETTINGS = 'THEME = "theme"\nPLUGINS = []\n'
PAGE = '<!doctype html>\n<html lang="en"><head><title>{title}</title></head><body>{body}</body></html>'
TEXT = Kind("text", {"the program": "1"}, ("its text",))
LIST = Kind("list", {"the program": "1"}, ("a title",))


def generate(task: Task, runs: list[str] | None = None) -> tuple[str, ...]:
    """Make a page of each commentary and a list of them all, by the same way as the plugins."""
    output = Output(task.release, base_of({"BASE_LEDGER": str(task.base)} if task.base else {}))
    note_down({"LEDGER": str(task.ledger)}, output.put([Group("", "", partial(files, task.content))]))
    (task.release / "theme").mkdir()
    (task.release / "theme" / "style.css").write_bytes(b"body { margin: 0 }")
    if runs is not None:
        runs.append("run")
    return ()


def files(content: Path) -> Iterator[File]:
    """The pages."""
    entries = [read_entry(content, name) for name in names(content, ".md")]
    for entry in entries:
        page = PAGE.format(title=entry.header.title, body=f'<p id="p1">Text.</p>\n{entry.header.body}')
        yield File(entry.address, TEXT, (signed(page),), page.encode)
    links = "".join(f'<p><a href="{entry.address}">{entry.header.title}</a></p>' for entry in entries)
    yield File("index.html", LIST, (signed(links),), PAGE.format(title="All", body=links).encode)


@pytest.fixture
def root(tmp_path: Path, add: Add) -> Path:
    """An archive of three commentaries, settings and a theme."""
    (tmp_path / "theme").mkdir()
    (tmp_path / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    for slug in ("quay", "pier", "buoy"):
        add(slug, category="Trade" if slug == "pier" else "Harbours")
    return tmp_path


@pytest.fixture
def runs() -> list[str]:
    """Grows by one each time the site is made."""
    return []


@pytest.fixture
def again(root: Path, runs: list[str]) -> Callable[..., BuildReport]:
    """Build the archive."""
    return partial(build, root, generate=partial(generate, runs=runs))


Again = Callable[..., BuildReport]


def numbers(root: Path) -> dict[str, int]:
    return dict(names_of((root / "output").resolve()).numbers)


def full(root: Path) -> dict[str, str]:
    """The digests of the site built from nothing beside it."""
    return digests(build(root, output=root / "elsewhere" / "full", full=True, generate=generate).release)


def test_nothing_is_made_if_nothing_has_changed(root: Path, again: Again, runs: list[str]) -> None:
    first = again()
    second = again()
    assert (second.published, second.release, second.digest) == (False, first.release, first.digest)
    assert (second.files, second.pages) == (first.files, first.pages) == (5, 4)
    assert runs == ["run"]


def test_a_file_that_was_only_touched_has_not_changed(root: Path, again: Again, runs: list[str]) -> None:
    again()
    os.utime(root / "content" / "en" / "2024" / "2024-01-14-quay.md", (1, 1))
    again()
    again()
    assert runs == ["run"]


@pytest.mark.parametrize("what", ["pelicanconf.py", "theme/base.html", "content/images/quay.png"])
def test_whatever_goes_into_the_site_is_noticed(root: Path, again: Again, runs: list[str], what: str) -> None:
    again()
    (root / what).parent.mkdir(exist_ok=True)
    (root / what).write_text(f"{SETTINGS}# changed\n", "utf-8")
    assert not again().published
    assert runs == ["run", "run"]


def test_settings_that_compute_are_never_taken_for_unchanged(root: Path, again: Again, runs: list[str]) -> None:
    (root / "pelicanconf.py").write_text(f"import os\n{SETTINGS}", "utf-8")
    again()
    again()
    assert runs == ["run", "run"]


def test_an_edit_of_the_same_length_at_the_same_time_is_noticed(root: Path, again: Again) -> None:
    path = root / "content" / "en" / "2024" / "2024-01-14-quay.md"
    again()
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Tuesday", b"Someday"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert again().changed == 1


def test_only_what_an_edit_touches_is_made_and_the_rest_is_the_same_file(root: Path, again: Again, add: Add) -> None:
    again()
    before = numbers(root)
    add("quay", body="Another text.")
    report = again()
    assert (report.made, report.why, report.changed, report.added) == (1, (("its text", 1),), 1, 0)
    assert {name for name, number in numbers(root).items() if before[name] != number} == {"en/2024/w02/quay.html"}
    assert digests(report.release) == full(root)


def test_the_release_before_is_left_as_it_was(root: Path, again: Again, add: Add) -> None:
    first = again().release
    before = digests(first)
    for text in ("one", "two"):
        add("quay", body=text)
        second = again().release
    assert digests(root / "output.releases" / "000002")["en/2024/w02/quay.html"] != before["en/2024/w02/quay.html"]
    assert digests(second) == full(root)
    add("quay", body="three")
    third = again()
    assert digests(third.release) == full(root)
    assert digests(second)["index.html"] == before["index.html"]


def test_when_all_was_made_anew_a_spare_folder_has_it_for_the_next_release(root: Path, again: Again) -> None:
    spare = again().release.with_name("spare")
    assert dict(names_of(spare).numbers) == numbers(root)


def test_what_is_not_made_any_more_is_gone_from_the_spare_folder_too(root: Path, again: Again, add: Add) -> None:
    for number in range(4):
        add("lock", body=f"{number}", date=f"2024-0{number + 2}-14", period=None, path="en/lock.md")
        (root / "content" / "permalinks.txt").unlink(missing_ok=True)
        report = again()
        assert sum(name.endswith("lock.html") for name in digests(report.release)) == 1
        assert digests(report.release) == full(root)


@pytest.mark.parametrize("harm", ["edited", "added", "gone", "replaced by a link"])
def test_a_release_that_somebody_changed_is_not_carried_on(root: Path, again: Again, add: Add, harm: str) -> None:
    page = again().release / "en" / "2024" / "w02" / "pier.html"
    if harm == "edited":
        page.write_text(page.read_text("utf-8").replace("Text.", "Lies, lies."), "utf-8")
    elif harm == "added":
        page.with_name("more.html").write_text("more", "utf-8")
    else:
        page.unlink()
    if harm == "replaced by a link":
        page.symlink_to(root / "pelicanconf.py")
    report = again()
    assert report.published
    assert report.warnings == ("somebody changed the folder of the published site; everything was made anew",)
    assert digests(report.release) == full(root)
    assert again().warnings == ()


def test_a_change_that_hides_is_found_by_a_full_build(root: Path, again: Again) -> None:
    page = again().release / "en" / "2024" / "w02" / "pier.html"
    before = page.stat()
    page.write_text(page.read_text("utf-8").replace("Text.", "Lies."), "utf-8")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not again().published
    assert digests(again(full=True).release) == full(root)


def test_a_full_build_of_the_same_bytes_leaves_the_site_and_its_files_as_they_are(root: Path, again: Again) -> None:
    again()
    before = numbers(root)
    assert not again(full=True).published
    assert numbers(root) == before


@pytest.mark.parametrize("what", ["ledger", "record"])
@pytest.mark.parametrize("harm", ["gone", "cut short", "of another version", "of another shape"])
def test_without_what_was_written_down_everything_is_made(
    root: Path, again: Again, add: Add, what: str, harm: str
) -> None:
    release = again().release
    path = release.with_name(f"{release.name}.{what}")
    if harm == "gone":
        path.unlink()
    elif harm == "of another shape" and what == "record":
        body = path.read_bytes().splitlines()[0] + b"\n[[], []]\n"
        path.write_bytes(body + hashlib.sha256(body).hexdigest().encode() + b"\n")
    else:
        path.write_bytes(path.read_bytes()[:-9] if harm == "cut short" else b"of the future\n" + path.read_bytes())
    add("quay", body="Another text.")
    report = again()
    assert (report.made, report.changed) == (4, 1)
    assert digests(report.release) == full(root)


def test_a_link_to_something_that_is_gone_is_found_on_a_page_that_is_kept(root: Path, again: Again, add: Add) -> None:
    add("pier", category="Trade", body='<a href="buoy.html">x</a>')
    again()
    (root / "content" / "en" / "2024" / "2024-01-14-buoy.md").unlink()
    with pytest.raises(BuildFailed, match=r"en/2024/w02/pier\.html: buoy\.html is not in the site"):
        again()


def test_a_link_to_an_anchor_that_is_gone_is_found_on_a_page_that_is_kept(root: Path, again: Again, add: Add) -> None:
    add("buoy", body='<p id="light">Light.</p>')
    add("pier", category="Trade", body='<a href="buoy.html#light">x</a>')
    again()
    add("buoy", body='<p id="dark">Dark.</p>')
    with pytest.raises(BuildFailed, match=r"en/2024/w02/pier\.html: en/2024/w02/buoy\.html#light is not on that page"):
        again()


def test_a_new_link_to_an_anchor_of_a_page_that_is_kept_is_followed(root: Path, again: Again, add: Add) -> None:
    add("buoy", body='<p id="light">Light.</p>')
    again()
    add("pier", category="Trade", body='<a href="buoy.html#light">x</a>')
    assert again().published
    add("pier", category="Trade", body='<a href="buoy.html#dark">x</a>')
    with pytest.raises(BuildFailed, match="#dark is not on that page"):
        again()


def test_an_edit_while_the_site_is_made_is_not_forgotten(root: Path, add: Add, runs: list[str]) -> None:
    def disturbed(task: Task) -> tuple[str, ...]:
        add("quay", body="Another text.")
        generate(task, runs)
        add("quay", body="As before.")
        return ()

    add("quay", body="As before.")
    build(root, generate=disturbed)
    report = build(root, generate=partial(generate, runs=runs))
    assert (report.changed, runs) == (1, ["run", "run"])
    assert digests(report.release) == full(root)


def test_after_a_death_at_any_moment_the_next_build_is_right(root: Path, again: Again, add: Add, die_at: DieAt) -> None:
    for text in ("one", "two", "three"):
        add("quay", body=text)
        before = digests(again().release)
    moment, seen = 0, set[bool]()
    while True:
        slug = f"lock-{moment}"
        name = add(slug)
        killed = die_at(moment, lambda: build(root, generate=generate))
        left = digests((root / "output").resolve())
        seen.add(left == before)
        (root / "content" / name).unlink()
        add("quay", body=slug)
        before = digests(again().release)
        assert left.keys() - before.keys() in (set(), {f"en/2024/w02/{slug}.html"})
        assert before == full(root)
        if not killed:
            break
        moment += 7
    assert moment > 100
    assert seen == {True, False}


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("en/2024/w02/quay.html", "was made again, because this has changed: its text"),
        ("content/en/2024/2024-01-14-quay.md", "was made again, because this has changed: its text"),
        (
            "output/en/2024/w02/pier.html",
            "was kept: nothing that it is made of has changed. It is made of: its text, the",
        ),
        ("en/2024/w02/lock.html", "is new"),
    ],
)
def test_why_a_page_was_made_is_told(
    root: Path, again: Again, add: Add, monkeypatch: pytest.MonkeyPatch, page: str, told: str
) -> None:
    again()
    add("quay", body="Another text.")
    add("lock")
    report = again()
    monkeypatch.chdir(root)
    assert told in explain(report, page)
    assert "was kept: nothing that goes into the site has changed" in explain(again(), page)
    with pytest.raises(SettingsError, match="there is no such page"):
        explain(report, "en/2024/w02/gone.html")


def test_on_a_disk_without_hard_links_files_are_copied(root: Path, again: Again, add: Add) -> None:
    release = again().release
    small = release.parents[1] / "small"
    small.mkdir()
    take_over(f"{release}/index.html", f"{small}/linked")
    assert (small / "linked").samefile(release / "index.html")
    places = [Path(place) for place in ("/dev/shm", "/var/tmp") if os.access(place, os.W_OK)]  # noqa: S108
    other = next((place for place in places if place.stat().st_dev != release.stat().st_dev), None)
    if other is None:
        pytest.skip("there is no second disk")
    with tempfile.TemporaryDirectory(dir=other) as folder:
        take_over(f"{release}/index.html", f"{folder}/copied")
        assert Path(folder, "copied").read_bytes() == (release / "index.html").read_bytes()
        assert Path(folder, "copied").stat().st_mtime_ns == (release / "index.html").stat().st_mtime_ns


def test_a_build_that_died_before_it_kept_the_list_is_finished_by_the_next(root: Path, add: Add) -> None:
    def listing(task: Task) -> tuple[str, ...]:
        generate(task)
        (task.release / NAME).write_text("en/2024/w02/quay.html\tid\t\t\t\n", "utf-8")
        return ()

    build(root, generate=listing)
    (root / "content" / NAME).unlink()
    assert not build(root, generate=listing).published
    assert (root / "content" / NAME).read_text("utf-8").startswith("en/2024/w02/quay.html")


@pytest.mark.parametrize(
    "address",
    [
        "buoy.html",
        "%62uoy.html",
        "bu&#111;y.html",
        "bu\noy.html",
        "../w02/buoy.html",
        "../w02/./buoy.html",
        "./buoy.html#",
    ],
)
def test_whichever_way_a_link_is_written_it_is_found_dead(root: Path, again: Again, add: Add, address: str) -> None:
    add("pier", category="Trade", body=f'<a href="{address}">x</a>')
    for number in range(6):
        add(f"lock-{number}", date="2024-02-14", period=None)
    again()
    (root / "content" / "en" / "2024" / "2024-01-14-buoy.md").unlink()
    with pytest.raises(BuildFailed) as made:
        again()
    with pytest.raises(BuildFailed) as whole:
        again(full=True)
    assert made.value.message == whole.value.message
    assert "pier.html: " in made.value.message
