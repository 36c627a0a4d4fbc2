"""What was read comes in; every commentary stands in content/, and what became of each goes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from backfile.errors import BackfileError
from backfile.inputs.pictures import Picture
from backfile.model import Commentary, Reading, Status
from backfile.pipeline.watching import Watch
from backfile.report import Outcome
from backfile.write.archive import Archive, Written


@dataclass(frozen=True, slots=True)
class Read:
    """A capture that was read: its commentary, as ruled, the reading it comes from, and its pictures by their names."""

    origin: str
    commentary: Commentary
    reading: Reading
    pictures: Mapping[str, Picture]


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
