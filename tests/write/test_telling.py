"""What a process tells of how far it is, and what the other hears."""

from __future__ import annotations

import pytest

from backfile.write.telling import ASKED, heard, tell


def test_what_is_told_is_heard(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(ASKED, "1")
    tell(1200, 5000)
    assert heard(capsys.readouterr().out) == "1,200 of 5,000 files"


def test_nothing_is_told_unasked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv(ASKED, raising=False)
    tell(1200, 5000)
    assert capsys.readouterr().out == ""


def test_any_other_line_tells_nothing() -> None:
    assert heard("1,200 of 5,000 files") is None
