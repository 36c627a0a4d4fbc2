"""The files to cite with, of a small archive."""

from __future__ import annotations

import json
from collections.abc import Callable

import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import parse_string

from backfile.plugins.citations.bundles import bundles
from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Archive

Make = Callable[..., Entry]
Gather = Callable[..., Archive]


def test_each_commentary_topic_year_and_author_has_three_files(entry: Make, archive: Gather) -> None:
    found = [address for address, _ in bundles(archive(entry(authors=("Hanna Veras",))))]
    pages = ("en/2024/w02/a-late-ferry", "en/topics/economy", "en/authors/hanna-veras", "en/2024/index")
    assert found == [f"{page}.{form}" for page in pages for form in ("bib", "ris", "csl.json")]


def test_the_three_forms_hold_the_same_commentaries(entry: Make, archive: Gather) -> None:
    made = dict(bundles(archive(entry(), entry("2024-02-05", slug="b"), entry(None, slug="c"))))
    keys = ["en-2024-w06-b", "en-2024-w02-a-late-ferry", "en-undated-c"]
    assert [e.key for e in parse_string(made["en/topics/economy.bib"].decode()).entries] == keys
    assert [r["id"] for r in rispy.loads(made["en/topics/economy.ris"].decode())] == keys
    assert [item["id"] for item in json.loads(made["en/topics/economy.csl.json"])] == keys


def test_no_two_commentaries_share_a_key(entry: Make, archive: Gather) -> None:
    found = archive(entry(), entry(lang="be"), entry("2024-01-15"), entry(None))
    made = dict(bundles(found))
    keys = {item["id"] for name, data in made.items() if name.endswith("json") for item in json.loads(data)}
    assert len(keys) == 4


def test_the_same_archive_gives_the_same_bytes(entry: Make, archive: Gather) -> None:
    entries = (entry(authors=("B", "A")), entry(slug="b"), entry(lang="be"))
    assert list(bundles(archive(*entries))) == list(bundles(archive(*reversed(entries))))
