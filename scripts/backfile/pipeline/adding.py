"""Files and folders come in; their captures and Markdown stand in the archive, and a report goes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import Protocol, TypeVar

from backfile.enrich.rulings import Ruling, apply_rulings, parse_rulings
from backfile.errors import BackfileError, CaptureError, RulingError, SettingsError
from backfile.inputs.files import Found, FoundFile, Passed, Refused, read_files
from backfile.inputs.lock import hold
from backfile.inputs.pictures import Picture, picture_beside
from backfile.inputs.store import CaptureStore
from backfile.model import Capture, Commentary, Note, Reading, Status
from backfile.report import Outcome, Report
from backfile.sources import moved_hosts, source_ids
from backfile.street import read_capture
from backfile.write.archive import Archive, Written
from backfile.write.files import write_whole

RULINGS = Path(str(files("backfile.sources"))) / "rulings"
Item = TypeVar("Item")


class Watch(Protocol):
    """Shows the progress of a stage while its items are taken."""

    def __call__(self, items: Iterable[Item], stage: str) -> Iterable[Item]:
        """The same items."""


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
    not stop the others. Raises SettingsError if there is no such source, RulingError if a ruling cannot be read,
    LockHeld if another run is at work.
    """
    rules = load_rulings(rulings)
    if source is not None and source not in source_ids():
        raise SettingsError(f"there is no source {source!r}", advice=f"The sources are {', '.join(source_ids())}")
    with hold(store), hold(content):
        captures = Intake(CaptureStore(store), dt.datetime.now(dt.UTC))
        results = [take(found, captures, source, rules) for found in watch(read_files(paths), "Reading")]
        archive = Archive(content, store, moved_hosts())
        outcomes = list(write([keep_pictures(result, captures, content) for result in results], archive, watch))
    return Report(tuple(outcomes), (*archive.warnings, *idle_rulings(rules, results, archive)))


@dataclass(frozen=True, slots=True)
class Intake:
    """The capture store for one run: its time, and under which name each digest came first."""

    store: CaptureStore
    time: dt.datetime
    names: dict[str, str] = field(default_factory=dict)

    def capture(self, body: bytes, media_type: str, origin: str) -> Capture:
        """The capture of some bytes. Raises CaptureError if they cannot be kept."""
        try:
            return self.store.add(body, media_type=media_type, origin=origin, captured=self.time)[0]
        except ValueError as error:
            raise CaptureError(str(error), where=origin, advice="Rename the file") from error


def take(found: Found, intake: Intake, source: str | None, rules: tuple[Ruling, ...]) -> Read | Outcome:
    """One file captured and read; an outcome for what is no page, is broken, or came before with the same bytes."""
    if isinstance(found, Passed):
        return Outcome(Status.SKIPPED, found.origin, found.reason)
    if isinstance(found, Refused):
        return failure(found.origin, found.error)
    try:
        capture = intake.capture(found.body, found.media_type, found.origin)
    except (BackfileError, OSError) as error:
        return failure(found.origin, error)
    if (first := intake.names.setdefault(capture.digest, found.origin)) != found.origin:
        return Outcome(Status.SKIPPED, found.origin, f"the same bytes as {first}", capture=capture.digest)
    return read_one(found, capture, source, rules)


def read_one(file: FoundFile, capture: Capture, source: str | None, rules: tuple[Ruling, ...]) -> Read | Outcome:
    """One capture read and ruled, or the failure to; a fault of our own is a failure of this capture alone."""
    try:
        commentary, reading = read_capture(capture, source)
        commentary, pictures = with_pictures(commentary, file)
        return Read(file.origin, apply_rulings(commentary, rules), reading, pictures)
    except BackfileError as error:
        return failure(file.origin, error, capture.digest)
    except Exception as error:
        reason = f"Backfile itself failed on this page: {type(error).__name__}: {error}"
        return Outcome(Status.FAILED, file.origin, reason, "Please report it with the page", capture=capture.digest)


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


def keep_pictures(result: Read | Outcome, intake: Intake, content: Path) -> Read | Outcome:
    """The result, its pictures captured and files of the archive; a failure if one of them cannot be kept."""
    if isinstance(result, Outcome):
        return result
    try:
        for name, picture in result.pictures.items():
            intake.capture(picture.body, picture.media_type, name)
            if not (content / name).exists():
                write_whole(content / name, picture.body)
    except (BackfileError, OSError) as error:
        return failure(result.origin, error, result.commentary.capture)
    return result


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
        except (BackfileError, OSError) as error:
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


def failure(origin: str, error: BackfileError | OSError, capture: str | None = None) -> Outcome:
    """The outcome of an input that could not be used, or whose result the disk refused."""
    if isinstance(error, OSError):
        reason = f"{error.filename or 'the disk'}: {error.strerror or error}"
        return Outcome(Status.FAILED, origin, reason, "Make room or leave to write, and run it again", capture=capture)
    reason = f"{error.where}: {error.message}" if error.where not in ("", origin) else error.message
    return Outcome(Status.FAILED, origin, reason, error.advice, capture=capture)


def load_rulings(folder: Path) -> tuple[Ruling, ...]:
    """Every ruling in the folder's TOML files. Raises RulingError for one that cannot be read."""
    return tuple(
        replace(ruling, source=path.stem)
        for path in sorted(folder.glob("*.toml"))
        for ruling in parse_rulings(readable(path), path.name)
    )


def readable(path: Path) -> str:
    """The text of a rulings file. Raises RulingError if it is not UTF-8."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise RulingError("it is not UTF-8", where=path.name, advice="Save it again as UTF-8") from error


def idle_rulings(rules: tuple[Ruling, ...], results: Sequence[Read | Outcome], archive: Archive) -> Iterator[Note]:
    """A warning for each ruling on a source of this run that matches nothing of the run and nothing in the archive."""
    read = [result.commentary for result in results if isinstance(result, Read)]
    concerned = {commentary.source for commentary in read}
    for rule in rules:
        if rule.source not in concerned or any(rule.matches(commentary) for commentary in read):
            continue
        if not archive.knows(rule.url, rule.capture):
            advice = "Correct its url or capture, or delete it"
            yield Note(f"{rule.where}: the ruling matches nothing any more: {rule.reason}", advice=advice)
