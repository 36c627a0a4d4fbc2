"""Pages as captures: the fixtures of the sources, and pages made up in a test."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from backfile.model import Capture

CAPTURED = dt.datetime(2026, 1, 5, 12, 0, tzinfo=dt.UTC)
MEDIA_TYPES = {".txt": "text/plain", ".html": "text/html"}

CaptureOf = Callable[[Path], Capture]
TextAt = Callable[..., Capture]


def _capture(body: bytes, media_type: str, origin: str) -> Capture:
    return Capture(body, hashlib.sha256(body).hexdigest(), CAPTURED, media_type, origin)


@pytest.fixture(scope="session")
def capture_of() -> CaptureOf:
    """A fixture's file → its capture, from the address beside it if there is one."""

    def read(path: Path) -> Capture:
        address = path.with_suffix(".url")
        origin = address.read_text("utf-8").strip() if address.exists() else path.name
        return _capture(path.read_bytes(), MEDIA_TYPES[path.suffix], origin)

    return read


@pytest.fixture(scope="session")
def text_at() -> TextAt:
    """Lines, and the address they came from → the capture of a text dump."""

    def make(*lines: str, origin: str = "page.txt") -> Capture:
        return _capture("\n\n".join(lines).encode(), "text/plain", origin)

    return make


@pytest.fixture(scope="session")
def page_at() -> TextAt:
    """The inside of a page's body, and the address it came from → the capture of a web page."""

    def make(inside: str, origin: str = "page.html") -> Capture:
        return _capture(f"<!DOCTYPE html><title>x</title><body>{inside}</body>".encode(), "text/html", origin)

    return make
