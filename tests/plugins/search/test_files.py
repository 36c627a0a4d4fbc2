"""The whole index of an archive: what is made again, and that what is kept is what would be made."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from backfile.plugins.entries import Body, Entry
from backfile.plugins.memory import Memory, memory_in
from backfile.plugins.pages.place import Archive
from backfile.plugins.search.files import search_files, search_parts
from backfile.plugins.search.growth import TERMS
from backfile.plugins.search.index import STEP

Make = Callable[..., Entry]
Shelve = Callable[..., Archive]
WORDS = ("ferry", "mill", "bread", "queue", "quay", "crane", "winter", "ballot", "tariff", "harvest", "bridge")


@pytest.fixture
def told(entry: Make) -> Callable[[int], list[Entry]]:
    """So many commentaries, a few of each word, in two languages."""

    def make(count: int) -> list[Entry]:
        found = []
        for number in range(count):
            text = " ".join(f"{WORDS[(number * step) % len(WORDS)]}{number % step}" for step in range(1, 30))
            body = Body(f"<p>{text}</p>", lead=text, text=text)
            lang = "de" if number % 9 == 0 else "en"
            made = entry(slug=f"s{number:04}", lang=lang, title=f"Title {number}", body=body)
            found.append(replace(made, digest=f"{number:064x}"))
        return found

    return make


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return memory_in(tmp_path, "0" * 16)


Files = dict[str, tuple[Mapping[str, str], bytes]]


def kept(archive: Archive, memory: Memory, base: Files) -> Files:
    """The files by parts and bytes, where a file of a base with the same parts is not made again."""
    found = Files()
    for part in search_parts(archive, memory):
        parts, made = base.get(part.address, ({}, b""))
        found[part.address] = (part.parts, made if parts == part.parts else part.make())
    return found


def watching(entries: list[Entry]) -> tuple[list[Entry], list[str]]:
    """The entries, and a list that gets the slug of each whose body is asked for."""
    asked = list[str]()

    def load(entry: Entry) -> Body:
        asked.append(entry.slug)
        return entry.body

    return [replace(entry, load=partial(load, entry)) for entry in entries], asked


def as_bytes(files: Files) -> dict[str, bytes]:
    return {address: made for address, (_, made) in files.items()}


def test_an_index_grown_from_another_is_the_one_made_at_once(
    told: Callable[[int], list[Entry]], archive: Shelve, memory: Memory
) -> None:
    base = Files()
    for count in (3, STEP, STEP + 6, STEP + 6, 3 * STEP + 20, 3 * STEP + 26, 2 * STEP):
        whole = archive(*told(count))
        base = kept(whole, memory, base)
        assert as_bytes(base) == dict(search_files(whole))


@pytest.mark.parametrize("change", ["edit", "remove", "retopic", "reverse"])
def test_an_index_after_a_change_of_an_old_commentary_is_the_one_made_at_once(
    told: Callable[[int], list[Entry]], archive: Shelve, memory: Memory, entry: Make, change: str
) -> None:
    entries = told(STEP + 30)
    base = kept(archive(*entries), memory, {})
    if change == "edit":
        entries[4] = replace(entry(slug="s0004", body=Body(text="A heron.")), digest="f" * 64)
    elif change == "remove":
        del entries[4]
    elif change == "retopic":
        entries[4] = replace(entries[4], topic="Herons", digest="f" * 64)
    else:
        entries.reverse()
    whole = archive(*entries)
    assert as_bytes(kept(whole, memory, base)) == dict(search_files(whole))


def test_six_new_commentaries_are_read_alone_and_leave_the_main_part_unmade(
    told: Callable[[int], list[Entry]], archive: Shelve, memory: Memory
) -> None:
    before, after = told(3 * STEP), told(3 * STEP + 6)
    base = kept(archive(*before), memory, {})
    watched, asked = watching(after)
    files = kept(archive(*watched), memory, base)
    assert sorted(set(asked)) == [e.slug for e in after[-6:]]
    changed = {address for address, made in files.items() if base.get(address) != made}
    assert not {address for address in changed if address.startswith("search/main/")}
    assert 0 < len(changed) < 20


def test_an_edit_of_an_old_commentary_needs_no_other_and_makes_only_the_files_of_its_words(
    told: Callable[[int], list[Entry]], archive: Shelve, memory: Memory, entry: Make
) -> None:
    before = told(3 * STEP + 9)
    base = kept(archive(*before), memory, {})
    memory.keep_only(TERMS, {before[4].digest})
    after = [*before]
    body = replace(before[4].body, text=before[4].body.text + " A heron.")
    after[4] = replace(entry(slug="s0004", title="Title 4", body=body), digest="f" * 64)
    watched, asked = watching(after)
    files = kept(archive(*watched), memory, base)
    assert {*asked} == {"s0004"}
    words = [address for address in files if re.match("search/(main|tail)/", address)]
    assert 0 < len([address for address in words if base.get(address) != files[address]]) < len(words) / 2


def test_a_full_tail_moves_into_the_main_part_without_reading_what_is_there(
    told: Callable[[int], list[Entry]], archive: Shelve, memory: Memory
) -> None:
    before, after = told(4 * STEP), told(5 * STEP)
    base = kept(archive(*before), memory, {})
    watched, asked = watching(after)
    files = kept(archive(*watched), memory, base)
    assert {*asked} == {entry.slug for entry in after[4 * STEP :]}
    assert as_bytes(files) == dict(search_files(archive(*after)))


def test_nothing_new_reads_nothing(told: Callable[[int], list[Entry]], archive: Shelve, memory: Memory) -> None:
    base = kept(archive(*told(STEP + 9)), memory, {})
    watched, asked = watching(told(STEP + 9))
    assert kept(archive(*watched), memory, base) == base
    assert asked == []
