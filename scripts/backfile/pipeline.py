"""The stages in their order, from files to captures to Markdown; what goes wrong is caught here, and told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Protocol, TypeVar

from backfile.enrich.rulings import Ruling, apply_rulings, parse_rulings
from backfile.errors import BackfileError
from backfile.inputs.files import Found, FoundFile, Passed, Refused, read_files
from backfile.inputs.lock import LockHeld, hold
from backfile.inputs.pictures import Picture, picture_beside
from backfile.inputs.store import CaptureStore
from backfile.model import Capture, Commentary, Note, Reading, Status
from backfile.publish.build import BuildReport, build
from backfile.publish.findings import Finding, Severity
from backfile.publish.lint import lint
from backfile.publish.releases import BuildLocked
from backfile.publish.serve import serve
from backfile.report import Outcome, Report
from backfile.street import read_capture
from backfile.write.archive import Archive, Written
from backfile.write.files import write_whole

__all__ = ["BuildLocked", "BuildReport", "Finding", "LockHeld", "Severity", "add", "build", "lint", "serve"]

RULINGS = Path(str(files("backfile.sources"))) / "rulings"
Item = TypeVar("Item")


class Watch(Protocol):
    """Shows the progress of a stage while its items are taken."""

    def __call__(self, items: Iterable[Item], stage: str) -> Iterable[Item]:
        """The same items."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file whose capture is in the store."""

    file: FoundFile
    capture: Capture


@dataclass(frozen=True, slots=True)
class Read:
    """A capture that was read: its commentary, as ruled, the reading it comes from, and its pictures by their names."""

    origin: str
    commentary: Commentary
    reading: Reading
    pictures: Mapping[str, Picture]


def unwatched(items: Iterable[Item], stage: str) -> Iterable[Item]:
    """The items, with no progress shown."""
    return items


def add(
    paths: Sequence[Path],
    *,
    content: Path,
    store: Path,
    source: str | None = None,
    rulings: Path = RULINGS,
    watch: Watch = unwatched,
) -> Report:
    """Read files and folders into the archive: captures into `store`, Markdown into `content`.

    `source` names the recipe for all of them. Whatever is wrong with one input is an outcome of the report and does
    not stop the others. Raises RulingError if a ruling cannot be read, LockHeld if another run is at work.
    """
    rules = load_rulings(rulings)
    with hold(store):
        captures = CaptureStore(store)
        captured = list(take_in(watch(list(read_files(paths)), "Taking in files"), captures))
        results = [
            item if isinstance(item, Outcome) else read_one(item, source, rules)
            for item in watch(captured, "Reading commentaries")
        ]
        archive = Archive(content, store)
        keep_pictures(results, captures, content)
        outcomes = list(write(results, archive, watch))
    return Report(tuple(outcomes), (*archive.warnings, *idle_rulings(rules, results, archive)))


def take_in(found: Iterable[Found], store: CaptureStore) -> Iterator[Taken | Outcome]:
    """Each file's capture, with the name it came under; an outcome for what is no page, broken, or there twice."""
    seen: dict[str, str] = {}
    for file in found:
        if isinstance(file, Passed):
            yield Outcome(Status.SKIPPED, file.origin, file.reason)
        elif isinstance(file, Refused):
            yield failure(file.origin, file.error)
        else:
            yield take_file(file, store, seen)


def take_file(file: FoundFile, store: CaptureStore, seen: dict[str, str]) -> Taken | Outcome:
    """The capture of one file; a skip if a file before it in this run, which `seen` knows, has the same bytes."""
    try:
        capture, _ = store.add(
            file.body, media_type=file.media_type, origin=file.origin, captured=dt.datetime.now(dt.UTC)
        )
    except BackfileError as error:
        return failure(file.origin, error)
    if (first := seen.setdefault(capture.digest, file.origin)) != file.origin:
        return Outcome(Status.SKIPPED, file.origin, f"the same bytes as {first}", capture=capture.digest)
    return Taken(file, capture)


