"""A law: whatever has been done to an archive since the index was last made, what is made of it now is made at once.

`BACKFILE_BUILD_SEQUENCES=500` tries so many sequences (`make laws`); otherwise a few.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.plugins.entries import Entry
from backfile.plugins.memory import Memory
from backfile.plugins.search.growth import ROWS, TERMS
from backfile.plugins.search.halves import FORMS, HALVES, Halves
from backfile.plugins.search.terms import Fields, Terms, terms_of

Files = dict[str, tuple[Mapping[str, str], bytes]]
SEQUENCES = 4 * int(os.environ.get("BACKFILE_BUILD_SEQUENCES", "10"))
STEP, MOST = 4, {"main": 40, "tail": 60}
RARE = ("quay", "crane", "winter", "ballot", "tariff", "harvest", "bridge", "heron", "loaf", "envoy", "Müller")
WORDS = ("ferry", "ferries", "Ferry’s", "mill", "milling", "bread", "Lukashenko", "Lukashenka", "Лукашенко", "Łódź")
which = st.integers(0, 23)
lang = st.sampled_from(("en", "en", "de"))
text = st.lists(st.sampled_from(WORDS + RARE), max_size=7).map(" ".join)
step = st.one_of(
    st.tuples(st.just("adds"), lang, st.lists(text, min_size=1, max_size=6)),
    st.tuples(st.just("edits"), lang, which, text),
    st.tuples(st.just("removes"), lang, which),
    st.tuples(st.just("inserts"), lang, which, text),
    st.tuples(st.just("swaps"), lang, which),
    st.tuples(st.just("cuts"), lang, which),
    st.tuples(st.just("forgets"), st.sampled_from((TERMS, ROWS, FORMS, HALVES))),
)


class Archive:
    """The texts of each language by their numbers, all that may be done to them, and what is remembered."""

    def __init__(self, english: list[str]) -> None:
        self.texts = {"de": list[str](), "en": english}
        self.memory = Memory()

    def adds(self, lang: str, texts: Sequence[str]) -> None:
        self.texts[lang] += texts

    def edits(self, lang: str, which: int, text: str) -> None:
        self.texts[lang][which : which + 1] = [text]

    def removes(self, lang: str, which: int) -> None:
        del self.texts[lang][which : which + 1]

    def inserts(self, lang: str, which: int, text: str) -> None:
        self.texts[lang].insert(which, text)

    def swaps(self, lang: str, which: int) -> None:
        self.texts[lang][which : which + 2] = self.texts[lang][which : which + 2][::-1]

    def cuts(self, lang: str, which: int) -> None:
        del self.texts[lang][which:]

    def forgets(self, kind: str) -> None:
        self.memory.keep_only(kind, ())


def entry(lang: str, text: str) -> Entry:
    digest = hashlib.sha256(f"{lang} {text}".encode()).hexdigest()
    return Entry(path="a.md", title=text, slug="a", lang=lang, source="talvaria-weekly", digest=digest)


def terms_in(entry: Entry) -> Terms:
    return terms_of(Fields(entry.lang, entry.title))


def files(texts: Mapping[str, Sequence[str]], memory: Memory, base: Files) -> tuple[Mapping[str, str], Files]:
    """The branches, and each file's parts and bytes, where one of a base with the same parts is not made again."""
    ordered = {lang: [entry(lang, text) for text in texts] for lang, texts in texts.items()}
    halves = Halves(ordered, memory, terms_in, STEP, MOST)
    found = Files()
    for part in halves.parts():
        parts, made = base.get(part.address, ({}, b""))
        found[part.address] = (part.parts, made if parts == part.parts else part.make())
    return halves.branches(), found


@settings(max_examples=SEQUENCES, deadline=None)
@given(st.lists(text, min_size=9, max_size=22), st.lists(step, min_size=1, max_size=9))
def test_an_index_that_was_changed_step_by_step_is_the_one_that_is_made_at_once(
    english: list[str], steps: list[tuple[str, ...]]
) -> None:
    archive = Archive(english)
    _, base = files(archive.texts, archive.memory, {})
    for name, *how in steps:
        getattr(archive, name)(*how)
        branches, base = files(archive.texts, archive.memory, base)
        assert (branches, base) == files(archive.texts, Memory(), {})
