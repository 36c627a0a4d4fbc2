"""The generic recipe: a gallery that a page puts amid its text is no part of it."""

from __future__ import annotations

import pytest

from backfile.documents.html import read_html
from backfile.model import Block
from backfile.sources.generic.galleries import of_galleries

TEXT = "<p>The lock keeper counted the boats in the harbour and wrote the number down in his book.</p>"
SLIDES = "".join(
    f"<li><h3>{number}/4 The {gate} gate</h3><p>It was built by hand in the year of the long winter and has stood"
    f" since, by the count of the wardens.</p></li>"
    for number, gate in enumerate(("lower", "upper", "mill", "old"), 1)
)
GALLERY = f"<div><h2>Gates in pictures</h2><ul>{SLIDES}</ul></div>"


def blocks_of(inside: str) -> tuple[Block, ...]:
    return read_html(inside.encode(), digest="d", origin="https://quay.example/dog").blocks


def kept(markup: str) -> list[str]:
    blocks = blocks_of(f"<article>{markup}</article>")
    apart = of_galleries(blocks, [True] * len(blocks))
    return [block.text for block, is_apart in zip(blocks, apart, strict=True) if not is_apart]


def test_a_gallery_amid_a_text_goes_with_its_heading() -> None:
    assert kept(f"{TEXT}{GALLERY}{TEXT}") == kept(f"{TEXT}{TEXT}")


@pytest.mark.parametrize(
    "page",
    [
        f"{TEXT}{GALLERY}",
        f"{GALLERY}{TEXT}",
        f"{TEXT}{GALLERY.replace('3/4', '7/4')}{TEXT}",
        f"{TEXT}<h3>1/2 cup of flour</h3>{TEXT}<h3>1/3 cup of milk</h3><h3>1/4 cup of salt</h3>{TEXT}",
        f"{TEXT}<h3>1 of 3 gates</h3>{TEXT}<h3>2 of 3 gates</h3>{TEXT}<h3>3 of 3 gates</h3>{TEXT}<p>End.</p>",
    ],
    ids=["nothing behind it", "nothing before it", "numbers that do not count up", "shares", "parts of the text"],
)
def test_other_numbers_stay(page: str) -> None:
    assert kept(page) == [block.text for block in blocks_of(f"<article>{page}</article>")]
