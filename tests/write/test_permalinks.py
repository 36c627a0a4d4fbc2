"""The list of all addresses ever published, through renames, moves and withdrawals."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.errors import ArchiveError, PathTaken
from backfile.write.permalinks import Permalink, grown, parse_permalinks, render_permalinks, retired, tag

DOMAIN = "https://archive.example"


@dataclass(frozen=True)
class Standing:
    address: str
    path: str
    original: str | None = None
    aliases: tuple[str, ...] = ()
    capture: str | None = None


def standing(name: str, number: int, **changes: str) -> Standing:
    """A commentary with a number, at an address with a name."""
    plain = {"path": f"{number}.md", "original": f"https://t.example/{number}", "capture": f"{number:064x}"}
    return Standing(f"en/2024/w02/{name}.html", **{**plain, **changes})  # type: ignore[arg-type]


def test_the_list_comes_back_as_it_was_written() -> None:
    found = grown((), [standing("a", 1), standing("b", 2)], DOMAIN)
    assert parse_permalinks(render_permalinks(found), "permalinks.txt") == found


def test_an_address_is_listed_once_and_stays_in_its_place() -> None:
    first = grown((), [standing("b", 2)], DOMAIN)
    again = grown(first, [standing("a", 1), standing("b", 2)], DOMAIN)
    assert [line.address for line in again] == ["en/2024/w02/b.html", "en/2024/w02/a.html"]
    assert grown(again, [standing("a", 1), standing("b", 2)], DOMAIN) == again


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"path": "moved.md", "capture": "0" * 64},
        {"original": "https://new.example/1", "capture": "0" * 64},
        {"original": "https://new.example/1", "path": "moved.md"},
    ],
    ids=["renamed", "known by its original", "known by its file", "known by its capture"],
)
def test_a_renamed_commentary_keeps_its_id_and_its_old_address_leads_to_it(changes: dict[str, str]) -> None:
    before = grown((), [standing("a", 1), standing("b", 2)], DOMAIN)
    now = [standing("c", 1, **changes), standing("b", 2)]
    for _ in range(2):  # the second build knows the new address already
        before = grown(before, now, DOMAIN)
        assert before[-1].id == before[0].id == f"tag:archive.example,2026:en/2024/w02/{before[0].address[12:-5]}"
        assert list(retired(before, [e.address for e in now])) == [("en/2024/w02/a.html", "en/2024/w02/c.html")]


def test_a_commentary_is_known_by_its_alias_too() -> None:
    before = grown((), [standing("a", 1)], DOMAIN)
    now = Standing("en/2024/w03/a.html", "x.md", "https://new.example/", ("https://t.example/1",))
    assert grown(before, [now], DOMAIN)[-1].id == before[0].id


def test_two_renames_lead_to_the_last_address() -> None:
    lines = grown((), [standing("a", 1)], DOMAIN)
    lines = grown(lines, [standing("b", 1)], DOMAIN)
    lines = grown(lines, [standing("c", 1)], DOMAIN)
    there = "en/2024/w02/c.html"
    assert dict(retired(lines, [there])) == {"en/2024/w02/a.html": there, "en/2024/w02/b.html": there}


def test_a_rename_taken_back_is_one_commentary_still() -> None:
    lines = grown((), [standing("a", 1)], DOMAIN)
    lines = grown(lines, [standing("b", 1)], DOMAIN)
    lines = grown(lines, [standing("a", 1)], DOMAIN)
    assert list(retired(lines, ["en/2024/w02/a.html"])) == [("en/2024/w02/b.html", "en/2024/w02/a.html")]


def test_a_withdrawn_commentary_leaves_its_address_and_nothing_that_it_is_known_by() -> None:
    lines = grown(grown((), [standing("a", 1), standing("b", 2)], DOMAIN), [standing("b", 2)], DOMAIN)
    assert lines[0] == Permalink("en/2024/w02/a.html", "tag:archive.example,2026:en/2024/w02/a")
    assert list(retired(lines, ["en/2024/w02/b.html"])) == [("en/2024/w02/a.html", "")]


def test_a_commentary_that_comes_back_has_its_old_id() -> None:
    lines = grown(grown((), [standing("a", 1)], DOMAIN), [], DOMAIN)
    assert grown(lines, [standing("a", 1)], DOMAIN)[0].id == "tag:archive.example,2026:en/2024/w02/a"


def test_one_of_several_out_of_one_capture_does_not_lead_to_another() -> None:
    many = [standing(name, number, capture="0" * 64) for number, name in enumerate("abc")]
    lines = grown(grown((), many, DOMAIN), many[1:], DOMAIN)
    assert dict(retired(lines, [e.address for e in many[1:]])) == {"en/2024/w02/a.html": ""}


def test_no_commentary_gets_the_old_address_of_another_that_stands() -> None:
    lines = grown(grown((), [standing("a", 1)], DOMAIN), [standing("b", 1)], DOMAIN)
    with pytest.raises(PathTaken, match="once was that of"):
        grown(lines, [standing("a", 2), standing("b", 1)], DOMAIN)


@pytest.mark.parametrize(
    "line", ["en/a.html", "en/a.html\tid", "../a.html\tid\t\t\t", "en/a\tid\t\t\t", "en/a.html\t\t\t\t"]
)
def test_a_line_that_nobody_wrote_is_an_error_with_its_place(line: str) -> None:
    with pytest.raises(ArchiveError, match=r"permalinks\.txt:2"):
        parse_permalinks(f"# list\n{line}\n", "permalinks.txt")


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("https://archive.example", "tag:archive.example,2026:en/a"),
        ("https://archive.example:8000/", "tag:archive.example,2026:en/a"),
        ("https://pages.example/back/issues/", "tag:pages.example,2026:back/issues/en/a"),
        ("archive.example", "tag:archive.example,2026:en/a"),
    ],
)
def test_an_id_names_the_host_alone_before_its_year(domain: str, expected: str) -> None:
    assert tag(domain, "en/a") == expected


@given(st.lists(st.dictionaries(st.integers(0, 4), st.sampled_from("abcdef"), max_size=5), max_size=6))
def test_no_sequence_of_publishing_loses_an_address_or_changes_an_id(history: list[dict[int, str]]) -> None:
    lines: tuple[Permalink, ...] = ()
    for state in history:
        if len(set(state.values())) < len(state):
            continue
        now = [standing(name, number) for number, name in state.items()]
        try:
            after = grown(lines, now, DOMAIN)
        except PathTaken:
            continue
        assert [(line.address, line.id) for line in after[: len(lines)]] == [(o.address, o.id) for o in lines]
        standing_ids = [line.id for line in after if line.address in {e.address for e in now}]
        assert len(standing_ids) == len(set(standing_ids)) == len(now)
        lines = after
