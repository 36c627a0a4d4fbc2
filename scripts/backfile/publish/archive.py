"""The archive's folder goes in; each commentary's header and body, or why its file cannot be read, comes out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from backfile.errors import HeaderError
from backfile.write.addresses import page_address
from backfile.write.header import Header, parse_header
from backfile.write.walk import markdown_files


@dataclass(frozen=True, slots=True)
class Entry:
    """One commentary's file; `path` is relative to the archive's folder, with slashes."""

    path: str
    header: Header

    @property
    def monday(self) -> dt.date | None:
        """The first day of its ISO week: the week its period begins in, else that of its date."""
        day = self.header.period.first if self.header.period else self.header.date
        return day - dt.timedelta(days=day.weekday()) if day else None

    @property
    def address(self) -> str:
        """The permanent address of its page, from the site's root."""
        return page_address(self.header.language, self.header.week, self.header.slug)

    @property
    def language(self) -> str:
        """Its language tag in small letters, as in its address."""
        return self.header.language.lower()

    def line(self, *keys: str) -> int:
        """The line of the first of these header keys that it has, 1 if it has none."""
        return next((self.header.lines[key] for key in keys if key in self.header.lines), 1)


def read_sound(content: Path) -> tuple[tuple[Entry, ...], tuple[HeaderError, ...]]:
    """The Markdown files below `content` that can be read, and the errors of those that cannot."""
    entries, errors = list[Entry](), list[HeaderError]()
    for name in names(content, ".md"):
        try:
            entries.append(read_entry(content, name))
        except HeaderError as error:
            errors.append(error)
    return tuple(entries), tuple(errors)


def names(content: Path, ending: str) -> list[str]:
    """The files below `content` whose names end so, sorted."""
    return [path.relative_to(content).as_posix() for path in markdown_files(content, ending)]


def read_entry(content: Path, name: str) -> Entry:
    """One commentary. Raises HeaderError, with the line, if its header is wrong, it is not UTF-8 or only a link."""
    if (content / name).is_symlink():
        raise HeaderError("is a link", where=f"{name}:1", advice="Put the file itself here")
    raw = (content / name).read_bytes()
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise HeaderError("it is not UTF-8", where=f"{name}:{line}", advice="Save the file as UTF-8") from error
    return Entry(name, parse_header(text, name))
