"""What a release was made of and checked against goes in as a record, is kept beside it as text, and is read back.

The record `000012.record` stands beside the release `000012`, never in it. A record that is missing, cut short or of
another version is none: then the next build takes nothing for granted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from backfile.files import write_whole
from backfile.publish.expected import Expected
from backfile.publish.ground import Ground
from backfile.publish.ingredients import Ingredient, Ingredients
from backfile.publish.trees import Stamp

VERSION = "backfile record 4"


@dataclass(frozen=True, slots=True)
class Record:
    """A release, as it was when it was published.

    `content` is the archive's folder; `listed` the digest of the list of addresses in it when the site was made, which
    the site's own list then replaces. `seal` is that of the release's folder, `digest` that of all its bytes, `ground`
    what its verification found.
    """

    content: str
    listed: str
    seal: str
    digest: str
    files: int
    pages: int
    ground: Ground
    ingredients: Ingredients = field(default_factory=dict)
    expected: Mapping[str, Expected] = field(default_factory=dict)


def write_record(path: Path, record: Record) -> None:
    """Put the record at `path` in one step."""
    longest, *sets = record.ground
    whole = [
        [record.content, record.listed, record.seal, record.digest, record.files, record.pages],
        [longest, *map(sorted, sets)],
        [[name, *each] for name, each in record.ingredients.items()],
        list(record.expected.values()),
    ]
    body = f"{VERSION}\n{json.dumps(whole)}\n".encode()
    write_whole(path, body + f"{hashlib.sha256(body).hexdigest()}\n".encode())


def read_record(path: Path) -> Record | None:
    """The record at `path`, None if there is no whole one."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    body, digest = raw[:-65], raw[-65:]
    if not body.startswith(f"{VERSION}\n".encode()) or digest != f"{hashlib.sha256(body).hexdigest()}\n".encode():
        return None
    try:
        head, ((feed, entries), *sets), ingredients, expected = json.loads(body.partition(b"\n")[2])
        content, listed, seal, digest, files, count = head
        return Record(
            *(content, listed, seal, digest, files, count),
            ground=Ground((feed, entries), *map(frozenset, sets)),
            ingredients={name: Ingredient(Stamp(*stamp), sha) for name, stamp, sha in ingredients},
            expected={row[0]: Expected(*row) for row in expected},
        )
    except (ValueError, TypeError, IndexError):  # whole, but of a program that forgot to say that it is another
        return None
