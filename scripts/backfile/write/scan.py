"""The folder of Markdown files and the record of what was last written come in; what stands where goes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from backfile.errors import ArchiveError, HeaderError
from backfile.model import Commentary, Note
from backfile.model.addresses import NOWHERE
from backfile.write.header import Header, parse_header
from backfile.write.identity import Marks, marks_of, pair
from backfile.write.walk import markdown_files


@dataclass(frozen=True, slots=True)
class Page:
    """One file as it was read. `header` and `text` are None if it cannot be understood, and then `problem` says why."""

    path: PurePosixPath
    data: bytes | None
    text: str | None = None
    header: Header | None = None
    problem: ArchiveError | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A commentary on disk: the file, None if it was deleted by hand, and what was last written, None if unknown.

    `hosts` says which hosts have moved where.
    """

    file: Page | None
    base: Page | None
    hosts: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def path(self) -> PurePosixPath:
        """Where it stands, or where it last stood."""
        return (self.file or self.base or _NOWHERE).path

    @property
    def headers(self) -> tuple[Header, ...]:
        """What is known about it, as last written and as it stands."""
        return tuple(page.header for page in (self.base, self.file) if page and page.header)

    @property
    def marks(self) -> tuple[Marks, ...]:
        """What it is known by."""
        return tuple(marks_of(header, self.hosts) for header in self.headers)

    def outdoes(self, commentary: Commentary) -> str | None:
        """Why `commentary` does not replace what stands here: that has an address and it has none, or else is later.

        The capture that was last written may always be read anew. Times are kept to the second, and a page that is
        saved again within one is the later one.
        """
        others = [header for header in self.headers if header.capture != commentary.capture]
        if not self.file or not others or self.headers[0].capture == commentary.capture:
            return None
        with_address = any(header.url or header.aliases for header in self.headers)
        if bool(commentary.url or commentary.aliases) != with_address:
            return "a capture that knows its address is there already" if with_address else None
        captured = commentary.captured.replace(microsecond=0)
        later = any(header.captured and header.captured > captured for header in others)
        return "an older capture of the same commentary" if later else None


_NOWHERE = Page(PurePosixPath(), None)


def scan(content: Path, written: Path, hosts: Mapping[str, str] = NOWHERE) -> tuple[list[Entry], list[Note]]:
    """Every Markdown file below `content` with what was last written of it, and a warning for each that cannot be read.

    A file that was moved or renamed is found again by what it says; one that stands where it was written, but can no
    longer be understood, by its place.
    """
    known: dict[bytes, Header] = {}
    files, bases = list(_pages(content, known)), list(_pages(written, known))
    readable = [page for page in bases if page.header]
    named = [page for page in files if page.header]
    by_marks = pair(
        [marks_of(page.header, hosts) for page in named if page.header],
        [[marks_of(page.header, hosts)] for page in readable if page.header],
    ).found
    base_of = {named[n].path: readable[o] for n, o in by_marks.items()}
    used = {page.path for page in base_of.values()}
    in_place = {base.path: base for base in readable if base.path not in used}
    base_of = {page.path: in_place[page.path] for page in files if page.path in in_place} | base_of
    used = {page.path for page in base_of.values()}
    entries = [Entry(page, base_of.get(page.path), hosts) for page in files]
    entries += [Entry(None, base, hosts) for base in readable if base.path not in used]
    return entries, [_warning(page.problem) for page in (*files, *bases) if page.problem]


def _warning(problem: ArchiveError) -> Note:
    line = problem.where.rpartition(":")[2]
    return Note(f"{problem.where}: {problem.message}", int(line) if line.isdigit() else 0, problem.advice)


def _pages(root: Path, known: dict[bytes, Header]) -> Iterator[Page]:
    """The Markdown files below `root` by path. `known` spares reading twice."""
    for path in markdown_files(root):
        read = _page(path, PurePosixPath(path.relative_to(root).as_posix()), known)
        if read.data is not None and read.header:
            known[read.data] = read.header
        yield read


def _page(path: Path, relative: PurePosixPath, known: Mapping[bytes, Header]) -> Page:
    blank = Page(relative, None)
    if path.is_symlink():
        problem = ArchiveError("is a link", where=str(path), advice="Put the file itself here; it was left alone")
        return replace(blank, problem=problem)
    try:
        data = path.read_bytes()
    except OSError as error:
        return replace(blank, problem=ArchiveError(f"cannot be read ({error.strerror})", where=str(path)))
    try:
        text = data.decode()
        return Page(relative, data, text, known.get(data) or parse_header(text, str(path)))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = ArchiveError("is not UTF-8", where=f"{path}:{line}", advice="Save it again as UTF-8")
        return Page(relative, data, problem=problem)
    except HeaderError as error:
        return Page(relative, data, problem=error)


def page(path: PurePosixPath, text: str) -> Page:
    """The page that `text` makes at `path`; HeaderError if it could not be read again."""
    return Page(path, text.encode(), text, parse_header(text, str(path)))
