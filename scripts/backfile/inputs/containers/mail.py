"""A mail in, the mails that it is made of out: itself, and those that a digest or a forwarded mail carries as parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import Message

from backfile.errors import DamagedCapture
from backfile.inputs.found import Found, FoundFile, Passed, Refused

_MOST_WORDS_OF_A_NOTE = 60
_DEEPEST = 5


def read_mail_file(file: FoundFile) -> Iterator[Found]:
    """The mail itself if it says something of its own, then each mail in it with the origin `<mail>#<number>`."""
    yield from _mails(file, 0)


def _mails(file: FoundFile, depth: int) -> Iterator[Found]:
    if b"message/rfc822" not in file.body.lower() and b"multipart/digest" not in file.body.lower():
        yield file
        return
    message = message_from_bytes(file.body.lstrip(b"\r\n"), policy=policy.compat32)
    inner = _carried(message)
    if not inner or depth >= _DEEPEST:
        yield file
    elif message.get_content_type() == "multipart/report":
        yield Passed(file.origin, "is a mail server's report")
    else:
        if _own_words(message) > _MOST_WORDS_OF_A_NOTE:
            yield file
        else:
            yield Passed(file.origin, f"only carries {len(inner)} other mail{'s' if len(inner) > 1 else ''}")
        for number, mail in enumerate(inner, 1):
            yield from _member(file, mail, f"{file.origin}#{number}", depth)


def _member(file: FoundFile, mail: Message, origin: str, depth: int) -> Iterator[Found]:
    try:
        body = mail.as_bytes(policy=policy.compat32.clone(max_line_length=0))
    except (ValueError, LookupError, TypeError, AttributeError):
        advice = "Save this mail by itself, and add that"
        yield Refused(origin, DamagedCapture("a mail inside the mail is broken", where=origin, advice=advice))
        return
    if body.strip():
        yield from _mails(replace(file, origin=origin, body=body), depth + 1)


def _carried(message: Message) -> list[Message]:
    """The mails among a mail's parts, in order; those in them are left to them."""
    found: list[Message] = []
    rest = [message]
    while rest:
        part = rest.pop()
        children = _children(part)
        if part.get_content_type() == "message/rfc822":
            found += children
        elif part.get_content_maintype() == "multipart":
            rest += reversed(children)
    return found


def _own_words(message: Message) -> int:
    """How many words the mail's own texts have, HTML and plain text of the same taken for one."""
    counts = [0]
    rest = [message]
    while rest:
        part = rest.pop()
        if part.get_content_maintype() == "multipart":
            rest += _children(part)
        elif part.get_content_type() == "text/plain":
            body = part.get_payload(decode=True)
            counts.append(len(body.split()) if isinstance(body, bytes) else 0)
        elif part.get_content_type() == "text/html":
            return _MOST_WORDS_OF_A_NOTE + 1 if len(str(part.get_payload()).split()) > 400 else max(counts)
    return max(counts)


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []
