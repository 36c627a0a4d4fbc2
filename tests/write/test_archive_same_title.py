"""Which commentaries are one and the same, which only have the same title, and which capture of one is the latest."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.model import Block, Commentary, Kind, Run, Status
from backfile.write.archive import Archive, Written

Write = Callable[..., tuple[Written, ...]]
MONDAY = dt.datetime(2025, 1, 6, tzinfo=dt.UTC)
HARBOUR = "The harbour of Ostmark froze overnight and the ferries stayed at their berths until noon"
BAKERS = "Bakers in Halmar asked for cheaper flour; nobody at the ministry has answered them yet"


def dump(n: int, text: str, **facts: object) -> Commentary:
    """An undated text dump; `n` tells its bytes and, in days, its time."""
    body = (Block(Kind.PARAGRAPH, (Run(text),)),)
    plain = Commentary("Week in review", body, "east", "en", f"{n:064x}", MONDAY + dt.timedelta(days=n))
    return replace(plain, **facts)  # type: ignore[arg-type]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path / "content"


@pytest.fixture
def write(tmp_path: Path, content: Path) -> Write:
    """One run: a fresh archive and a batch."""

    def run(*commentaries: Commentary) -> tuple[Written, ...]:
        return Archive(content, tmp_path / "store").write_all(commentaries)

    return run


def statuses(written: tuple[Written, ...]) -> list[Status]:
    return [one.status for one in written]


def texts(content: Path) -> dict[str, str]:
    paths = content.rglob("*.md")
    return {path.name: path.read_text("utf-8").partition("\n\n")[2].strip() for path in paths}


def test_two_dumps_with_one_title_and_different_texts_are_two(write: Write, content: Path) -> None:
    assert statuses(write(dump(1, HARBOUR), dump(2, BAKERS))) == [Status.NEW, Status.NEW]
    assert {HARBOUR, BAKERS} == set(texts(content).values())
    assert statuses(write(dump(2, BAKERS), dump(1, HARBOUR))) == [Status.UNCHANGED, Status.UNCHANGED]


def test_a_later_dump_with_the_title_of_an_earlier_one_does_not_overwrite_it(write: Write, content: Path) -> None:
    write(dump(1, HARBOUR))
    assert statuses(write(dump(2, BAKERS))) == [Status.NEW]
    assert sorted(texts(content).values()) == [BAKERS, HARBOUR]
    assert any(re.fullmatch(r"week-in-review-[0-9a-f]{6}\.md", name) for name in texts(content))


def test_a_dump_that_is_saved_again_with_small_changes_finds_its_file(write: Write, content: Path) -> None:
    names = [one.path for one in write(dump(1, HARBOUR), dump(2, BAKERS))]
    (again,) = write(dump(3, HARBOUR.replace("noon", "midnight")))
    assert (again.path, again.status) == (names[0], Status.CHANGED)
    (again,) = write(dump(4, BAKERS.replace("yet", "so far")))
    assert (again.path, again.status) == (names[1], Status.CHANGED)
    assert len(texts(content)) == 2


def test_a_dump_that_the_editor_rewrote_is_known_by_what_was_last_written(write: Write, content: Path) -> None:
    (written,) = write(dump(1, HARBOUR))
    file = content / written.path
    file.write_text(file.read_text("utf-8").replace(HARBOUR, "Entirely new words of mine"), "utf-8")
    assert statuses(write(dump(2, HARBOUR.replace("noon", "midnight")))) == [Status.CONFLICT]
    assert texts(content) == {file.name: "Entirely new words of mine"}


def test_topics_that_contradict_each_other_make_two(write: Write) -> None:
    write(dump(1, HARBOUR, topic="Sea"))
    assert statuses(write(dump(2, HARBOUR, topic="Bread"))) == [Status.NEW]
    assert statuses(write(dump(3, HARBOUR, topic="Sea"))) == [Status.CHANGED]


def test_topics_that_contradict_each_other_make_two_in_one_run(write: Write) -> None:
    assert statuses(write(dump(1, HARBOUR, topic="Sea"), dump(2, HARBOUR, topic="Bread"))) == [Status.NEW] * 2


def test_a_topic_that_only_one_capture_states_contradicts_nothing(write: Write) -> None:
    write(dump(1, HARBOUR))
    assert statuses(write(dump(2, HARBOUR, topic="Sea"))) == [Status.CHANGED]


def test_a_page_and_a_dump_with_another_text_are_two(write: Write, content: Path) -> None:
    page = dump(1, HARBOUR, url="https://example.org/1")
    assert statuses(write(page, dump(2, BAKERS))) == [Status.NEW, Status.NEW]
    assert sorted(texts(content).values()) == [BAKERS, HARBOUR]


def test_the_same_bytes_with_and_without_an_address_are_one(write: Write) -> None:
    page = dump(1, HARBOUR, url="https://example.org/1")
    assert statuses(write(dump(1, HARBOUR, title="As the file was named"), page)) == [Status.SKIPPED, Status.NEW]


def test_names_do_not_depend_on_the_order_of_a_run(tmp_path: Path) -> None:
    batch = [dump(1, HARBOUR), dump(2, BAKERS), dump(3, "Something else happened far away from any coast")]
    made = []
    for run, order in enumerate(permutations(batch)):
        Archive(tmp_path / f"content{run}", tmp_path / "store" / str(run)).write_all(order)
        made.append(texts(tmp_path / f"content{run}"))
    assert len(made[0]) == 3
    assert all(one == made[0] for one in made)


@pytest.mark.parametrize("again", [dump(1, HARBOUR), dump(5, f"{HARBOUR} and later")], ids=["capture", "words"])
def test_a_copy_by_hand_is_a_conflict_that_names_the_files(write: Write, content: Path, again: Commentary) -> None:
    (written,) = write(dump(1, HARBOUR))
    (content / "en/undated/copy.md").write_bytes((content / written.path).read_bytes())
    before = texts(content)
    for _ in range(3):
        (one,) = write(again)
        assert one.status is Status.CONFLICT
        assert f"en/undated/copy.md, {written.path}" in one.reason
    assert texts(content) == before


def test_a_capture_that_stands_there_is_never_written_as_new(write: Write, content: Path) -> None:
    """Its file is another's of this run: that one has its address."""
    write(dump(1, HARBOUR, url="https://example.org/1"))
    page = dump(2, BAKERS, url="https://example.org/1")
    assert statuses(write(page, dump(1, HARBOUR))) == [Status.CHANGED, Status.CONFLICT]
    assert len(texts(content)) == 1


def test_the_same_bytes_at_several_addresses_are_no_question(write: Write) -> None:
    pages = [dump(1, HARBOUR, url=f"https://example.org/{n}") for n in range(3)]
    write(pages[0])
    assert statuses(write(*pages[1:])) == [Status.NEW] * 2


def test_an_older_capture_does_not_take_the_file_back(write: Write, content: Path) -> None:
    first = dump(1, HARBOUR, url="https://example.org/1")
    second = dump(2, BAKERS, url="https://example.org/1")
    assert statuses((*write(first), *write(second))) == [Status.NEW, Status.CHANGED]
    for _ in range(2):
        (written,) = write(first)
        assert (written.status, written.reason) == (Status.SKIPPED, "an older capture of the same commentary")
    assert [BAKERS] == list(texts(content).values())
    assert statuses(write(second)) == [Status.UNCHANGED]


def test_an_older_dump_does_not_take_the_file_back(write: Write, content: Path) -> None:
    write(dump(2, f"{HARBOUR} and later"))
    assert statuses(write(dump(1, HARBOUR))) == [Status.SKIPPED]
    assert [f"{HARBOUR} and later"] == list(texts(content).values())


def test_a_page_saved_again_within_a_second_is_the_later_one(write: Write, content: Path) -> None:
    first = dump(1, HARBOUR, url="https://example.org/1", captured=MONDAY.replace(microsecond=9))
    write(first)
    assert statuses(write(dump(2, BAKERS, url="https://example.org/1", captured=MONDAY))) == [Status.CHANGED]


