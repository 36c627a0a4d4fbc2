"""Made-up archives: as many commentaries as asked for, the same each time, and each one sound."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from backfile.model import Rights
from backfile.publish.findings import Severity
from backfile.publish.lint import lint
from backfile.write.header import Header, parse_header
from bench.archive import archive, write_archive
from bench.vocabulary import LANGUAGES, vocabulary


@pytest.fixture(scope="module")
def headers() -> list[Header]:
    """The headers of an archive that is large enough to have something of everything."""
    return [parse_header(text, name) for name, text in archive(1200)]


@pytest.mark.parametrize("count", [1, 5, 400])
def test_there_are_as_many_as_asked_for_each_in_a_file_of_its_own(count: int) -> None:
    assert len({name.casefold() for name, _ in archive(count)}) == count


def test_the_same_seed_gives_the_same_bytes_and_another_one_others() -> None:
    assert list(archive(50)) == list(archive(50))
    assert not {name for name, _ in archive(50)} & {name for name, _ in archive(50, seed=2)}


def test_there_is_something_of_everything(headers: list[Header]) -> None:
    assert set(Counter(header.language for header in headers)) == set(LANGUAGES)
    assert {header.rights for header in headers} == set(Rights)
    assert len({header.topic for header in headers if header.language == "be"}) == 7  # six, and none
    for fact in ("date", "period", "trend", "modified", "summary", "credit", "publisher", "translations"):
        assert {bool(getattr(header, fact)) for header in headers} == {True, False}, fact
    bodies = "\n".join(header.body for header in headers)
    assert all(f"\n{sign}" in bodies for sign in ("## ", "- ", "> ", "| ", "[^1]:", "![", "*"))


def test_a_mark_tends_to_stay_as_it_was(headers: list[Header]) -> None:
    topic = [h for h in headers if (h.language, h.topic) == ("en", "Economy") and h.trend and h.week]
    marks = [header.trend for header in sorted(topic, key=lambda header: header.week or (0, 0))]
    same = sum(one == other for one, other in pairwise(marks))
    assert same > len(marks) / 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_vocabulary_is_large_and_has_each_word_once(lang: str) -> None:
    words = vocabulary(lang).words
    assert len(words) == len(set(words)) > 4000


def test_the_check_finds_no_error(tmp_path: Path) -> None:
    write_archive(tmp_path, 60)
    assert [str(finding) for finding in lint(tmp_path) if finding.severity is Severity.ERROR] == []
