"""A folder served on loopback as a static host would, every byte sent counted, workers' requests among them."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

KINDS = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


class CountingServer(ThreadingHTTPServer):
    """`sent` is the path and the bytes of each answer, its head included."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.folder = folder
        self.sent: list[tuple[str, int]] = []
        self.packed = cache(lambda path: gzip.compress(path.read_bytes(), 9, mtime=0))

    @property
    def url(self) -> str:
        """The address of the folder."""
        return f"http://127.0.0.1:{self.server_port}/"

    def taken(self) -> list[tuple[str, int]]:
        """What was sent since the last call."""
        taken, self.sent = self.sent, []
        return taken


class Answers(BaseHTTPRequestHandler):
    """Sends files packed by gzip -9, with no word on how long they may be kept."""

    protocol_version = "HTTP/1.1"
    server: CountingServer

    def do_GET(self) -> None:
        """Send a file, or that there is none."""
        path = self.server.folder / unquote(urlsplit(self.path).path).lstrip("/")
        body = self.server.packed(path) if path.is_file() else b""
        head = (
            f"HTTP/1.1 {'200 OK' if body else '404 Not Found'}\r\n"
            f"Content-Type: {KINDS.get(path.suffix, 'application/octet-stream')}\r\n"
            f'Content-Encoding: gzip\r\nETag: "{len(body):x}"\r\nContent-Length: {len(body)}\r\n'
            f"Date: {self.date_time_string()}\r\nServer: loopback\r\n\r\n"
        ).encode()
        self.server.sent.append((self.path, len(head) + len(body)))
        self.wfile.write(head + body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[CountingServer]:
    """The folder's server, ended with the block."""
    server = CountingServer(folder)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
