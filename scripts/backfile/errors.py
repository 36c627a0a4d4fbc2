"""What can go wrong, as one small tree.

    BackfileError
    ├── CaptureError            the bytes cannot be used
    │   ├── EmptyCapture            there are none
    │   ├── UnknownForm             they are in no form that can be read
    │   ├── DamagedCapture          they end too early or cannot be decoded
    │   └── DamagedStore            the store's own record of them is broken
    ├── ReadingError            the document cannot be read
    │   ├── LayoutChanged           no layout of its source, or more than one, recognises it
    │   ├── SourceUnclear           more than one source claims it
    │   └── NothingToRead           it has no title or no body
    ├── ArchiveError            the archive's files cannot be used
    │   ├── HeaderError             a Markdown header is wrong, with its line
    │   └── PathTaken               two commentaries would share a path
    ├── RulingError             a ruling cannot be read
    ├── SettingsError           the command was pointed at the wrong place
    └── BuildFailed             the site could not be built or did not pass verification

A message says what is wrong; `where` names the file, URL or line; `advice` says what to do next.
Raising and reporting are two acts: only `pipeline` and `cli` catch. One exception: where a whole folder or site
is read, a Markdown file whose header is broken, or an index page that cannot be decoded, is set aside and listed
(SETS_ASIDE in tests/test_architecture.py).
"""

from __future__ import annotations


class BackfileError(Exception):
    """An error a user can cause and can do something about."""

    def __init__(self, message: str, *, where: str = "", advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        """`where: message. advice`, with the parts that there are."""
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"{text}. {self.advice}" if self.advice else text


class CaptureError(BackfileError):
    """The bytes of a capture cannot be used."""


class EmptyCapture(CaptureError):
    """A capture has no bytes, or nothing but blanks."""


class UnknownForm(CaptureError):
    """A capture's bytes are in no form that can be read."""


class DamagedCapture(CaptureError):
    """A capture's bytes end too early, or cannot be decoded."""


class DamagedStore(CaptureError):
    """A record of the capture store is torn or does not match its digest."""


class ReadingError(BackfileError):
    """A document cannot be read as a commentary."""


class LayoutChanged(ReadingError):
    """No layout of the source recognises the document, or more than one does."""


class SourceUnclear(ReadingError):
    """More than one source recognises the document, or the named source does not exist."""


class NothingToRead(ReadingError):
    """The document has no title or no body."""


class ArchiveError(BackfileError):
    """Files of the archive cannot be used as they are."""


class HeaderError(ArchiveError):
    """A Markdown header has a line that is not understood."""


class PathTaken(ArchiveError):
    """Two commentaries would share a path."""


class RulingError(BackfileError):
    """A ruling's file cannot be read."""


class SettingsError(BackfileError):
    """A folder or file that the command needs is not there, or is not what it should be."""


class BuildFailed(BackfileError):
    """The site could not be built, or did not pass verification."""
