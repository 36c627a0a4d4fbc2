"""What is followed comes in; what is new or changed at its sites stands in the archive, and a report goes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path

from backfile.enrich.rulings import Ruling
from backfile.errors import BackfileError, SettingsError
from backfile.inputs.followed import Followed, read_followed
from backfile.inputs.lock import hold
from backfile.inputs.state import PageRecord, State
from backfile.inputs.store import CaptureStore
from backfile.model import Commentary, Note, Status
from backfile.pipeline.asking import fetcher, run_moment
from backfile.pipeline.learning import Lessons
from backfile.pipeline.listings import Listings
from backfile.pipeline.pages import PageReader
from backfile.pipeline.rebuilding import restored
from backfile.pipeline.ruling import RULINGS, idle_rulings, load_rulings
from backfile.pipeline.visiting import Visit, moved
from backfile.pipeline.watching import Watch, unwatched
from backfile.pipeline.writing import Read, failure, write
from backfile.report import Outcome, Report
from backfile.write.archive import Archive


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an editor asks of an update: only to say what it would do, every page or only some of them."""

    rehearse: bool = False
    every: bool = False
    since: dt.date | None = None
    limit: int | None = None


def update(
    ids: Sequence[str] = (),
    *,
    sources: Path,
    content: Path,
    store: Path,
    wishes: Wishes = Wishes(),
    rulings: Path = RULINGS,
    watch: Watch = unwatched,
) -> Report:
    """Brings the archive up to date with what is followed, or with the sources named by `ids`.

    Whatever goes wrong at one page or one site is an outcome of the report and does not stop the others; a run that is
    stopped goes on where it was when it is run again. Raises SettingsError if an id is not followed or the state
    cannot be read, RulingError for a ruling that cannot be read, LockHeld if another run is at work.
    """
    following = read_followed(sources)
    chosen = wanted(following.sources, ids, sources)
    rules = load_rulings(rulings)
    with hold(store), hold(content), closing(State(store)) as state:
        desk = Desk(following.sources, content, store, state, rules, wishes, watch)
        if wishes.rehearse:
            state.without_trace()
        notes = restored(state, following.sources, content, store, run_moment()) if state.fresh else ()
        outcomes = [outcome for source in chosen for outcome in desk.visit(source, following.contact)]
        warnings = (*notes, *desk.notes, *desk.lessons.notes, *desk.archive_notes())
    return Report(tuple(outcomes), warnings, tuple(desk.told))


def wanted(followed: Sequence[Followed], ids: Sequence[str], file: Path) -> list[Followed]:
    """The sources to update. Raises SettingsError for an id that is not followed, or if nothing is."""
    known = {source.id: source for source in followed}
    if not known:
        raise SettingsError("nothing is followed", where=str(file), advice="Begin with `backfile follow URL`")
    if unknown := next((name for name in ids if name not in known), None):
        raise SettingsError(f"{unknown} is not followed", where=str(file), advice=f"There are {', '.join(known)}")
    return [known[name] for name in ids] or list(followed)


