"""Listings give their weeks to commentaries: of the same run, of the archive, and again when a page is added anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile import pipeline
from backfile.model import Status
from backfile.report import Outcome, Report

HEAD = "https://belarusinfocus.pro/security-issues"


class Desk:
    """An archive, and a folder of pages to add."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.content, self.store = folder / "pages", folder / "content", folder / "captures"
        self.folder.mkdir()
        (folder / "rulings").mkdir()
        self.rulings = folder / "rulings"

    def add(self, **pages: str) -> Report:
        for old in self.folder.iterdir():
            old.unlink()
        for name, text in pages.items():
            (self.folder / f"{name}.{'html' if text.startswith('<') else 'txt'}").write_text(text, "utf-8")
        return pipeline.add([self.folder], content=self.content, store=self.store, rulings=self.rulings)

    def texts(self) -> dict[str, str]:
        return {str(path.relative_to(self.content)): path.read_text("utf-8") for path in self.content.rglob("*.md")}

    def text(self, words: str) -> str:
        (text,) = [text for text in self.texts().values() if words in text]
        return text


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def page(slug: str, title: str, *, week: str = "", host: str = "belarusinfocus.pro") -> str:
    """A page of the weekly without a week, as old captures are, or with one."""
    trend = f"<div>{week}</div><div>Security issues</div>" if week else ""
    mark = "<div>The situation has not changed</div>" if week else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><link rel="canonical" href="https://{host}/security-issues/{slug}/"></head>'
        f"<body><main><article>{trend}<h1>{title}</h1>{mark}<p>The toll house at Osk was blue for ninety years, and "
        f"bargemen steered by it. This is {slug}, on the order of the committee for visibility.</p>"
        "<p>Two barges have since gone aground. The committee regards the number as low, considering.</p>"
        "</article></main></body></html>"
    )


def listing(*pairs: tuple[str, str, str], number: int = 1, topic: str = "Security issues") -> str:
    address = f"https://belarusinfocus.pro/analytics/security-issues{f'/page/{number}' if number > 1 else ''}"
    items = "".join(
        f'<li><h3><a href="/security-issues/{slug}">{title}</a></h3><span>{week}</span></li>'
        for slug, title, week in pairs
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><link rel="canonical" href="{address}"></head>'
        f"<body><main><h1>{topic}</h1><h2>All trends</h2><ul>{items}</ul></main></body></html>"
    )


def dump(*pairs: tuple[str, str]) -> str:
    lines = ["Security issues", "All trends", *(line for pair in pairs for line in pair), "Subscribe to our newsletter"]
    return "\n\n".join(lines) + "\n"


TOLL = page("toll-house-painted-grey", "The Toll House Is Painted Grey")
LOCK = page("lock-osk-stays-shut", "The Lock at Osk Stays Shut", week="January 6 – January 12, 2025")
LISTING = listing(
    ("toll-house-painted-grey", "The Toll House Is Painted Grey", "January 13 – January 19"),
    ("lock-osk-stays-shut", "The Lock at Osk Stays Shut", "January 6 – January 12"),
)


def only(report: Report, status: Status) -> Outcome:
    (outcome,) = [outcome for outcome in report.outcomes if outcome.status is status]
    return outcome


def test_a_listing_is_skipped_and_gives_its_weeks_to_the_pages_of_its_run(desk: Desk) -> None:
    report = desk.add(a=TOLL, b=LISTING, c=LOCK)
    skipped = only(report, Status.SKIPPED)
    assert ("b.html", "a listing of 2 commentaries") == (skipped.origin, skipped.reason)
    text = desk.text("Painted Grey")
    assert "Period: 2025-01-13/2025-01-19\n" in text
    assert "Date: 2025-01-19\nDate_from: period\n" in text
    assert "the week is that of the listing https://belarusinfocus.pro/analytics/security-issues, which prints" in text


def test_the_week_of_a_page_under_another_spelling_of_its_address_is_found(desk: Desk) -> None:
    desk.add(a=page("toll-house-painted-grey", "Painted Grey", host="www.belarusinfocus.info"), b=LISTING, c=LOCK)
    assert "Period: 2025-01-13/2025-01-19\n" in desk.text("Painted Grey")


def test_a_listing_gives_its_weeks_to_pages_that_are_in_the_archive_already(desk: Desk) -> None:
    desk.add(a=TOLL, c=LOCK)
    before = desk.texts()
    report = desk.add(b=LISTING)
    changed = only(report, Status.CHANGED)
    assert "the week is that of the listing" in changed.reason
    assert before.keys() == desk.texts().keys()
    assert "Period: 2025-01-13/2025-01-19\n" in desk.text("Painted Grey")


