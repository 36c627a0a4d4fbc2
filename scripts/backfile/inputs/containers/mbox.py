"""A mailbox file in, its mails out, each by its number; lines that begin with "From " inside a mail do not part it.

Of the dialects, mboxo and mboxrd put a ">" before such lines, mboxcl says the length of each mail, and many programs do
neither: so a mail begins only at a line that has an envelope's form, before a header, and behind a blank line or with
a whole date. The file is read line by line, so that only one mail is in memory, however large the mailbox is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import SEEK_END
from typing import BinaryIO

from backfile.errors import CaptureError, DamagedCapture
from backfile.inputs.containers.mail import read_mail_file
from backfile.inputs.containers.streams import opened
from backfile.inputs.forms import MAIL
from backfile.inputs.found import Found, FoundFile, Refused

LARGEST_MAIL = 50_000_000
_PIECE = 65536
_ENVELOPE = re.compile(rb"From [^\r\n]*\d{4}(?: [+-]\d{4})?[ \t]*\r?\n")
_STRICT = re.compile(rb"From \S+ +(?:[A-Z][a-z]{2} ){2} *\d{1,2} \d{1,2}:\d\d(?::\d\d)? ")
_HEADER = re.compile(rb"(?:>?From [^\r\n]*\r?\n)?[\x21-\x39\x3b-\x7e]+:")
_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,12})[ \t]*\r?$")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_QUOTED = re.compile(rb"(?m)^>(>*From )")
_AGAIN = "Copy or export the mailbox again"


@dataclass(slots=True)
class _Mail:
    """The bytes of one mail as they come; of one larger than `largest` only its beginning, and its size.

    `tail` are the last bytes before the next line of the mailbox, by which it is seen whether a mail can begin there.
    """

    largest: int
    tail: bytes
    kept: bytearray = field(default_factory=bytearray)
    size: int = 0
    head: bool = True
    last: bool = False

    def add(self, piece: bytes) -> None:
        """Take up what follows."""
        self.size += len(piece)
        self.tail = (self.tail + piece)[-3:]
        if self.size <= self.largest:
            self.kept += piece


def read_mbox(file: FoundFile, *, largest: int = LARGEST_MAIL) -> Iterator[Found]:
    """The mails of a mailbox in their order; one of more bytes than `largest` is refused by its number.

    So is the last one if its stated length says that the mailbox ends inside it.
    """
    with opened(file) as stream:
        for number, mail in enumerate(_mails(stream, largest), 1):
            yield from _read(mail, replace(file, origin=f"{file.origin}#{number}", media_type=MAIL, whole=True))


def _read(gathered: _Mail, file: FoundFile) -> Iterator[Found]:
    where = file.origin
    if gathered.size > gathered.largest:
        text = f"the mail is larger than {gathered.largest / 1_000_000:g} MB"
        yield Refused(
            where, CaptureError(text, where=where, advice="Save the letter by itself, without what it carries")
        )
        return
    mail = _trimmed(bytes(gathered.kept))
    said = _said_length(mail)
    if gathered.last and said is not None and said > len(_body_of(mail)) + 2:
        yield Refused(where, DamagedCapture("the mailbox ends inside this mail", where=where, advice=_AGAIN))
    elif mail.strip():
        yield from read_mail_file(replace(file, body=mail if said is not None else unquoted(mail)))


def unquoted(mail: bytes) -> bytes:
    """The mail without the ">" that was put before a line that begins with "From "; each further one stays."""
    return _QUOTED.sub(rb"\1", mail)


def _mails(stream: BinaryIO, largest: int) -> Iterator[_Mail]:
    """The mails one after the other, each without its envelope line."""
    mail, tail = None, b""
    while line := stream.readline(_PIECE):
        if _is_envelope(line, mail.tail if mail else tail, stream):
            if mail:
                yield mail
            mail = _Mail(largest, line[-3:])
        elif mail:
            is_head_end = mail.head and mail.tail.endswith(b"\n") and not line.strip(b"\r\n")
            mail.add(line)
            if is_head_end:
                mail.head = False
                _take_stated(mail, stream)
        else:
            tail = (tail + line)[-3:]
    if mail:
        mail.last = True
        yield mail


def _is_envelope(line: bytes, before: bytes, stream: BinaryIO) -> bool:
    """Whether a mail begins with the line that was just read off the stream."""
    if not line.startswith(b"From ") or before[-1:] not in (b"", b"\n") or not _ENVELOPE.fullmatch(line):
        return False
    if before.strip() and not before.endswith((b"\n\n", b"\n\r\n")) and not _STRICT.match(line):
        return False
    here = stream.tell()
    after = stream.readline(_PIECE) + stream.readline(_PIECE)
    stream.seek(here)
    return _HEADER.match(after) is not None


def _take_stated(mail: _Mail, stream: BinaryIO) -> None:
    """The body by the length that the head states, if another mail or the end of the file is behind it."""
    said = _said_length(bytes(mail.kept))
    if said is None:
        return
    here = stream.tell()
    inside = here + said <= stream.seek(0, SEEK_END)
    stream.seek(here + said)
    rest = stream.read(8).lstrip(b"\r\n")
    stream.seek(here)
    if inside and (not rest or rest.startswith(b"From ")):
        for taken in range(0, said, _PIECE):
            mail.add(stream.read(min(_PIECE, said - taken)))


def _said_length(mail: bytes) -> int | None:
    head = _HEAD_END.search(mail)
    said = _LENGTH.search(mail, 0, head.start() + 1) if head else None
    return int(said[1]) if said else None


def _body_of(mail: bytes) -> bytes:
    head = _HEAD_END.search(mail)
    return mail[head.end() :] if head else b""


def _trimmed(mail: bytes) -> bytes:
    """The mail without the blank line that parts it from the next one."""
    for end in (b"\r\n\r\n", b"\n\n"):
        if mail.endswith(end):
            return mail[: -len(end) // 2]
    return mail
