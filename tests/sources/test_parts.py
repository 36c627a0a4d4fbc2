"""A letter that holds a whole issue: each of its commentaries becomes one of its own, with what holds for all."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from backfile import pipeline
from backfile.errors import LayoutChanged, SourceUnclear
from backfile.model import Capture, Commentary, Reading, Status
from backfile.street import document_of, read_capture, read_commentaries

LETTER = Path(__file__).parents[1] / "sample" / "letters" / "three-commentaries.eml"
TITLES = ["The Cabinet Counts Its Umbrellas", "A Patrol Boat Without a Patrol", "Salt by the Spoonful"]


def capture(body: bytes, media_type: str = "message/rfc822") -> Capture:
    digest = hashlib.sha256(body).hexdigest()
    return Capture(body, digest, dt.datetime(2025, 3, 17, tzinfo=dt.UTC), media_type, "letter.eml")


def several(one: Capture) -> tuple[tuple[Commentary, Reading], ...]:
    return read_commentaries(document_of(one), one)


@pytest.fixture(scope="module")
def letter() -> list[Commentary]:
    return [commentary for commentary, _ in several(capture(LETTER.read_bytes()))]


def test_each_commentary_of_a_letter_is_read(letter: list[Commentary]) -> None:
    assert TITLES == [one.title for one in letter]
    assert ["Government", "Security", "Economy"] == [one.topic for one in letter]
    assert ["unchanged", "worse", "better"] == [one.trend for one in letter]
    assert [("Hanna Veras",), ("Anton Brisk",), ("Mira Solvey",)] == [one.authors for one in letter]


def test_what_is_said_once_holds_for_all(letter: list[Commentary]) -> None:
    assert {"2025-03-10/2025-03-16"} == {str(one.period) for one in letter}
    assert {dt.date(2025, 3, 16)} == {one.published for one in letter}


def test_each_has_the_address_that_its_title_leads_to(letter: list[Commentary]) -> None:
    addresses = [f"https://talvaria-weekly.example/{way}/" for way in (
        "government/the-cabinet-counts-its-umbrellas",
        "security/a-patrol-boat-without-a-patrol",
        "economy/salt-by-the-spoonful",
    )]  # fmt: skip
    assert addresses == [one.url for one in letter]


def test_no_word_of_one_stands_in_another(letter: list[Commentary]) -> None:
    assert [3, 2, 2] == [len([block for block in one.body if block.text]) for one in letter]
    assert "Two umbrellas are still in the cloakroom." in letter[0].body[-1].text


def test_each_is_captured_in_a_part(letter: list[Commentary]) -> None:
    digest = hashlib.sha256(LETTER.read_bytes()).hexdigest()
    assert [f"{digest}#{number}" for number in (1, 2, 3)] == [one.capture for one in letter]


def test_a_letter_without_addresses_makes_files_of_their_own_and_makes_them_once(tmp_path: Path) -> None:
    text = LETTER.read_bytes().replace(b"multipart/alternative", b"multipart/mixed")
    plain = tmp_path / "letter.eml"
    plain.write_bytes(text[: text.index(b"--=-letter-9\nContent-Type: text/html")] + b"--=-letter-9--\n")
    first = pipeline.add([plain], content=tmp_path / "content", store=tmp_path / "store")
    again = pipeline.add([plain], content=tmp_path / "content", store=tmp_path / "store")
    assert [Status.NEW] * 3 == [outcome.status for outcome in first.outcomes]
    assert [f"letter.eml#{number}" for number in (1, 2, 3)] == [outcome.origin for outcome in first.outcomes]
    assert [Status.UNCHANGED] * 3 == [outcome.status for outcome in again.outcomes]
    assert 3 == len(list((tmp_path / "content").rglob("*.md")))


def test_a_part_whose_head_is_not_known_is_told_and_not_lost() -> None:
    body = LETTER.read_bytes().replace(b"A Patrol Boat Without a Patrol", b"A step forward")
    with pytest.raises(LayoutChanged):
        several(capture(body))


def test_whoever_wants_one_commentary_is_told_that_there_are_three() -> None:
    with pytest.raises(SourceUnclear, match="3 commentaries"):
        read_capture(capture(LETTER.read_bytes()))


def test_a_text_that_only_lists_the_topics_is_one_commentary() -> None:
    lines = ["Government", "Security", "Economy", "by", "March 10 – March 16, 2025", "Economy", TITLES[2]]
    text = "\n\n".join([*lines, "A step forward", "Salt has come back to Brenik, and it is as salty as it was."])
    assert [TITLES[2]] == [one.title for one, _ in several(capture(text.encode(), "text/plain"))]
