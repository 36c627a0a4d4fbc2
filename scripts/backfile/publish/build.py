"""The archive's folder goes in; a new site, verified and swapped in whole, or an error and the old site come out."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from backfile.errors import BuildFailed, SettingsError
from backfile.publish.generator import SHOWN, generate
from backfile.publish.permanence import keep_list
from backfile.publish.releases import Releases, digests
from backfile.publish.verify import Problem, verify
from backfile.write.walk import markdown_files

ADVICE = "The published site is as it was. Correct these and build again"
Verifier = Callable[[Path, Path], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What one build did.

    `site` is the published link, `release` the folder it points at, `digest` the sha256 of its names and bytes.
    `published` is False when the new site was the same, byte for byte, and the old one was kept. Counts are of files.
    """

    site: Path
    release: Path
    digest: str
    published: bool
    files: int
    pages: int
    added: int = 0
    changed: int = 0
    removed: int = 0
    warnings: tuple[str, ...] = ()


def build(
    root: Path,
    *,
    content: Path | None = None,
    output: Path | None = None,
    settings: Path | None = None,
    progress: Callable[[str], None] = lambda step: None,
    verifier: Verifier = verify,
) -> BuildReport:
    """Build, verify and publish the site of the archive at `root`.

    Paths left out are `content/`, `output` and `pelicanconf.py` below `root`. `progress` is told each step in words.
    Raises SettingsError when a path is not what it should be, BuildLocked when another build runs, and BuildFailed
    when Pelican or the verification finds fault; the published site is then as it was.
    """
    content = (content or root / "content").resolve()
    settings = (settings or root / "pelicanconf.py").resolve()
    output = (output or root / "output").absolute()
    link = output.parent.resolve() / output.name
    check_paths(content, link, settings)
    releases = Releases(link)
    try:
        with releases.locked(), releases.unfinished() as fresh:
            progress("Pelican builds the site")
            warnings = generate(content, settings, fresh)
            progress("Verifying every page and link")
            refuse(verifier(fresh, content))
            report = publish(releases, fresh, warnings, progress)
            keep_list(report.release, content)
            return report
    except OSError as error:
        place = str(error.filename or link)
        advice = "Make room or mend its rights; the published site is as it was"
        raise BuildFailed(f"the disk refused: {error.strerror}", where=place, advice=advice) from error


def check_paths(content: Path, link: Path, settings: Path) -> None:
    """Raise SettingsError unless there is something to build, a way to build it, and a place apart to put it."""
    if not settings.is_file():
        raise SettingsError("there are no settings", where=str(settings), advice="Run this in the archive's folder")
    if not content.is_dir():
        raise SettingsError("there is no such folder", where=str(content), advice="Name the archive's with --content")
    if not markdown_files(content):
        raise SettingsError("there is no commentary in it", where=str(content), advice="Add one with `backfile add`")
    if link.is_relative_to(content) or content.is_relative_to(link):
        raise SettingsError(
            "the content and the site must not stand in each other", where=str(link), advice="Name another --output"
        )


def refuse(problems: tuple[Problem, ...]) -> None:
    """Raise BuildFailed if there are problems: how many, and the first, each fault of many pages once."""
    if not problems:
        return
    alike = defaultdict[tuple[str, str], list[Problem]](list)
    for problem in problems:
        alike[problem.target, problem.message].append(problem)
    told = [f"{first}{f' (and on {len(rest)} more pages)' if rest else ''}" for first, *rest in alike.values()]
    more = [f"… and {len(told) - SHOWN} more"] if len(told) > SHOWN else []
    lines = [f"the new site has {len(problems)} problem(s)", *told[:SHOWN], *more]
    raise BuildFailed("\n  ".join(lines), where="verification", advice=ADVICE)


def publish(releases: Releases, fresh: Path, warnings: tuple[str, ...], progress: Callable[[str], None]) -> BuildReport:
    """Swap the fresh site in, unless the published one is the same."""
    old, new = digests(releases.published) if releases.published else {}, digests(fresh)
    same = releases.published is not None and old == new
    progress("Nothing changed: the published site stays" if same else "Publishing the new site")
    return BuildReport(
        site=releases.link,
        release=releases.published if same and releases.published else releases.publish(fresh),
        digest=hashlib.sha256("\n".join(f"{d}  {name}" for name, d in new.items()).encode()).hexdigest(),
        published=not same,
        files=len(new),
        pages=sum(name.endswith(".html") for name in new),
        added=len(new.keys() - old.keys()),
        changed=sum(old[name] != new[name] for name in old.keys() & new.keys()),
        removed=len(old.keys() - new.keys()),
        warnings=warnings,
    )