def test_an_older_capture_that_knows_the_address_still_gives_it(write: Write, content: Path) -> None:
    """As in one run, where the one with an address is written, not the later one."""
    write(dump(2, f"{HARBOUR} and later"))
    assert statuses(write(dump(1, HARBOUR, url="https://example.org/1"))) == [Status.CHANGED]
    assert statuses(write(dump(2, f"{HARBOUR} and later"))) == [Status.SKIPPED]


def test_a_capture_read_anew_is_written_whatever_its_time(write: Write, content: Path) -> None:
    first = dump(1, HARBOUR, url="https://example.org/1")
    write(first)
    earlier = replace(first, title="A better reading", captured=MONDAY - dt.timedelta(days=9))
    assert statuses(write(earlier)) == [Status.CHANGED]


def test_an_offer_that_was_settled_is_not_undone_by_the_capture_before_it(write: Write, content: Path) -> None:
    first, second = (dump(n, text, url="https://example.org/1") for n, text in ((1, HARBOUR), (2, BAKERS)))
    (written,) = write(first)
    file = content / written.path
    file.write_text(file.read_text("utf-8").replace("noon", "one o'clock"), "utf-8")
    assert statuses(write(second)) == [Status.CONFLICT]
    file.with_name(f"{file.name}.new").unlink()
    assert statuses(write(first)) == [Status.SKIPPED]
    assert ["one o'clock" in text for text in texts(content).values()] == [True]


PLACES = ("harbour", "mill", "station", "market", "school", "border")
BODIES = {n: " ".join(f"{place}{word}" for word in range(9)) for n, place in enumerate(PLACES)}


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(len(PLACES))), st.sets(st.integers(1, len(PLACES) - 1)), st.booleans())
def test_none_is_lost_whatever_the_order_and_the_runs(order: list[int], cuts: set[int], dated: bool) -> None:
    """A law: each has a file of its own, under the one name that all share or with the tail that is only its own."""
    day = dt.date(2025, 1, 12) if dated else None
    dumps = [dump(n, BODIES[n], published=day) for n in order]
    with tempfile.TemporaryDirectory() as folder:
        content, store = Path(folder, "content"), Path(folder, "store")
        for start, end in zip((0, *sorted(cuts)), (*sorted(cuts), len(order)), strict=True):
            assert {Status.NEW} == set(statuses(Archive(content, store).write_all(dumps[start:end])))
        made = texts(content)
        assert sorted(made.values()) == sorted(BODIES.values())
        assert made.items() <= {(name, text) for name, text in possible_names(day)}
        again = Archive(content, store).write_all(reversed(dumps))
        assert {Status.UNCHANGED} == set(statuses(again))
        assert texts(content) == made


@cache
def possible_names(day: dt.date | None) -> set[tuple[str, str]]:
    """The shared name for each text, and the name that each gets if it comes second."""
    found = set()
    for n, body in BODIES.items():
        with tempfile.TemporaryDirectory() as folder:
            archive = Archive(Path(folder, "content"), Path(folder, "store"))
            archive.write(dump(99, "Unlike any", published=day))
            tailed = archive.write(dump(n, body, published=day)).path.name
            found |= {(tailed, body), (re.sub(r"-[0-9a-f]{6}\.md$", ".md", tailed), body)}
    return found


def test_two_issues_of_a_formula_are_two(write: Write, content: Path) -> None:
    formula = "The council of Varda met on {} in the old grain hall and voted {}. It was a {} day."
    one, other = formula.format("Tuesday", "for the budget", "long"), formula.format("Friday", "against dues", "short")
    write(dump(1, one))
    assert statuses(write(dump(2, other))) == [Status.NEW]
    assert {one, other} == set(texts(content).values())
