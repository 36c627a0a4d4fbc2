"""An address comes in; an open connection goes out, to one of the IP addresses that were checked and to no other."""

from __future__ import annotations

import io
import os
import socket
import ssl
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from backfile.errors import BrokenAnswer, SettingsError, TooLarge, Unreachable
from backfile.inputs.web.address import Address, Place
from backfile.inputs.web.budget import Budget
from backfile.inputs.web.guard import Resolve, addresses, public_addresses

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_ROOM_FOR_HEADERS = 1 << 20
_A_MOMENT = 0.1  # seconds in which what a host sends too much of arrives


class Line:
    """A connection for one request, bound to the time of its page and to the bytes that it may carry."""

    def __init__(self, connected: socket.socket, budget: Budget, most: int, url: str) -> None:
        self._socket = connected
        self._budget = budget
        self._url = url
        self._incoming = _Incoming(connected, budget, most + _ROOM_FOR_HEADERS, url)
        self._reader = _Reader(self._incoming)

    def send(self, request: bytes) -> None:
        """Send all of it. Raises Unreachable if the connection breaks."""
        try:
            self._socket.settimeout(self._budget.wait(self._url))
            self._socket.sendall(request)
        except TimeoutError as error:
            raise self._budget.too_slow(self._url) from error
        except OSError as error:
            raise _broke(self._url, error) from error

    def makefile(self, mode: str) -> io.BufferedReader:
        """What comes in, as `http.client` wants to open it."""
        return self._reader

    @property
    def is_cut(self) -> bool:
        """Whether the host has hung up in the middle of what was last read."""
        return self._incoming.hung_up

    def has_more(self) -> bool:
        """Whether the host goes on after the end that it declared."""
        self._incoming.is_over = True
        return bool(self._reader.peek(1))

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


class _Incoming(io.RawIOBase):
    """The bytes that a host sends, each wait for them within the time of the page.

    `hung_up` says that more was wanted than came; once `is_over` is set, no byte is waited for longer than a moment.
    """

    def __init__(self, connected: socket.socket, budget: Budget, most: int, url: str) -> None:
        self._socket = connected
        self._budget = budget
        self._most = most
        self._url = url
        self.hung_up = False
        self.is_over = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        if self.is_over:
            return self._leftover(buffer)
        self._socket.settimeout(self._budget.wait(self._url))
        try:
            count = self._socket.recv_into(buffer)
        except TimeoutError as error:
            raise self._budget.too_slow(self._url) from error
        except ssl.SSLError as error:
            # Without TLS's own goodbye nobody knows whether that was all.
            raise BrokenAnswer("the connection was cut", url=self._url, passing=True, advice=_LATER) from error
        except OSError as error:
            raise _broke(self._url, error) from error
        self.hung_up = count == 0
        self._most -= count
        if self._most < 0:
            raise TooLarge("it sends more than a page may have", url=self._url, advice="Leave it out")
        return count

    def _leftover(self, buffer: WriteableBuffer) -> int:
        self._socket.settimeout(_A_MOMENT)
        try:
            return self._socket.recv_into(buffer)
        except OSError:
            return 0


class _Reader(io.BufferedReader):
    """A reader that `http.client` cannot close at the end it was told of."""

    def close(self) -> None:
        """Stay open: the line closes itself."""


class Lines:
    """How connections are made: to other places for those in `turns`, which may be anywhere, and by which resolver."""

    def __init__(self, turns: Mapping[Place, Place], resolve: Resolve) -> None:
        self._turns = turns
        self._resolve = resolve

    def open(self, address: Address, budget: Budget, most: int) -> Line:
        """A line to `address`. Raises AddressRefused, Unreachable or TooSlow."""
        place = self._turns.get((address.host, address.port))
        host, port = place or (address.host, address.port)
        look_up = addresses if place else public_addresses
        found = look_up(host, port, budget.wait(address.url), address.url, self._resolve)
        connected = _connect([(str(ip), port) for ip in found], budget, address.url)
        if address.scheme == "https":
            connected = self._secured(connected, address, budget)
        return Line(connected, budget, most, address.url)

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """The certificates that this machine trusts, or those of REQUESTS_CA_BUNDLE or SSL_CERT_FILE.

        Raises SettingsError if these cannot be read.
        """
        bundle = os.environ.get("REQUESTS_CA_BUNDLE") or None
        try:
            context = ssl.create_default_context(cafile=bundle)
        except OSError as error:
            reason = f"REQUESTS_CA_BUNDLE names no certificates ({error.strerror or error})"
            raise SettingsError(reason, where=bundle or "", advice="Correct it, or unset it") from error
        # Some builds of Python take a connection that was cut for one that has ended.
        context.options &= ~ssl.OP_IGNORE_UNEXPECTED_EOF
        return context

    def _secured(self, connected: socket.socket, address: Address, budget: Budget) -> socket.socket:
        connected.settimeout(budget.wait(address.url))
        try:
            return self._trust.wrap_socket(connected, server_hostname=address.host, suppress_ragged_eofs=False)
        except ssl.SSLCertVerificationError as error:
            connected.close()
            reason = f"its certificate is not trusted ({error.verify_message})"
            raise Unreachable(reason, url=address.url, advice="Open it in a browser to see why") from error
        except TimeoutError as error:
            connected.close()
            raise budget.too_slow(address.url) from error
        except (OSError, ValueError) as error:  # a ValueError is a name that no certificate can have
            connected.close()
            raise Unreachable("no secure connection could be made", url=address.url, advice=_LATER) from error


def _connect(places: list[Place], budget: Budget, url: str) -> socket.socket:
    """A connection to the first of the places that takes it."""
    failed: OSError | None = None
    for place in places:
        try:
            return socket.create_connection(place, timeout=budget.wait(url))
        except OSError as error:
            failed = error
    passing = isinstance(failed, TimeoutError | ConnectionResetError)
    reason = "it does not answer" if isinstance(failed, TimeoutError) else (failed and failed.strerror) or "no address"
    raise Unreachable(f"no connection ({reason})", url=url, passing=passing, advice=_LATER) from failed


def _broke(url: str, error: OSError) -> Unreachable:
    return Unreachable(f"the connection broke ({error.strerror or error})", url=url, passing=True, advice=_LATER)


_LATER = "Try again later"
