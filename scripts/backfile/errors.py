"""What can go wrong, as one small tree.

    BackfileError
    ├── CaptureError            the bytes cannot be used
    │   ├── EmptyCapture            there are none
    │   ├── UnknownForm             they are in no form that can be read
    │   ├── DamagedCapture          they end too early or cannot be decoded
    │   └── DamagedStore            the store's own record of them is broken
    ├── FetchError              an address gave no page
    │   ├── AddressRefused          it leads into a private network, or is no web address
    │   ├── RobotsForbid            the site's robots.txt asks us to stay away
    │   ├── Unreachable             no connection, or one that broke before the answer
    │   ├── TooSlow                 the page was not there within its time
    │   ├── TooLarge                the page is larger than a page may be
    │   ├── BrokenAnswer            the answer is cut short, or is not what it says it is
    │   ├── TooManyHops             redirects in a circle, or too many of them
    │   ├── Gone                    there is no such page (any more)
    │   ├── Denied                  the page is not for everybody
    │   ├── Deferred                the host asks to come back later
    │   └── AnswerRefused           another status than a page has
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
Raising and reporting are two acts: only `pipeline` and `cli` catch. One exception: where a whole folder, site or
container is read, a Markdown file whose header is broken, an index page that cannot be decoded, or a broken member is
set aside and listed (SETS_ASIDE in tests/test_architecture.py).
"""

from __future__ import annotations

import datetime as dt


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


class FetchError(BackfileError):
    """An address gave no page.

    `url` is the address that failed, after redirects and for a robots.txt not the one that was asked for. `status` is
    the HTTP status, where there was an answer. `passing` says that it may be over in a moment.
    """

    def __init__(
        self, message: str, *, url: str, status: int | None = None, passing: bool = False, advice: str = ""
    ) -> None:
        super().__init__(message, where=url, advice=advice)
        self.url = url
        self.status = status
        self.passing = passing


class AddressRefused(FetchError):
    """The address is none of the public web."""


class RobotsForbid(FetchError):
    """The site's robots.txt asks us to stay away, or cannot be had just now: then `until` says when to ask again."""

    def __init__(self, message: str, *, url: str, until: dt.datetime | None = None, advice: str = "") -> None:
        super().__init__(message, url=url, advice=advice)
        self.until = until


class Unreachable(FetchError):
    """There is no such host, no connection, no trust in its certificate, or no answer before the connection broke."""


class TooSlow(FetchError):
    """The page was not there within its time."""


class TooLarge(FetchError):
    """The page is larger than a page may be, as sent or unpacked."""


class BrokenAnswer(FetchError):
    """The answer is cut short, cannot be unpacked, or is not what its own header says."""


class TooManyHops(FetchError):
    """The address is redirected in a circle, or too often."""


class Gone(FetchError):
    """There is no such page, or no longer."""


class Denied(FetchError):
    """The page is not for everybody: it wants a name, money, or another country."""


class Deferred(FetchError):
    """The host asks to come back later: not before `until`, an aware time."""

    def __init__(
        self, message: str, *, url: str, until: dt.datetime, status: int | None = None, advice: str = ""
    ) -> None:
        super().__init__(message, url=url, status=status, advice=advice)
        self.until = until


class AnswerRefused(FetchError):
    """The host answered with a status that no page has."""


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
