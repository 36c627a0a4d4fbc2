"""Builds with the real Pelican, a tiny theme and settings of the tests' own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

import backfile
from backfile.errors import BuildFailed, HeaderError, SettingsError
from backfile.publish.build import build, refuse
from backfile.publish.outcome import BuildReport
from backfile.publish.releases import Releases, digests
from backfile.publish.said import Problem

Add = Callable[..., str]
Build = Callable[[], BuildReport]

SETTINGS = """
SITENAME = "Talvaria"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "theme"
RELATIVE_URLS = True
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = "{lang}/{date:%G}/w{date:%V}/{slug}.html"
ARTICLE_URL = ARTICLE_LANG_URL = ARTICLE_SAVE_AS
DIRECT_TEMPLATES = ["index"]
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PLUGIN_PATHS = ["."]
PLUGINS = []
"""
PAGE = '<!doctype html><html lang="{lang}"><head><title>T</title></head><body>{body}</body></html>'
INDEX = PAGE.format(
    lang="en", body="<h1>All</h1>{% for a in articles %}<a href='{{ a.url }}'>{{ a.title }}</a>{% endfor %}"
)
ARTICLE = PAGE.format(lang="{{ article.lang }}", body="<h1>{{ article.title }}</h1>{{ article.content }}")
RAISES = """
from pelican import signals
def stumble(generator):
    raise ValueError("no such week")
def register():
    signals.article_generator_finalized.connect(stumble)
"""
COMPLAINS = """
import logging
from pelican import signals
def complain(pelican):
    logging.getLogger("elsewhere").error("the matrix has a hole")
def register():
    signals.finalized.connect(complain)
"""
SLEEPS = """
import time
from pelican import signals
def sleep(pelican):
    time.sleep(60)
def register():
    signals.finalized.connect(sleep)
