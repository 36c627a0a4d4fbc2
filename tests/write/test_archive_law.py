"""A law: whatever an editor and a source do in turn, no byte of the editor's is lost."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from backfile.model import Block, Commentary, Kind, Run, Status
from backfile.write.archive import Archive

TITLES = ("Weather", "weather", "CON", "Ціхі ўсход", "w" * 300)
which = st.integers(0, 3)
places = st.integers(0, 5)


class EditorAndSource(RuleBasedStateMachine):
    """Four commentaries, an editor with a text editor and a file manager, and a scraper."""

    @initialize(titles=st.lists(st.sampled_from(TITLES), min_size=4, max_size=4))
    def begin(self, titles: list[str]) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.content = self.root / "content"
        start = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
        self.sources = [
            Commentary(title, paragraphs(n, {}), "s", "en", f"{n:064}", start, url=f"https://example.org/{n}")
            for n, title in enumerate(titles)
        ]
        self.said: list[dict[int, str]] = [{} for _ in titles]
        self.marks: dict[str, str] = {}
        self.left: list[Path] = []
        self.count = 0
        self.scrape()

    def teardown(self) -> None:
        if hasattr(self, "root"):
            shutil.rmtree(self.root)

    def files(self) -> list[Path]:
        return sorted(path for path in self.content.rglob("*") if path.is_file())

    @rule()
    def scrape(self) -> None:
        """A run of all sources; a second one changes nothing."""
        Archive(self.content, self.root / "store").write_all(self.sources)
        before = {path: path.read_bytes() for path in self.files()}
        again = Archive(self.content, self.root / "store").write_all(reversed(self.sources))
        assert {path: path.read_bytes() for path in self.files()} == before
        assert not {Status.NEW, Status.CHANGED} & {written.status for written in again}
        assert len({written.path for written in again}) == len(self.sources)

    @rule(n=which, place=places)
    def publish_again(self, n: int, place: int) -> None:
        """The source changes one paragraph."""
        self.count += 1
        self.said[n][place] = f"source {self.count}"
        self.sources[n] = replace(
            self.sources[n],
            body=paragraphs(n, self.said[n]),
            capture=f"{self.count + 100:064}",
            captured=self.sources[n].captured + dt.timedelta(days=1),
        )

    @rule(n=which, title=st.sampled_from(TITLES))
    def retitle(self, n: int, title: str) -> None:
        self.sources[n] = replace(self.sources[n], title=title)

    @rule(n=places, place=places, damaged=st.booleans())
    def edit(self, n: int, place: int, damaged: bool) -> None:
        """The editor adds a line of their own to a file, or to what lies beside one."""
        if files := self.files():
            self.count += 1
            path, mark = files[n % len(files)], f"editor {self.count}"
            lines = path.read_text("utf-8").split("\n")
            at = 0 if damaged else len(lines) - 1 - place * 2
            lines.insert(max(at, 0), mark)
            path.write_text("\n".join(lines), "utf-8")
            self.marks[mark] = mark

    @rule(n=places, place=places)
    def move(self, n: int, place: int) -> None:
        """To a new name, or to one that another file once had."""
        if files := [path for path in self.files() if path.suffix == ".md"]:
            self.count += 1
            free = [path for path in self.left if not path.exists()] or [self.content / "moved" / f"{self.count}.md"]
            target = free[place % len(free)]
            target.parent.mkdir(exist_ok=True)
            files[n % len(files)].rename(target)
            self.left.append(files[n % len(files)])

    @rule(n=places, m=places)
    def swap(self, n: int, m: int) -> None:
        """Two files change names."""
        if files := [path for path in self.files() if path.suffix == ".md"]:
            one, other = files[n % len(files)], files[m % len(files)]
            texts = one.read_bytes(), other.read_bytes()
            one.write_bytes(texts[1])
            other.write_bytes(texts[0])

    @rule(n=places)
    def delete(self, n: int) -> None:
        """The editor deletes a file, and with it what they wrote there."""
        if files := self.files():
            path = files[n % len(files)]
            text = path.read_text("utf-8")
            path.unlink()
            self.left.append(path)
            left = "".join(other.read_text("utf-8") for other in self.files())
            self.marks = {mark: mark for mark in self.marks if mark not in text.split("\n") or mark in left.split("\n")}

    @invariant()
    def no_line_of_the_editor_is_lost(self) -> None:
        if hasattr(self, "root"):
            lines = {line for path in self.files() for line in path.read_text("utf-8").split("\n")}
            assert set(self.marks) <= lines


def paragraphs(n: int, said: dict[int, str]) -> tuple[Block, ...]:
    return tuple(Block(Kind.PARAGRAPH, (Run(said.get(place, f"paragraph {place} of {n}")),)) for place in range(6))


EditorAndSource.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestEditorAndSource = EditorAndSource.TestCase
