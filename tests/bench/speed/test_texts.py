"""Texts for all generators: the same each time, and the same for each of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

import pytest

from backfile.write.header import parse_header
from bench.archive import archive, told
from bench.speed.texts import (
    TAGS_EACH,
    Text,
    backfile_file,
    edited,
    front_matter_file,
    next_issue,
    pelican_file,
    renamed,
    tags,
    texts,
)

FILES = (backfile_file, pelican_file, front_matter_file)


def written(found: list[Text]) -> list[tuple[str, str]]:
    return [file_of(text) for text in found for file_of in FILES]


def test_the_same_seed_gives_the_same_bytes_and_another_one_others() -> None:
    assert written(list(texts(40))) == written(list(texts(40)))
    assert not set(written(list(texts(40)))) & set(written(list(texts(40, seed=2))))


@pytest.mark.parametrize("count", [1, 7, 300])
def test_there_are_as_many_as_asked_for_each_in_a_file_of_its_own(count: int) -> None:
    found = list(texts(count))
    assert [len({file_of(text)[0] for text in found}) for file_of in FILES] == [count] * 3


def test_our_texts_are_those_of_the_made_up_archive_and_have_tags() -> None:
    ours = [parse_header(text, name) for name, text in map(backfile_file, texts(60))]
    others = [parse_header(text, name) for name, text in archive(60)]
    assert [(one.title, one.body) for one in ours] == [(one.title, one.body) for one in others]
    assert {len(one.tags) for one in ours} == {TAGS_EACH}


@pytest.mark.parametrize("file_of", FILES)
def test_every_generator_gets_the_whole_text(file_of: Callable[[Text], tuple[str, str]]) -> None:
    assert all(file_of(text)[1].endswith(f"\n\n{text.body}") for text in texts(20))


def test_there_are_a_hundred_tags_a_language_and_each_is_used_alike() -> None:
    used = Counter(tag for story, lang in told(1600) for tag in tags(story, lang))
    assert len(used) == 400
    assert max(used.values()) < 4 * 1600 * TAGS_EACH / 400


def test_a_front_matter_says_what_ours_says() -> None:
    text = next(text for text in texts(200) if text.made.summary and text.made.topic and len(text.made.authors) == 2)
    head = front_matter_file(text)[1].split("---\n")[1]
    said = {key: json.loads(value) for key, value in (line.split(": ", 1) for line in head.splitlines())}
    assert (said["title"], said["summary"]) == (text.made.title, text.made.summary)
    assert (said["topics"], said["authors"]) == ([text.made.topic], list(text.made.authors))
    assert (said["date"][:4], said["date"][:7]) == (said["years"][0], said["months"][0])


def test_a_new_issue_has_a_commentary_of_each_topic_and_comes_after_all_others() -> None:
    issue = list(next_issue())
    assert len({text.made.topic for text in issue}) == len(issue) == 6
    assert min(text.sunday for text in issue) > max(text.sunday for text in texts(300))
    assert not {text.name for text in issue} & {text.name for text in texts(300)}


def test_a_new_issue_is_not_the_first_of_its_year() -> None:
    assert {text.sunday.isocalendar()[:2] for text in next_issue()} == {(2025, 27)}


def test_an_edited_text_has_a_sentence_more_and_a_renamed_one_another_address() -> None:
    text = next(texts(1))
    (path, before), (same, after) = backfile_file(text), backfile_file(edited(text))
    assert path == same
    assert len(after.splitlines()) == len(before.splitlines())
    assert sum(one != other for one, other in zip(before.splitlines(), after.splitlines(), strict=True)) == 1
    moved, said = backfile_file(renamed(text))
    assert moved != path
    assert said.replace("-again", "") == before
