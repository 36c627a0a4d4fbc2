"""What was asked of a host and what it answered, as one record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

Headers = tuple[tuple[str, str], ...]
"""Lines of a header in their order; names as they were sent, values without blanks around them."""

SECRET = frozenset({"cookie", "cookie2", "set-cookie", "set-cookie2", "authorization", "proxy-authorization"})
UNKNOWN = "application/octet-stream"
_MEDIA_TYPE = re.compile(r"[!#$&^_.+\-\w]+/[!#$&^_.+\-\w]+", re.ASCII)
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([!-~]+?)["']?\s*(?:;|$)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One page as it was fetched, or the answer that it has not changed.

    `asked` is the address as it was given, `url` the one that answered, `hops` those that redirected to it, in order.
    `status` is 200, or 304 with no body. `headers` are as received, without cookies. `body` has its transfer and
    content encodings undone, `moment` is the time of the answer, in UTC and to the second.
    """

    asked: str
    url: str
    hops: tuple[str, ...]
    status: int
    request_headers: Headers
    headers: Headers
    body: bytes = field(repr=False)
    moment: dt.datetime

    @property
    def media_type(self) -> str:
        """What the host says the body is, in small letters and without parameters."""
        return media_type(self.headers)

    @property
    def charset(self) -> str | None:
        """The charset that the host declares, as it says it."""
        return charset(self.headers)

    @property
    def etag(self) -> str | None:
        """The host's mark of this version, to be sent with the next request."""
        return header(self.headers, "etag")

    @property
    def last_modified(self) -> str | None:
        """When the host says that the page was changed, as it says it."""
        return header(self.headers, "last-modified")


def header(headers: Headers, name: str) -> str | None:
    """The first value under `name`, however that is spelled."""
    return next(iter(values(headers, name)), None)


def values(headers: Headers, name: str) -> list[str]:
    """All values under `name`, however that is spelled."""
    return [value for key, value in headers if key.lower() == name]


def without_secrets(headers: Iterable[tuple[str, str]]) -> Headers:
    """The lines without cookies and credentials, each one line."""
    return tuple((name, " ".join(value.split())) for name, value in headers if name.lower() not in SECRET)


def media_type(headers: Headers) -> str:
    """The media type in small letters; UNKNOWN if there is none that is one."""
    found = _MEDIA_TYPE.match((header(headers, "content-type") or "").strip())
    return found[0].lower() if found else UNKNOWN


def charset(headers: Headers) -> str | None:
    """The charset that the content type declares."""
    found = _CHARSET.search(header(headers, "content-type") or "")
    return found[1] if found else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one host said to one request, whatever its status: only a 200 has its body read and unpacked."""

    url: str
    status: int
    request_headers: Headers
    headers: Headers
    body: bytes = field(repr=False)
