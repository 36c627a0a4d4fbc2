"""A law: an editor's edits, deletions and renames survive whatever the source does and whenever a run is killed.

`BACKFILE_LAW_SEQUENCES=1000` tries so many sequences (`make laws`); otherwise a few dozen.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from backfile.enrich.changes import changes_between
from backfile.errors import HeaderError
from backfile.model import Block, Commentary, Kind, Run, Status
from backfile.write.archive import Archive, Written
from backfile.write.header import Header, parse_header
from backfile.write.markdown import render_body

COUNT, PARAGRAPHS = 4, 5
TITLES = ("Weather", "weather", "Harvest at Peshk", "Ціхі тыдзень")
FACTS = ("Title", "Category", "Authors", "Tags", "Summary", "Credit", "Notes", "Original")
QUICK = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
MARK = "\ufeff"  # the byte-order mark
START = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
which = st.integers(0, COUNT - 1)
places = st.integers(0, PARAGRAPHS - 1)


class Killed(BaseException):
    """The machine died."""


@dataclass
class Copy:
    """What the editor knows of one commentary: where its file is, None once it was deleted, and what was typed in it.

    `struck` are lines of the source's that the editor took out, `own` the paragraphs that are the editor's now.
    `broken` says that the header cannot be read, `open` that the last run left a conflict.
    """

    path: Path | None = None
    typed: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)
    own: set[int] = field(default_factory=set)
    touched: bool = False
    broken: bool = False
    open: bool = False

    def strikes(self, line: str, said: dict[str, int]) -> None:
        """The editor changes or takes away a line, which may be what the source said in one of its paragraphs."""
        self.struck.add(line.strip("\r"))
        self.own |= {place for text, place in said.items() if line.startswith(text)}


class EditorAndSite(RuleBasedStateMachine):
    """Four commentaries at addresses of their own, an editor, a site that changes, and a machine that dies."""

    @initialize(titles=st.lists(st.sampled_from(TITLES), min_size=COUNT, max_size=COUNT))
    def begin(self, titles: list[str]) -> None:
        self.root = Path(tempfile.mkdtemp(dir=QUICK))
        self.content, self.store = self.root / "content", self.root / "store"
        self.said = [[f"paragraph {place} of {n}" for place in range(PARAGRAPHS)] for n in range(COUNT)]
        self.places = {text: place for said in self.said for place, text in enumerate(said)}
        self.sources = [self.commentary(n, title, START) for n, title in enumerate(titles)]
        self.written = list(self.sources)
        self.there = [True] * COUNT
        self.copies = [Copy() for _ in range(COUNT)]
        self.count = 0
        self.updated = False
        self.update()

    def teardown(self) -> None:
        if hasattr(self, "root"):
            shutil.rmtree(self.root)

    def commentary(self, n: int, title: str, captured: dt.datetime) -> Commentary:
        body = tuple(Block(Kind.PARAGRAPH, (Run(text),)) for text in self.said[n])
        number = int((captured - START).total_seconds()) * 10 + n
        url = f"https://belmora.example/{n}"
        return Commentary(title, body, "letter", "en", f"{number:064x}", captured, url=url, published=START.date())

    def token(self) -> str:
        self.count += 1
        return f"typed {self.count} by hand"

    def run(self) -> dict[int, Written]:
        """One run, as `backfile update` makes it: what is there is written, what is gone is marked."""
        archive = Archive(self.content, self.store)
        news = [n for n in range(COUNT) if self.there[n]]
        plans = archive.plan([self.sources[n] for n in news])
        results = {n: archive.place(plan) for n, plan in zip(news, plans, strict=True)}
        for n, one in enumerate(self.sources):
            path = archive.standing_at(one.url or "")
            if path and not self.there[n]:
                archive.mark_gone(path, dt.date(2025, 6, 1))
            elif path:
                archive.mark_gone(path, None)
        return results

    @rule()
    def update(self) -> None:
        """A run to its end; a second one changes nothing."""
        self.run()
        before = self.files()
        again = self.run()
        assert self.files() == before
        assert not {Status.NEW, Status.CHANGED} & {written.status for written in again.values()}
        for n, copy in enumerate(self.copies):
            copy.open = n not in again or again[n].status is Status.CONFLICT
            if copy.path is None and not copy.touched and self.there[n]:
                copy.path = self.place_of(n)
        self.written = [
            new if here else old for new, old, here in zip(self.sources, self.written, self.there, strict=True)
        ]
        self.updated = True

    @rule(changes=st.integers(0, 8), news=st.lists(st.tuples(which, places), max_size=2))
    def update_and_die(self, changes: int, news: list[tuple[int, int]]) -> None:
        """A run on news that is killed when it has put so many files in their place or removed them."""
        for n, place in news:
            self.site_changes_a_paragraph(n, place)
        self.updated = False
        with suppress(Killed), MACHINE.dying_after(changes):
            self.run()

    @rule(n=which, place=places)
    def site_changes_a_paragraph(self, n: int, place: int) -> None:
        self.count += 1
        self.said[n][place] = f"the site says so {self.count}."
        self.places[self.said[n][place]] = place
        self.publish(n, self.sources[n].title)

    @rule(n=which, title=st.sampled_from(TITLES))
    def site_changes_a_title(self, n: int, title: str) -> None:
        self.publish(n, title)

    def publish(self, n: int, title: str) -> None:
        self.count += 1
        new = self.commentary(n, title, START + dt.timedelta(hours=self.count))
        self.sources[n] = replace(new, changes=changes_between(self.written[n], new))
        self.there[n], self.updated = True, False

    @rule(n=which)
    def site_loses_it_or_has_it_again(self, n: int) -> None:
        self.there[n] = not self.there[n]
        self.updated = False

    def editable(self, n: int) -> tuple[Copy, list[str]] | None:
        """The copy and the lines of its file, None if there is none to edit or no text is left in it."""
        copy = self.copies[n]
        if copy.path is None or copy.broken:
            return None
        lines = copy.path.read_bytes().decode().split("\n")
        if not any(line.strip() for line in lines[header_end(lines) :]):
            return None
        copy.touched, self.updated = True, False
        return copy, lines

    def save(self, copy: Copy, lines: list[str], gone: str = "") -> None:
        """The editor saves. What was typed and is on the line that is gone was taken away by the editor's own hand."""
        assert copy.path
        copy.typed = {token for token in copy.typed if token not in gone}
        copy.path.write_bytes("\n".join(lines).encode())

    @rule(n=which, key=st.sampled_from(FACTS))
    def editor_sets_a_fact(self, n: int, key: str) -> None:
        """A value that stands there is replaced, a new one is added."""
        if found := self.editable(n):
            copy, lines = found
            end, token, old = header_end(lines), self.token(), ""
            value = f"https://belmora.example/{token.replace(' ', '-')}" if key == "Original" else token
            row = f"{key}: {value}{carriage(lines)}"
            if at := [at for at, line in enumerate(lines[:end]) if line.removeprefix(MARK).startswith(f"{key}: ")]:
                old = lines[at[0]]
                lines[at[0]] = f"{MARK if old.startswith(MARK) else ''}{row}"
            else:
                lines.insert(end, row)
            self.save(copy, lines, old)
            copy.typed.add(value)

    @rule(n=which, place=places, whole=st.booleans())
    def editor_writes_in_the_text(self, n: int, place: int, whole: bool) -> None:
        """A paragraph of their own before one of the text's, or in its place."""
        if found := self.editable(n):
            copy, lines = found
            at, token = self.line_of(lines, place), self.token()
            old = lines[at]
            if whole:
                lines[at] = token + carriage(lines)
                copy.strikes(old, self.places)
            else:
                lines[at:at] = [token + carriage(lines), carriage(lines)]
            self.save(copy, lines, old if whole else "")
            copy.typed.add(token)

    @rule(n=which, place=places)
    def editor_corrects_a_word(self, n: int, place: int) -> None:
        if found := self.editable(n):
            copy, lines = found
            at, token = self.line_of(lines, place), self.token()
            copy.strikes(lines[at], self.places)
            lines[at] = lines[at].rstrip("\r") + f" {token}{carriage(lines)}"
            self.save(copy, lines)
            copy.typed.add(token)

    @rule(n=which, place=places)
    def editor_strikes_a_paragraph(self, n: int, place: int) -> None:
        if found := self.editable(n):
            copy, lines = found
            at = self.line_of(lines, place)
            old = lines[at]
            copy.strikes(old, self.places)
            del lines[at : at + 2]
            self.save(copy, lines, old)

    def line_of(self, lines: list[str], place: int) -> int:
        """Where a paragraph of the text stands."""
        first = header_end(lines) + 1
        full = [at for at in range(first, len(lines)) if lines[at].strip()]
        return full[place % len(full)]

    @rule(n=which)
    def editor_saves_with_another_machine(self, n: int) -> None:
        """With the line ends of Windows, and a byte-order mark."""
        if found := self.editable(n):
            copy, lines = found
            text = "\n".join(lines).removeprefix(MARK).replace("\r", "").replace("\n", "\r\n")
            self.save(copy, [f"{MARK}{text}"])

    @rule(n=which)
    def editor_breaks_the_header_or_mends_it(self, n: int) -> None:
        copy = self.copies[n]
        if copy.path is None:
            return
        line, data = b"no header line\n", copy.path.read_bytes()
        copy.path.write_bytes(data.removeprefix(line) if copy.broken else line + data)
        copy.broken, copy.touched, self.updated = not copy.broken, True, False

    @rule(n=which, deep=st.booleans())
    def editor_renames(self, n: int, deep: bool) -> None:
        if (copy := self.copies[n]).path is not None and not copy.broken:
            self.count += 1
            target = self.content / ("chosen/by/hand" if deep else "") / f"{self.count}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            copy.path.rename(target)
            copy.path, copy.touched, self.updated = target, True, False

    @rule(n=which)
    def editor_deletes(self, n: int) -> None:
        if (copy := self.copies[n]).path is not None and not copy.broken:
            copy.path.unlink()
            self.copies[n] = Copy(touched=True)
            self.updated = False

    @rule(n=which, take_over=st.booleans())
    def editor_settles_a_conflict(self, n: int, take_over: bool) -> None:
        """What lies beside a file is taken whole in its place, or thrown away."""
        copy = self.copies[n]
        if copy.path is None or not (beside := copy.path.with_name(f"{copy.path.name}.new")).exists():
            return
        self.updated = False
        if take_over:
            text = beside.read_text("utf-8")
            copy.path.write_text(text, "utf-8")
            copy.typed = {token for token in copy.typed if token in text}
            copy.broken, copy.struck, copy.own = False, set(), set()
        beside.unlink()

    @rule(n=which)
    def editor_writes_in_what_lies_beside(self, n: int) -> None:
        """That is the editor's from then on, and is kept until they delete it."""
        copy = self.copies[n]
        if copy.path is None or not (beside := copy.path.with_name(f"{copy.path.name}.new")).exists():
            return
        with beside.open("a", encoding="utf-8") as file:
            file.write(f"{self.token()}\n")
        copy.touched = True

    def files(self) -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(self.content.rglob("*")) if path.is_file()}

    def place_of(self, n: int) -> Path:
        """The one file with the address of a commentary that nobody has touched."""
        (found,) = [path for path, header in self.headers() if header.url == self.sources[n].url]
        return found

    def headers(self) -> Iterator[tuple[Path, Header]]:
        for path in sorted(self.content.rglob("*.md")):
            with_problem = False
            try:
                header = parse_header(path.read_bytes().decode(), str(path))
            except HeaderError:
                with_problem = True
            if not with_problem:
                yield path, header

    @invariant()
    def every_byte_that_was_typed_is_where_it_was_typed(self) -> None:
        for copy in self.copies if hasattr(self, "root") else ():
            if copy.path is not None:
                text = copy.path.read_bytes().decode()
                assert [] == [token for token in copy.typed if token not in text]

    @precondition(lambda self: getattr(self, "updated", False))
    @invariant()
    def what_was_deleted_stays_deleted_and_what_was_renamed_is_not_made_again(self) -> None:
        at = {path for path, _ in self.headers()}
        mine = {copy.path for copy in self.copies if copy.path is not None}
        assert mine == at | {copy.path for copy in self.copies if copy.broken}

    @precondition(lambda self: getattr(self, "updated", False))
    @invariant()
    def what_was_struck_does_not_come_back(self) -> None:
        for copy in self.copies:
            if copy.path is not None and not copy.broken:
                lines = {line.strip("\r") for line in copy.path.read_bytes().decode().split("\n")}
                assert set() == copy.struck & lines

    @precondition(lambda self: getattr(self, "updated", False))
    @invariant()
    def what_nobody_touched_says_what_the_site_says(self) -> None:
        for n, copy in enumerate(self.copies):
            if copy.path is not None and not copy.touched and self.there[n]:
                header = parse_header(copy.path.read_text("utf-8"), "")
                assert (self.sources[n].title, render_body(self.sources[n].body)) == (header.title, header.body)

    @precondition(lambda self: getattr(self, "updated", False))
    @invariant()
    def where_the_editor_did_nothing_the_text_says_what_the_site_says(self) -> None:
        for n, copy in enumerate(self.copies):
            if copy.path is not None and not copy.broken and not copy.open and self.there[n]:
                lines = {line.strip("\r") for line in copy.path.read_bytes().decode().split("\n")}
                said = {text for place, text in enumerate(self.said[n]) if place not in copy.own}
                assert set() == said - lines


def header_end(lines: list[str]) -> int:
    """Where the blank line before the body stands."""
    return next(at for at, line in enumerate(lines) if not line.strip())


def carriage(lines: list[str]) -> str:
    return "\r" if lines[0].endswith("\r") else ""


class Machine:
    """This machine's disk, which can be told to fail for good at the nth file that is renamed or removed."""

    def __init__(self) -> None:
        self.left: int | None = None
        sys.addaudithook(self.at)

    def at(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.left is not None and event in ("os.rename", "os.remove"):
            self.left -= 1
            if self.left < 0:
                raise Killed

    @contextmanager
    def dying_after(self, changes: int) -> Iterator[None]:
        self.left = changes
        try:
            yield
        finally:
            self.left = None


MACHINE = Machine()
SEQUENCES = int(os.environ.get("BACKFILE_LAW_SEQUENCES", "50"))
EditorAndSite.TestCase.settings = settings(max_examples=SEQUENCES, stateful_step_count=20, deadline=None)
TestEditorAndSite = EditorAndSite.TestCase