"""


def equip(root: Path) -> None:
    """Settings and a theme."""
    (root / "theme" / "templates").mkdir(parents=True)
    (root / "theme" / "templates" / "index.html").write_text(INDEX, "utf-8")
    (root / "theme" / "templates" / "article.html").write_text(ARTICLE, "utf-8")
    (root / "pelicanconf.py").write_text(SETTINGS, "utf-8")


@pytest.fixture
def root(tmp_path: Path, add: Add) -> Path:
    """An archive of one commentary, with settings and a theme."""
    add("quay")
    equip(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, write_commentary: Add) -> Path:
    """The same archive, built once for all tests."""
    root = tmp_path_factory.mktemp("model")
    equip(root)
    write_commentary(root / "content", "quay")
    build(root)
    return root


def plug(root: Path, code: str) -> None:
    """Add a plugin to the settings."""
    (root / "stumbling_block.py").write_text(code, "utf-8")
    (root / "pelicanconf.py").write_text(SETTINGS + 'PLUGINS = ["stumbling_block"]\n', "utf-8")


def published(root: Path) -> dict[str, str]:
    return digests((root / "output").resolve())


@pytest.fixture
def site(root: Path, model: Path) -> dict[str, str]:
    """The digests of the site, as if it had been built here."""
    shutil.copytree(model / "output.releases", root / "output.releases")
    (root / "output").symlink_to("output.releases/000001")
    return published(root)


def test_a_site_is_built_verified_and_published(root: Path, add: Add) -> None:
    steps = list[str]()
    add("kai", lang="de")
    report = build(root, progress=steps.append)
    assert report.site.resolve() == report.release == root / "output.releases" / "000001"
    assert (report.published, report.pages, report.added, report.removed) == (True, 3, report.files, 0)
    assert (root / "output" / "en" / "2024" / "w02" / "quay.html").is_file()
    assert steps == ["Pelican builds the site", "Verifying every page and link", "Publishing the new site"]


def test_the_same_content_keeps_the_published_site(root: Path, site: dict[str, str]) -> None:
    steps = list[str]()
    report = build(root, progress=steps.append)
    assert (report.published, report.release.name, report.added, report.changed) == (False, "000001", 0, 0)
    assert steps[-1] == "Nothing changed: the published site stays"
    assert [path.name for path in report.release.parent.iterdir() if path.name.isdecimal()] == ["000001"]


def test_a_change_is_counted_and_the_release_before_is_kept(root: Path, site: dict[str, str], add: Add) -> None:
    add("pier", category="Trade")
    report = build(root)
    assert (report.added, report.changed, report.removed) == (1, 1, 0)
    assert digests(root / "output.releases" / "000001") == site


def test_other_folders_and_settings_may_be_named(root: Path, tmp_path: Path) -> None:
    (root / "content").rename(tmp_path / "texts")
    (root / "pelicanconf.py").rename(tmp_path / "other.py")
    report = build(root, content=tmp_path / "texts", output=tmp_path / "public" / "www", settings=tmp_path / "other.py")
    assert (tmp_path / "public" / "www" / "index.html").is_file()
    assert report.digest == build(root, content=tmp_path / "texts", settings=tmp_path / "other.py").digest


def test_a_plugin_that_raises_leaves_the_site_as_it_was(root: Path, site: dict[str, str]) -> None:
    plug(root, RAISES)
    with pytest.raises(BuildFailed) as caught:
        build(root)
    assert caught.value.message.splitlines() == [
        "the site was not built (exit 1)",
        "  ValueError: no such week (stumbling_block.py, line 4)",
    ]
    assert "as it was" in caught.value.advice
    assert published(root) == site


def test_an_error_that_pelican_only_logs_is_one(root: Path, site: dict[str, str]) -> None:
    plug(root, COMPLAINS)
    with pytest.raises(BuildFailed, match="the matrix has a hole"):
        build(root)
    assert published(root) == site


def test_a_plugin_that_is_not_there_is_an_error(root: Path, site: dict[str, str]) -> None:
    (root / "pelicanconf.py").write_text(SETTINGS + 'PLUGINS = ["nothing"]\n', "utf-8")
    with pytest.raises(BuildFailed, match="Cannot load plugin `nothing`"):
        build(root)
    assert published(root) == site


def test_a_template_that_is_broken_is_named(root: Path, site: dict[str, str]) -> None:
    (root / "theme" / "templates" / "article.html").write_text("{% include 'gone.html' %}", "utf-8")
    with pytest.raises(BuildFailed, match=r"gone\.html"):
        build(root)
    assert published(root) == site


def test_settings_that_python_cannot_read_are_an_error(root: Path) -> None:
    (root / "pelicanconf.py").write_text("SITENAME = [\n", "utf-8")
    with pytest.raises(BuildFailed, match="SyntaxError"):
        build(root)
    assert not (root / "output").is_symlink()


def test_a_broken_link_leaves_the_site_as_it_was(root: Path, site: dict[str, str], add: Add) -> None:
    add("quay", body="[gone](gone.html)")
    with pytest.raises(BuildFailed) as caught:
        build(root)
    assert caught.value.message.splitlines() == [
        "the new site has 1 problem(s)",
        "  en/2024/w02/quay.html: gone.html is not in the site",
    ]
    assert published(root) == site
    assert [path.name for path in (root / "output.releases").iterdir() if path.name.isdecimal()] == ["000001"]


def test_a_commentary_that_pelican_drops_is_an_error(root: Path, site: dict[str, str], add: Add) -> None:
    add("pier", category="Trade")
    (root / "pelicanconf.py").write_text(SETTINGS + 'IGNORE_FILES = ["*pier.md"]\n', "utf-8")
    with pytest.raises(BuildFailed, match=r"pier\.html: en/2024/2024-01-14-pier\.md has no page"):
        build(root)
    assert published(root) == site


def test_the_first_twenty_kinds_of_problem_are_listed() -> None:
    many = [Problem(f"p{number:02}.html", "gone.html", "is not in the site") for number in range(9)]
    more = [Problem(f"q{number:02}.html", f"{number}.png", "is not in the site") for number in range(23)]
    with pytest.raises(BuildFailed) as caught:
        refuse((*many, *more))
    lines = caught.value.message.splitlines()
    assert lines[:2] == [
        "the new site has 32 problem(s)",
        "  p00.html: gone.html is not in the site (and on 8 more pages)",
    ]
    assert lines[-2:] == ["  q18.html: 18.png is not in the site", "  … and 4 more"]


def test_a_wrong_header_is_named_and_nothing_is_published(root: Path, add: Add) -> None:
    add("pier", trend="banana")
    with pytest.raises(HeaderError, match=r"2024-01-14-pier\.md:10: Trend is `banana`"):
        build(root)
    assert not (root / "output").is_symlink()


def test_two_builds_do_not_collide(root: Path) -> None:
    with Releases(root / "output").locked(), pytest.raises(BuildFailed, match="is building this site"):
        build(root)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"settings": "nothing.py"}, r"nothing\.py: there are no settings"),
        ({"content": "nothing"}, "nothing: there is no such folder"),
        ({"content": "theme"}, "theme: there is no commentary in it"),
        ({"output": "content/site"}, "must not stand in each other"),
        ({"output": "theme"}, "theme: no build made what stands there"),
        ({"output": "."}, "must not stand in each other"),
    ],
)
def test_a_wrong_path_is_said_so(root: Path, options: dict[str, str], message: str) -> None:
    paths = {name: root / value for name, value in options.items()}
    with pytest.raises(SettingsError, match=message):
        build(root, **paths)  # type: ignore[arg-type]  # mypy cannot tell which keys they are
    assert not (root / "output").is_symlink()


def test_a_full_disk_is_said_so(root: Path) -> None:
    (root / "output.releases").write_text("in the way", "utf-8")
    with pytest.raises(BuildFailed, match="the disk refused: File exists"):
        build(root)


@pytest.mark.parametrize(("step", "plugin"), [("Pelican", SLEEPS), ("Verifying", ""), ("Publishing", "")])
def test_a_killed_build_leaves_a_whole_site(root: Path, site: dict[str, str], add: Add, step: str, plugin: str) -> None:
    add("pier", category="Trade")
    if plugin:
        plug(root, plugin)
    process = start_build(root)
    assert process.stdout
    while not process.stdout.readline().startswith(step):
        assert process.poll() is None
    process.kill()
    process.wait(timeout=10)
    left = published(root)

    (root / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    build(root)
    with suppress(ProcessLookupError):  # only the Pelican that sleeps is still there
        os.killpg(process.pid, signal.SIGKILL)
    assert len(published(root)) == len(site) + 1
    assert left in (site, published(root))
    assert not list((root / "output.releases").glob("next-*"))


def start_build(root: Path) -> subprocess.Popen[str]:
    """A build in a group of processes of its own, which tells its steps."""
    code = f"""
from pathlib import Path
from backfile.publish.build import build
build(Path({str(root)!r}), progress=lambda step: print(step, flush=True))
"""
    surroundings = {**os.environ, "PYTHONPATH": str(Path(backfile.__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-c", code], env=surroundings, stdout=subprocess.PIPE, encoding="utf-8", start_new_session=True
    )
