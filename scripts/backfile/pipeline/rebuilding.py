"""Captures and Markdown files come in; the state that they imply stands beside them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from backfile.inputs.followed import Followed, read_followed
from backfile.inputs.lock import hold
from backfile.inputs.state import State
from backfile.inputs.store import CaptureStore, Fetched
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
    captures = CaptureStore(store)
    fetched = {digest: known for digest in captures.digests() if (known := captures.fetched(digest))}
    if not fetched or not followed:
        return ()
    archive = Archive(content, store, {old: new for source in followed for old, new in moved(source).items()})
    notes = []
    for source in followed:
        count = sum(1 for _ in restore_source(state, source, fetched, archive, moment))
        notes.append(Note(f"{source.id}: the state was made anew from {count} captures"))
    return tuple(notes)


def restore_source(
    state: State, source: Followed, fetched: dict[str, Fetched], archive: Archive, moment: dt.datetime
) -> Iterator[str]:
    """Restores the pages of one source, each from its latest capture; gives the digests."""

    def fold(url: str) -> str:
        return address_key(url, moved(source))

    home = fold(source.home)
    pages = state.pages(source.id, fold)
    for digest, known in sorted(fetched.items(), key=lambda item: (item[1].captured, item[0])):
        if not fold(known.url).startswith(home.rstrip("/")):
            continue
        read = digest if archive.last_capture(known.url, *known.hops) == digest else None
        pages.restore(
            known.asked,
            moment,
            capture=digest,
            read=read,
            etag=known.etag,
            modified=known.last_modified,
            asked=known.captured.isoformat(),
        )
        for url in (known.url, *known.hops):
            if page := pages.find(known.asked):
                pages.same(page, url)
        yield digest
