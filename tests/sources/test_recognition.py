"""Which recipe reads a page: its host decides, else its wording, else the person who names it; nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from backfile.clean.typography import typeset_document
from backfile.documents import read_document
from backfile.errors import LayoutChanged, NothingToRead, SourceUnclear
from backfile.model import Capture, Document, Trend
from backfile.sources import known, source_of, sources
from backfile.sources.platforms.layout import Source
from backfile.street import read_capture

HERE = Path(__file__).parent
PAGES = sorted(path for path in HERE.rglob("*") if path.suffix in (".txt", ".html"))
WEEKLY = ("by", "March 4 – March 10, 2024", "Security issues", "The Dog at the Lower Lock")
BODY = (
    "The dog at the lower lock has been promoted, and the man who feeds it has not.",
    "Both of them keep the same hours as before. The lock is shut.",
)

CaptureOf = Callable[[Path], Capture]
TextAt = Callable[..., Capture]


def document(capture: Capture) -> Document:
    return typeset_document(read_document(capture))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(HERE).as_posix())
def test_exactly_one_source_claims_each_page(page: Path, capture_of: CaptureOf) -> None:
    assert source_of(document(capture_of(page))).id == page.parent.name


def test_every_module_of_the_folder_is_a_source_named_after_it() -> None:
    folder = HERE.parents[1] / "scripts" / "backfile" / "sources"
    modules = {path.stem.replace("_", "-") for path in folder.glob("*.py")} - {"--init--", "generic"}
    assert {*sources()} == modules
    assert {source.id for source in sources().values()} == modules


@pytest.mark.parametrize("source", sources().values(), ids=lambda source: source.id)
def test_no_two_layouts_of_a_source_share_a_name(source: Source) -> None:
    names = [layout.name for layout in source.layouts]
    assert sorted({*names}) == sorted(names)


def test_a_page_on_a_host_that_no_layout_recognises_is_named(text_at: TextAt) -> None:
    address = "https://belarusinfocus.pro/security-issues/dog/"
    page = text_at("March 4 – March 10, 2024", *BODY, origin=address)
    with pytest.raises(LayoutChanged, match="belarus-in-focus") as raised:
        read_capture(page)
    assert address in str(raised.value)
    assert "layout" in raised.value.advice


def test_the_host_decides_whatever_the_wording(text_at: TextAt) -> None:
    page = text_at(*WEEKLY, *BODY, "No comments:", origin="https://www.belarusinfocus.info/security-issues/dog")
    assert source_of(document(page)).id == "belarus-in-focus"


def test_a_host_that_only_ends_like_a_sources_is_another_host(text_at: TextAt) -> None:
    page = text_at("The Dog at the Lower Lock", *BODY, origin="https://notbelarusinfocus.pro/security-issues/dog/")
    assert source_of(document(page)).id == "generic"


def test_a_page_that_two_sources_claim_alike_is_unclear(text_at: TextAt) -> None:
    page = text_at("аўтар", "4 сакавіка – 10 сакавіка 2024", "Бяспека", "Сабака на ніжнім шлюзе", *BODY)
    with pytest.raises(SourceUnclear, match="belarus-in-focus, talvaria-weekly") as raised:
        source_of(document(page))
    assert "--source" in raised.value.advice


def test_a_page_that_one_source_knows_better_is_that_sources(text_at: TextAt) -> None:
    head = ("аўтар", "4 сакавіка – 10 сакавіка 2024", "Бяспека", "Сабака на ніжнім шлюзе")
    assert source_of(document(text_at(*head, "Сітуацыя пагоршылася", *BODY))).id == "belarus-in-focus"
    assert source_of(document(text_at(*head, "Крок назад", *BODY))).id == "talvaria-weekly"


def test_a_page_of_no_source_is_generic_and_says_so(text_at: TextAt) -> None:
    commentary, reading = read_capture(text_at("The Dog at the Lower Lock", *BODY))
    assert (commentary.source, commentary.generic, reading.layout) == ("generic", True, "generic")
    assert [note.text for note in commentary.notes] == ["read by the generic recipe"]


def test_naming_the_source_overrides_recognition(text_at: TextAt) -> None:
    commentary, _ = read_capture(text_at("The Dog at the Lower Lock", *BODY), named="belarus-in-focus")
    assert commentary.source == "belarus-in-focus"


def test_naming_the_generic_recipe_overrides_the_host(text_at: TextAt) -> None:
    page = text_at(*WEEKLY, *BODY, origin="https://belarusinfocus.pro/security-issues/dog/")
    assert read_capture(page, named="generic")[0].source == "generic"


def test_a_source_that_does_not_exist_is_unclear_and_the_sources_are_listed() -> None:
    with pytest.raises(SourceUnclear, match="no source 'ferry-times'") as raised:
        known("ferry-times")
    assert all(name in raised.value.advice for name in (*sources(), "generic"))


def test_a_head_without_a_body_is_nothing_to_read(text_at: TextAt) -> None:
    with pytest.raises(NothingToRead, match="no body"):
        read_capture(text_at(*WEEKLY, "The situation has not changed", "Subscribe to our newsletter"))


def test_a_page_without_any_title_is_nothing_to_read(text_at: TextAt) -> None:
    with pytest.raises(NothingToRead, match="no title"):
        read_capture(text_at(" ".join(["water"] * 90) + "."))


def test_an_unknown_trend_is_no_mark_but_a_warning_with_its_line(text_at: TextAt) -> None:
    commentary, _ = read_capture(text_at(*WEEKLY, "The situation is damp", WEEKLY[-1], *BODY))
    assert (commentary.trend, commentary.trend_phrase) == (None, None)
    assert "trend" in commentary.missing
    note = next(note for note in commentary.notes if "damp" in note.text)
    assert note.place == 9
    assert "phrases" in note.advice


@pytest.mark.parametrize(
    ("printed", "trend"),
    [
        ("Category status: +", Trend.BETTER),
        ("Category status: =", Trend.UNCHANGED),
        ("Category status: -", Trend.WORSE),
        ("Category status: - (The situation has deteriorated)", Trend.WORSE),
    ],
)
def test_a_status_is_read_as_sign_and_as_words(text_at: TextAt, printed: str, trend: Trend) -> None:
    page = text_at("The Dog at the Lower Lock", printed, "September 05, 2016 10:22", "Image: Quay Archive", *BODY)
    commentary, _ = read_capture(page)
    assert (commentary.source, commentary.trend) == ("belarus-in-focus", trend)


@pytest.mark.parametrize("printed", ["- (The situation has improved)", "+ (The situation is damp)"])
def test_a_status_whose_sign_and_words_disagree_is_not_understood(text_at: TextAt, printed: str) -> None:
    page = text_at("The Dog at the Lower Lock", "Category status:", printed, "September 05, 2016 10:22", *BODY)
    commentary, _ = read_capture(page)
    assert commentary.trend is None
    assert any(repr(printed) in note.text for note in commentary.notes)


def test_long_prose_that_is_cut_outside_the_body_is_reported(text_at: TextAt) -> None:
    stray = " ".join(["The keeper of the lower lock has written a letter to the keeper of the upper one."] * 3)
    page = text_at(*WEEKLY, "The situation has not changed", *BODY, "Subscribe to us", stray)
    commentary, _ = read_capture(page)
    assert any("51 words after the end" in note.text for note in commentary.notes)


def test_every_block_is_kept_or_accounted_for(text_at: TextAt) -> None:
    tail = ("Subscribe to our newsletter", "EN", "BE/RU", "Situation in Belarus", "May 6 – May 12", "Read more")
    page = text_at(*WEEKLY, "The situation has not changed", WEEKLY[-1], "photo: quay.example", *BODY, *tail)
    commentary, reading = read_capture(page)
    told = [*(block.text for block in commentary.body), *(cut.text for cut in commentary.cuts), commentary.title]
    printed = (reading.period, reading.topic, reading.trend, reading.credit)
    told += [field.text for field in printed if field]
    assert {*WEEKLY, *BODY, *tail, "The situation has not changed", "quay.example"} == {*told}


STATUS_PAGE = """<h1>The Dog at the Lower Lock</h1><p>Category status: <img src="/i/{alt}.png" alt="{alt}"></p>
<p>September 05, 2016 10:22</p><p>Image: Quay Archive</p><p>The dog at the lower lock has been promoted.</p>"""


@pytest.mark.parametrize(
    ("alt", "trend"), [("+", Trend.BETTER), ("=", Trend.UNCHANGED), ("-", Trend.WORSE), ("icon", None)]
)
def test_a_status_icon_is_read_by_its_text_and_never_guessed(page_at: TextAt, alt: str, trend: Trend | None) -> None:
    address = "http://belarusinfocus.info/security-issues/dog/"
    commentary, reading = read_capture(page_at(STATUS_PAGE.format(alt=alt), origin=address))
    assert (reading.layout, commentary.trend, str(commentary.published)) == ("status page", trend, "2016-09-05")
    assert ("trend" in commentary.missing) == (trend is None)
    assert [block.text for block in commentary.body] == ["The dog at the lower lock has been promoted."]


def test_a_page_that_shows_a_trend_is_never_read_as_title_and_body_only(page_at: TextAt) -> None:
    inside = "<h1>The Dog</h1><p>Unknown topic</p><p>The situation has improved</p><p>The dog is well and so is he.</p>"
    with pytest.raises(LayoutChanged):
        read_capture(page_at(inside, origin="https://belarusinfocus.pro/security-issues/dog/"))


def test_a_page_is_known_by_the_address_it_states_and_by_the_one_it_came_from(page_at: TextAt) -> None:
    stated, came_from = (
        "https://belarusinfocus.pro/security-issues/dog/",
        "http://belarusinfocus.info/security-issues/dog?page=1",
    )
    inside = f'<link rel="canonical" href="{stated}"><h1>The Dog</h1><p>The dog is well, and so is the keeper.</p>'
    commentary, _ = read_capture(page_at(inside, origin=came_from))
    assert (commentary.url, commentary.aliases) == (stated, (came_from,))


def test_a_reading_time_alone_makes_no_page_a_source_s(text_at: TextAt) -> None:
    page = text_at("The Dog at the Lower Lock", "By Ada Quay", "4 min read", *BODY)
    assert source_of(document(page)).id == "generic"
