"""One Markdown file's bytes in, its entry with its body out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from pathlib import Path

from backfile.errors import HeaderError
from backfile.formats.limits import TooLong
from backfile.model import Rights
from backfile.plugins.addresses import root_of
from backfile.plugins.bodies import body_of
from backfile.plugins.conversion import Converter
from backfile.plugins.entries import Body, Entry, entry_from
from backfile.plugins.people import with_body
from backfile.plugins.plain import plain_body
from backfile.plugins.versions import code_digest, digest_of_files
from backfile.plugins.words import Words, words_for
from backfile.write.header import parse_header

SECONDS = 10.0


@dataclass(frozen=True)
class Manner:
    """How bodies become HTML: Pelican's setting MARKDOWN as JSON, and the folder of the interface's catalogues.

    `version` is a digest of both, of the package's code and of the libraries: of all that a reading depends on
    besides the file.
    """

    markdown: str
    catalogues: Path
    version: str


def manner_of(settings: Mapping[str, object]) -> Manner:
    """The manner of Pelican's settings."""
    markdown, catalogues = json.dumps(settings["MARKDOWN"], sort_keys=True), Path(str(settings["THEME"])) / "locale"
    version = digest_of_files(sorted(catalogues.glob("*.po")), f"{code_digest()} {markdown}")
    return Manner(markdown, catalogues, version)


class Reader:
    """Reads one text after another; what that takes, a converter and the words of each language, is made once."""

    def __init__(
        self, options: Mapping[str, object], words_for: Callable[[str], Words], seconds: float = SECONDS
    ) -> None:
        self._converter, self._words_for, self._seconds = Converter(options), words_for, seconds

    def entry(self, raw: bytes, name: str) -> Entry:
        """A file's entry with its body, as much of it as its rights allow. Raises HeaderError, which names the file."""
        header = parse_header(text_of(raw, name), name)
        entry = replace(entry_from(header, name), digest=hashlib.sha256(raw).hexdigest())
        return with_body(entry, self._body(header.body, entry))

    def _body(self, text: str, entry: Entry) -> Body:
        """A body, the fast way if it is plain."""
        if entry.rights is Rights.LINK:
            return Body()
        root, words = root_of(entry.address), self._words_for(entry.lang)
        if self._converter.usual and entry.rights is Rights.FULL and (body := plain_body(text, root, words)):
            return body
        try:
            markup = self._converter.html(text, self._seconds)
        except TooLong:
            message = f"Markdown did not finish in {self._seconds:g} seconds"
            raise HeaderError(message, where=entry.path, advice="Look for odd markup, or set the file aside") from None
        return body_of(markup, root, words, entry.rights)


@lru_cache(1)
def reader_of(manner: Manner) -> Reader:
    """The reader of a manner."""
    return Reader(json.loads(manner.markdown), cache(partial(words_for, folder=manner.catalogues)))


def text_of(raw: bytes, name: str) -> str:
    """A file's text, with a line's number in the error if it is not UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise HeaderError("is not UTF-8", where=f"{name}:{line}", advice="Save the file as UTF-8") from error
