"""What an update costs that brings nothing new, over 100, 1,000 and 10,000 known addresses; a site on this machine.

Prints CPU seconds, peak memory and requests of each, and as its last line one flat JSON object.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from backfile.inputs.followed import Followed, append_followed
from backfile.inputs.state import State
from backfile.model.addresses import fold

SIZES = (100, 1_000, 10_000)
HOST = "hilltop.example"
HOME = f"http://{HOST}/"
STAMP = '"one"'

IN_ONE = 1_000  # addresses of a sitemap


def main() -> None:
    """Measure each size in a process of its own."""
    figures: dict[str, float] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder, site(size) as (port, requests):
            prepare(Path(folder), size)
            run(Path(folder), port)  # the indexes are remembered from here on
            requests.clear()
            cpu, peak = run(Path(folder), port)
        figures |= {f"cpu_s_{size}": round(cpu, 2), f"peak_mb_{size}": round(peak, 1)}
        print(f"{size:>6} addresses: {cpu:5.2f} s CPU, {peak:6.1f} MB at most, {len(requests)} requests")
    print(json.dumps(figures))


def address(number: int) -> str:
    """The address of one commentary."""
    return f"{HOME}20{10 + number % 16}/{1 + number % 12:02}/the-ferry-was-late-{number}/"


def prepare(folder: Path, size: int) -> None:
    """An archive that knows every address of the site, asked a day ago."""
    append_followed(folder / "sources.toml", Followed("hilltop", HOME, pace=0.001), contact="bench@hilltop.example")
    yesterday = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    state = State(folder / "captures")
    pages = state.pages("hilltop", fold)
    for number in range(size):
        digest = f"{number:064}"
        pages.restore(address(number), yesterday, capture=digest, read=digest, asked=yesterday.isoformat())
    state.close()


def run(folder: Path, port: int) -> tuple[float, float]:
    """CPU seconds and peak megabytes of one update in a process of its own, as the kernel counts them."""
    surroundings = {**os.environ, "BACKFILE_CONNECT_TO": f"{HOST}:80:127.0.0.1:{port}", "PYTHONPATH": "scripts"}
    command = [sys.executable, "-m", "backfile", "update", "--sources", str(folder / "sources.toml")]
    command += ["--content", str(folder / "content"), "--store", str(folder / "captures")]
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, encoding="utf-8") as process:
        said = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or " 0 pages asked for" not in said:
        sys.exit(f"the update went wrong ({process.returncode}):\n{said}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


@contextmanager
def site(size: int) -> Iterator[tuple[int, list[str]]]:
    """A site with a sitemap of so many commentaries, which never changes; its port, and the paths it was asked for."""
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            requests.append(self.path)

            body = answer(self.path, size)
            known = body is not None and self.headers.get("If-None-Match") == STAMP
            self.send_response(404 if body is None else 304 if known else 200)
            self.send_header("ETag", STAMP)
            self.send_header("Content-Type", "text/html" if self.path == "/" else "application/xml")
            self.send_header("Content-Length", "0" if known or body is None else str(len(body)))
            self.end_headers()
            if body is not None and not known:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port, requests
    finally:
        server.shutdown()
        server.server_close()


def answer(path: str, size: int) -> bytes | None:
    """What the site says at a path; None where it has nothing."""
    if path == "/":
        rows = "".join(f'<li><a href="{address(n)}">The ferry was late, {n}</a></li>' for n in range(10))
        return f'<html lang="en"><title>The Hilltop</title><main><h1>The Hilltop</h1><ul>{rows}</ul></main>'.encode()
    if path == "/sitemap.xml":
        parts = "".join(f"<sitemap><loc>{HOME}post-sitemap{n}.xml</loc></sitemap>" for n in range(-(-size // IN_ONE)))
        return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</sitemapindex>'.encode()
    if found := re.fullmatch(r"/post-sitemap(\d+)\.xml", path):
        first = int(found[1]) * IN_ONE
        rows = "".join(f"<url><loc>{address(n)}</loc></url>" for n in range(first, min(first + IN_ONE, size)))
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()
    return None


if __name__ == "__main__":
    main()
