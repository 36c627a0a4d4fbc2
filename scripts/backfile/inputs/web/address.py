"""A URL from anywhere comes in; the one spelling that is asked for goes out, taken apart."""

from __future__ import annotations

import contextlib
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from backfile.errors import AddressRefused, SettingsError

Place = tuple[str, int]
"""A host and a port."""

_PORTS = {"http": 80, "https": 443}
_BLANK = re.compile(r"[\x00-\x20\x7f]")
_LONGEST = 8000
_TURN = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\],]+):(\d+):(\[[0-9a-f:.]+\]|[^:\[\],]+):(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """A web address, normalised: `host` in small letters, ASCII and without brackets, `target` the path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        """Host and port as a Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """What a robots.txt is for: scheme, host and port."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def url(self) -> str:
        """The whole address, with no fragment."""
        return self.origin + self.target


def read_address(url: str) -> Address:
    """The address that `url` spells. Raises AddressRefused if it is none of http or https, or holds a password."""
    text = url.strip()
    if len(text) > _LONGEST or _BLANK.search(text.replace(" ", "")):
        raise AddressRefused("it is too long, or has control characters in it", url=text[:200], advice=_CHECK)
    try:
        parts = parse_url(text)
        host = (parts.host or "").strip("[]").removesuffix(".")
        port = parts.port
        host = ipaddress.IPv6Address(host).compressed if ":" in host else host
    except (LocationParseError, ValueError) as error:
        raise AddressRefused("it is no web address", url=url, advice=_CHECK) from error
    if parts.scheme not in _PORTS or not host or "%" in host or port == 0:
        raise AddressRefused("only http and https addresses with a host are asked for", url=url, advice=_CHECK)
    if parts.auth:
        raise AddressRefused("it has a name or a password in it", url=parts._replace(auth=None).url, advice=_CHECK)
    query = "" if parts.query is None else f"?{parts.query}"
    return Address(parts.scheme, host, port or _PORTS[parts.scheme], (parts.path or "/") + query)


def redirected(base: Address, location: str) -> Address:
    """Where a `Location` header, as HTTP's Latin-1, leads from `base`; hosts send UTF-8 in it too."""
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return read_address(urljoin(base.url, location.strip()))
    except ValueError as error:
        raise AddressRefused("it redirects to what is no web address", url=base.url, advice=_CHECK) from error


def read_turns(text: str) -> Mapping[Place, Place]:
    """What BACKFILE_CONNECT_TO says, `HOST1:PORT1:HOST2:PORT2,…`: which place is reached instead of which.

    Raises SettingsError for anything else.
    """
    turns: dict[Place, Place] = {}
    for turn in filter(None, (part.strip() for part in text.split(","))):
        found = _TURN.fullmatch(turn)
        if not found or not all(0 < int(port) < 65536 for port in (found[2], found[4])):
            raise SettingsError(f"{turn!r} is not HOST1:PORT1:HOST2:PORT2", where="BACKFILE_CONNECT_TO")
        turns[found[1].strip("[]").lower(), int(found[2])] = found[3].strip("[]"), int(found[4])
    return turns


_CHECK = "Check the address"