class Desk:
    """One run of an update: what its sources share, and what it has to tell."""

    def __init__(
        self,
        sources: Sequence[Followed],
        content: Path,
        store: Path,
        state: State,
        rules: tuple[Ruling, ...],
        wishes: Wishes,
        watch: Watch,
    ) -> None:
        self.sources = sources
        self.content = content
        self.store = store
        self.state = state
        self.rules = rules
        self.wishes = wishes
        self.watch = watch
        self.captures = CaptureStore(store)
        self.listings = Listings.none_yet(store, self.captures)
        self.lessons = Lessons(store)
        self.moment = run_moment()
        self.notes: list[Note] = []
        self.told: list[str] = []
        self.read: list[Commentary] = []
        self.visited: set[str] = set()

    @cached_property
    def archive(self) -> Archive:
        """The archive's files, read when the first of them is needed."""
        hosts = {old: new for source in self.sources for old, new in moved(source).items()}
        return Archive(self.content, self.store, hosts)

    def archive_notes(self) -> tuple[Note, ...]:
        """What the archive has to say, if it was needed at all."""
        if "archive" not in self.__dict__ and not self.visited & {rule.source for rule in self.rules}:
            return ()
        return (*self.archive.warnings, *idle_rulings(self.rules, self.read, self.archive, self.visited))

    def visit(self, source: Followed, contact: str | None) -> list[Outcome]:
        """All that becomes of one source; a fault of our own is a failure of this source alone."""
        self.visited |= {source.id, source.recipe}
        asks = fetcher(self.state, source, contact)
        visit = Visit(
            source, self.state, self.captures, asks, self.listings, self.moment, rehearsal=self.wishes.rehearse
        )
        outcomes: list[Outcome] = []
        try:
            visit.discover()
            due = visit.pages.due(
                self.moment, every=self.wishes.every, since=self.wishes.since, limit=self.wishes.limit
            )
            if self.wishes.rehearse:
                outcomes += rehearsal(due)
            else:
                visit.fetch(due, self.watch)
                outcomes += self.written(visit)
        except BackfileError as error:
            outcomes.append(failure(source.home, error))
        except Exception as error:
            reason = f"Backfile itself failed on {source.id}: {type(error).__name__}: {error}"
            outcomes.append(Outcome(Status.FAILED, source.home, reason, "Please report it"))
        self.notes += left_alone(visit.notes)
        self.told.append(
            f"{source.id}: {visit.listed} listed, {visit.new} of them new, {visit.unchanged} sitemaps unchanged; "
            f"{visit.asked} pages asked for, {len(visit.pages)} known"
        )
        return [*visit.outcomes, *outcomes]

    def written(self, visit: Visit) -> list[Outcome]:
        """Reads what has answered since it was last read, writes it, and marks what is gone."""
        pages = [*visit.pages.unread(), *self.ruled(visit)]
        if not pages and not visit.pages.untold() and not self.listings.new:
            return still_standing_in(visit, set())
        reader = PageReader(visit, self.archive, self.rules)
        read = [(page, result) for page in self.watch(pages, "Reading") for result in reader.read(page)]
        results = self.lessons.applied([result for _, result in read])
        outcomes = self.dated(results)
        left = {page.key for page, result in read if isinstance(result, Outcome)}
        for (page, _), outcome in zip(read, write(results, self.archive, self.watch), strict=True):
            outcomes.append(outcome)
            left |= {page.key} if outcome.status is Status.FAILED else set()
        for page in [page for page in pages if page.key not in left]:
            visit.pages.has_read(page)
        fresh = {page.key for page in pages}
        return [*outcomes, *self.marked_gone(visit), *still_standing_in(visit, fresh)]

    def ruled(self, visit: Visit) -> list[PageRecord]:
        """The pages that rulings are on, beside those that are read anyhow: a ruling may be newer than their files."""
        rules = [rule for rule in self.rules if rule.source in (visit.source.id, visit.source.recipe)]
        found = [page for rule in rules for page in visit.pages.concerned(rule.url, rule.capture)]
        return list({page.key: page for page in found if page.capture and page.capture == page.read}.values())

    def dated(self, results: list[Read | Outcome]) -> list[Outcome]:
        """Fills in the weeks that listings name: in `results`, and in what stands in the archive, as outcomes."""
        read = [result for result in results if isinstance(result, Read)]
        self.read += [result.commentary for result in read]
        self.listings.recall()
        self.listings.keep()
        self.listings.date(read, self.archive)
        results[:] = [self.listings.filled(result) for result in results]
        outcomes = list(self.listings.fill_archive(self.archive, {result.commentary.capture for result in read}))
        self.notes += self.listings.warnings
        self.listings.warnings.clear()
        self.listings.new.clear()
        return outcomes

    def marked_gone(self, visit: Visit) -> list[Outcome]:
        """Says in the files of what the site has no more, or has again, that it is so."""
        outcomes = []
        for page in visit.pages.untold():
            path = self.archive.standing_at(page.url, *visit.pages.aliases(page))
            if path is not None:
                written = self.archive.mark_gone(path, page.gone)
                what = f"gone since {page.gone}; it stays published" if page.gone else "there again"
                outcomes.append(Outcome(written.status, page.url, f"{page.url} is {what}", written.reason, str(path)))
            visit.pages.has_told(page)
        return outcomes


def left_alone(notes: Sequence[Note]) -> list[Note]:
    """The notes of a discovery, those on lists that were left for one reason as one."""
    lists = [note for note in notes if " did not go on behind " in note.text]
    told = [note for note in notes if note not in lists]
    for reason, found in groupby(sorted(lists, key=why), key=why):
        first, *others = found
        more = f" and {len(others)} more" if others else ""
        told.append(replace(first, text=first.text.replace(f": {reason}", f"{more}: {reason}")))
    return told


def why(note: Note) -> str:
    """The reason at the end of a note."""
    return note.text.rpartition(": ")[2]


def rehearsal(due: Sequence[PageRecord]) -> list[Outcome]:
    """What would be asked for."""
    return [Outcome(Status.SKIPPED, page.url, "would be asked for") for page in due]


def still_standing_in(visit: Visit, fresh: set[str]) -> list[Outcome]:
    """The pages in whose place something else stands since an earlier run: the editor is told each time."""
    return [
        Outcome(Status.SKIPPED, page.url, f"at its address still stands {page.standin}", "Look at the page")
        for page in visit.pages.stood_in()
        if page.key not in fresh
    ]
