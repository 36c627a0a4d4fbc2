"""A WARC file in, the pages it holds out, each with its address, its time and its charset; the rest in one line."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from backfile.errors import CaptureError, DamagedCapture, EmptyCapture, UnknownForm
from backfile.inputs.containers.streams import counted, opened
from backfile.inputs.containers.warc_payloads import Answer, answer_of, body_of
from backfile.inputs.containers.warc_records import Damage, Record, records
from backfile.inputs.forms import HTML, TEXT, form_of, is_blank
from backfile.inputs.found import Found, FoundFile, Passed, Refused

_HTML = ("text/html", "application/xhtml+xml")
_PAGES = frozenset((
    *("", *_HTML, "text/plain", "text/markdown", "application/pdf", "message/rfc822"),
    *("application/rss+xml", "application/atom+xml", "application/xml", "text/xml", "application/rdf+xml"),
))  # fmt: skip
_MOMENT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T?(\d\d):?(\d\d):?(\d\d)(?:\.\d+)?Z?")
_WEB = ("http://", "https://")
_FOR_MACHINES = re.compile(r"/(robots|ads|app-ads|humans|security)\.txt$|/sitemap[^/]*\.xml$", re.IGNORECASE)
_TAG = re.compile(rb"<[a-zA-Z!/]")
_AGAIN = "Take the file from another copy, or save the pages again"


def read_warc(file: FoundFile) -> Iterator[Found]:
    """The pages of a WARC file, plain or gzipped; what is damaged is named where it stands."""
    with opened(file) as stream:
        walk = Walk(file)
        yield from walk.members(stream)
        yield from walk.rest()


@dataclass
class Walk:
    """One walk through WARC files that belong together: what was given so far, and what was passed over."""

    file: FoundFile
    passed: Counter[str] = field(default_factory=Counter)
    known: set[str] = field(default_factory=set)
    told: bool = False

    def members(self, stream: BinaryIO) -> Iterator[Found]:
        """The pages of a seekable stream, and each damage in its place."""
        for record in records(stream):
            found = self._damage(record) if isinstance(record, Damage) else self._member(record)
            if found is not None:
                self.told = True
                yield found

    def rest(self) -> Iterator[Found]:
        """One line for all that was passed over; an error if there was nothing at all."""
        origin = self.file.origin
        if self.passed:
            yield Passed(origin, f"what is no page was left out ({counted(self.passed)})")
        elif not self.told:
            yield Refused(origin, EmptyCapture("there is no page in it", where=origin, advice="Leave it out"))

    def _damage(self, damage: Damage) -> Refused:
        text = f"it is damaged from byte {damage.place} on ({damage.problem}), and what stood there was not read"
        return Refused(self.file.origin, DamagedCapture(text, where=self.file.origin, advice=_AGAIN))

    def _member(self, record: Record) -> Found | None:
        """The page in a record, or why it has none; None if nobody would look for one in it."""
        if not record.address.lower().startswith(_WEB):
            return None
        if record.kind == "revisit":
            return self._revisited(record)
        if record.kind == "continuation":
            return _refused(record, CaptureError("is one part of a record that was split", advice=_AGAIN))
        if record.kind not in ("response", "resource", "conversion"):
            return None
        if record.block is None:
            return _refused(record, CaptureError("is larger than 50 MB", advice="Leave it out"))
        answer = answer_of(record)
        if answer is None:
            return _refused(record, DamagedCapture("is no answer of a server", advice=_AGAIN))
        return self._page(record, answer)

    def _page(self, record: Record, answer: Answer) -> Found | None:
        if reason := no_page(record, answer):
            self.passed[reason] += 1
            return None
        if cut := record.header.get("warc-truncated"):
            return _refused(record, DamagedCapture(f"was cut when it was saved ({cut})", advice=_AGAIN))
        try:
            body = body_of(record, answer)
        except CaptureError as error:
            return Refused(record.address, error)
        if is_blank(body):
            self.passed["empty answers"] += 1
            return None
        return self._found(record, answer, body)

    def _found(self, record: Record, answer: Answer, body: bytes) -> Found | None:
        seen = f"{record.address} {hashlib.sha256(body).hexdigest()}"
        if seen in self.known:
            self.passed["pages saved before"] += 1
            return None
        self.known |= {seen, *names_of(record)}
        form = form_of(body)
        media_type = form.media_type
        if answer.media_type in _HTML and media_type == TEXT and _TAG.search(body):
            media_type = HTML
        if media_type is None:
            error = UnknownForm(f"looks like {form.name}; this form is not read yet", advice="Save it as HTML or text")
            return _refused(record, error)
        moment = moment_of(record.header.get("warc-date", ""))
        return replace(
            self.file,
            origin=record.address,
            body=body,
            media_type=media_type,
            captured=moment,
            charset=answer.charset,
            whole=True,
        )

    def _revisited(self, record: Record) -> Found | None:
        answer = answer_of(record)
        if answer is not None and answer.media_type not in _PAGES:
            self.passed[_kind_of(answer.media_type)] += 1
            return None
        if self.known.isdisjoint({*names_of(record), record.header.get("warc-refers-to", "").strip("<>")} - {""}):
            reason = "is only a note that the page had not changed; the page itself is in another file"
            return Passed(record.address, reason)
        self.passed["pages that had not changed"] += 1
        return None


def names_of(record: Record) -> set[str]:
    """What another record may call this one by: its number, and the digest of its payload."""
    return {record.header.get(name, "").strip("<>") for name in ("warc-record-id", "warc-payload-digest")} - {""}


def no_page(record: Record, answer: Answer) -> str | None:
    """What an answer is instead of a page, in the plural; None if it may be a page."""
    if 300 <= answer.status < 400:
        return "redirects"
    if not 200 <= answer.status < 300:
        return f"answers with status {answer.status}"
    if answer.media_type not in _PAGES:
        return _kind_of(answer.media_type)
    if _FOR_MACHINES.search(record.address.partition("?")[0]):
        return "files for machines"
    return "pictures" if form_of(answer.body[:64]).image else None


def _kind_of(media_type: str) -> str:
    kind = media_type.partition("/")[0]
    names = {"image": "pictures", "font": "fonts", "audio": "recordings", "video": "films", "text/css": "style sheets"}
    if "javascript" in media_type or "ecmascript" in media_type:
        return "scripts"
    return names.get(media_type) or names.get(kind) or f"files of the type {media_type}"


def moment_of(stated: str) -> dt.datetime | None:
    """When a record says it was saved, in UTC; None if it does not say it in a known form."""
    found = _MOMENT.fullmatch(stated.strip())
    try:
        return dt.datetime.strptime("".join(found.groups()), "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC) if found else None
    except ValueError:
        return None


def _refused(record: Record, error: CaptureError) -> Refused:
    error.where = record.address
    return Refused(record.address, error)
