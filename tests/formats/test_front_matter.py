"""Front matter in each of its forms; a text that only looks like it stays a text."""

from __future__ import annotations

import pytest

from backfile.formats.front_matter import Unreadable, has_matter, read_matter
from backfile.formats.front_matter_keys import opened_out, unknown_keys

YAML = "---\ntitle: The ferry\ndate: 2024-03-11\ntags: [river, Osta]\ndraft: no\n---\nIt did not sail.\n"
TOML = '+++\ntitle = "The ferry"\ndate = 2024-03-11\ntags = ["river", "Osta"]\ndraft = false\n+++\nIt did not sail.\n'
JSON = '{"title": "The ferry", "date": "2024-03-11", "tags": ["river", "Osta"], "draft": "no"}\nIt did not sail.\n'
PELICAN = "Title: The ferry\nDate: 2024-03-11\nTags: river, Osta\nStatus: published\n\nIt did not sail.\n"


@pytest.mark.parametrize("text", [YAML, TOML, JSON, PELICAN, YAML.replace("\n", "\r\n"), "\ufeff" + YAML])
def test_each_form_says_the_same(text: str) -> None:
    matter = read_matter(text)
    assert matter is not None
    assert (matter.text("title"), matter.text("date")) == ("The ferry", "2024-03-11")
    assert matter.texts("tags") == ["river", "Osta"]
    assert matter.body.strip() == "It did not sail."


@pytest.mark.parametrize(
    "text",
    [
        "Just words.",
        "---\n\nA rule above, and one below.\n\n---\n",
        "From: a friend\nTo: you\n\nA poem.",
        "Title: one line is not enough\n\nWords",
        '{"title": "only data"}',
        "[1] A footnote",
        "+++ plus plus +++",
    ],
)
def test_other_texts_have_none(text: str) -> None:
    assert not has_matter(text)
    assert read_matter(text) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: 'open\n---\nx", 3),
        ("---\ntitle: a\n  b: [c\n---\nx", 3),
        ('+++\ntitle = "a"\nb = = 1\n+++\nx', 3),
        (f"---\ntitle: a\nb: {'x' * 70_000}\n---\n", 1),
        (f"---\ntitle: {'[' * 5000}\n---\n", 1),
    ],
)
def test_what_is_broken_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises(Unreadable) as broken:
        read_matter(text)
    assert abs(broken.value.line - line) <= 1


def test_a_bomb_of_aliases_stays_small() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    with pytest.raises(Unreadable):
        read_matter("---\ntitle: x\n" + "\n".join(lines) + "\n---\n")


def test_tables_are_opened_and_unknown_keys_named() -> None:
    matter = read_matter(
        '+++\ntitle = "x"\nmood = "grey"\nweight = 2\n[taxonomies]\ntags = ["a"]\n[extra]\nink = 1\n+++\n'
    )
    assert matter is not None
    assert opened_out(matter).texts("tags") == ["a"]
    assert unknown_keys(matter) == {"mood", "ink"}
