"""The body of a Markdown file: what a reader of the file sees, and what Pelican makes of it."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest

from backfile.model import Block, Kind, Run, Style
from backfile.write.markdown import render_body

Published = Callable[[str], tuple[str, dict[str, object]]]


def paragraph(*runs: Run | str) -> Block:
    return Block(Kind.PARAGRAPH, tuple(Run(run) if isinstance(run, str) else run for run in runs))


def item(text: str, level: int = 1, ordinal: int | None = None, *, continued: bool = False) -> Block:
    return Block(Kind.ITEM, (Run(text),), level, ordinal, continued)


def body_of(published: Published, *blocks: Block) -> str:
    html, _ = published(f"Title: x\n\n{render_body(blocks)}")
    return html


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Plain words, 5 * 3 < 20, AT&T, snake_case, 10 % - and so on.", None),
        ("[1] and [^1]", r"\[1\] and \[^1\]"),
        ("2022. A year", r"2022\. A year"),
        ("- no item", r"\- no item"),
        ("+ no item", r"\+ no item"),
        ("* no item", r"\* no item"),
        ("-5 degrees", None),
        ("# no heading", r"\# no heading"),
        ("> no quote", r"\> no quote"),
        ("---", r"\---"),
        ("- - -", r"\- - -"),
        ("===", None),
        ("*x* and _y_", r"\*x\* and \_y\_"),
        ("<b>no tag</b>", "&lt;b>no tag&lt;/b>"),
        ("&copy; &#169; AT&T;", "&amp;copy; &amp;#169; AT&amp;T;"),
        ("`code`", r"\`code\`"),
        ("C:\\new", r"C:\\new"),
        ("| a | b |", None),
        ("{attach}x |attach|x {: #id} %7B", None),
        ("Key: value", None),
        ("*[x]: y", r"\*\[x\]: y"),
        ("[x]: http://example.org", r"\[x\]: http://example.org"),
        ("///Footnotes Go Here///", "&#47;//Footnotes Go Here///"),
        ("a\x02klzzwxh:0001\x03b\nc\td", "a klzzwxh:0001 b c d"),
        ("half \ud83d of a face", "half \ufffd of a face"),
    ],
)
def test_only_what_would_be_markup_is_escaped(text: str, written: str | None) -> None:
    assert render_body((paragraph(text),)) == f"{written or text}\n"


def test_a_first_line_like_a_header_stays_in_the_body(published: Published) -> None:
    html, metadata = published(f"Title: x\n\n{render_body((paragraph('Save_as: index.html'),))}")
    assert (html, metadata) == ("<p>Save_as: index.html</p>", {"title": "x"})


def test_headings_begin_at_the_second_level_and_leave_no_gap() -> None:
    blocks = tuple(Block(Kind.HEADING, (Run(f"h{level}"),), level) for level in (3, 5, 3, 6))
    assert render_body(blocks) == "## h3\n\n### h5\n\n## h3\n\n#### h6\n"


def test_a_heading_keeps_its_last_hash(published: Published) -> None:
    assert body_of(published, Block(Kind.HEADING, (Run("In C#"),), 1)) == "<h2>In C#</h2>"


def test_lists_nest_by_four_blanks_and_keep_their_numbers() -> None:
    blocks = (item("one", 1, 3), item("below", 2), item("two", 1, 4))
    assert render_body(blocks) == "3. one\n    - below\n4. two\n"


def test_a_further_paragraph_of_an_item_is_indented() -> None:
    blocks = (item("one"), item("more", continued=True), item("two"))
    assert render_body(blocks) == "- one\n\n    more\n\n- two\n"


def test_numbers_that_do_not_run_on_stay_as_they_were_printed(published: Published) -> None:
    blocks = (item("first", 1, 1), item("third", 1, 3))
    assert render_body(blocks) == "1\\. first\n\n3\\. third\n"
    assert body_of(published, *blocks) == "<p>1. first</p>\n<p>3. third</p>"


def test_quotes_keep_their_depth() -> None:
    blocks = (Block(Kind.QUOTE, (Run("said"),), 1), Block(Kind.QUOTE, (Run("again"),), 2))
    assert render_body(blocks) == "> said\n>\n> > again\n"


def test_an_image_is_followed_by_its_caption_in_emphasis() -> None:
    blocks = (Block(Kind.IMAGE, (Run("A [map]"),), src="map (1).png"), Block(Kind.CAPTION, (Run("Photo: nobody"),)))
    assert render_body(blocks) == "![A \\[map\\]](map%20%281%29.png)\n\n*Photo: nobody*\n"


def test_an_image_without_an_address_that_may_stand_is_its_words() -> None:
    assert render_body((Block(Kind.IMAGE, (Run("1. A map"),), src="data:image/png;base64,AA"),)) == "1\\. A map\n"


def test_a_table_has_inert_cells_and_whole_rows() -> None:
    rows = (((Run("a|b"),), (Run("c"),)), ((Run("d"),),))
    assert render_body((Block(Kind.TABLE, rows=rows),)) == "| a\\|b | c |\n| --- | --- |\n| d |  |\n"


def test_code_is_indented_and_keeps_its_lines() -> None:
    assert render_body((Block(Kind.CODE, (Run("if x:\n\n\tgo <b> & *y*"),)),)) == "    if x:\n\n        go <b> & *y*\n"


def test_code_that_cannot_stand_in_backticks_is_written_as_words_also_where_two_pieces_of_it_meet() -> None:
    code = frozenset({Style.CODE})
    assert render_body((paragraph(Run("&#", code)),)) == render_body((paragraph(Run("&", code), Run("#", code)),))


def test_code_after_a_list_does_not_become_part_of_it(published: Published) -> None:
    html = body_of(published, item("one"), Block(Kind.CODE, (Run("x = 1"),)))
    assert html == "<ul>\n<li>one</li>\n</ul>\n<p><code>x = 1</code></p>"


def test_footnotes_are_numbered_by_their_first_markers() -> None:
    blocks = (
        Block(Kind.NOTE, (Run("Never marked."),), note="z"),
        Block(Kind.NOTE, (Run("The other."),), note="a"),
        Block(Kind.NOTE, (Run("The first."),), note="b"),
        paragraph("One", Run("7", note="b"), ", two", Run("3", note="a"), ", one again", Run("7", note="b"), "."),
    )
    text = "One[^1], two[^2], one again[^1].\n\n[^1]: The first.\n\n[^2]: The other.\n\n[^3]: Never marked.\n"
    assert render_body(blocks) == text


def test_a_footnote_may_have_two_paragraphs() -> None:
    notes = (Block(Kind.NOTE, (Run("One."),), note="a"), Block(Kind.NOTE, (Run("Two."),), note="a"))
    assert render_body((paragraph("x", Run("1", note="a")), *notes)) == "x[^1]\n\n[^1]: One.\n\n    Two.\n"


def test_a_marker_without_a_footnote_stays_text() -> None:
    assert render_body((paragraph("One", Run("[7]", note="gone")),)) == "One\\[7\\]\n"


def test_a_marker_and_a_colon_at_the_start_make_no_footnote(published: Published) -> None:
    note = Block(Kind.NOTE, (Run("A note."),), note="a")
    assert "<p><sup" in body_of(published, paragraph(Run("1", note="a"), ": a word"), note)


def test_looks_stand_around_words_and_not_around_blanks() -> None:
    strong, emphasis = frozenset({Style.STRONG}), frozenset({Style.EMPHASIS})
    line = paragraph("a", Run(" b ", strong), Run("c", emphasis), Run("\u00a0d", emphasis | strong))
    assert render_body((line,)) == "a **b** *c*\u00a0***d***\n"


def test_looks_that_touch_keep_what_they_share() -> None:
    strong, both = frozenset({Style.STRONG}), frozenset({Style.STRONG, Style.EMPHASIS})
    assert render_body((paragraph(Run("a", strong), Run("b", both)),)) == "**ab**\n"
    assert render_body((paragraph(Run("a", strong), Run("b", frozenset({Style.EMPHASIS}))),)) == "**a**b\n"


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a", "[x](https://example.org/a)"),
        ("mailto:a@example.org", "[x](mailto:a@example.org)"),
        ("../b.html#c", "[x](../b.html#c)"),
        ("#c", "[x](#c)"),
        ("//example.org/", "[x](//example.org/)"),
        ("{attach}../../secret", "[x](%7Battach%7D../../secret)"),
        ("|attach|secret", "[x](%7Cattach%7Csecret)"),
        ("https://e.org/a b(c)\"'<d>\x01", "[x](https://e.org/a%20b%28c%29%22%27%3Cd%3E)"),
        ("https://e.org/?a=1&copy;=2&b", "[x](https://e.org/?a=1&amp;copy;=2&b)"),
        ("https://e.org/%7Bx", "[x](https://e.org/%7Bx)"),
        ("javascript:alert(1)", "x"),
        (" java\tscript:alert(1)", "x"),
        ("data:text/html,x", "x"),
        ("file:///etc/passwd", "x"),
        ("", "x"),
    ],
)
def test_only_harmless_addresses_stay_links(address: str, written: str) -> None:
    assert render_body((paragraph(Run("x", href=address)),)) == f"{written}\n"


def test_an_exclamation_mark_before_a_link_makes_no_image(published: Published) -> None:
    html = body_of(published, paragraph("Look!", Run("there", href="a.html")))
    assert html == '<p>Look!<a href="a.html">there</a></p>'


def test_blocks_without_words_leave_nothing() -> None:
    empty = (paragraph(" "), item(""), Block(Kind.HEADING, (), 2), Block(Kind.TABLE, rows=(((),),)), Block(Kind.CODE))
    assert render_body(empty) == ""


def test_an_item_may_go_on_after_the_list_below_it(published: Published) -> None:
    blocks = (item("a"), item("b", 2), item("more of a", continued=True), item("c"))
    assert render_body(blocks) == "- a\n\n    - b\n\n    more of a\n\n- c\n"
    html = "<li>\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n<p>more of a</p>\n</li>"
    assert html in body_of(published, *blocks)


@pytest.mark.parametrize("styles", [frozenset[Style](), frozenset({Style.CODE})])
def test_a_link_whose_words_end_like_a_label_makes_no_definition(
    published: Published, styles: frozenset[Style]
) -> None:
    html = body_of(published, paragraph(Run("a]: b", styles, href="c.html")), paragraph(Run("^1]: b", href="c.html")))
    assert unescape(html) == '<p><a href="c.html">a]: b</a></p>\n<p><a href="c.html">^1]: b</a></p>'
