"""Which texts are near copies, whoever asks."""

from __future__ import annotations

import pytest

from backfile.write.likeness import Copy, near_copies

WORDS = [f"word{number}" for number in range(400)]


def edited(words: list[str], every: int) -> str:
    return " ".join("changed" if number % every == every - 1 else word for number, word in enumerate(words))


def pairs(*texts: str) -> list[tuple[int, int]]:
    return [(copy.first, copy.second) for copy in near_copies(texts)]


def test_case_signs_and_white_space_do_not_count() -> None:
    one, other = "The ferry at Osta ran late, again.", "the FERRY\nat  Osta: ran – late again"
    assert list(near_copies([one, other])) == [Copy(0, 1, 1.0)]


@pytest.mark.parametrize("size", [60, 150, 400])
def test_a_copy_in_which_one_word_in_twenty_was_changed_is_found(size: int) -> None:
    assert pairs(" ".join(WORDS[:size]), edited(WORDS[:size], 20)) == [(0, 1)]


@pytest.mark.parametrize("size", [60, 150, 400])
def test_a_text_in_which_one_word_in_ten_is_another_is_no_copy(size: int) -> None:
    assert pairs(" ".join(WORDS[:size]), edited(WORDS[:size], 10)) == []


@pytest.mark.parametrize("part", [WORDS[100:130], WORDS[100:160], WORDS[50:350]])
def test_a_part_of_a_text_is_a_copy_whichever_comes_first(part: list[str]) -> None:
    whole, short = " ".join(WORDS), " ".join(part)
    assert pairs(whole, short) == pairs(short, whole) == [(0, 1)]


def test_half_a_text_in_common_is_no_copy() -> None:
    other = [f"other{number}" for number in range(150)]
    assert pairs(" ".join(WORDS[:300]), " ".join([*WORDS[:150], *other])) == []


def test_texts_of_few_words_are_like_none() -> None:
    assert pairs("", "", "No issue this week.", "No issue this week.") == []


def test_each_of_many_copies_is_found() -> None:
    texts = [" ".join([*WORDS, f"tail{number}"]) for number in range(30)]
    assert {second for _, second in pairs(*texts)} == set(range(1, 30))


def test_a_phrase_in_every_text_does_not_hide_a_copy() -> None:
    phrase = "this text was first printed in the weekly and stands here by its leave"
    texts = [f"{phrase} " + " ".join(f"t{number}w{word}" for word in range(80)) for number in range(40)]
    assert pairs(*texts, texts[-1]) == [(39, 40)]
