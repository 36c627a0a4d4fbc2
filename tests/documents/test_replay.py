"""A page out of a web archive is the page that was captured: without the archive's scripts, banner and links."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from backfile.documents import read_document
from backfile.documents.replay import undo_replay
from backfile.model import Capture

ADDRESS = "https://hilltop.example/river/the-ferry/"
ARCHIVED = f"https://web.archive.org/web/20240106101112/{ADDRESS}"
PAGE = (
    b'<!DOCTYPE html><html><head><title>The Ferry</title><link rel="canonical" href="https://hilltop.example/river/the-ferry/">'
    b'</head><body><h1>The Ferry</h1><p>See <a href="https://hilltop.example/river/weir/">the weir</a>.</p>'
    b'<img src="https://hilltop.example/a.png"></body></html>'
)


def wayback(page: bytes) -> bytes:
    """The page as the Wayback Machine shows it."""
    held = page.replace(b'href="https://', b'href="https://web.archive.org/web/20240106101112/https://')
    held = held.replace(b'src="https://', b'src="/web/20240106101112im_/https://')
    script = b'<script type="text/javascript" src="https://web-static.archive.org/_static/js/wombat.js"></script>\n'
    held = held.replace(
        b"<head>", b"<head>" + script + b"<script>__wm.init();</script>\n<!-- End Wayback Rewrite JS Include -->\n"
    )
    banner = (
        b"<!-- BEGIN WAYBACK TOOLBAR INSERT -->\n<div><p>18 captures</p></div>\n<!-- END WAYBACK TOOLBAR INSERT -->\n"
    )
    held = held.replace(b"<body>", b"<body>" + banner)
    return held.replace(b"</html>", b"</html><!--\n     FILE ARCHIVED ON 10:11:12 Jan 06, 2024 -->")


def test_what_the_wayback_machine_put_in_is_undone_byte_for_byte() -> None:
    replayed = undo_replay(wayback(PAGE), ARCHIVED)
    assert (PAGE, ADDRESS) == (replayed.body, replayed.address)
    assert dt.datetime(2024, 1, 6, 10, 11, 12, tzinfo=dt.UTC) == replayed.moment


def test_a_page_saved_from_the_wayback_machine_is_told_by_itself() -> None:
    assert PAGE == undo_replay(wayback(PAGE)).body


@pytest.mark.parametrize("address", ["", ADDRESS, f"https://web.archive.org/web/20240106101112id_/{ADDRESS}"])
def test_a_page_as_captured_stays_as_it_is(address: str) -> None:
    assert PAGE == undo_replay(PAGE, address).body


def test_a_page_that_writes_about_an_archive_keeps_its_words() -> None:
    page = b"<p>The copies at web.archive.org/web/ are kept, see https://web.archive.org/web/2024/about.</p>"
    assert page == undo_replay(page, ADDRESS).body


def test_addresses_in_scripts_are_undone_too() -> None:
    page = rb'<script>{"url":"https:\/\/web.archive.org\/web\/20240106101112\/https:\/\/hilltop.example\/x"}</script>'
    assert rb'<script>{"url":"https:\/\/hilltop.example\/x"}</script>' == undo_replay(page, ARCHIVED).body


@pytest.mark.parametrize("digits", ["2024", "20240106", "20240106101112"])
def test_a_moment_is_read_as_far_as_it_goes(digits: str) -> None:
    moment = undo_replay(b"x", f"https://web.archive.org/web/{digits}/{ADDRESS}").moment
    assert moment is not None and moment.strftime("%Y%m%d%H%M%S").startswith(digits)
    assert undo_replay(b"x", f"https://web.archive.org/web/20249999/{ADDRESS}").moment is None


def test_a_capture_from_an_archive_is_a_document_of_its_own_address() -> None:
    body = wayback(PAGE)
    moment = dt.datetime(2025, 1, 6, tzinfo=dt.UTC)
    document = read_document(Capture(body, hashlib.sha256(body).hexdigest(), moment, "text/html", ARCHIVED))
    assert [ADDRESS, ADDRESS, ARCHIVED] == list(document.hinted("url"))
    assert "18 captures" not in " ".join(block.text for block in document.blocks)
    assert "https://hilltop.example/river/weir/" in [run.href for block in document.blocks for run in block.runs]