@pytest.mark.parametrize(
    "order", [("a", "b", "c"), ("b", "c", "a"), ("c", "a", "b"), ("abc",), ("ac", "b"), ("b", "ac")]
)
def test_a_week_is_kept_when_the_page_is_added_again_without_the_listing(desk: Desk, order: tuple[str, ...]) -> None:
    pages = {"a": TOLL, "b": LISTING, "c": LOCK}
    for names in order:
        desk.add(**{name: pages[name] for name in names})
    before = desk.texts()
    assert "Period: 2025-01-13/2025-01-19\n" in desk.text("Painted Grey")
    report = desk.add(a=TOLL, c=LOCK)
    assert before == desk.texts()
    assert {Status.UNCHANGED} == {outcome.status for outcome in report.outcomes}


def test_adding_a_listing_twice_changes_nothing(desk: Desk) -> None:
    desk.add(a=TOLL, b=LISTING, c=LOCK)
    before = desk.texts()
    report = desk.add(b=LISTING)
    assert ([Status.SKIPPED], before) == ([outcome.status for outcome in report.outcomes], desk.texts())


def test_a_dump_of_a_listing_finds_its_pages_by_their_exact_titles(desk: Desk) -> None:
    text = dump(
        ("The Toll House Is Painted Grey", "January 13 – January 19"),
        ("The Lock at Osk Stays Shut", "January 6 – January 12"),
    )
    report = desk.add(a=TOLL, b=text, c=LOCK)
    assert "a listing of 2 commentaries" == only(report, Status.SKIPPED).reason
    assert "Period: 2025-01-13/2025-01-19\n" in desk.text("Painted Grey")


def test_a_page_that_prints_another_week_keeps_it_and_the_editor_is_told(desk: Desk) -> None:
    wrong = page("lock-osk-stays-shut", "The Lock at Osk Stays Shut", week="January 13 – January 19, 2025")
    fill = page("ladder-for-fish", "A Ladder for the Fish", week="December 30 – January 5, 2024")
    pairs = [
        ("toll-house-painted-grey", "The Toll House Is Painted Grey", "January 13 – January 19"),
        ("lock-osk-stays-shut", "The Lock at Osk Stays Shut", "January 6 – January 12"),
        ("ladder-for-fish", "A Ladder for the Fish", "December 30 – January 5"),
    ]
    desk.add(a=wrong, b=listing(*pairs), c=fill)
    text = desk.text("The Lock at Osk Stays Shut")
    assert "Period: 2025-01-13/2025-01-19\n" in text
    assert "the page covers 2025-01-13/2025-01-19, the listing" in text and "says 2025-01-06/2025-01-12" in text


def test_the_years_of_a_second_page_follow_from_the_first(desk: Desk) -> None:
    first = listing(("ladder-for-fish", "A Ladder for the Fish", "December 30 – January 5"), LISTING_PAIRS[1])
    second = listing(
        ("toll-house-painted-grey", "The Toll House Is Painted Grey", "December 16 – December 22"), number=2
    )
    new = page("ladder-for-fish", "A Ladder for the Fish", week="December 30 – January 5, 2024")
    desk.add(a=TOLL, b=second, c=first, d=new)
    assert "Period: 2024-12-16/2024-12-22\n" in desk.text("Painted Grey")


def test_a_page_of_a_listing_whose_year_nothing_tells_gives_no_week(desk: Desk) -> None:
    later = listing(("toll-house-painted-grey", "The Toll House Is Painted Grey", "January 13 – January 19"), number=9)
    report = desk.add(a=TOLL, b=later)
    assert "Period:" not in desk.text("Painted Grey")
    assert any("the year of 1 weeks could not be told" in warning.text for warning in report.warnings)
    desk.add(c=LOCK)
    assert "Period:" not in desk.text("Painted Grey")


def test_an_editors_own_week_stays(desk: Desk) -> None:
    desk.add(a=TOLL, c=LOCK)
    (path,) = [path for path in desk.content.rglob("*.md") if "Painted Grey" in path.read_text("utf-8")]
    edited = path.read_text("utf-8").replace("Source:", "Period: 2025-01-20/2025-01-26\nSource:", 1)
    path.write_text(edited, "utf-8")
    desk.add(b=LISTING)
    assert "Period: 2025-01-20/2025-01-26\n" in path.read_text("utf-8")
    assert "2025-01-13/2025-01-19\n" not in path.read_text("utf-8")


def test_a_listing_that_is_lost_from_the_store_is_named(desk: Desk) -> None:
    desk.add(a=TOLL, b=LISTING, c=LOCK)
    digest = (desk.store / "listings.txt").read_text("utf-8").strip()
    next(desk.store.rglob(f"{digest}.warc.gz")).unlink()
    for _ in range(2):
        assert any("cannot be read" in warning.text for warning in desk.add(c=LOCK).warnings)


def test_a_page_of_the_weekly_is_no_listing(desk: Desk) -> None:
    report = desk.add(c=LOCK)
    assert {Status.NEW} == {outcome.status for outcome in report.outcomes}
    assert not (desk.store / "listings.txt").exists()


LISTING_PAIRS = (
    ("toll-house-painted-grey", "The Toll House Is Painted Grey", "January 13 – January 19"),
    ("lock-osk-stays-shut", "The Lock at Osk Stays Shut", "December 23 – December 29"),
)
