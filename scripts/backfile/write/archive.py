"""Commentaries come in; their Markdown files stand in content/, and what an editor did to them stands there still.

What was last written is kept in `<store>/written/`, under the file's own path. From it the archive knows what the
editor changed, moved or deleted. Where both the editor and the source changed the same lines, the file is left as it
is and the new text is laid beside it; `offers` says how such a conflict is settled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from backfile.errors import ArchiveError, HeaderError
from backfile.files import clear_leftovers, write_whole
from backfile.model import Commentary, Note, Period, Status
from backfile.model.addresses import NOWHERE, fold
from backfile.write.addresses import page_address
from backfile.write.header import Header, parse_header, render_header, with_week
from backfile.write.lines import restated
from backfile.write.markdown import render_body
from backfile.write.merge import merge, unmarked
from backfile.write.offers import Offers
from backfile.write.planning import Known, Plan, folded, plan_batch
from backfile.write.records import Records
from backfile.write.scan import Entry, Page, page, scan


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a commentary. Paths are relative to content/; `beside` is the text laid next to a conflict."""

    path: PurePosixPath
    status: Status
    reason: str = ""
    beside: PurePosixPath | None = None


def render_file(commentary: Commentary, *, slug: str, earlier: Iterable[str] = ()) -> str:
    """The whole Markdown file of a commentary; `earlier` are the changes that were told before this one's."""
    return f"{render_header(commentary, slug=slug, earlier=earlier)}\n{render_body(commentary.body)}"


