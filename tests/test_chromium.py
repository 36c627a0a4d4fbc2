"""How a browser is found, and that the one that is found can be driven."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

import chromium

SAYS_CHROMIUM = "#!/bin/sh\necho Chromium 156.0\n"


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole path and the home, with no browser in it."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o755)
    return path


def test_no_browser_is_found_where_there_is_none(bare: Path) -> None:
    assert chromium.find_chromium() is None


@pytest.mark.parametrize("name", chromium.NAMES)
def test_a_browser_on_the_path_is_found_by_each_of_its_names(bare: Path, name: str) -> None:
    there = program(bare / name, SAYS_CHROMIUM)
    assert chromium.find_chromium() == there


def test_a_browser_that_playwright_fetched_is_found(bare: Path) -> None:
    fetched = program(bare / ".cache/ms-playwright/chromium-1234/chrome-linux64/chrome", SAYS_CHROMIUM)
    assert chromium.find_chromium() == fetched


def test_a_named_browser_goes_before_the_others(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare / "chromium", SAYS_CHROMIUM)
    monkeypatch.setenv("CHROMIUM", str(program(bare / "own" / "chrome", SAYS_CHROMIUM)))
    assert chromium.find_chromium() == bare / "own" / "chrome"


def test_a_named_browser_that_does_not_start_is_not_replaced_in_silence(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare / "chromium", SAYS_CHROMIUM)
    monkeypatch.setenv("CHROMIUM", "/nowhere/chrome")
    assert chromium.find_chromium() is None
    assert "CHROMIUM=/nowhere/chrome does not start" in chromium.how_to_install()


def test_a_snap_is_no_browser_for_tests(bare: Path) -> None:
    program(bare / "chromium-browser", f'{SAYS_CHROMIUM}exec /snap/bin/chromium "$@"\n')
    assert chromium.find_chromium() is None


def test_a_program_that_fails_is_no_browser(bare: Path) -> None:
    program(bare / "chromium", "#!/bin/sh\nexit 1\n")
    assert chromium.find_chromium() is None


def test_how_to_get_a_browser_is_said_in_one_line(bare: Path) -> None:
    said = chromium.how_to_install()
    assert "sudo apt install " in said
    assert len(said.splitlines()) == 1


def test_the_browser_of_this_machine_opens_a_page(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<title>Back issues</title>")
    assert page.title() == "Back issues"
    page.close()
