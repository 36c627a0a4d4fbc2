"""Own commentaries on Talvaria, as files, as entries, and as an archive of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest

from backfile.model import Period
from backfile.plugins.archive import archive_of
from backfile.plugins.entries import Body, Entry
from backfile.plugins.pages.place import Archive
from backfile.plugins.people import with_body
from backfile.plugins.site import Site
from backfile.plugins.words import Words, words_for
from backfile.write.lines import KEYS
from backfile.write.permalinks import Permalink

ROOT = Path(__file__).resolve().parents[2]
BODY = "The ferry at Osta ran late.\n\nNobody in Sorvik was surprised.\n"


@cache
def speak(lang: str) -> Words:
    return words_for(lang, ROOT / "theme" / "locale")


@pytest.fixture
def text_of() -> Callable[..., str]:
    """A Markdown file's text: `text_of(body, Key=value, …)`; a key with None is left out."""

    def text(body: str = BODY, **changes: str | None) -> str:
        plain = {"Title": "A late ferry", "Slug": "a-late-ferry", "Date": "2024-01-14", "Lang": "en"}
        values = {**plain, "Source": "talvaria-weekly", "Rights": "full", "Schema": "1", **changes}
        order = [*KEYS, *(key for key in values if key not in KEYS)]
        return "".join(f"{key}: {values[key]}\n" for key in order if values.get(key)) + "\n" + body

    return text


@pytest.fixture
def entry() -> Callable[..., Entry]:
    """An entry of the week of a Monday: `entry("2024-01-08", topic="Economy")`; undated without a day."""

    def make(monday: str | None = "2024-01-08", **changes: object) -> Entry:
        first = dt.date.fromisoformat(monday) if monday else None
        last = first + dt.timedelta(days=6) if first else None
        plain: dict[str, object] = {
            "path": "en/2024/a.md",
            "title": "A late ferry",
            "slug": "a-late-ferry",
            "lang": "en",
            "source": "talvaria-weekly",
            "topic": "Economy",
            "date": last,
            "period": Period(first, last) if first and last else None,
            "body": Body("<p>The ferry ran late.</p>", lead="The ferry ran late.", text="The ferry ran late."),
        }
        values = {**plain, **changes}
        body = values.pop("body")
        assert isinstance(body, Body)
        return with_body(Entry(**values), body)  # type: ignore[arg-type]

    return make


@pytest.fixture
def archive() -> Callable[..., Archive]:
    """An archive of entries, its words from the theme's catalogues."""

    def make(*entries: Entry, url: str = "https://archive.example", known: Iterable[Permalink] = ()) -> Archive:
        words = {entry.lang: speak(entry.lang) for entry in entries}
        site = Site("Talvaria Weekly", url, "https://archive.example", "en", {"be": "1234-5679"})
        return archive_of(entries, site, words, known)

    return make