class Archive:
    """The Markdown files below `content`, read once. `store` keeps the record of what was last written.

    `warnings` names each file that cannot be read; such a file is never overwritten. One process at a time may write.
    """

    def __init__(self, content: Path, store: Path, hosts: Mapping[str, str] = NOWHERE) -> None:
        self._content = content
        self._hosts = hosts
        self._records = Records(store / "written", content)
        self._offers = Offers(content, store / "offered")
        for root in (content, store):
            root.mkdir(parents=True, exist_ok=True)
            clear_leftovers(root)
        self._records.finish()
        entries, warnings = scan(content, store / "written", hosts)
        self.warnings: tuple[Note, ...] = tuple(warnings)
        entries = self._followed(entries)
        self._entries = {entry.path: entry for entry in entries if entry.file}
        self._deleted = [entry for entry in entries if not entry.file]
        self._addresses = {address: entry.path for entry in (*self._deleted, *entries) for address in _addresses(entry)}
        self._at = {key: path for path, entry in self._entries.items() for key in _keys(entry)}
        there = (PurePosixPath(path.relative_to(content).as_posix()) for path in content.rglob("*"))
        self._paths = {folded(path) for path in (*(entry.path for entry in self._deleted), *there)}

    def knows(self, url: str | None, capture: str | None) -> bool:
        """Whether the archive has or had a commentary with this address, or of a capture whose digest begins so."""
        entries = self._all()
        if url and any(fold(url, self._hosts) in marks.addresses for entry in entries for marks in entry.marks):
            return True
        headers = [header for entry in entries for header in entry.headers]
        return bool(capture) and any((header.capture or "").startswith(str(capture)) for header in headers)

    def write(self, commentary: Commentary) -> Written:
        """Plans and places one commentary."""
        return self.write_all([commentary])[0]

    def write_all(self, commentaries: Iterable[Commentary]) -> tuple[Written, ...]:
        """Plans and places a batch; the results stand in its order, the files do not depend on it."""
        plans = self.plan(commentaries)
        order = sorted(range(len(plans)), key=lambda n: str(plans[n].path))
        written = {n: self.place(plans[n]) for n in order}
        return tuple(written[n] for n in range(len(plans)))

    def plan(self, commentaries: Iterable[Commentary]) -> tuple[Plan, ...]:
        """Where each commentary of a batch will stand, in the batch's order; writes nothing.

        A commentary that is already there keeps its path and its slug. A new one gets a path and a slug of its own;
        where two want the same, the one whose identity sorts first has it. Of two captures of one commentary only the
        later is written, but one that knows its address before one that does not. Raises ArchiveError for a language
        that is none.
        """
        return plan_batch(
            list(commentaries), Known(self._entries, self._deleted, self._addresses, self._paths, self._hosts)
        )

    def place(self, plan: Plan) -> Written:
        """Writes what was planned, unless an editor's work stands against it.

        Raises ArchiveError if the path would lead out of content/, or if the commentary would make a wrong header.
        """
        if plan.settled:
            return Written(plan.path, *plan.settled)
        self._check_inside(plan.path)
        if plan.entry is None:
            return self._create(plan)
        if plan.entry.file is None:
            return Written(plan.path, Status.SKIPPED, _DELETED)
        theirs = _fresh(plan, plan.entry)
        if problem := plan.entry.file.problem:
            return self._offer(plan.entry, theirs, str(problem))
        return self._update(plan.entry, plan.entry.file.text or "", theirs)

    def standing_at(self, *addresses: str) -> PurePosixPath | None:
        """The file of the commentary that has one of these addresses, however it is spelled."""
        keys = (fold(address, self._hosts) for address in addresses)
        return next((path for key in keys if (path := self._at.get(key))), None)

    def last_capture(self, *addresses: str) -> str | None:
        """The digest of the capture that was last written of the commentary that has one of these addresses."""
        path = self.standing_at(*addresses)
        base = self._entries[path].base if path else None
        return base.header.capture if base and base.header else None

    def mark_gone(self, path: PurePosixPath, day: dt.date | None) -> Written:
        """Says in a file that its source has the commentary no more since `day`, or with None that it has it again."""
        entry = self._entries[path]
        if entry.base is None or entry.base.text is None or entry.file is None or entry.file.text is None:
            return Written(path, Status.SKIPPED, _UNRECORDED)
        stated = restated(entry.base.text, "Gone", day.isoformat() if day else None)
        return self._update(entry, entry.file.text, stated)

    def standing(self) -> Iterator[tuple[PurePosixPath, Header]]:
        """Each file of the archive that can be read, and its header."""
        for path, entry in self._entries.items():
            if entry.file and entry.file.header:
                yield path, entry.file.header

    def state_week(self, path: PurePosixPath, period: Period | None, note: Note) -> Written:
        """Says in a file which week it covers, as a listing tells it, and the note on where that came from.

        The file is what it would be if its page had been read with the listing at hand.
        """
        entry = self._entries[path]
        if entry.base is None or entry.base.text is None or entry.file is None or entry.file.text is None:
            return Written(path, Status.SKIPPED, _UNRECORDED)
        stated = with_week(entry.base.text, str(entry.base.path), period, note)
        return self._update(entry, entry.file.text, stated)

    def _all(self) -> list[Entry]:
        return [*self._entries.values(), *self._deleted]

    def _followed(self, entries: list[Entry]) -> list[Entry]:
        """The entries with their records where their files are now, and advanced to the offers that were settled."""
        files = {entry.path for entry in entries if entry.file}
        followed = [self._caught_up(entry, files) for entry in entries]
        for before, after in zip(entries, followed, strict=True):
            if after.base and after.base != before.base:
                self._records.keep(after.base.path, after.base.data or b"")
        kept = {entry.base.path for entry in followed if entry.base}
        for path in {entry.base.path for entry in entries if entry.base} - kept:
            self._records.forget(path)
        return followed

    def _caught_up(self, entry: Entry, files: set[PurePosixPath]) -> Entry:
        old = entry.base.path if entry.base else entry.path
        settled = self._offers.accepted(old) if entry.file else None
        base = _readable(old, settled or "") or entry.base
        if base is None:
            return entry
        path = entry.path if entry.file or old not in files else _aside(entry)
        if settled is not None or path != old or not entry.file:
            self._offers.withdraw(old)
        return replace(entry, base=replace(base, path=path))

    def _check_inside(self, path: PurePosixPath) -> None:
        folder = (self._content / path).parent
        if not folder.resolve().is_relative_to(self._content.resolve()):
            raise ArchiveError(
                "leads out of the archive", where=str(folder), advice="Remove the link among its folders"
            )

    def _create(self, plan: Plan) -> Written:
        made = page(plan.path, render_file(plan.commentary, slug=plan.slug))
        target = self._content / plan.path
        if target.exists():
            return Written(plan.path, Status.CONFLICT, "a file appeared here during this run; run again")
        self._records.announce(plan.path, made.text or "", made.data or b"")
        write_whole(target, made.data or b"")
        self._remember(Entry(made, made, self._hosts))
        return Written(plan.path, Status.NEW)

    def _update(self, entry: Entry, ours: str, theirs: str) -> Written:
        base = entry.base.text if entry.base else None
        if base is None and unmarked(ours) != theirs:
            return self._offer(entry, theirs, _UNRECORDED)
        merged = merge(base or theirs, ours, theirs)
        if merged.text is None:
            return self._offer(entry, theirs, f"the editor and the source both changed: {', '.join(merged.conflicts)}")
        if merged.text != ours:
            if trouble := self._trouble(entry.path, merged.text):
                return self._offer(entry, theirs, trouble)
            self._records.announce(entry.path, theirs, merged.text.encode())
            if not self._replace(entry, merged.text):
                self._records.recall(entry.path)
                return Written(entry.path, Status.CONFLICT, "was saved by somebody during this run; run again")
        self._offers.withdraw(entry.path)
        if merged.text != ours or theirs != base:
            self._remember(replace(entry, file=page(entry.path, merged.text), base=page(entry.path, theirs)))
        edited = base is not None and unmarked(ours) != base
        if merged.text == ours:
            return Written(entry.path, Status.UNCHANGED, "edited by hand" if edited else "")
        return Written(entry.path, Status.CHANGED, "merged with what was edited by hand" if edited else "")

    def _offer(self, entry: Entry, theirs: str, reason: str) -> Written:
        kept = "" if self._offers.lay(entry.path, theirs) else "; the text beside it was edited and is kept"
        return Written(entry.path, Status.CONFLICT, f"{reason}{kept}", self._offers.beside(entry.path))

    def _trouble(self, path: PurePosixPath, text: str) -> str | None:
        """Why a merged text may not be written: its header contradicts itself, or its address is another's."""
        try:
            header = parse_header(text, str(path))
        except HeaderError as error:
            return f"merged, the header would be wrong: {error.message}"
        owner = self._addresses.get(page_address(header.language, header.week, header.slug))
        return f"merged, it would have the address of {owner}" if owner not in (None, path) else None

    def _replace(self, entry: Entry, text: str) -> bool:
        target = self._content / entry.path
        if entry.file is None or not target.is_file() or target.read_bytes() != entry.file.data:
            return False
        return write_whole(target, text.encode())

    def _remember(self, entry: Entry) -> None:
        if entry.base and entry.base.data:
            self._records.keep(entry.path, entry.base.data)
        for address in _addresses(self._entries.get(entry.path)):
            self._addresses.pop(address, None)
        self._entries[entry.path] = entry
        self._at |= dict.fromkeys(_keys(entry), entry.path)
        self._addresses |= dict.fromkeys(_addresses(entry), entry.path)
        self._paths.add(folded(entry.path))


