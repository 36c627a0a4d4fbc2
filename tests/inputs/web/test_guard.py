"""Nothing but the public internet is connected to, however an address is spelled and wherever it stands."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.errors import AddressRefused, TooSlow, Unreachable
from backfile.inputs.web.fetcher import Fetcher
from backfile.inputs.web.guard import IP, addresses, is_public, number, public_addresses
from backfile.inputs.web.manners import Limits

if TYPE_CHECKING:
    from tests.inputs.web.conftest import Fetch, Host, Memory

LOOPBACK = (
    *("127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7F.1", "0177.0.0.1"),
    *("017700000001", "0x7f.0x0.0x0.0x1", "00000177.0.0.01", "127.0.0.1.", "0", "0.0.0.0", "0.0.0.1", "00.0x0"),  # noqa: S104
    *("[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]"),
    *("[0:0:0:0:0:ffff:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "localhost"),
    *("LOCALHOST", "localhost.", "[2001:0:0:0:0:0:80ff:fffe]", "[::ffff:0:127.0.0.1]"),
)
PRIVATE = (
    *("10.0.0.1", "10.1", "0xa000001", "172.16.0.1", "172.31.255.255", "192.168.1.1", "192.168.257", "0xC0.0xA8.1.1"),
    *("169.254.169.254", "169.254.43518", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "[::ffff:a9fe:a9fe]"),
    *("100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1"),
    *("192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "[fe80::1]", "[febf::1]"),
    *("[fec0::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[100::1]", "[2001:db8::1]", "[2001:10::1]"),
    *("[2001:20::1]", "[2001::1]", "[2002:a00:1::]", "[3fff::1]", "[5f00::1]", "[64:ff9b::a00:1]", "[::ffff:10.0.0.1]"),
)
PUBLIC = ("1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "192.0.3.1", "223.255.255.1", "2606:4700::1", "2a00::1")
every_inner_host = pytest.mark.parametrize("name", LOOPBACK + PRIVATE)


@every_inner_host
def test_an_inner_address_is_refused_however_it_is_spelled(fetcher: Fetch, host: Host, name: str) -> None:
    with pytest.raises(AddressRefused, match="no address of the public internet"):
        fetcher().fetch(f"http://{name}:{host.port}/1", robots=False)
    assert host.asked == []


@every_inner_host
def test_a_redirect_to_an_inner_address_is_refused(fetcher: Fetch, host: Host, name: str) -> None:
    host.moves("/1", f"http://{name}:{host.port}/secret")
    with pytest.raises(AddressRefused, match="no address of the public internet"):
        fetcher().fetch("http://hilltop.example/1", robots=False)
    assert host.targets() == ["/1"]


def test_a_robots_file_on_an_inner_address_is_not_asked_for(fetcher: Fetch, host: Host) -> None:
    host.moves("/robots.txt", f"http://127.0.0.1:{host.port}/robots.txt")
    with pytest.raises(AddressRefused):
        fetcher().fetch("http://hilltop.example/1")
    assert host.targets() == ["/robots.txt"]


@pytest.mark.parametrize(
    "location",
    [
        *("file:///etc/passwd", "ftp://hilltop.example/1", "gopher://hilltop.example:70/_x", "data:text/html,x"),
        *("javascript:alert(1)", "http://user:word@hilltop.example/1", "http://a@b@127.0.0.1/"),
        *("http://hilltop.example:0/", "http://hilltop.example:99999/", "http://[::1/", "http://[fe80::1%25eth0]/"),
        *("http://[/", "http://①②⑦.⓪.⓪.①/", "http://hilltop.example\x00.other.example/", "http://" + "a" * 9000),
        *("http://a%00b/", "http://" + "ж" * 80 + ".example/", "//user@hilltop.example/"),
    ],
)
def test_what_is_no_web_address_is_refused(fetcher: Fetch, host: Host, location: str) -> None:
    with pytest.raises(AddressRefused):
        fetcher().fetch(location, robots=False)
    host.moves("/1", location.encode().decode("latin-1"))
    with pytest.raises(AddressRefused):
        fetcher().fetch("http://hilltop.example/1", robots=False)
    assert host.targets() == ["/1"]


@pytest.mark.parametrize("text", ["", " ", "http://", "http:///1", "//", "hilltop.example/1", "hilltop.example:80/1"])
def test_what_names_no_host_is_refused(fetcher: Fetch, text: str) -> None:
    with pytest.raises(AddressRefused):
        fetcher().fetch(text, robots=False)


def test_no_other_host_hides_behind_a_backslash(fetcher: Fetch, host: Host) -> None:
    host.says("/%5C@127.0.0.1/", b"page")
    assert fetcher().fetch("http://hilltop.example\\@127.0.0.1/", robots=False).body == b"page"
    assert host.asked[0].host == "hilltop.example"


def test_a_password_is_in_no_message(fetcher: Fetch) -> None:
    with pytest.raises(AddressRefused) as caught:
        fetcher().fetch("http://ada:secret@hilltop.example/1")
    assert "secret" not in str(caught.value)


def test_only_the_named_port_of_a_turned_place_is_reached(fetcher: Fetch, host: Host) -> None:
    host.says("/1", b"page")
    assert fetcher().fetch("http://hilltop.example:8080/1").body == b"page"
    with pytest.raises(AddressRefused):
        fetcher().fetch(f"http://127.0.0.1:{host.port}/1")


class Names:
    """A resolver that gives each answer in turn, the last for ever."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, host: str, port: int) -> Sequence[IP]:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return [ipaddress.ip_address(text) for text in answer]


