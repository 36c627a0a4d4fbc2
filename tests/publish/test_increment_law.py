"""A law: whatever an editor does between two builds, the second gives the site that a full build gives, byte for byte.

`BACKFILE_BUILD_SEQUENCES=500` tries so many sequences (`make laws`); otherwise a few.
"""

from __future__ import annotations

import os
import shutil
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backfile.errors import BackfileError
from backfile.publish.build import build
from backfile.publish.outcome import BuildReport
from backfile.publish.releases import digests
from backfile.publish.warm import Warm
from backfile.write.permalinks import NAME

Add = Callable[..., str]
ROOT = Path(__file__).resolve().parents[2]
SEQUENCES = int(os.environ.get("BACKFILE_BUILD_SEQUENCES", "4"))
QUICK = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
SLUGS = ("quay", "pier", "buoy", "lock")
TOPICS = ("Harbours", "Trade", "Гавані")
TITLES = ("Quay & pier", "A late ferry", "Позні паром")
WEEKS = ("2024-01-08/2024-01-14", "2024-12-30/2025-01-05", "2025-01-06/2025-01-12")
LANGS = ("en", "be", "pt-BR")
BODIES = (
    "The ferry of Osta ran late.\n\nNobody in Sorvik was surprised.\n",
    "One paragraph, and [a link](https://elsewhere.example/).\n",
    "![The mill](images/mill.png)\n\nThe mill of Sorvik turns.[^1]\n\n[^1]: Since Tuesday.\n",
    "",
)
KEYS = (
    "Title",
    "Category",
    "Period",
    "Authors",
    "Trend",
    "Lang",
    "Slug",
    "Original",
    "Translations",
    "Rights",
    "Summary",
)
VALUES = {
    "Title": TITLES,
    "Category": (*TOPICS, None),
    "Period": (*WEEKS, None),
    "Authors": ("Hanna Veras", "Hanna Veras; Jonas Telk", None),
    "Trend": ("better", "worse", None),
    "Lang": LANGS,
    "Slug": SLUGS,
    "Original": ("https://old.example/1", "https://old.example/2", None),
    "Translations": ("key-1", "key-2", None),
    "Rights": ("full", "excerpt", "link"),
    "Summary": ("What Osta says.", None),
}
which = st.integers(0, 5)


@dataclass(frozen=True)
class Editor:
    """The archive in a folder of its own, and all that an editor may do to it."""

    root: Path
    add: Add

    @property
    def content(self) -> Path:
        return self.root / "content"

    def file(self, number: int) -> Path | None:
        """One of the commentaries there are."""
        found = sorted(self.content.rglob("*.md"))
        return found[number % len(found)] if found else None

    def adds(self, number: int, slug: str, lang: str, week: str) -> None:
        self.add(self.content, slug, lang=lang, period=week, date=week.partition("/")[2], title=TITLES[number % 3])

    def sets(self, number: int, key: str, value: str | None) -> None:
        """Retitle, retopic, redate, rename, translate: whatever stands in the header."""
        path = self.file(number)
        if path is None:
            return
        header, _, body = path.read_text("utf-8").partition("\n\n")
        lines = [line for line in header.splitlines() if not line.startswith(f"{key}: ")]
        path.write_text("\n".join([*lines, *([f"{key}: {value}"] if value else [])]) + f"\n\n{body}", "utf-8")

    def edits(self, number: int, body: str) -> None:
        if path := self.file(number):
            path.write_text(f"{path.read_text('utf-8').partition(chr(10) * 2)[0]}\n\n{body}", "utf-8")

    def moves(self, number: int, name: str) -> None:
        if path := self.file(number):
            path.rename(path.with_name(f"{name}.md"))

    def deletes(self, number: int) -> None:
        path = self.file(number)
        if path and len(list(self.content.rglob("*.md"))) > 1:
            path.unlink()

    def changes(self, name: str, text: str) -> None:
        """Change the theme or the settings: what is already there, and one line."""
        path = self.root / name
        before = (ROOT / name).read_text("utf-8")
        path.write_text(f"{before}{text}\n", "utf-8")

    def listed(self) -> bytes:
        """The list of all addresses."""
        return (self.content / NAME).read_bytes()

    def pictures(self, number: int) -> None:
        picture = self.content / "images" / "mill.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(MILLS[number % len(MILLS)])


def mill(colour: int) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes([0, colour]))) + chunk(b"IEND", b"")


MILLS = (mill(0), mill(255))
edit = st.one_of(
    st.tuples(st.just("adds"), which, st.sampled_from(SLUGS), st.sampled_from(LANGS), st.sampled_from(WEEKS)),
    st.sampled_from(KEYS).flatmap(
        lambda key: st.tuples(st.just("sets"), which, st.just(key), st.sampled_from(VALUES[key]))
    ),
    st.tuples(st.just("edits"), which, st.sampled_from(BODIES)),
    st.tuples(st.just("moves"), which, st.sampled_from(SLUGS)),
    st.tuples(st.just("deletes"), which),
    st.tuples(st.just("pictures"), which),
    st.tuples(
        st.just("changes"),
        st.sampled_from(("theme/templates/commentary.html", "theme/templates/base.html", "theme/static/css/base.css")),
        st.sampled_from(("", "<!-- -->", "\n")),
    ),
    st.tuples(
        st.just("changes"),
        st.just("pelicanconf.py"),
        st.sampled_from(("", 'SITENAME = "Osta"', 'SITEURL = ""', 'SITEURL = "https://mirror.example/a"')),
    ),
)


@pytest.fixture(scope="module")
def warm() -> Iterator[Warm]:
    with closing(Warm()) as ready:
        yield ready


def archive(root: Path, add: Add) -> Editor:
    """Four commentaries, the theme and the settings."""
    shutil.copytree(ROOT / "theme", root / "theme")
    text = (ROOT / "pelicanconf.py").read_text("utf-8")
    (root / "pelicanconf.py").write_text(text, "utf-8")
    (root / "scripts").symlink_to(ROOT / "scripts")
    editor = Editor(root, add)
    editor.pictures(0)
    for slug, lang, week in (("quay", "en", WEEKS[0]), ("pier", "en", WEEKS[1]), ("quay", "be", WEEKS[0])):
        editor.adds(0, slug, lang, week)
    return editor


def attempt(editor: Editor, warm: Warm, **options: object) -> BuildReport | str:
    """A build, or what was wrong."""
    try:
        return build(editor.root, generate=warm.generate, **options)  # type: ignore[arg-type]  # as they are named
    except BackfileError as error:
        return error.message


@given(st.lists(st.lists(edit, min_size=1, max_size=3), min_size=1, max_size=4))
@settings(max_examples=SEQUENCES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_build_after_any_edits_is_a_full_build(
    write_commentary: Add, warm: Warm, sessions: list[list[tuple[object, ...]]]
) -> None:
    with tempfile.TemporaryDirectory(dir=QUICK) as folder:
        editor = archive(Path(folder), write_commentary)
        made = attempt(editor, warm)
        before, grown = editor.listed(), editor.listed()
        for session in sessions:
            for name, *arguments in session:
                getattr(editor, str(name))(*arguments)
            before = editor.listed()
            made = attempt(editor, warm)
            grown = editor.listed()
        (editor.content / NAME).write_bytes(before)
        whole = attempt(editor, warm, output=editor.root / "whole" / "output", full=True)
        if isinstance(made, str) or isinstance(whole, str):
            assert made == whole
        else:
            assert digests(made.release) == digests(whole.release)
            assert (made.digest, made.files, made.pages) == (whole.digest, whole.files, whole.pages)
            assert editor.listed() == grown
