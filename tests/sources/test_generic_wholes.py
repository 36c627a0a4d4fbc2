"""The generic recipe: what a reader sees as one stays or goes as one."""

from __future__ import annotations

import pytest

from backfile.documents.html import read_html
from backfile.model import Block, Kind
from backfile.sources.generic.body import with_pictures
from backfile.sources.generic.wholes import lists_in as lists
from backfile.sources.generic.wholes import made_whole, with_contents, with_headings, with_listings, with_wholes
from backfile.sources.generic.wholes import tables_in as tables

TEXT = "<p>The lock keeper counted the boats in the harbour and wrote the number down in his book.</p>"


def blocks_of(inside: str) -> tuple[Block, ...]:
    return read_html(inside.encode(), digest="d", origin="https://quay.example/dog").blocks


def chosen(blocks: tuple[Block, ...], *places: int) -> list[bool]:
    return [at in places for at in range(len(blocks))]


def test_a_heading_between_text_and_the_text_it_heads_stays() -> None:
    blocks = blocks_of(f"{TEXT}<h2>In the end</h2>{TEXT}")
    assert with_headings(blocks, [0.9, 0.4, 0.9], chosen(blocks, 0, 2)) == [True, True, True]


@pytest.mark.parametrize(
    ("share", "places"), [(0.1, (0, 2)), (0.4, (0,)), (0.4, (2,))], ids=["unlikely", "heads nothing", "before all"]
)
def test_another_heading_does_not(share: float, places: tuple[int, ...]) -> None:
    blocks = blocks_of(f"{TEXT}<h2>In the end</h2>{TEXT}")
    assert with_headings(blocks, [0.9, share, 0.9], chosen(blocks, *places)) == chosen(blocks, *places)


@pytest.mark.parametrize(
    ("markup", "is_kept"),
    [("<ul><li><h3>The dog</h3><li>{text}</ul>", False), ("<ul><li><h3>The dog</h3>{text}</ul>", True)],
    ids=["a teaser", "with its text"],
)
def test_a_heading_in_an_item_heads_what_is_in_the_item(markup: str, is_kept: bool) -> None:
    blocks = blocks_of(TEXT + markup.format(text=TEXT))
    assert with_headings(blocks, [0.9, 0.4, 0.9], chosen(blocks, 0, 2)) == [True, is_kept, True]


def test_a_listing_amid_the_text_stays_and_one_behind_it_does_not() -> None:
    blocks = blocks_of(f"{TEXT}<pre>open lower</pre>{TEXT}<pre>close upper</pre>")
    assert with_listings(blocks, [0.9, 0.4, 0.9, 0.4], chosen(blocks, 0, 2)) == chosen(blocks, 0, 1, 2)


def test_the_rest_of_a_list_follows_the_most_of_its_words() -> None:
    blocks = blocks_of("<ol><li>The lower lock<li>The upper lock and its dog<ul><li>who sleeps</ul><li>Locks</ol>")
    assert with_wholes(blocks, lists(blocks), chosen(blocks, 0, 1)) == [True] * 4
    assert with_wholes(blocks, lists(blocks), chosen(blocks, 0)) == chosen(blocks, 0)


def test_the_rest_of_a_menu_does_not() -> None:
    blocks = blocks_of("<nav><ul><li>The lower lock<li>The upper lock and its dog<li>Locks</ul></nav>")
    assert with_wholes(blocks, lists(blocks), chosen(blocks, 0, 1)) == chosen(blocks, 0, 1)


def test_the_rest_of_a_table_of_facts_follows_the_most_of_its_words() -> None:
    rows = "".join(
        f"<tr><th><div><p>{name}</p></div><td><ul><li>{fact}</ul>"
        for name, fact in (("Built", "by hand"), ("Gates", "two"))
    )
    blocks = blocks_of(f"<table>{rows}</table>")
    assert [block.kind for block in blocks] == [Kind.PARAGRAPH, Kind.ITEM] * 2
    assert with_wholes(blocks, tables(blocks), chosen(blocks, 0, 1)) == [True] * 4
    assert with_wholes(blocks, tables(blocks), chosen(blocks, 0)) == chosen(blocks, 0)


def test_a_table_with_a_long_text_lays_out_a_page() -> None:
    rows = f"<tr><td><p>Home</p><p>About</p><p>Boats</p><td>{TEXT * 2}<p>{'The dog slept. ' * 30}</p>"
    assert not tables(blocks_of(f"<table>{rows}</table>"))


CONTENTS = "".join(f"<li><a href='#{n}'>{n}. {name}</a>" for n, name in enumerate(("Boats", "Bells", "Ropes"), 1))
PARTS = "".join(f"<h2 id={n}>{name}</h2>{TEXT}" for n, name in enumerate(("Boats", "Bells", "Ropes"), 1))


def test_the_contents_of_a_text_stay_with_its_headings() -> None:
    blocks = blocks_of(f"<ul>{CONTENTS}</ul>{PARTS}")
    assert with_contents(blocks, lists(blocks), chosen(blocks, *range(3, 9))) == [True] * 9


@pytest.mark.parametrize(
    ("page", "places"),
    [
        (f"<ul>{CONTENTS}</ul>{PARTS}", (4, 6, 8)),
        (f"<nav><ul>{CONTENTS}</ul></nav>{PARTS}", tuple(range(3, 9))),
        (f"<ul>{CONTENTS.replace('#', '/')}</ul>{PARTS}", tuple(range(3, 9))),
    ],
    ids=["of headings that go", "of the site", "of other pages"],
)
def test_a_list_that_is_no_contents_of_what_stays_does_not(page: str, places: tuple[int, ...]) -> None:
    blocks = blocks_of(page)
    assert with_contents(blocks, lists(blocks), chosen(blocks, *places)) == chosen(blocks, *places)


def test_a_picture_in_a_figure_amid_the_text_stays_whatever_words_the_figure_has() -> None:
    figure = "<figure><div>Image</div><img src=/a.jpg><figcaption>The dog at the lock.</figcaption></figure>"
    blocks = blocks_of(f"<article>{TEXT}<div>{figure}</div>{TEXT}</article>")
    assert [block.kind for block in blocks[1:4]] == [Kind.PARAGRAPH, Kind.IMAGE, Kind.CAPTION]
    assert with_pictures(blocks, chosen(blocks, 0, 4)) == chosen(blocks, 0, 2, 3, 4)


def test_what_is_whole_stays_as_it_is() -> None:
    blocks = blocks_of(f"<ul>{CONTENTS}</ul>{PARTS}")
    once = made_whole(blocks, [0.5] * 9, chosen(blocks, *range(3, 9)))
    assert made_whole(blocks, [0.5] * 9, once) == once
