"""What all tests share: a Chromium where there is one, and no network but this machine's own."""

from __future__ import annotations

import ipaddress
import os
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from chromium import QUIET, driven_chromium, how_to_install

BROWSER_REQUIRED = os.environ.get("BACKFILE_REQUIRE_BROWSER") == "1"
LONGEST = (
    "test_following_newsletter",
    "test_pages_in_browser",
    "test_following_interrupted",
    "test_search_in_browser",
    "test_increment_law",
    "test_drafting",
    "test_cli",
    "test_following_review",
)
"""The modules that take longest, the longest first."""
MEMORY, ROOM = Path("/dev/shm"), 2 * 1024**3  # noqa: S108
# Machines differ in speed, laws do not. CI repeats the same examples; everywhere else the search goes on.
settings.register_profile(
    "backfile",
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("backfile")


def pytest_configure() -> None:
    """Let the tests write into memory where it has room: they sync thousands of files, and a disk takes its time."""
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK):
        there = os.statvfs(MEMORY)
        if there.f_bavail * there.f_frsize > ROOM and not there.f_flag & os.ST_NOEXEC:
            os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium of this machine; a test that asks for it is a browser test."""
    path = driven_chromium()
    if path is None:
        pytest.skip(how_to_install())
    return path


@pytest.fixture(scope="session")
def browser(chromium_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One running Chromium that leaves nothing in the user's home; open a new context or page for each test."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_path,
            args=QUIET,
            env={**os.environ, "HOME": str(tmp_path_factory.mktemp("home"))},
        )
        yield chromium
        chromium.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask for Chromium, so that `-m "not browser"` leaves them out, and put what takes long first.

    What is begun last ends last: a long module at the end is waited for while the other worker has nothing left to do.
    """
    for item in items:
        if "chromium_path" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count a browser test that was skipped as failed where browser tests are required."""
    report = yield
    if BROWSER_REQUIRED and report.skipped and item.get_closest_marker("browser"):
        report.outcome = "failed"
    return report


def _stay_on_this_machine(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook that ends a test which looks for another machine."""
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = str(arguments[1][0])
    elif event == "socket.getaddrinfo":
        host = arguments[0].decode() if isinstance(arguments[0], bytes) else str(arguments[0])
    else:
        return
    if host not in ("localhost", "None", "") and not _is_loopback(host):
        raise RuntimeError(f"a test wants to reach {host}: tests need no network but 127.0.0.1")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


sys.addaudithook(_stay_on_this_machine)