def read_one(taken: Taken, source: str | None, rules: tuple[Ruling, ...]) -> Read | Outcome:
    """One capture read and ruled, or the failure to; a fault of our own is a failure of this capture alone."""
    origin, capture = taken.file.origin, taken.capture
    try:
        commentary, reading = read_capture(capture, source)
    except BackfileError as error:
        return failure(origin, error, capture.digest)
    except Exception as error:
        reason = f"Backfile itself failed on this page: {type(error).__name__}: {error}"
        return Outcome(Status.FAILED, origin, reason, "Please report it with the page", capture=capture.digest)
    commentary, pictures = with_pictures(commentary, taken.file)
    return Read(origin, apply_rulings(commentary, rules)[0], reading, pictures)


def with_pictures(commentary: Commentary, file: FoundFile) -> tuple[Commentary, Mapping[str, Picture]]:
    """The commentary showing the pictures that were saved beside its page, and these by their names in content/."""
    found: dict[str, Picture] = {}
    body = []
    for block in commentary.body:
        picture = picture_beside(file.path, file.folder, block.src, commentary.url) if block.src else None
        if picture is not None:
            found[picture.name] = picture
            block = replace(block, src=picture.name)
        body.append(block)
    return replace(commentary, body=tuple(body)), found


def keep_pictures(results: Sequence[Read | Outcome], store: CaptureStore, content: Path) -> None:
    """Every picture captured, and as a file of the archive; one that is there already is left as it is."""
    for result in results:
        for name, picture in result.pictures.items() if isinstance(result, Read) else ():
            store.add(picture.body, media_type=picture.media_type, origin=name, captured=dt.datetime.now(dt.UTC))
            if not (content / name).exists():
                write_whole(content / name, picture.body)


def write(results: Sequence[Read | Outcome], archive: Archive, watch: Watch) -> Iterator[Outcome]:
    """The outcome of each result in order, every commentary written."""
    commentaries = [result.commentary for result in results if isinstance(result, Read)]
    plans = iter(archive.plan(commentaries))
    for result in watch(list(results), "Writing Markdown"):
        if isinstance(result, Outcome):
            yield result
            continue
        try:
            yield written_outcome(result, archive.place(next(plans)))
        except BackfileError as error:
            yield failure(result.origin, error, result.commentary.capture)


def written_outcome(result: Read, written: Written) -> Outcome:
    """What became of a commentary, and what the editor can do about it."""
    advice = f"Take what is right over from {written.beside}, then delete it" if written.beside else ""
    return Outcome(
        written.status,
        result.origin,
        written.reason,
        advice,
        path=str(written.path),
        capture=result.commentary.capture,
        commentary=result.commentary,
        reading=result.reading,
    )


def failure(origin: str, error: BackfileError, capture: str | None = None) -> Outcome:
    """The outcome of an input that could not be used."""
    reason = f"{error.where}: {error.message}" if error.where not in ("", origin) else error.message
    return Outcome(Status.FAILED, origin, reason, error.advice, capture=capture)


def load_rulings(folder: Path) -> tuple[Ruling, ...]:
    """Every ruling in the folder's TOML files. Raises RulingError for one that cannot be read."""
    return tuple(
        replace(ruling, source=path.stem)
        for path in sorted(folder.glob("*.toml"))
        for ruling in parse_rulings(path.read_text("utf-8"), path.name)
    )


def idle_rulings(rules: tuple[Ruling, ...], results: Sequence[Read | Outcome], archive: Archive) -> Iterator[Note]:
    """A warning for each ruling on a source of this run that matches nothing of the run and nothing in the archive."""
    read = [result.commentary for result in results if isinstance(result, Read)]
    concerned = {commentary.source for commentary in read}
    for rule in rules:
        known = any(rule.matches(commentary) for commentary in read) or archive.knows(rule.url, rule.capture)
        if rule.source in concerned and not known:
            advice = "Correct its url or capture, or delete it"
            yield Note(f"{rule.where}: the ruling matches nothing any more: {rule.reason}", advice=advice)