_DELETED = "was deleted by hand; to have it back, delete its record in the store as well"
_UNRECORDED = "stands here without a record of what was last written"


def _readable(path: PurePosixPath, text: str) -> Page | None:
    """The page that `text` makes, None if the store was damaged and it makes none."""
    try:
        return page(path, text)
    except HeaderError:
        return None


def _aside(entry: Entry) -> PurePosixPath:
    """Where the record of a deleted file is kept when another file has taken its name."""
    return entry.path.with_name(f"{entry.path.stem}-{entry.marks[0].identity}.md")


def _fresh(plan: Plan, entry: Entry) -> str:
    """What would be written now, readable again. What no capture says stands: the changes that were told before, and
    of the capture that is already there its first time and whether the source has it no more.
    """
    known = {header.capture: header for header in reversed(entry.headers)}.get(plan.commentary.capture)
    commentary = plan.commentary
    if known:
        commentary = replace(commentary, captured=known.captured or commentary.captured, gone=known.gone)
    earlier = entry.headers[0].changes if entry.headers else ()
    text = render_file(commentary, slug=plan.slug, earlier=earlier)
    if entry.base is None or text != entry.base.text:
        page(plan.path, text)
    return text


def _keys(entry: Entry) -> frozenset[str]:
    """The addresses that its commentary is known by, folded."""
    return frozenset(address for marks in entry.marks for address in marks.addresses)


def _addresses(entry: Entry | None) -> list[str]:
    return [page_address(h.language, h.week, h.slug) for h in entry.headers[-1:]] if entry else []
