"""The data on the whole archive."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable

from backfile.plugins.citations.datasets import datasets
from backfile.plugins.citations.table import COLUMNS
from backfile.plugins.entries import Body, Entry
from backfile.plugins.pages.place import Archive

Make = Callable[..., Entry]
Gather = Callable[..., Archive]


def made(archive: Archive) -> dict[str, bytes]:
    return dict(datasets(archive))


def test_the_table_and_the_records_say_the_same(entry: Make, archive: Gather) -> None:
    found = made(archive(entry(authors=("Hanna Veras", "Jonas Telk")), entry(None, slug="b", lang="be")))
    table = list(csv.DictReader(found["data/commentaries.csv"].decode().splitlines()))
    records = [json.loads(line) for line in found["data/commentaries.jsonl"].splitlines()]
    assert [{key: value for key, value in row.items() if value} for row in table] == records
    assert list(table[0]) == list(COLUMNS)
    assert len(json.loads(found["data/commentaries.csl.json"])) == 2


def test_no_text_is_in_the_data(entry: Make, archive: Gather) -> None:
    body = Body("<p>Only here.</p>", lead="Only here.", text="Only here.")
    assert all(b"Only here" not in data for data in made(archive(entry(body=body))).values())


def test_a_formula_in_a_title_is_none_in_the_table(entry: Make, archive: Gather) -> None:
    table = made(archive(entry(title="=1+1")))["data/commentaries.csv"].decode()
    assert "'=1+1" in table


def test_the_page_names_sizes_and_digests_of_the_very_files(entry: Make, archive: Gather) -> None:
    found = archive(entry())
    assert {(d.address, d.size, d.digest) for d in found.datasets()} == {
        (address, len(data), hashlib.sha256(data).hexdigest()) for address, data in made(found).items()
    }
