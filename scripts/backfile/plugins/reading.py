"""A folder of Markdown files in, the site's entries out, read by Pelican's own Markdown reader under a time limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from pelican.readers import MarkdownReader  # type: ignore[import-untyped]

from backfile.errors import HeaderError
from backfile.formats.limits import TooLong, time_limit
from backfile.model import Rights
from backfile.plugins.addresses import root_of
from backfile.plugins.bodies import body_of
from backfile.plugins.entries import Body, Entry, entry_from
from backfile.plugins.words import Words
from backfile.write.header import parse_header
from backfile.write.walk import markdown_files

SECONDS = 10.0


def read_entries(content: Path, reader: MarkdownReader, words_for: Callable[[str], Words]) -> Iterator[Entry]:
    """Every Markdown file below `content`, in the order of their paths; any error names its file and stops."""
    for path in markdown_files(content):
        if path.is_symlink():
            raise HeaderError("is a link", where=str(path), advice="Put the file itself here")
        yield read_entry(path, path.relative_to(content).as_posix(), reader, words_for)


def read_entry(path: Path, name: str, reader: MarkdownReader, words_for: Callable[[str], Words]) -> Entry:
    """One file's entry with its body."""
    entry = entry_from(parse_header(text_of(path, name), name), name)
    return replace(entry, body=read_body(path, entry, reader, words_for(entry.lang)))


def text_of(path: Path, name: str) -> str:
    """A file's text, with a line's number in the error if it is not UTF-8."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise HeaderError("is not UTF-8", where=f"{name}:{line}", advice="Save the file as UTF-8") from error


def read_body(path: Path, entry: Entry, reader: MarkdownReader, words: Words, seconds: float = SECONDS) -> Body:
    """A file's body as safe HTML, as much of it as its rights allow."""
    try:
        with time_limit(seconds):
            markup, _ = reader.read(str(path))
            body = body_of(markup, root_of(entry.address), words)
    except TooLong:
        message = f"Markdown did not finish in {seconds:g} seconds"
        raise HeaderError(message, where=entry.path, advice="Look for odd markup, or set the file aside") from None
    if entry.rights is Rights.FULL:
        return body
    if entry.rights is Rights.EXCERPT:
        return Body(html=body.opening, lead=body.lead, text=body.lead)
    return Body()
