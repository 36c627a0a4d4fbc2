"""The archive in, the facts on all its commentaries out as files to take away, without their texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import partial

from backfile.plugins.addresses import data_address
from backfile.plugins.citations.csl import listed
from backfile.plugins.citations.table import head
from backfile.plugins.pages.place import Archive, Dataset
from backfile.plugins.planning import Planned
from backfile.write.ledger import signed

WEIGHTS = "weights"
FORMS = ("csv", "jsonl", "csl.json")


def datasets(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """Every file with its address."""
    return ((planned.address, planned.make()) for planned in datasets_planned(archive))


def datasets_planned(archive: Archive) -> Iterator[Planned]:
    """Every file."""
    for form in FORMS:
        yield Planned(data_address(form), {"the archive": archive.sign}, partial(dataset, archive, form))


def dataset(archive: Archive, form: str) -> bytes:
    """The facts in one form."""
    lines = archive.lines.of(archive.entries, form)
    if form == "csl.json":
        return listed(lines).encode()
    return "".join([head() if form == "csv" else "", *lines]).encode()


def weights(archive: Archive) -> tuple[Dataset, ...]:
    """The files as the page on the data names them."""
    sign = signed(archive.sign, repr(archive.site))
    kept = archive.memory.still(WEIGHTS, "", sign, lambda: json.dumps([*map(weighed, datasets(archive))]).encode())
    return tuple(Dataset(*weight) for weight in json.loads(kept))


def weighed(file: tuple[str, bytes]) -> tuple[str, int, str]:
    """The address of a file, how many bytes it has, and their sha256."""
    address, content = file
    return address, len(content), hashlib.sha256(content).hexdigest()
