"""Captures and Markdown files come in; the state that they imply stands beside them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from backfile.errors import BackfileError
from backfile.inputs.followed import Followed, read_followed
from backfile.inputs.lock import hold
from backfile.inputs.records import Provenance
from backfile.inputs.state import State
from backfile.inputs.store import CaptureStore
from backfile.model import Note
from backfile.model.addresses import fold as address_key
from backfile.pipeline.asking import run_moment
from backfile.pipeline.visiting import moved
from backfile.report import Report
from backfile.write.archive import Archive


def rebuild_state(*, sources: Path, content: Path, store: Path) -> Report:
    """Makes the state anew, in the place of the one that is there. Raises SettingsError, LockHeld."""
    following = read_followed(sources)
    with hold(store), hold(content):
        State.discard(store)
        with closing(State(store)) as state:
            notes = restored(state, following.sources, content, store, run_moment())
    return Report(warnings=tuple(notes))


def restored(
    state: State, followed: Sequence[Followed], content: Path, store: Path, moment: dt.datetime
) -> tuple[Note, ...]:
    """Fills an empty state with what is in the archive: what was fetched, and what of it was read."""
    notes: list[Note] = []
    fetched = list(provenances(CaptureStore(store), notes))
    if not fetched or not followed:
        return tuple(notes)
    archive = Archive(content, store, {old: new for source in followed for old, new in moved(source).items()})
    for source in followed:
        count = sum(1 for _ in restore_source(state, source, fetched, archive, moment))
        notes.append(Note(f"{source.id}: the state was made anew from {count} captures"))
    return tuple(notes)


def provenances(captures: CaptureStore, notes: list[Note]) -> Iterator[Provenance]:
    """Where each page that was fetched came from; a capture that is damaged is told in `notes`."""
    for digest in captures.digests():
        try:
            one = captures.provenance(digest)
        except BackfileError as error:
            notes.append(Note(f"{error.where}: {error.message}", advice=error.advice))
            continue
        if one.url is not None:
            yield one


def restore_source(
    state: State, source: Followed, fetched: Sequence[Provenance], archive: Archive, moment: dt.datetime
) -> Iterator[str]:
    """Restores the pages of one source, each from its latest capture; gives the digests."""

    def fold(url: str) -> str:
        return address_key(url, moved(source))

    home = fold(source.home)
    pages = state.pages(source.id, fold)
    for one in sorted(fetched, key=lambda one: (one.captured, one.digest)):
        if one.url is None or not fold(one.url).startswith(home.rstrip("/")):
            continue
        read = one.digest if archive.last_capture(one.url, *one.hops) == one.digest else None
        pages.restore(
            one.url,
            moment,
            capture=one.digest,
            read=read,
            etag=one.etag,
            modified=one.last_modified,
            asked=one.captured.isoformat(),
        )
        for url in one.hops:
            if page := pages.find(one.url):
                pages.same(page, url)
        yield one.digest
