"""Copies of pages come in; a pywb on this machine, a web archive that holds them, runs while it is needed."""

from __future__ import annotations

import io
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped,unused-ignore]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped,unused-ignore]

PYWB = Path(__file__).resolve().parent.parent.parent / ".cache" / "pywb"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy that the archive took: of which address, when, and what the site answered."""

    url: str
    moment: str
    body: bytes
    status: str = "200 OK"


@contextmanager
def web_archive(folder: Path, copies: Sequence[Copy]) -> Iterator[str]:
    """The address of a running pywb with one collection, `letters`."""
    if not (PYWB / "installed").exists():
        pytest.skip("pywb is not installed: run `.venv/bin/python scripts/pywb.py`")
    taken = folder / "taken.warc.gz"
    with taken.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for copy in copies:
            lines = StatusAndHeaders(copy.status, [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            headers = {"WARC-Date": copy.moment}
            payload = io.BytesIO(copy.body)
            writer.write_record(
                writer.create_warc_record(
                    copy.url, "response", payload=payload, http_headers=lines, warc_headers_dict=headers
                )
            )
    for arguments in (["init", "letters"], ["add", "letters", str(taken)]):
        subprocess.run([str(PYWB / "bin" / "wb-manager"), *arguments], cwd=folder, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(PYWB / "bin" / "wayback"), "-b", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield await_answer(f"http://127.0.0.1:{port}/letters", server)
    finally:
        server.terminate()
        server.wait(10)


def await_answer(address: str, server: subprocess.Popen[bytes]) -> str:
    for _ in range(150):
        try:
            asked(f"{address}/cdx?url=hilltop.example")
            return address
        except URLError:
            assert server.poll() is None, "pywb ended"
            time.sleep(0.2)
    raise AssertionError("pywb did not answer")


def asked(url: str) -> bytes:
    with build_opener(ProxyHandler({})).open(url, timeout=20) as answer:
        return bytes(answer.read())
