"""What a site answers comes in; it is served on 127.0.0.1 over HTTP and HTTPS, and every request is told."""

from __future__ import annotations

import gzip
import hashlib
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol, cast
from urllib.parse import urlsplit

import trustme
from protego import Protego  # type: ignore[import-untyped,unused-ignore]

AGENT = "Backfile"
JITTER = 0.004
"""Seconds by which a request that was sent in time may seem to arrive too early."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks for. `time_of` counts how often this address was asked for, from 1."""

    scheme: str
    host: str
    path: str
    query: str
    time_of: int

    @property
    def target(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. With `validated` it has an ETag and can be 304; `drip` is the seconds that its body takes."""

    body: bytes = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    modified: str = "Mon, 05 Jan 2026 06:00:00 GMT"
    validated: bool = True
    drip: float = 0.0

    @property
    def etag(self) -> str:
        return f'W/"{hashlib.sha256(self.body).hexdigest()[:16]}"'


def moved(address: str, status: int = 301) -> Reply:
    """The answer that sends a client elsewhere."""
    return Reply(b"", status, headers=(("Location", address),), validated=False)


class Site(Protocol):
    """What is served: its hosts, the robots.txt that holds for each, and an answer for each address."""

    @property
    def hosts(self) -> tuple[str, ...]: ...

    @property
    def date(self) -> str: ...

    def robots(self) -> str: ...

    def answer(self, asked: Asked) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came: `at` is a monotonic time in seconds, `offered` that a validator was given out before."""

    at: float
    scheme: str
    host: str
    target: str
    headers: Mapping[str, str]
    offered: bool
    status: int

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}{self.target}"

    @property
    def conditional(self) -> bool:
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


@dataclass
class Server:
    """A running site: its ports, and all requests since it was last told to forget them."""

    site: Site
    ports: dict[str, int]
    requests: list[Request] = field(default_factory=list)
    at_request: Callable[[int], None] = lambda count: None
    _offered: set[str] = field(default_factory=set)
    _times: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def connect_to(self) -> str:
        """The value of BACKFILE_CONNECT_TO that leads every host of the site here."""
        default = {"http": 80, "https": 443}
        return ",".join(
            f"{host}:{default[scheme]}:127.0.0.1:{port}"
            for host in self.site.hosts
            for scheme, port in self.ports.items()
        )

    def forget(self) -> None:
        """Begin to count anew; which validators were given out is remembered."""
        self.requests = []

    def asked(self, scheme: str, host: str, target: str) -> Asked:
        parts = urlsplit(target)
        with self._lock:
            url = f"{scheme}://{host}{target}"
            self._times[url] += 1
            return Asked(scheme, host, parts.path, parts.query, self._times[url])

    def note(self, at: float, asked: Asked, headers: Mapping[str, str], reply: Reply, status: int) -> None:
        """Keep a request, then tell `at_request` how many there were."""
        url = f"{asked.scheme}://{asked.host}{asked.target}"
        with self._lock:
            offered = url in self._offered
            if status == 200 and reply.validated:
                self._offered.add(url)
            self.requests.append(Request(at, asked.scheme, asked.host, asked.target, headers, offered, status))
            count = len(self.requests)
        self.at_request(count)

    def too_early(self, delay: float) -> list[tuple[float, str]]:
        """The requests that came sooner than `delay` seconds after the one before to the same host."""
        last: dict[str, float] = {}
        early = []
        for request in sorted(self.requests, key=lambda request: request.at):
            waited = request.at - last.get(request.host, float("-inf"))
            if waited < delay - JITTER:
                early.append((round(waited, 4), request.url))
            last[request.host] = request.at
        return early

    def disallowed(self) -> list[str]:
        """The addresses that were asked for against robots.txt, which is read as large crawlers read it."""
        rules = Protego.parse(self.site.robots())
        return [r.url for r in self.requests if r.target != "/robots.txt" and not rules.can_fetch(r.url, AGENT)]

    def unconditional(self) -> list[str]:
        """The addresses whose validator was known and that were asked for without it."""
        return [r.url for r in self.requests if r.offered and not r.conditional]

    def times(self, part: str) -> int:
        """How many requests had this in their address."""
        return sum(part in request.url for request in self.requests)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10

    def parse_request(self) -> bool:
        self.at = time.monotonic()
        return super().parse_request()

    def do_GET(self) -> None:
        owner = cast("_Listener", self.server)
        server, headers = owner.told, {name.lower(): value for name, value in self.headers.items()}
        host = headers.get("host", "").partition(":")[0]
        asked = server.asked(owner.scheme, host, self.path)
        reply = server.site.answer(asked)
        fresh = reply.validated and reply.status == 200 and headers.get("if-none-match") != reply.etag
        status = reply.status if fresh or not reply.validated or reply.status != 200 else 304
        server.note(self.at, asked, headers, reply, status)
        self.send(server, reply, status, zipped="gzip" in headers.get("accept-encoding", ""))

    def send(self, server: Server, reply: Reply, status: int, *, zipped: bool) -> None:
        body = b"" if status == 304 else reply.body
        self.send_response_only(status)
        self.send_header("Date", server.site.date)
        self.send_header("Server", "testsite")
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.validated and reply.status == 200:
            self.send_header("ETag", reply.etag)
            self.send_header("Last-Modified", reply.modified)
        if body:
            self.send_header("Content-Type", reply.media_type)
            self.send_header("Vary", "Accept-Encoding")
        if body and zipped:
            body = gzip.compress(body, 1, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for piece in _pieces(body, reply.drip):
            self.wfile.write(piece)
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing: a test reads the requests off the server."""


def _pieces(body: bytes, seconds: float) -> Iterator[bytes]:
    """The body, whole or in pieces that come over `seconds`."""
    if not seconds:
        yield body
        return
    size = max(len(body) // 10, 1)
    for at in range(0, len(body), size):
        time.sleep(seconds / 10)
        yield body[at : at + size]


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, told: Server, scheme: str, context: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.told, self.scheme = told, scheme
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a client that was killed leaves its connection open."""


class Certificates:
    """An authority of our own that signs for the hosts of the test sites. `path` is its certificate."""

    def __init__(self, folder: Path) -> None:
        self._authority = trustme.CA()
        self.path = folder / "authority.pem"
        self._authority.cert_pem.write_to_path(self.path)

    def context(self, hosts: tuple[str, ...]) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert(*hosts).configure_cert(context)
        return context


@contextmanager
def serve(site: Site, certificates: Certificates) -> Iterator[Server]:
    """The site on two ports of 127.0.0.1 until the block ends."""
    server = Server(site, {})
    listeners = [_Listener(server, "http", None), _Listener(server, "https", certificates.context(site.hosts))]
    server.ports |= {one.scheme: one.server_address[1] for one in listeners}
    threads = [threading.Thread(target=one.serve_forever, args=(0.05,), daemon=True) for one in listeners]
    for thread in threads:
        thread.start()
    try:
        yield server
    finally:
        for one in listeners:
            one.shutdown()
            one.server_close()