@pytest.mark.parametrize("answer", [["127.0.0.1"], ["1.1.1.1", "10.0.0.1"], ["2606:4700::1", "::ffff:127.0.0.1"]])
def test_a_name_that_leads_inside_is_refused_if_one_of_its_addresses_does(answer: list[str]) -> None:
    with pytest.raises(AddressRefused):
        public_addresses("hilltop.example", 80, 1, "http://hilltop.example/", Names(answer))


def test_a_name_is_looked_up_once_for_each_request_and_the_checked_address_connected_to(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second answer, of a name that now leads inside, is never asked for."""
    connected = []

    def refuse(place: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", refuse)
    names = Names(["1.1.1.1", "2606:4700::1"], ["127.0.0.1"])
    fetcher = Fetcher("Backfile", memory, limits=Limits(pace=0), resolve=names)
    with pytest.raises(Unreachable):
        fetcher.fetch("http://hilltop.example/1", robots=False)
    assert (names.asked, connected) == (1, [("1.1.1.1", 80), ("2606:4700::1", 80)])
    with pytest.raises(AddressRefused):
        fetcher.fetch("http://hilltop.example/1", robots=False)
    assert len(connected) == 2


def test_a_resolver_that_says_nothing_is_not_waited_for() -> None:
    def silent(host: str, port: int) -> Sequence[IP]:
        time.sleep(1)
        return []

    start = time.monotonic()
    with pytest.raises(TooSlow, match="not found in time"):
        addresses("hilltop.example", 80, 0.1, "http://hilltop.example/", silent)
    assert time.monotonic() - start < 0.5


@pytest.mark.parametrize(("code", "passing"), [(socket.EAI_AGAIN, True), (socket.EAI_NONAME, False)])
def test_a_name_that_is_not_found_is_unreachable(code: int, passing: bool) -> None:
    def unknown(host: str, port: int) -> Sequence[IP]:
        raise socket.gaierror(code, "no")

    with pytest.raises(Unreachable, match=r"hilltop\.example was not found") as caught:
        addresses("hilltop.example", 80, 1, "http://hilltop.example/", unknown)
    assert caught.value.passing == passing


def test_a_fault_of_the_resolver_is_not_hidden() -> None:
    def faulty(host: str, port: int) -> Sequence[IP]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        addresses("hilltop.example", 80, 1, "http://hilltop.example/", faulty)


@pytest.mark.parametrize("text", PUBLIC)
def test_an_address_of_the_public_internet_is_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@given(st.ip_addresses(v=4))
def test_no_wrapping_makes_an_inner_address_public(inner: ipaddress.IPv4Address) -> None:
    value = int(inner)
    wrapped = [0xFFFF << 32 | value, value, 0x64FF9B << 96 | value, 0x2002 << 112 | value << 80]
    assert [is_public(ipaddress.IPv6Address(each)) for each in wrapped] == [False] * 4


@given(st.ip_addresses(v=4), st.sampled_from(["{}", "0x{:x}", "0{:o}"]))
def test_every_number_is_read_as_a_resolver_reads_it(ip: ipaddress.IPv4Address, spelling: str) -> None:
    assert number(spelling.format(int(ip))) == ip
    if not ip.is_global:
        assert not is_public(ip)
