"""The address of a commentary's page."""

from __future__ import annotations

from backfile.write.addresses import page_address


def test_a_page_lies_in_the_folder_of_its_week() -> None:
    assert page_address("en", (2025, 1), "a-late-ferry") == "en/2025/w01/a-late-ferry.html"


def test_a_page_without_a_week_lies_among_the_undated() -> None:
    assert page_address("und", None, "a-late-ferry") == "und/undated/a-late-ferry.html"


def test_a_language_is_a_folder_in_small_letters() -> None:
    assert page_address("pt-BR", (2025, 52), "um") == "pt-br/2025/w52/um.html"
