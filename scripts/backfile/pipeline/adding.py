"""Files and folders come in; their captures and Markdown stand in the archive, and a report goes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from backfile.enrich.rulings import Ruling, apply_rulings
from backfile.errors import BackfileError, CaptureError, SettingsError
from backfile.files import write_whole
from backfile.inputs.files import Found, FoundFile, Passed, Refused, read_files
from backfile.inputs.lock import hold
from backfile.inputs.pictures import Picture, picture_beside, picture_in
from backfile.inputs.store import CaptureStore
from backfile.model import Capture, Commentary, Status
from backfile.pipeline.learning import Lessons
from backfile.pipeline.listings import Listings
from backfile.pipeline.ruling import RULINGS, idle_rulings, load_rulings
from backfile.pipeline.watching import Watch, unwatched
from backfile.pipeline.writing import Read, failure, write
from backfile.report import Outcome, Report
from backfile.sources import moved_hosts, source_ids
from backfile.street import document_of, read_commentaries
from backfile.write.archive import Archive


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
        captures = Intake.into(store, dt.datetime.now(dt.UTC))
        taken = (take(found, captures, source, rules) for found in watch(read_files(paths), "Reading"))
        results = [result for results in taken for result in results]
        archive = Archive(content, store, moved_hosts())
        lessons = Lessons(store)
        results = lessons.applied(results)
        listings, read = captures.listings, [result for result in results if isinstance(result, Read)]
        listings.keep()
        listings.date(read, archive)
        results = [keep_pictures(listings.filled(result), captures, content) for result in results]
        others = list(listings.fill_archive(archive, {result.commentary.capture for result in read}))
        outcomes = [*write(results, archive, watch), *others]
    warnings = (*archive.warnings, *listings.warnings, *lessons.notes)
    return Report(tuple(outcomes), (*warnings, *idle_rulings(rules, [found.commentary for found in read], archive)))


@dataclass(frozen=True, slots=True)
class Intake:
    """The capture store for one run: its time, its listings, and under which name each digest came first."""

    store: CaptureStore
    time: dt.datetime
    listings: Listings
    names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def into(cls, folder: Path, time: dt.datetime) -> Intake:
        """The store below `folder`, with the listings that it holds."""
        store = CaptureStore(folder)
        return cls(store, time, Listings.kept_in(folder, store))

    def capture(
        self,
        body: bytes,
        media_type: str,
        origin: str,
        captured: dt.datetime | None = None,
        charset: str | None = None,
    ) -> Capture:
        """The capture of some bytes, of their own time if they have one. Raises CaptureError if they cannot be kept."""
        moment = captured or self.time
        try:
            return self.store.add(body, media_type=media_type, origin=origin, captured=moment, charset=charset)[0]
        except ValueError as error:
            raise CaptureError(str(error), where=origin, advice="Rename the file") from error


def take(found: Found, intake: Intake, source: str | None, rules: tuple[Ruling, ...]) -> list[Read | Outcome]:
    """One file captured and read; one outcome for what is no page, is broken, or came before with the same bytes."""
    if isinstance(found, Passed):
        return [Outcome(Status.SKIPPED, found.origin, found.reason)]
    if isinstance(found, Refused):
        return [failure(found.origin, found.error)]
    try:
        capture = intake.capture(found.body, found.media_type, found.origin, found.captured, found.charset)
    except (BackfileError, OSError) as error:
        return [failure(found.origin, error)]
    if (first := intake.names.setdefault(capture.digest, found.origin)) != found.origin:
        return [Outcome(Status.SKIPPED, found.origin, f"the same bytes as {first}", capture=capture.digest)]
    return read_one(found, capture, source, rules, intake.listings)


def read_one(
    file: FoundFile, capture: Capture, source: str | None, rules: tuple[Ruling, ...], listings: Listings
) -> list[Read | Outcome]:
    """The commentaries of one capture, ruled, or the failure to; a fault of our own is a failure of it alone.

    A page of a source's listing is kept for the weeks it names, and skipped.
    """
    try:
        document = document_of(capture)
        if count := listings.take(capture, document, source):
            reason = f"a listing of {count} commentaries"
            return [Outcome(Status.SKIPPED, file.origin, reason, capture=capture.digest)]
        read = read_commentaries(document, capture, source)
        named = [file.origin] if len(read) == 1 else [f"{file.origin}#{number}" for number in range(1, len(read) + 1)]
        shown = [
            (origin, reading, with_pictures(one, file)) for origin, (one, reading) in zip(named, read, strict=True)
        ]
        return [Read(origin, apply_rulings(one, rules), reading, found) for origin, reading, (one, found) in shown]
    except BackfileError as error:
        return [failure(file.origin, error, capture.digest)]
    except Exception as error:
        reason = f"Backfile itself failed on this page: {type(error).__name__}: {error}"
        advice = "Please report it with the page"
        return [Outcome(Status.FAILED, file.origin, reason, advice, capture=capture.digest)]


def with_pictures(commentary: Commentary, file: FoundFile) -> tuple[Commentary, Mapping[str, Picture]]:
    """The commentary showing the pictures saved in its page or beside it, and these by their names in content/."""
    found: dict[str, Picture] = {}
    body = []
    for block in commentary.body:
        if block.src and block.src.startswith("data:"):
            picture = picture_in(block.src)
        else:
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
