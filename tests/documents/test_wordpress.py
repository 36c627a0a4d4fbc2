"""A WordPress post's text becomes what WordPress shows: paragraphs, captions, galleries; the rest is told."""

from __future__ import annotations

import pytest

from backfile.documents.shortcodes import expanded
from backfile.documents.wordpress_text import shown_html


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("One.\r\n\r\n\r\nTwo\nlines.", "<p>One.</p>\n<p>Two<br>\nlines.</p>"),
        ("<h2>Why</h2>\nIce.", "<h2>Why</h2>\n<p>Ice.</p>"),
        ("A<br /><br>B", "<p>A</p>\n<p>B</p>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("<ul><li>ice</li></ul>", "<ul>\n<li>ice</li>\n</ul>"),
        ("<em title='a\n\nb'>x</em>", "<p><em title='a</p>\n<p>b'>x</em></p>"),
    ],
)
def test_blank_lines_part_paragraphs(stored: str, shown: str) -> None:
    assert shown_html(stored) == shown


def test_blocks_of_the_newer_editor_are_html_already() -> None:
    stored = "<!-- wp:paragraph -->\n<p>One\n\ntext.</p>\n<!-- /wp:paragraph -->\n\nBare.\n\n<!-- wp:more /-->\n\nMore."
    assert shown_html(stored).split() == ["<p>One", "text.</p>", "<p>Bare.</p>", "<p>More.</p>"]


def test_a_caption_and_a_gallery_become_figures() -> None:
    text, unknown = expanded(
        '[caption id="a" width="3"]<a href="x"><img src="q.png"></a> The quay[/caption][gallery ids="4,5"]',
        {"4": "https://a.example/4.png", "5": "https://a.example/5.png"},
    )
    assert '<figure><a href="x"><img src="q.png"></a><figcaption>The quay</figcaption></figure>' in text
    assert text.index("4.png") < text.index("5.png")
    assert unknown == ()


@pytest.mark.parametrize(
    ("stored", "shown", "unknown"),
    [
        ("He said [sic] so [1].", "He said [sic] so [1].", ()),
        ("[[caption]]", "[caption]", ()),
        ("[box]In it [b]deeper[/b][/box]", "In it deeper", ("b", "box")),
        ('[form id="3"]', "", ("form",)),
        ('[gallery ids="9"]', "", ("gallery",)),
        ("[/box] alone", "[/box] alone", ()),
        ("[box]never closed", "[box]never closed", ()),
        ("[a][b]x[/a][/b]", "x[/b]", ("b", "a")),
    ],
)
def test_other_shortcodes_keep_their_text(stored: str, shown: str, unknown: tuple[str, ...]) -> None:
    assert expanded(stored, {}) == (shown, unknown)


def test_a_player_becomes_a_link() -> None:
    text, _ = expanded("[embed]https://films.example/1[/embed]", {})
    assert '<a href="https://films.example/1">https://films.example/1</a>' in text


def test_a_hundred_thousand_brackets_take_no_time() -> None:
    assert expanded("[a" * 100_000, {})[1] == ()
    assert len(expanded("[a b=1]" * 20_000, {})[1]) == 1
