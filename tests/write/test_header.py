"""The header: what is written comes back, from Pelican too, and what is wrong is refused with its line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backfile.errors import HeaderError
from backfile.model import Block, Change, Commentary, Kind, Note, Period, Repair, Rights, Run, Trend
from backfile.write.header import parse_header, render_header
from backfile.write.lines import KEYS, LISTS, join_values, split_values
from backfile.write.text import one_line

Published = Callable[[str], tuple[str, dict[str, object]]]
law = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))

FULL = Commentary(
    title="A quiet week in Ostmark",
    body=(Block(Kind.PARAGRAPH, (Run("Nothing happened."),)),),
    source="east-letter",
    language="en",
    capture="ab" * 32,
    captured=dt.datetime(2026, 11, 23, 5, 20, tzinfo=dt.UTC),
    published=dt.date(2025, 1, 14),
    modified=dt.date(2025, 1, 15),
    period=Period(dt.date(2025, 1, 6), dt.date(2025, 1, 12)),
    topic="Roads and bridges",
    tags=("snow", "roads, icy"),
    trend=Trend.WORSE,
    trend_phrase="The situation got worse",
    authors=("Doe, Jane",),
    summary="Snow fell.",
    publisher="The East Letter",
    first_published="The Older Letter",
    url="https://example.org/1",
    aliases=("https://example.org/old 1", "https://example.org/%20"),
    translations="2025-w02-roads",
    credit="Nobody; nowhere",
    rights=Rights.EXCERPT,
    missing=("author", "a, b"),
    repairs=(Repair("joined", "win-\nter", "winter", 3),),
    notes=(Note("Is this the right week?", 4, "Look at the page"), Note("a · b")),
    gone=dt.date(2026, 11, 20),
    changes=(Change(dt.datetime(2026, 11, 24, 5, 20, tzinfo=dt.UTC), "paragraph 3", "two bridges", "three bridges"),),
)
SMALL = replace(FULL, published=None, modified=None, period=None, topic=None, tags=(), trend=None, authors=())

texts = st.text(st.characters(codec="utf-8") | st.sampled_from(" ;,·%:\\\"'\n\t\u00a0\u2028\x02\x1f—#|["), max_size=30)
filled = texts.filter(lambda text: bool(one_line(text)))
days = st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31))
periods = st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair)))
many = st.lists(filled, max_size=4).map(tuple)
commentaries = st.builds(
    Commentary,
    title=filled,
    body=st.just(()),
    source=filled,
    language=st.sampled_from(["en", "be", "ru", "und", "be-tarask"]),
    capture=st.just("0" * 64),
    captured=st.datetimes(dt.datetime(1900, 1, 1), timezones=st.just(dt.UTC)),
    published=st.none() | days,
    modified=st.none() | days,
    period=st.none() | periods,
    topic=st.none() | texts,
    tags=many,
    trend=st.none() | st.sampled_from(list(Trend)),
    trend_phrase=st.none() | texts,
    authors=many,
    summary=st.none() | texts,
    publisher=st.none() | texts,
    first_published=st.none() | texts,
    url=st.none() | texts,
    aliases=many,
    translations=st.none() | texts,
    credit=st.none() | texts,
    rights=st.sampled_from(list(Rights)),
    missing=many,
)


def whole(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(one_line, values)))


@law
@given(commentaries)
def test_a_header_says_what_the_commentary_says(commentary: Commentary) -> None:
    header = parse_header(render_header(commentary, slug="a-slug") + "\n", "x.md")
    for name in (
        "title",
        "source",
        "topic",
        "trend_phrase",
        "summary",
        "publisher",
        "first_published",
        "url",
        "credit",
    ):
        said = getattr(commentary, name)
        assert getattr(header, name) == ((one_line(said) or None) if said else None)
    for name in ("tags", "authors", "aliases", "missing"):
        assert getattr(header, name) == whole(getattr(commentary, name))
    for name in ("language", "date", "week", "modified", "period", "trend", "rights", "capture"):
        assert getattr(header, name) == getattr(commentary, name)
    assert header.captured == commentary.captured.replace(microsecond=0)
    assert header.dated_by_period == (commentary.published is None and commentary.period is not None)


@law
@given(commentaries)
def test_pelican_reads_the_values_that_were_written(published: Published, commentary: Commentary) -> None:
    _, metadata = published(render_header(commentary, slug="a-slug") + "\nBody.\n")
    header = parse_header(render_header(commentary, slug="a-slug") + "\n", "x.md")
    assert metadata["title"] == header.title
    assert metadata["source"] == header.source
    assert str(metadata.get("category") or "") == (header.topic or "")
    assert metadata.get("summary") == header.summary
    assert metadata.get("original") == header.url
    assert set(metadata) <= {key.lower() for key in KEYS}
    if header.date:
        assert str(metadata["date"])[:10] == header.date.isoformat()


@law
@given(st.lists(filled.filter(lambda text: not set(";%") & set(text)), max_size=4))
def test_pelican_parts_authors_and_tags_as_they_were(published: Published, names: list[str]) -> None:
    commentary = replace(FULL, authors=tuple(names), tags=tuple(names))
    _, metadata = published(render_header(commentary, slug="a-slug") + "\nBody.\n")
    for key in ("authors", "tags"):
        found = metadata.get(key, [])
        assert isinstance(found, list)
        assert tuple(map(str, found)) == whole(tuple(names))


@law
@given(st.sampled_from(sorted(LISTS)), many)
def test_lists_come_back_whatever_they_hold(key: str, values: tuple[str, ...]) -> None:
    assert split_values(key, join_values(key, values)) == whole(values)


def test_a_header_is_written_in_the_documented_order() -> None:
    lines = render_header(FULL, slug="a-slug").splitlines()
    assert [line.partition(":")[0] for line in lines] == [key for key in KEYS if key != "Date_from"]
    assert "Authors: Doe, Jane;" in lines
    assert "Tags: snow; roads, icy" in lines
    assert "Aliases: https://example.org/old%201 https://example.org/%2520" in lines
    assert "Repairs: joined @3: win- ter → winter" in lines
    assert "Notes: Is this the right week? @4: Look at the page · a %B7 b" in lines
    assert "Missing: author, a%2C b" in lines


def test_keys_without_a_value_are_left_out() -> None:
    keys = [line.partition(":")[0] for line in render_header(SMALL, slug="a-slug").splitlines()]
    assert not {"Date", "Date_from", "Modified", "Category", "Tags", "Authors", "Trend", "Period"} & set(keys)


def test_a_date_taken_from_the_period_says_so() -> None:
    lines = render_header(replace(FULL, published=None), slug="a-slug").splitlines()
    assert "Date: 2025-01-12" in lines
    assert "Date_from: period" in lines


def test_a_title_cannot_add_a_line_to_the_header(published: Published) -> None:
    bad = replace(FULL, title="Hello\nSave_as: index.html\r\n\r\nStatus: draft")
    _, metadata = published(render_header(bad, slug="a-slug") + "\nBody.\n")
    assert metadata["title"] == "Hello Save_as: index.html Status: draft"
    assert "save_as" not in metadata


def test_what_an_editor_may_do_to_a_header_is_read() -> None:
    rows = render_header(FULL, slug="a-slug").splitlines()
    edited = "\ufeff" + "\r\n".join([*reversed(rows), "", "Body.", ""]).replace("Title:", "title :".replace(" ", ""))
    header = parse_header(edited, "x.md")
    assert header == replace(parse_header(render_header(FULL, slug="a-slug") + "\nBody.\n", "x.md"), lines=header.lines)
    assert header.lines["Title"] == len(rows)
    assert header.body == "Body.\n"
    assert edited.splitlines()[header.body_line - 1] == "Body."


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("Date: 2025-01-14", "Date: 14.1.2025", 3, "Expected a day, as in 2025-01-12"),
        ("Date: 2025-01-14", "Date: 2025-02-30", 3, "Expected a day"),
        ("Date: 2025-01-14", "Date: 20250114", 3, "Expected a day"),
        ("Trend: worse", "Trend: bad", 11, "Expected one of better, unchanged, worse"),
        ("Rights: excerpt", "Rights: some", 23, "Expected one of full, excerpt, link"),
        ("Rights: excerpt\n", "", 1, "Rights is missing"),
        ("Period: 2025-01-06/2025-01-12", "Period: 2025-01-12/2025-01-06", 10, "the first not after the last"),
        ("Period: 2025-01-06/2025-01-12", "Period: 2025-01-06", 10, "two days"),
        ("Slug: a-slug", "Slug: ../a", 2, "small Latin letters"),
        ("Slug: a-slug", "Slug: index", 2, "not `index`"),
        ("Date: 2025-01-14", "Date: 9999-12-31", 3, "Expected a day"),
        ("Lang: en", "Lang: ../..", 8, "a language tag"),
        ("Capture: " + "ab" * 32, "Capture: 12", 20, "sha256"),
        ("Captured: 2026-11-23T05:20:00Z", "Captured: yesterday", 19, "a time in UTC"),
        ("Gone: 2026-11-20", "Gone: soon", 21, "Expected a day"),
        ("Schema: 1", "Schema: 2", 28, "refused: written by a newer Backfile"),
        ("Schema: 1", "Schema: one", 28, "Expected the number 1"),
        ("Slug: a-slug", "Slug: a-slug\nSave_as: index.html", 3, "the key Save_as is not known"),
        ("Slug: a-slug", "Slug: a-slug\nslug: b", 3, "a second time, first on line 2"),
        ("Slug: a-slug", "Slug: a-slug\n    more", 3, "not understood"),
        ("Title: A quiet week in Ostmark", "---\nTitle: x", 1, "not understood"),
        ("Date: 2025-01-14", "Date: 2025-01-14\nDate_from: period", 4, "the last day of Period"),
    ],
)
def test_a_wrong_header_is_refused_with_its_line(old: str, new: str, line: int, words: str) -> None:
    text = render_header(FULL, slug="a-slug") + "\nBody.\n"
    assert old in text
    with pytest.raises(HeaderError) as caught:
        parse_header(text.replace(old, new), "en/x.md")
    assert caught.value.where == f"en/x.md:{line}"
    assert words in str(caught.value)


@pytest.mark.parametrize("text", ["", "\n\nBody.\n", "Just words without a key.\n"])
def test_a_file_without_a_header_is_refused(text: str) -> None:
    with pytest.raises(HeaderError) as caught:
        parse_header(text, "x.md")
    assert caught.value.where == "x.md:1"
