"""What a host can do to a body, a header or the clock ends in a named failure, in time, and never in a short text."""

from __future__ import annotations

import gzip
import os
import socket
import ssl
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest
import trustme

from backfile.errors import BrokenAnswer, TooLarge, TooSlow, Unreachable
from backfile.inputs.web.fetcher import Fetcher
from backfile.inputs.web.manners import Limits

if TYPE_CHECKING:
    from tests.inputs.web.conftest import Fetch, Host, Memory

URL = "http://hilltop.example/1"
PAGE = b"<p>Nothing happened in Ostmark, and nobody minded.</p>"
GZIP = gzip.compress(PAGE, mtime=0)
OK = b"HTTP/1.1 200 OK\r\n"
MIB = 1 << 20


@contextmanager
def within(seconds: float) -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < seconds


def drip(start: bytes, part: bytes, pause: float = 0.05) -> Callable[[socket.socket], None]:
    """Sends `start`, then `part` for ever."""

    def play(line: socket.socket) -> None:
        line.sendall(start)
        for _ in range(400):
            line.sendall(part)
            time.sleep(pause)

    return play


def late(play: Callable[[socket.socket], object]) -> Callable[[socket.socket], None]:
    def wait(line: socket.socket) -> None:
        time.sleep(0.3)
        play(line)

    return wait


def flood(start: bytes, part: bytes) -> Callable[[socket.socket], None]:
    def play(line: socket.socket) -> None:
        line.sendall(start)
        for _ in range(4000):
            line.sendall(part)

    return play


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (OK + b"Content-Length: 99\r\n\r\n" + PAGE, "ends too early"),
        (OK + b"Content-Length: 9\r\n\r\n" + PAGE, "longer than it says"),
        (OK + b"Content-Length: 0\r\n\r\n" + PAGE, "longer than it says"),
        (OK + b"Content-Length: 54\r\nContent-Length: 9\r\n\r\n" + PAGE, "clearly how long"),
        (OK + b"Content-Length: 54, 9\r\n\r\n" + PAGE, "clearly how long"),
        (OK + b"Content-Length: -1\r\n\r\n" + PAGE, "clearly how long"),
        (OK + b"Content-Length: many\r\n\r\n" + PAGE, "clearly how long"),
        (OK + b"Content-Length: 5_4\r\n\r\n" + PAGE, "clearly how long"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n36\r\n" + PAGE[:20], "ends too early"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n36\r\n" + PAGE + b"\r\n", "ends too early"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", "ends too early"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + PAGE, "ends too early"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\n" + PAGE, "not HTTP"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n" + PAGE, "too early|not HTTP"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n36\r\n" + PAGE + b"\r\n0\r\n\r\nmore", "longer than it says"),
        (OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n36\r\n" + PAGE, "not asked for"),
        (OK + b"Content-Encoding: br\r\n\r\n" + PAGE, "packed as br"),
        (OK + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(GZIP, mtime=0), "packed as gzip, gzip"),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + PAGE, "cannot be unpacked"),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + GZIP[:-8] + bytes(8), "cannot be unpacked"),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + GZIP + b"<p>", "cannot be unpacked"),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + GZIP + GZIP[:-1], "ends too early"),
        (OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(PAGE)[:-1], "ends too early"),
        (OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(PAGE) + b"<p>", "something follows"),
        (OK + b"Content-Type text/html\r\nContent-Encoding: gzip\r\n\r\n" + GZIP, "a line of its header is none"),
        (OK + b" Content-Encoding: gzip\r\n\r\n" + GZIP, "a line of its header is none"),
        (OK + b"X: y\r\n" * 200 + b"\r\n" + PAGE, "not HTTP"),
        (OK + b"X: " + b"y" * 70_000 + b"\r\n\r\n" + PAGE, "not HTTP"),
        (b"HTTP/1.1 OK\r\n\r\n" + PAGE, "not HTTP"),
        (b"SSH-2.0-OpenSSH\r\n", "not HTTP"),
        (PAGE, "not HTTP"),
        (b"HTTP/1.1 301 Moved\r\n\r\n", "does not say where"),
    ],
)
def test_a_broken_answer_is_named_and_never_a_short_text(
    fetcher: Fetch, host: Host, answer: bytes, reason: str
) -> None:
    host.sends("/1", answer)
    with pytest.raises(BrokenAnswer, match=reason) as caught:
        fetcher().fetch(URL)
    assert (caught.value.url, caught.value.status) == (URL, None)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_packed_body_cut_at_any_byte_is_broken(fetcher: Fetch, host: Host, coding: str) -> None:
    packed = GZIP if coding == "gzip" else zlib.compress(PAGE)
    fetch = fetcher(attempts=1).fetch
    for end in range(1, len(packed)):
        host.says("/1", packed[:end], f"Content-Encoding: {coding}")
        with pytest.raises(BrokenAnswer, match="ends too early"):
            fetch(URL, robots=False)


