"""An address and an open line come in; the host's whole answer to one request goes out, or what is wrong with it."""

from __future__ import annotations

import http.client
import re
import socket
from collections.abc import Iterator
from email.errors import FirstHeaderLineIsContinuationDefect, MissingHeaderBodySeparatorDefect
from typing import cast

from backfile.errors import BrokenAnswer, TooLarge, Unreachable
from backfile.inputs.web.address import Address
from backfile.inputs.web.bodies import ASKED_FOR, whole_body
from backfile.inputs.web.exchange import Answer, Headers, values, without_secrets
from backfile.inputs.web.line import Line

_PART = 1 << 16
_CUT_OFF = (MissingHeaderBodySeparatorDefect, FirstHeaderLineIsContinuationDefect)


def request_headers(address: Address, agent: str, conditions: Headers = ()) -> Headers:
    """The lines that are sent: nothing of the user or of earlier answers but the conditions given."""
    return (
        ("Host", address.netloc),
        ("User-Agent", agent),
        ("Accept", "*/*"),
        ("Accept-Encoding", ASKED_FOR),
        *conditions,
        ("Connection", "close"),
    )


def exchange_over(line: Line, address: Address, headers: Headers, most: int) -> Answer:
    """What the host says to a GET for `address`, at most `most` bytes of it.

    Raises Unreachable if the connection breaks before the answer, BrokenAnswer if the answer is cut short or
    contradicts itself, TooLarge and TooSlow.
    """
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    line.send(f"GET {address.target} HTTP/1.1\r\n{head}\r\n".encode("latin-1"))
    try:
        response = http.client.HTTPResponse(cast(socket.socket, line), method="GET")
        response.begin()
        if line.is_cut:
            raise _broken("its header ends too early", address, passing=True)
        if any(isinstance(defect, _CUT_OFF) for defect in response.headers.defects):
            raise _broken("a line of its header is none", address)
        received = without_secrets(response.headers.items())
        body = _body(line, response, received, address, most) if response.status == 200 else b""
    except (http.client.RemoteDisconnected, ConnectionResetError) as error:
        reason = "the connection was closed with no answer"
        raise Unreachable(reason, url=address.url, passing=True, advice=_LATER) from error
    except http.client.IncompleteRead as error:
        raise _broken("it ends too early", address, passing=True) from error
    except (http.client.HTTPException, ValueError) as error:  # a ValueError is a chunk of a negative length
        raise _broken("it is not HTTP", address) from error
    return Answer(address.url, response.status, headers, received, body)


def _body(line: Line, response: http.client.HTTPResponse, headers: Headers, address: Address, most: int) -> bytes:
    lengths = {length.strip() for value in values(headers, "content-length") for length in value.split(",")}
    transfers = [value.lower() for value in values(headers, "transfer-encoding")]
    if transfers not in ([], ["chunked"]):
        raise _broken("it is sent in a way that was not asked for", address)
    if not transfers and (len(lengths) > 1 or not all(re.fullmatch("[0-9]{1,18}", length) for length in lengths)):
        raise _broken("it does not say clearly how long it is", address)
    if not transfers and lengths and int(next(iter(lengths))) > most:
        raise TooLarge(f"it has more than {most} bytes", url=address.url, advice="Leave it out")
    body = whole_body(_parts(response), values(headers, "content-encoding"), most, address.url)
    if response.length:
        raise _broken("it ends too early", address, passing=True)
    if (lengths or transfers) and line.has_more():
        raise _broken("it is longer than it says", address)
    return body


def _parts(response: http.client.HTTPResponse) -> Iterator[bytes]:
    while part := response.read(_PART):
        yield part


def _broken(reason: str, address: Address, *, passing: bool = False) -> BrokenAnswer:
    return BrokenAnswer(reason, url=address.url, passing=passing, advice=_LATER)


_LATER = "Try again later; if it stays so, the host is broken"
