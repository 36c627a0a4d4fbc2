"""The archive's folder goes in; a new site, verified and swapped in whole, or an error and the old site come out.

What has not changed is taken over from the published release: all of it, if nothing that goes into the site has; else
the files of which Pelican's ledger says that they would come out the same.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from backfile.errors import BuildFailed, SettingsError
from backfile.publish.base import Base, published
from backfile.publish.composing import compose, double
from backfile.publish.expected import Expected, expected_again
from backfile.publish.generator import SHOWN, Task, generate
from backfile.publish.ingredients import Ingredients, ingredients_of, settled
from backfile.publish.outcome import BuildReport, Outcome, outcome_of, stands
from backfile.publish.permanence import finish_list, keep_list, list_digest, listed_next
from backfile.publish.record import Record, write_record
from backfile.publish.releases import Releases
from backfile.publish.said import Problem
from backfile.publish.verify import Verdict, examine
from backfile.write.walk import files_below

ADVICE = "The published site is as it was. Correct these and build again"
PELICAN = "Pelican builds the site"
TOUCHED = "somebody changed the folder of the published site; everything was made anew"
Progress = Callable[[str], None]
Generate = Callable[[Task], tuple[str, ...]]


@dataclass(frozen=True)
class Work:
    """One build: where everything is, and how Pelican is run and progress told."""

    content: Path
    settings: Path
    releases: Releases
    full: bool
    progress: Progress
    generate: Generate


def build(
    root: Path,
    *,
    content: Path | None = None,
    output: Path | None = None,
    settings: Path | None = None,
    full: bool = False,
    progress: Progress = lambda step: None,
    generate: Generate = generate,
) -> BuildReport:
    """Build, verify and publish the site of the archive at `root`; a `full` build takes nothing for granted.

    Paths left out are `content/`, `output` and `pelicanconf.py` below `root`. `progress` is told each step in words.
    Raises SettingsError when a path is not what it should be, BuildLocked when another build runs, and BuildFailed
    when Pelican or the verification finds fault; the published site is then as it was.
    """
    content = (content or root / "content").resolve()
    settings = (settings or root / "pelicanconf.py").resolve()
    output = (output or root / "output").absolute()
    link = output.parent.resolve() / output.name
    check_paths(content, link, settings)
    work = Work(content, settings, Releases(link), full, progress, generate)
    try:
        with work.releases.locked():
            return build_if_changed(work)
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
    if next(files_below(content), None) is None:
        raise SettingsError("there is no commentary in it", where=str(content), advice="Add one with `backfile add`")
    if link.is_relative_to(content) or content.is_relative_to(link):
        raise SettingsError(
            "the content and the site must not stand in each other", where=str(link), advice="Name another --output"
        )


def build_if_changed(work: Work) -> BuildReport:
    """The published site as it is, if nothing that goes into it has changed; else a new one."""
    now = work.releases.moment()
    base = published(work.releases)
    if base and base.record and base.record.content == str(work.content):
        finish_list(base.release, work.content, base.record.listed)
    found = ingredients_of(work.content, work.settings, base.ingredients if base and not work.full else {})
    record = base.made_of(found, work.content) if base and not work.full else None
    if base is None or record is None:
        return build_anew(work, base, found, now)
    work.progress("Nothing changed: the published site stays")
    remembered = settled(found, found, now)
    if remembered != record.ingredients:
        write_record(work.releases.beside(base.release, "record"), replace(record, ingredients=remembered))
    return stands(work.releases.link, base.release, record)


def build_anew(work: Work, base: Base | None, before: Ingredients, now: int) -> BuildReport:
    """Have Pelican make what must be made, put it together with what is kept, verify it and publish it."""
    listed = list_digest(work.content)
    with work.releases.unfinished() as made, work.releases.room() as site:
        ledger = made.with_name(f"{made.name}.ledger")
        warnings, trusted = run_pelican(work, made, ledger, base if base and base.record and not work.full else None)
        outcome = outcome_of(made, ledger, base, trusted=trusted is not None)
        touched = compose(site, outcome.base, outcome.numbers, outcome.kept, made)
        after = ingredients_of(work.content, work.settings, before)
        verdict, expected = checked(work, (made, site), outcome, after, trusted)
        record = Record(
            *(str(work.content), listed, *outcome.sums(site)),
            ground=verdict.ground,
            ingredients={**settled(before, after, now), **listed_next(site)},
            expected={each.path: each for each in expected},
        )
        release = publish(work, outcome, site, touched, record, ledger)
        keep_list(release, work.content)
        if len(outcome.new) > len(outcome.kept):
            with work.releases.room() as spare:
                double(spare, release)
    changed = base is not None and base.record is not None and not base.sound
    return outcome.report(work.releases.link, release, record, (*warnings, *([TOUCHED] if changed else [])))


def run_pelican(work: Work, made: Path, ledger: Path, base: Base | None) -> tuple[tuple[str, ...], Base | None]:
    """Fill the folder `made`; Pelican's warnings, and the base, if it may be trusted.

    While Pelican works it is looked at whether the base is as it was. If it is not, all is made again without it.
    """
    work.progress(PELICAN)
    task = Task(
        *(work.content, work.settings, made, ledger),
        base=base.ledger if base else None,
        memory=None if work.full else work.releases.folder / "memory",
        told=lambda words: work.progress(f"{PELICAN}: {words}"),
    )
    with ThreadPoolExecutor(1) as beside:
        sound = beside.submit(lambda: base is None or base.sound)
        warnings = work.generate(task)
    if sound.result():
        return warnings, base
    shutil.rmtree(made)
    made.mkdir()
    return run_pelican(work, made, ledger, None)


def checked(
    work: Work, folders: tuple[Path, Path], outcome: Outcome, found: Ingredients, trusted: Base | None
) -> tuple[Verdict, Sequence[Expected]]:
    """The verdict on the composed site and what was expected of it. Raises BuildFailed if anything is wrong with it.

    `folders` are the one that Pelican wrote into and the one of the site.
    """
    work.progress("Verifying every page and link")
    earlier = trusted.earlier(found, work.content) if trusted else None
    known = trusted.record.expected if trusted and trusted.record and earlier else {}
    expected = expected_again(work.content, found, trusted.ingredients if trusted else {}, known)
    made, site = folders
    verdict = examine(site, work.content, expected, earlier, secrets=(made,))
    refuse((*outcome.lacking(), *verdict.problems))
    return verdict, expected


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


def publish(work: Work, outcome: Outcome, site: Path, touched: Iterable[str], record: Record, ledger: Path) -> Path:
    """Swap the composed site in, unless the published one is the same; what is known of it is written down before."""
    work.progress("Nothing changed: the published site stays" if outcome.same else "Publishing the new site")
    release = outcome.base if outcome.same else work.releases.following
    if ledger.is_file():
        ledger.replace(work.releases.beside(release, "ledger"))
    write_record(work.releases.beside(release, "record"), record)
    return release if outcome.same else work.releases.publish(site, [*outcome.new, *touched])
