"""A publisher's words are replaced by invented ones: lengths, case, labels and days stay, and nothing of the prose."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.drafting.fixtures import invented_page
from backfile.drafting.inventing import Invention, carried
from backfile.sources.platforms.layout import wording
from backfile.sources.platforms.shapes import DAY

INVENTION = Invention(
    seed="quay-letter",
    known=(wording("share this issue"), DAY, wording("the letter is made by.*")),
    phrases=("Quay Letter",),
    hosts=("quay.example",),
    names=("Mira Tolan",),
)
PROSE = "The lock keeper counted eleven boats in the harbour before breakfast."


@given(st.text(alphabet="abcdefghijklmnop ABCЖшчы.,’0123456789\n", max_size=80))
def test_only_letters_change(text: str) -> None:
    invented = INVENTION.prose(text)
    assert [(one.isalpha(), one.isupper()) for one in text] == [(one.isalpha(), one.isupper()) for one in invented]
    assert [one for one in text if not one.isalpha()] == [one for one in invented if not one.isalpha()]


def test_the_same_word_becomes_the_same_and_another_publication_gets_others() -> None:
    assert INVENTION.prose("harbour Harbour").casefold().split()[0] == INVENTION.prose("harbour")
    assert Invention("another", ()).prose("harbour") != INVENTION.prose("harbour")


@pytest.mark.parametrize("line", ["Share this issue", "Share  this issue"])
def test_a_line_that_the_recipe_knows_keeps_its_words(line: str) -> None:
    assert line == INVENTION.line(line)


def test_of_a_long_known_line_only_the_words_it_is_known_by_stay() -> None:
    said = INVENTION.line("The letter is made by seven people who never sleep")
    assert said.startswith("The letter is made by ")
    assert "people" not in said and "never" not in said


def test_a_page_keeps_its_structure_and_loses_its_prose() -> None:
    page = f"""<!DOCTYPE html><html lang="en"><head><title>A dog at a lock | Quay Letter</title>
<meta property="article:published_time" content="2024-05-06T10:00:00Z"><meta name="description" content="{PROSE}">
<link rel="canonical" href="https://quay.example/2024/a-dog-at-a-lock/">
<script type="application/ld+json">{{"@type": "Article", "headline": "A dog at a lock", "description": "{PROSE}",
"datePublished": "2024-05-06", "author": {{"@type": "Person", "name": "Mira Tolan"}}}}</script>
<script>var told = "{PROSE}";</script></head><body><article class="post"><h1 id="a-dog-at-a-lock">A dog at a lock</h1>
<p class="meta">6 May 2024</p><p>{PROSE} <a href="https://river.example/the-whole-story" title="{PROSE}">More</a></p>
<img src="/images/dog-at-lock.jpg" alt="A dog at a lock" data-caption="{PROSE}"><!-- {PROSE} -->
<p>Share this issue</p></article></body></html>"""
    invented = invented_page(page, INVENTION)
    assert "" == carried([PROSE], invented)
    for lost in ("harbour", "dog", "Tolan", "river.example"):
        assert lost not in invented
    for kept in ('class="post"', "Quay Letter", "6 May", "2024-05-06T10:00:00Z", "Share this issue", "quay.example"):
        assert kept in invented
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", invented)
    assert heading and f"<title>{heading[1]} | Quay Letter</title>" in invented
    assert f'"headline": "{heading[1]}"' in invented


def test_prose_that_is_carried_on_is_found() -> None:
    assert "eleven boats in the harbour" == carried([PROSE], "He saw eleven boats in the harbour")
    assert "" == carried([PROSE], "He saw eleven boats in the lake")