def test_an_answer_cut_at_any_byte_is_no_page(fetcher: Fetch, host: Host) -> None:
    fetch = fetcher(attempts=1).fetch
    whole = OK + b"Content-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE
    for end in range(len(whole)):
        host.sends("/1", whole[:end])
        with pytest.raises((BrokenAnswer, Unreachable)):
            fetch(URL, robots=False)


@pytest.mark.parametrize(
    ("start", "part"),
    [
        (b"", b"H"),
        (OK, b"X: y\r\n"),
        (OK + b"X: ", b"y"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (OK + b"\r\n", b"<p>"),
        (OK + b"Content-Length: 999999\r\n\r\n", b"<p>"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + GZIP[:10], b"\0"),
    ],
)
def test_a_dripping_host_cannot_stretch_the_time_of_a_page(
    fetcher: Fetch, host: Host, start: bytes, part: bytes
) -> None:
    host.plays["/1"] = drip(start, part)
    with within(1.2), pytest.raises((TooSlow, BrokenAnswer), match=r"not there after 0\.5 seconds|not HTTP|unpacked"):
        fetcher(deadline=0.5).fetch(URL, robots=False)


def test_a_silent_host_is_asked_again_and_then_given_up(fetcher: Fetch, host: Host) -> None:
    host.plays["/1"] = lambda _: time.sleep(2)
    with within(1.5), pytest.raises(TooSlow, match="said nothing"):
        fetcher(silence=0.2).fetch(URL, robots=False)
    assert host.targets() == ["/1"] * 3


def test_the_time_of_a_page_is_that_of_all_its_requests(fetcher: Fetch, host: Host) -> None:
    host.plays["/1"] = late(host.moving("/2"))
    host.plays["/2"] = late(host.saying(PAGE))
    with within(1.2), pytest.raises(TooSlow, match=r"not there after 0\.5"):
        fetcher(deadline=0.5).fetch(URL, robots=False)


def test_a_reset_is_tried_again(fetcher: Fetch, host: Host) -> None:
    def reset(line: socket.socket) -> None:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    host.plays["/1"] = [reset, reset, host.saying(PAGE)]
    assert fetcher().fetch(URL).body == PAGE
    host.plays["/1"] = reset
    with pytest.raises(Unreachable):
        fetcher().fetch(URL)


def test_a_closed_port_is_unreachable_at_once(memory: Memory) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    fetch = Fetcher("Backfile", memory, connect_to={("hilltop.example", 80): ("127.0.0.1", port)}).fetch
    with within(1), pytest.raises(Unreachable, match="no connection"):
        fetch(URL)


# Sizes


@pytest.mark.parametrize(
    "start",
    [
        OK + b"\r\n",
        OK + b"Content-Length: 99999999\r\n\r\n",
        OK + b"Content-Length: 999999999999999999999999\r\n\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n",
        OK + b"Content-Encoding: gzip\r\n\r\n",
        b"",
        OK,
    ],
)
def test_an_endless_answer_ends(fetcher: Fetch, host: Host, start: bytes) -> None:
    host.plays["/1"] = flood(start, b"x" * 65536)
    tracemalloc.start()
    with within(3), pytest.raises((TooLarge, BrokenAnswer)):
        fetcher(size=300_000).fetch(URL, robots=False)
    assert tracemalloc.get_traced_memory()[1] < 8 * MIB
    tracemalloc.stop()


@pytest.mark.parametrize("members", [True, False])
def test_a_bomb_does_not_go_off(fetcher: Fetch, host: Host, members: bool) -> None:
    """Two megabytes that unpack to two gigabytes."""
    bomb = gzip.compress(bytes(16 * MIB), mtime=0) * 128 if members else gzip.compress(bytes(64 * MIB), mtime=0)
    host.says("/1", bomb, "Content-Encoding: gzip")
    tracemalloc.start()
    with within(3), pytest.raises(TooLarge, match="more than 4000000 bytes"):
        fetcher(size=4_000_000).fetch(URL, robots=False)
    assert tracemalloc.get_traced_memory()[1] < 24 * MIB
    tracemalloc.stop()


def test_a_page_of_just_the_size_is_taken(fetcher: Fetch, host: Host) -> None:
    host.says("/1", bytes(5000))
    assert len(fetcher(size=5000).fetch(URL).body) == 5000
    with pytest.raises(TooLarge):
        fetcher(size=4999).fetch(URL)


# Certificates


def secured(name: str, authority: trustme.CA) -> Callable[[socket.socket], ssl.SSLSocket]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return lambda line: context.wrap_socket(line, server_side=True)


@contextmanager
def https(answer: bytes, name: str, authority: trustme.CA, goodbye: bool = True) -> Iterator[tuple[str, int]]:
    """A host that says `answer` to each request over TLS, and then says goodbye or just hangs up."""
    wrap = secured(name, authority)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    line, _ = listening.accept()
                except OSError:
                    return
                with suppress(OSError), line, wrap(line) as safe:
                    safe.recv(65536)
                    safe.sendall(answer)
                    if goodbye:
                        safe.unwrap()

        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()
        listening.shutdown(socket.SHUT_RDWR)


def over_tls(memory: Memory, place: tuple[str, int]) -> bytes:
    limits = Limits(pace=0, attempts=1)
    fetcher = Fetcher("Backfile", memory, connect_to={("hilltop.example", 443): place}, limits=limits)
    return fetcher.fetch("https://hilltop.example/1", robots=False).body


WHOLE = OK + b"Content-Length: %d\r\n\r\n" % len(PAGE) + PAGE


@pytest.fixture
def authority(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority that this machine trusts, and no other."""
    authority = trustme.CA()
    bundle = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(bundle))
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    return authority


def test_a_page_comes_over_tls(memory: Memory, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> None:
    with https(WHOLE, "hilltop.example", authority) as place:
        assert over_tls(memory, place) == PAGE
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", os.environ["SSL_CERT_FILE"])
        monkeypatch.delenv("SSL_CERT_FILE")
        assert over_tls(memory, place) == PAGE


@pytest.mark.parametrize("name", ["riverside.example", "127.0.0.1"])
def test_the_certificate_of_another_name_is_refused(memory: Memory, authority: trustme.CA, name: str) -> None:
    with (
        https(WHOLE, name, authority) as place,
        pytest.raises(Unreachable, match="certificate is not trusted"),
    ):
        over_tls(memory, place)


@pytest.mark.usefixtures("authority")
def test_a_certificate_of_nobody_known_is_refused_at_once(memory: Memory) -> None:
    with (
        https(WHOLE, "hilltop.example", trustme.CA()) as place,
        within(1),
        pytest.raises(Unreachable, match="certificate is not trusted"),
    ):
        over_tls(memory, place)


def test_a_page_that_ends_by_hanging_up_needs_the_goodbye_of_tls(memory: Memory, authority: trustme.CA) -> None:
    with https(OK + b"\r\n" + PAGE, "hilltop.example", authority) as place:
        assert over_tls(memory, place) == PAGE
    with (
        https(OK + b"\r\n" + PAGE, "hilltop.example", authority, goodbye=False) as place,
        pytest.raises(BrokenAnswer, match="the connection was cut"),
    ):
        over_tls(memory, place)


def test_a_host_that_speaks_no_tls_is_unreachable(memory: Memory) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            line, _ = listening.accept()
            with line:
                line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=serve, daemon=True).start()
        with pytest.raises(Unreachable, match="no secure connection"):
            over_tls(memory, listening.getsockname())
