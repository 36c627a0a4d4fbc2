"""Addresses: relative from page to page, distinct for each name."""

from __future__ import annotations

import posixpath

from hypothesis import given
from hypothesis import strategies as st

from backfile.plugins.addresses import relative, root_of, slugs_of

PAGES = st.sampled_from(["index.html", "en/index.html", "en/2025/w02/a.html", "be/topics/ulada/2024.html"])


@given(PAGES, PAGES)
def test_a_relative_link_leads_from_a_page_to_its_target(page: str, target: str) -> None:
    assert posixpath.normpath(posixpath.join(posixpath.dirname(page), relative(target, page))) == target


@given(PAGES)
def test_the_root_is_above_each_page(page: str) -> None:
    assert posixpath.normpath(posixpath.join(posixpath.dirname(page), root_of(page) or ".")) == "."


def test_a_name_in_any_script_has_a_latin_slug() -> None:
    assert slugs_of(["Улада"]) == {"Улада": "ulada"}


def test_names_that_would_share_a_slug_do_not() -> None:
    slugs = slugs_of(["Economy", "economy", "ECONOMY"])
    assert len(set(slugs.values())) == 3


def test_a_name_without_letters_has_a_slug_still() -> None:
    assert all(slugs_of(["…", "—"]).values())


def test_a_topic_may_be_called_untagged_or_index() -> None:
    assert not {"untagged", "index"} & set(slugs_of(["Untagged", "Index"]).values())


@given(st.lists(st.text(max_size=8), max_size=6))
def test_slugs_do_not_hang_on_the_order_of_the_names(names: list[str]) -> None:
    assert slugs_of(names) == slugs_of(reversed(names))
