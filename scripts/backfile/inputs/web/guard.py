"""A host and a port come in; the addresses of the public internet that may be connected to go out, or none."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable, Sequence

from backfile.errors import AddressRefused, TooSlow, Unreachable

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[IP]]

# IANA's registries of special-purpose addresses, as far as `is_global` of all Pythons from 3.11 on does not know them.
_SPECIAL_4 = tuple(map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/3")))
_PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
_SPECIAL_6 = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))


def is_public(ip: IP) -> bool:
    """Whether an address is a host's of the public internet.

    Of IPv6 only global unicast is: what wraps an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo) is not.
    """
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not any(ip in net for net in _SPECIAL_4)
    return ip in _PUBLIC_6 and ip.is_global and not any(ip in net for net in _SPECIAL_6)


def number(host: str) -> IP | None:
    """The IP address that `host` spells, in any spelling a resolver takes (127.1, 0x7f000001, 017700000001)."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def resolve(host: str, port: int) -> Sequence[IP]:
    """The addresses of `host`, as the system knows them. Raises OSError if it knows none."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ipaddress.ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers]


def public_addresses(host: str, port: int, seconds: float, url: str, ask: Resolve = resolve) -> Sequence[IP]:
    """All addresses of `host`, each of which may be connected to: connect to these, and do not ask again.

    Raises AddressRefused if one of them is not public, and what `addresses` raises.
    """
    found = addresses(host, port, seconds, url, ask)
    for ip in found:
        if not is_public(ip):
            reason = f"{host} is {ip}, which is no address of the public internet"
            raise AddressRefused(reason, url=url, advice="Leave it out")
    return found


def addresses(host: str, port: int, seconds: float, url: str, ask: Resolve = resolve) -> Sequence[IP]:
    """All addresses of `host`, wherever they are. Raises Unreachable if there are none, TooSlow after `seconds`."""
    spelled = number(host)
    if spelled is not None:
        return [spelled]
    answers: queue.SimpleQueue[Sequence[IP] | BaseException] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(ask(host, port))
        except BaseException as error:
            answers.put(error)

    # The system's resolver knows no deadline: it is left behind in its thread.
    threading.Thread(target=look_up, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TooSlow(f"the host {host} was not found in time", url=url, passing=True, advice=_LATER) from None
    if isinstance(answer, BaseException):
        if not isinstance(answer, OSError | ValueError):  # a ValueError is a name that can be none
            raise answer
        passing = isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN
        raise Unreachable(f"the host {host} was not found", url=url, passing=passing, advice=_LATER) from answer
    return answer


_LATER = "Check the address, or try again later"
