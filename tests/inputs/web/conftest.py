"""A host on loopback that does to a connection whatever a test says, and notes when it was asked for what."""

from __future__ import annotations

import datetime as dt
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest

from backfile.inputs.web.fetcher import Fetcher, user_agent
from backfile.inputs.web.manners import HostRecord, Limits

QUICK = Limits(pace=0, deadline=3, silence=1, size=1_000_000, patience=3, backoff=0.01, longest_backoff=0.02)

Play = Callable[[socket.socket], object]
"""What happens on a connection after the request was read."""


@dataclass(frozen=True)
class Asked:
    """One request that arrived."""

    target: str
    headers: dict[str, str]
    moment: float
    text: str

    @property
    def host(self) -> str:
        return self.headers["host"]


@dataclass
class Host:
    """The host: `plays` says what happens for a target, or for the next requests in turn; anything else is a 404."""

    port: int
    plays: dict[str, Play | list[Play]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @staticmethod
    def sending(answer: bytes) -> Play:
        """These bytes and nothing else."""
        return lambda line: line.sendall(answer)

    @staticmethod
    def saying(body: bytes = b"", *lines: str, status: str = "200 OK", length: int | None = None) -> Play:
        """An answer with these lines in its header, and with the length of the body unless another one is given."""
        declared = f"Content-Length: {len(body) if length is None else length}"
        head = "\r\n".join([f"HTTP/1.1 {status}", *lines, declared, "", ""]).encode("latin-1")
        return Host.sending(head + body)

    @staticmethod
    def moving(location: str, status: str = "301 Moved") -> Play:
        """A redirect."""
        return Host.saying(b"", f"Location: {location}", status=status)

    def says(self, target: str, body: bytes = b"", *lines: str, status: str = "200 OK") -> None:
        """From now on, for `target`."""
        self.plays[target] = self.saying(body, *lines, status=status)

    def sends(self, target: str, answer: bytes) -> None:
        """From now on, for `target`."""
        self.plays[target] = self.sending(answer)

    def moves(self, target: str, location: str) -> None:
        """From now on, `target`."""
        self.plays[target] = self.moving(location)

    def targets(self) -> list[str]:
        return [request.target for request in self.asked]

    def gaps(self, host: str) -> list[float]:
        moments = [request.moment for request in self.asked if request.host == host]
        return [later - earlier for earlier, later in pairwise(moments)]

    def serve(self, line: socket.socket) -> None:
        with line, suppress(OSError):
            line.settimeout(10)
            text = b""
            while b"\r\n\r\n" not in text:
                if not (part := line.recv(65536)):
                    return
                text += part
            first, *lines = text.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
            headers = {name.lower(): value for name, value in (each.split(": ", 1) for each in lines)}
            target = first.split(" ")[1]
            self.asked.append(Asked(target, headers, time.monotonic(), text.decode("latin-1")))
            play = self.plays.get(target) or self.plays.get("*") or self.saying(b"no", status="404 Not Found")
            if isinstance(play, list):
                play = play.pop(0) if len(play) > 1 else play[0]
            play(line)


@pytest.fixture
def host() -> Iterator[Host]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        host, over = Host(listening.getsockname()[1]), threading.Event()

        def accept() -> None:
            while not over.is_set():
                with suppress(OSError):
                    line, _ = listening.accept()
                    threading.Thread(target=host.serve, args=(line,), daemon=True).start()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield host
        over.set()
        socket.create_connection(listening.getsockname()).close()
        thread.join()


@dataclass
class Memory:
    """A memory of hosts in a dict, and all that was ever kept in it."""

    records: dict[str, HostRecord] = field(default_factory=dict)
    kept: list[tuple[str, HostRecord]] = field(default_factory=list)

    def recall(self, host: str) -> HostRecord:
        return self.records.get(host, HostRecord())

    def keep(self, host: str, record: HostRecord) -> None:
        self.records[host] = record
        self.kept.append((host, record))


@pytest.fixture
def memory() -> Memory:
    return Memory()


Fetch = Callable[..., Fetcher]


@pytest.fixture
def fetcher(host: Host, memory: Memory) -> Fetch:
    """Makes a fetcher that finds two sites at the host, with QUICK's limits but for those given."""

    def make(
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        sleep: Callable[[float], None] = time.sleep,
        **limits: float,
    ) -> Fetcher:
        here = ("127.0.0.1", host.port)
        names = ("hilltop.example", "www.hilltop.example", "riverside.example")
        return Fetcher(
            user_agent("editor@hilltop.example"),
            memory,
            connect_to={(name, port): here for name in names for port in (80, 8080)},
            limits=replace(QUICK, **limits),  # type: ignore[arg-type]
            now=now,
            sleep=sleep,
        )

    return make
