"""A law: two files with one address and one key have the same bytes, whatever else the two archives hold; two volumes
of one name and one key have the same files.

`BACKFILE_BUILD_SEQUENCES=500` tries so many pairs of archives (`make laws`); otherwise a few. It is the law of builds
without Pelican, the disk and the publisher, so that many more cases can be tried.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backfile.model import Rights, Trend
from backfile.plugins import feeds, moves, sitemap, tables
from backfile.plugins.archive import groups_of, pages_on_all
from backfile.plugins.citations import files as citations
from backfile.plugins.entries import Body, Entry
from backfile.plugins.memory import Memory
from backfile.plugins.output import File, Group
from backfile.plugins.pages.place import Archive
from backfile.plugins.planning import Workshop, site_files, volume_files
from backfile.plugins.search import writer as search
from backfile.plugins.volumes import volumes_of

Make = Callable[..., Entry]
Gather = Callable[..., Archive]
ROOT = Path(__file__).resolve().parents[2]
CASES = int(os.environ.get("BACKFILE_BUILD_SEQUENCES", "6"))
STORY = "The mill at Halmar stopped on a Tuesday and by Friday nobody could say who had asked it to stop at all"
MONDAYS = ("2023-12-25", "2024-01-08", "2024-02-05", "2024-12-30", "2025-01-06", None)
CHANGES = {
    "title": ("A late ferry", "Quay & pier", "Halvik and the mill"),
    "topic": ("Economy", "Trade", "Эканоміка", None),
    "authors": ((), ("Hanna Veras",), ("Hanna Veras", "Jonas Telk")),
    "trend": (None, Trend.BETTER, Trend.WORSE, Trend.UNCHANGED),
    "trend_phrase": (None, "A step forward"),
    "source": ("talvaria-weekly", "lisk-quarterly", "generic"),
    "publisher": (None, "Talvaria Weekly", "Lisk Quarterly"),
    "original": (None, "https://old.example/1", "https://old.example/2"),
    "aliases": ((), ("https://old.example/2",)),
    "translations": (None, "one", "two"),
    "rights": tuple(Rights),
    "summary": (None, "What Osta says."),
    "dated_by_period": (False, True),
    "body": tuple(Body(f"<p>{text}</p>", text, text) for text in ("The ferry ran late.", STORY, "Halvik spoke.")),
    "surnames": ((), ("Halvik",), ("Marenko", "Halvik")),
}
commentaries = st.fixed_dictionaries(
    {
        "monday": st.sampled_from(MONDAYS),
        "lang": st.sampled_from(("en", "be", "de")),
        "slug": st.sampled_from(("quay", "pier", "buoy", "lock")),
        "changes": st.fixed_dictionaries({}, optional={name: st.sampled_from(each) for name, each in CHANGES.items()}),
    }
)
archives = st.lists(commentaries, min_size=1, max_size=6, unique_by=lambda each: (each["lang"], each["slug"]))


def sealed(entry: Entry) -> Entry:
    """An entry with the digest of all that its file would say."""
    body = entry.body
    said = [(field.name, getattr(entry, field.name)) for field in fields(entry) if field.compare]
    return replace(entry, digest=hashlib.sha256(repr((said, body)).encode()).hexdigest())


@pytest.fixture(scope="module", autouse=True)
def _plugins() -> Iterator[None]:
    """All that plans files is connected."""
    everywhere = (citations.plan, feeds.plan, moves.plan, sitemap.plan, tables.plan, search.plan)
    with ExitStack() as connected:
        for plan in everywhere:
            connected.enter_context(site_files.connected_to(plan))
        for plan_volume in (citations.plan_volume, sitemap.plan_volume):
            connected.enter_context(volume_files.connected_to(plan_volume))
        yield


def groups(archive: Archive) -> list[Group]:
    """What is planned of a site."""
    pages, volumes = tuple(pages_on_all(archive)), tuple(volumes_of(archive))
    return [*groups_of(Workshop(archive, pages, volumes, Path(), ROOT / "theme", Memory(), {}))]


def planned(archive: Archive) -> dict[str, File]:
    """Every file of a site by its address."""
    return {file.address: file for group in groups(archive) for file in group.files()}


def made(found: list[dict[str, object]], entry: Make, archive: Gather) -> Archive:
    def one(each: dict[str, object]) -> Entry:
        changes = dict(each["changes"])  # type: ignore[call-overload]  # as drawn above
        surnames = changes.pop("surnames", None)
        new = entry(each["monday"], lang=each["lang"], slug=each["slug"], path=f"{each['slug']}.md", **changes)
        return sealed(new if surnames is None else replace(new, surnames=surnames))

    return archive(*map(one, found))


def broken(one: dict[str, File], other: dict[str, File]) -> list[str]:
    """The addresses at which a file would be kept although it would come out otherwise."""
    both = [(file, other[address]) for address, file in one.items() if address in other]
    return [file.address for file, twin in both if file.key == twin.key and file.make() != twin.make()]


def misplaced(one: Archive, other: Archive) -> list[str]:
    """The volumes that would be kept although a file in them is another or has another key."""
    theirs = {group.name: group for group in groups(other) if group.key}
    both = [(group, theirs[group.name]) for group in groups(one) if group.name in theirs]
    return [group.name for group, twin in both if group.key == twin.key and keys(group) != keys(twin)]


def keys(group: Group) -> set[tuple[str, str]]:
    """The files of a group with their keys."""
    return {(file.address, file.key) for file in group.files()}


@given(archives, archives, st.integers(0, 5))
@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
def test_equal_keys_are_equal_bytes(
    entry: Make,
    archive: Gather,
    before: list[dict[str, object]],
    more: list[dict[str, object]],
    kept: int,
) -> None:
    names = {(each["lang"], each["slug"]) for each in more}
    after = more + [each for each in before[:kept] if (each["lang"], each["slug"]) not in names]
    one, other = (made(found, entry, archive) for found in (before, after))
    assert broken(planned(one), planned(other)) == []
    assert misplaced(one, other) == []


def changed(one: Archive, other: Archive) -> set[str]:
    """The addresses at which a file is made that was not there or has another key."""
    before, after = planned(one), planned(other)
    assert broken(before, after) == []
    assert misplaced(one, other) == []
    return {address for address, file in after.items() if address not in before or before[address].key != file.key}


OLD = ("2024-01-08", "2024-01-15", "2024-01-22")


@pytest.fixture
def old(entry: Make) -> list[Entry]:
    return [sealed(entry(day, slug=f"old-{number}", authors=("Hanna Veras",))) for number, day in enumerate(OLD)]


def test_nothing_new_makes_nothing(archive: Gather, old: list[Entry]) -> None:
    assert changed(archive(*old), archive(*reversed(old))) == set()


def test_a_new_commentary_leaves_the_older_pages_alone(archive: Gather, old: list[Entry], entry: Make) -> None:
    new = sealed(entry("2024-02-05", slug="new"))
    found = changed(archive(*old), archive(*old, new))
    assert {new.address, old[2].address, "en/2024/w06.html", "en/2024/w04/index.html"} <= found
    assert not {old[0].address, old[1].address, "en/2024/w04.html", "en/about.html"} & found
    assert not [address for address in found if address.startswith(("en/2024/w02", "en/authors/hanna"))]


@pytest.mark.parametrize(
    ("what", "where"),
    [
        ({"title": "Another title"}, {"en/2024/w02.html", "en/2024/w03/old-1.html", "en/topics/economy.html"}),
        (
            {"topic": "Trade"},
            {"en/topics/economy.html", "en/topics/trade.html", "en/2024/index.html", "en/2024/w03.html"},
        ),
        ({"authors": ("Jonas Telk",)}, {"en/authors/jonas-telk.html", "feeds/en/authors/jonas-telk.atom.xml"}),
        ({"trend": Trend.WORSE}, {"en/2024/index.html", "en/matrix.html", "en/topics/economy.csv"}),
        ({"body": Body("<p>New.</p>", "New.", "New.")}, {"en/2024/w02.html", "feeds/archive/all/2024.atom.xml"}),
    ],
)
def test_an_edit_makes_what_tells_of_it(
    archive: Gather, entry: Make, old: list[Entry], what: dict[str, object], where: set[str]
) -> None:
    edited = sealed(entry(OLD[0], slug="old-0", **{"authors": ("Hanna Veras",), **what}))
    found = changed(archive(*old), archive(edited, *old[1:]))
    assert edited.address in found
    assert where <= found
    assert "en/2024/w04/old-2.html" not in found


def test_a_translation_is_told_on_the_page_that_it_translates(archive: Gather, entry: Make) -> None:
    one, other = (sealed(entry(OLD[0], slug=slug, translations=slug)) for slug in ("quay", "pier"))
    new = sealed(entry(OLD[0], slug="quay", lang="be", translations="quay"))
    first = sealed(entry(OLD[1], slug="buoy", lang="be"))
    found = changed(archive(one, other, first), archive(one, other, first, new))
    assert one.address in found
    assert other.address not in found


def test_a_copy_in_another_source_is_told_on_both_pages(archive: Gather, entry: Make) -> None:
    body = Body(f"<p>{STORY}</p>", STORY, STORY)
    one = sealed(entry(OLD[0], slug="quay", body=body))
    copy = sealed(entry("2023-12-25", slug="pier", source="lisk-quarterly", topic="Trade", body=body))
    assert {one.address, copy.address} <= changed(archive(one), archive(one, copy))


def test_a_publisher_that_not_all_name_renames_its_source_everywhere(archive: Gather, entry: Make) -> None:
    one = sealed(entry(OLD[0], slug="quay", publisher="Talvaria Weekly"))
    other = sealed(entry("2023-12-25", slug="pier", topic="Trade"))
    assert one.address in changed(archive(one), archive(one, other))


def test_a_new_commentary_leaves_the_volumes_of_other_years_alone(
    archive: Gather, old: list[Entry], entry: Make
) -> None:
    """Only the year before touches the new one."""
    ages = [sealed(entry(day, slug="age", authors=("Hanna Veras",))) for day in ("2022-01-10", "2023-01-09")]
    new = sealed(entry("2024-02-05", slug="new"))
    before, after = groups(archive(*ages, *old)), groups(archive(*ages, *old, new))
    kept = {group.name for group, twin in zip(before, after, strict=True) if group.key and group.key == twin.key}
    assert kept == {"en/2022", "en/2023"}
