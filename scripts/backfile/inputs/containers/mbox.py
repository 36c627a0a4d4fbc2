"""A mailbox file in, its mails out, each by its number; lines that begin with "From " inside a mail do not part it.

Of the dialects, mboxo and mboxrd put a ">" before such lines, mboxcl says the length of each mail, and many programs do
neither: so a mail begins only at a line that has an envelope's form, before a header, and behind a blank line or with
a whole date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from backfile.errors import DamagedCapture
from backfile.inputs.containers.mail import read_mail_file
from backfile.inputs.forms import MAIL
from backfile.inputs.found import Found, FoundFile, Refused

_ENVELOPE = re.compile(rb"(?m)^From [^\r\n]*\d{4}(?: [+-]\d{4})?[ \t]*\r?$")
_STRICT = re.compile(rb"From \S+ +(?:[A-Z][a-z]{2} ){2} *\d{1,2} \d{1,2}:\d\d(?::\d\d)? ")
_HEADER = re.compile(rb"\r?\n(?:>?From [^\r\n]*\r?\n)?[\x21-\x39\x3b-\x7e]+:")
_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,12})[ \t]*\r?$")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_QUOTED = re.compile(rb"(?m)^>(>*From )")


def read_mbox(file: FoundFile) -> Iterator[Found]:
    """The mails of a mailbox in their order; one whose stated length does not fit is refused by its number."""
    envelopes = _envelopes(file.body)
    ends = [start for start, _ in envelopes[1:]] + [len(file.body)]
    for number, ((_, start), end) in enumerate(zip(envelopes, ends, strict=True), 1):
        origin = f"{file.origin}#{number}"
        last = number == len(envelopes)
        mail = _trimmed(file.body[start:end])
        said = _said_length(mail)
        if last and said is not None and said > len(_body_of(mail)) + 2:
            yield Refused(origin, DamagedCapture("the mailbox ends inside this mail", where=origin, advice=_AGAIN))
        elif mail.strip():
            body = mail if said is not None else unquoted(mail)
            yield from read_mail_file(replace(file, origin=origin, body=body, media_type=MAIL))


_AGAIN = "Copy or export the mailbox again"


def unquoted(mail: bytes) -> bytes:
    """The mail without the ">" that was put before a line that begins with "From "; each further one stays."""
    return _QUOTED.sub(rb"\1", mail)


def _envelopes(body: bytes) -> list[tuple[int, int]]:
    """Where each mail's envelope line begins, and where the mail does behind it."""
    found: list[tuple[int, int]] = []
    at = 0
    while envelope := _ENVELOPE.search(body, at):
        start, at = envelope.start(), envelope.end()
        if not (_parts(body, start) or _STRICT.match(body, start)) or not _HEADER.match(body, at):
            continue
        mail = body.find(b"\n", at) + 1
        found.append((start, mail))
        at = _behind_length(body, mail)
    return found


def _parts(body: bytes, start: int) -> bool:
    """Whether a line stands where a mail can begin: at the start, or behind a blank line."""
    before = body[max(start - 3, 0) : start]
    return not before.strip() or before.endswith((b"\n\n", b"\n\r\n"))


def _behind_length(body: bytes, mail: int) -> int:
    """Where a mail ends by the length that it states, if another mail or the end of the file is there."""
    head = _HEAD_END.search(body, mail)
    said = _LENGTH.search(body, mail, head.start() + 1) if head else None
    if head is None or said is None:
        return mail
    end = head.end() + int(said[1])
    rest = body[end : end + 8].lstrip(b"\r\n")
    return end if end <= len(body) and (not rest or rest.startswith(b"From ")) else mail


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
