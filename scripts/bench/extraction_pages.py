"""A folder of real pages in, its pages out, each with what a person marked as its text and its facts."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a set: its gzipped file, its address, and the truth about it; a fact is None where it has none.

    `facts` says whether the set knows title, author and date; `structure` is the HTML that a reader should keep.
    """

    set: str
    id: str
    path: Path
    url: str
    text: str
    title: str | None = None
    author: str | None = None
    date: str | None = None
    facts: bool = False
    structure: str = ""

    @property
    def markup(self) -> bytes:
        """The page's bytes."""
        return gzip.decompress(self.path.read_bytes())

    @property
    def held_out(self) -> bool:
        """Whether the page is of the half that nobody looks at and nothing is fitted to."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 1


def pages_of(folder: Path) -> list[Page]:
    """The pages of one set, in whichever of the three forms it is."""
    if (folder / "ground-truth.json").exists():
        return list(_articles(folder))
    if (folder / "ground-truth").is_dir():
        return list(_facts(folder))
    return list(_structures(folder))


def _articles(folder: Path) -> Iterator[Page]:
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for name, page in sorted(truth.items()):
        yield Page(folder.name, name, folder / "html" / f"{name}.html.gz", page["url"], page["articleBody"])


def _facts(folder: Path) -> Iterator[Page]:
    for path in sorted((folder / "ground-truth").glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        source = folder / "html" / f"{path.stem}.html.gz"
        title, author, date = (told.get(name) or None for name in ("title", "author", "publish_date"))
        text = told.get("main_content") or ""
        yield Page(folder.name, path.stem, source, told.get("url") or "", text, title, author, date, facts=True)


def _structures(folder: Path) -> Iterator[Page]:
    for path in sorted(folder.glob("*/expected.html.gz")):
        expected = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        source = path.with_name("source.html.gz")
        yield Page(folder.name, path.parent.name, source, "http://fakehost/test/page.html", "", structure=expected)
