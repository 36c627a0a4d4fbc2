"""A built site goes in; it is served to this machine's browsers, read only, until Ctrl-C."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from backfile.errors import SettingsError
from backfile.publish.answer import SECURITY, Answer, answer

IDLE = 30


class SiteServer(ThreadingHTTPServer):
    """Serves one site; the link to it is followed anew for each request, so a new build shows at once."""

    daemon_threads = True
    # On Windows the option would let two servers share a port.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, site: Path, host: str, port: int) -> None:
        """Bind the port; OSError if it cannot be had."""
        self.site = site
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), SiteHandler)

    @property
    def url(self) -> str:
        """The address of the site's first page."""
        host, port = self.server_address[:2]
        name = host.decode() if isinstance(host, bytes | bytearray) else str(host)
        return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet about a reader who went away, report everything else."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class SiteHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD and nothing else."""

    server: SiteServer
    protocol_version = "HTTP/1.1"
    timeout = IDLE

    def do_GET(self) -> None:
        """Send the file."""
        self.send(answer(self.server.site, self.path, {name.title(): value for name, value in self.headers.items()}))

    def do_HEAD(self) -> None:
        """Send the headers of the file."""
        self.do_GET()

    def refuse(self) -> None:
        """Send 405: the site is read only."""
        self.close_connection = True
        self.send(Answer(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD", "Connection": "close"}))

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = refuse  # noqa: N815 - the base's names

    def send(self, reply: Answer) -> None:
        """Put an answer on the wire; a request that brought a body ends the connection, since nobody reads it."""
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def end_headers(self) -> None:
        """Add the security headers to every answer, errors included."""
        for name, value in SECURITY.items():
            self.send_header(name, value)
        super().end_headers()

    def version_string(self) -> str:
        """Name no versions."""
        return "backfile"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Keep no record of who reads what."""


def open_server(site: Path, host: str = "127.0.0.1", port: int = 8000) -> SiteServer:
    """A server bound to its port, not yet serving; port 0 takes any free one.

    Raises SettingsError if there is no site or the port cannot be had.
    """
    if not site.is_dir():
        raise SettingsError("there is no site here", where=str(site), advice="Run `backfile build` first")
    try:
        return SiteServer(site, host, port)
    except OSError as error:
        raise SettingsError(
            f"the port cannot be had: {error.strerror}", where=f"{host}:{port}", advice="Name another one with --port"
        ) from error
    except OverflowError:
        raise SettingsError("there is no such port", where=f"{host}:{port}", advice="Name one up to 65535") from None


def serve(
    site: Path, host: str = "127.0.0.1", port: int = 8000, *, announce: Callable[[str], None] = lambda url: None
) -> None:
    """Serve `site` until Ctrl-C; `announce` is told the address once it can be opened. Errors as in `open_server`."""
    with open_server(site, host, port) as server:
        try:
            announce(server.url)
            server.serve_forever()
        except KeyboardInterrupt:
            return
