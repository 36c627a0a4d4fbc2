"""The index in its files: what is in it, where, and how much of it a week changes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from backfile.plugins.search.index import STEP, Line
from backfile.plugins.search.shards import END, Shards, branches_text, leaf, shard_files, shards_of
from backfile.plugins.search.terms import Fields
from backfile.plugins.search.text import forms

Index = Mapping[str, Sequence[Line]]
Made = Callable[[int], Index]
Indexed = Callable[[Sequence[Fields]], Index]
TEXTS = st.lists(st.text("abcdeéшэў’- ", max_size=60), min_size=1, max_size=6)


def numbers(postings: str) -> Iterator[int]:
    """The commentaries of a run of postings."""
    last = -1
    for step, _ in re.findall(r"(\d*)([a-o])", postings):
        last += int(step or 1)
        yield last


def found(word: str, parts: tuple[Shards, ...], *, begun: bool = False) -> set[int]:
    """The commentaries that a folded word of a file's lines leads to, as a reader's browser follows them."""
    stems = set[str]()
    for shards in parts:
        for name, by_lang in shards.files.items():
            near = (
                name.startswith(word) or word.startswith(name) if begun else name == leaf(word + END, shards.branches)
            )
            for line in by_lang.get("en", ()) if near else ():
                row, _, postings = line.partition(":")
                stem, *tails = row.split(",") if postings else reversed(row.split(">"))
                whole = [tail[1:] if tail[0:1] == "=" else stem + tail for tail in tails] if postings else tails
                stems |= {stem for form in whole if (form.startswith(word) if begun else form == word)}
    return {
        number
        for stem in stems
        for shards in parts
        for line in shards.files.get(leaf(stem + END, shards.branches), {}).get("en", ())
        if re.split("[,:]", line)[0] == stem and ":" in line
        for number in numbers(line.partition(":")[2])
    }


def parts_of(index: Index, most: int) -> tuple[Shards, Shards]:
    return shards_of(index["main"], most), shards_of(index["tail"], most)


@given(TEXTS, st.integers(1, 200))
def test_each_word_of_a_text_finds_it_and_so_does_each_beginning_of_the_word(
    indexed: Indexed, texts: list[str], most: int
) -> None:
    parts = parts_of(indexed([Fields("en", text) for text in texts]), most)
    for number, text in enumerate(texts):
        for form in forms(text):
            assert number in found(form, parts)
            assert number in found(form[: 1 + len(form) // 2], parts, begun=True)


def test_words_are_found_in_the_main_part_and_in_the_tail(made: Made) -> None:
    parts = parts_of(made(STEP + 5), 900)
    assert max(found("title", parts)) == STEP + 4
    assert len(found("title", parts)) == STEP + 5
    assert all(shards.branches for shards in parts)


def test_a_file_is_small_unless_one_stem_fills_it(made: Made) -> None:
    for shards in parts_of(made(3 * STEP), 900):
        for by_lang in shards.files.values():
            rows = [line for lines in by_lang.values() for line in lines if ":" in line]
            assert len({row.split(",")[0] for row in rows}) == 1 or sum(map(len, rows)) <= 900


def files(index: Index) -> dict[str, bytes]:
    main, tail = shards_of(index["main"], 8_000), shards_of(index["tail"], 12_000)
    return {**dict(shard_files("main", main)), **dict(shard_files("tail", tail))}


def test_six_new_commentaries_leave_the_main_part_as_it_is(made: Made) -> None:
    before, after = files(made(10 * STEP + 20)), files(made(10 * STEP + 26))
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert all(name.startswith("search/tail/") for name in changed)
    assert 0 < len(changed) <= 20 < len(before)


def test_a_full_tail_moves_into_the_main_part(made: Made) -> None:
    assert made(2 * STEP - 1)["tail"]
    assert not made(2 * STEP)["tail"]


def test_equal_rows_make_equal_bytes_in_any_order(made: Made) -> None:
    rows = made(40)["tail"]
    assert list(shard_files("tail", shards_of(rows, 500))) == list(shard_files("tail", shards_of(rows[::-1], 500)))


def test_a_file_is_a_call_with_plain_json_and_its_name_is_plain(made: Made) -> None:
    for name, content in shard_files("tail", shards_of(made(30)["tail"], 500)):
        call = re.fullmatch(r"backfile\((\"[\w/-]+\"),(.*)\)\n", content.decode(), re.DOTALL)
        assert call
        assert f"search/{json.loads(call[1])}.js" == name
        assert isinstance(json.loads(call[2]), Mapping)
        assert re.fullmatch(r"search/tail/(all|[0-9a-f-]+)\.js", name)


def test_branches_tell_an_index_in_one_file_from_none(indexed: Indexed) -> None:
    assert branches_text(shards_of([], 10)) == ""
    assert branches_text(shards_of(indexed([Fields("en", "a")])["tail"], 1000)) == "-"
