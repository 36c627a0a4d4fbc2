"""What of a body's HTML reaches a page."""

from __future__ import annotations

import re
from dataclasses import replace
from gettext import NullTranslations

import pytest
from lxml import html

from backfile.model import Rights
from backfile.plugins.bodies import body_of
from backfile.plugins.entries import Body
from backfile.plugins.words import Words

ROOT = "../../../"
SPEECH = Words("en", "en", NullTranslations())
ANCHORS = re.compile(r'<a class="anchor"[^>]*></a>')


def body(markup: str, rights: Rights = Rights.FULL) -> Body:
    """The body without the links of its paragraphs, which have a test of their own."""
    found = body_of(markup, ROOT, SPEECH, rights)
    return replace(found, html=ANCHORS.sub("", found.html))


def values(tree: html.HtmlElement, name: str) -> list[str]:
    return [str(element.attrib[name]) for element in tree.iter() if name in element.attrib]


def test_each_paragraph_ends_in_a_link_to_itself_that_adds_no_text() -> None:
    found = body_of("<p>One.</p><p>Two.</p>", ROOT, SPEECH)
    assert found.html == (
        '<p id="p1">One.<a class="anchor" href="#p1" aria-label="Paragraph 1"></a></p>'
        '<p id="p2">Two.<a class="anchor" href="#p2" aria-label="Paragraph 2"></a></p>'
    )
    assert found.text == "One.Two."


def test_a_paragraph_can_be_linked_to() -> None:
    assert body("<p>One.</p><ul><li><p>Two.</p></li></ul>").html == (
        '<p id="p1">One.</p><ul><li><p id="p2">Two.</p></li></ul>'
    )


def test_the_first_rank_is_left_to_the_title_and_no_rank_is_skipped() -> None:
    assert body("<h1>A</h1><h4>B</h4><h2>C</h2>").html == '<h2 id="s1">A</h2><h3 id="s2">B</h3><h2 id="s3">C</h2>'


def test_a_link_out_tells_nothing_of_the_reader() -> None:
    assert 'rel="noreferrer"' in body('<p><a href="https://norrgaz.example/">N</a></p>').html


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "../../etc/passwd", "{attach}../x", "#main", "//evil.example", "data:text/html,x", "/x"],
)
def test_a_link_that_is_not_to_the_web_or_a_note_is_no_link(href: str) -> None:
    assert "href" not in body(f'<p><a href="{href}">x</a></p>').html


def test_a_picture_of_another_host_is_never_requested() -> None:
    found = body('<p><img src="https://cdn.example/a.png" alt="A mill"></p>').html
    assert "<img" not in found
    assert found == (
        '<figure class="elsewhere">'
        '<a href="https://cdn.example/a.png" rel="noreferrer">Picture at the source: A mill</a></figure>'
    )


@pytest.mark.parametrize(
    "src", ["//cdn.example/images/a.png", "images/../../a.png", "/images/a.png", "data:image/png,x"]
)
def test_a_picture_that_is_not_among_our_own_is_not_shown(src: str) -> None:
    found = body(f'<p><img src="{src}" alt="A mill"></p>')
    assert "<img" not in found.html
    assert found.images == ()


def test_a_picture_of_our_own_is_shown_from_where_the_page_is() -> None:
    found = body('<p><img src="images/mill.svg" alt="A mill"></p>')
    assert found.images == ("images/mill.svg",)
    assert found.html == (
        '<figure class="picture"><img src="../../../images/mill.svg" alt="A mill" loading="lazy"></figure>'
    )


def test_emphasis_under_a_picture_is_its_caption() -> None:
    found = body('<p><img src="images/a.png" alt=""></p><p><em>The mill</em></p><p>Text.</p>').html
    assert found.endswith('<figcaption><em>The mill</em></figcaption></figure><p id="p1">Text.</p>')


def test_the_caption_of_a_picture_elsewhere_is_apart_from_its_link() -> None:
    found = body('<p><img src="https://a.example/a.png" alt="A mill"></p>\n<p><em>The mill</em></p>')
    assert found.text == "Picture at the source: A mill The mill"


def test_a_picture_within_a_sentence_leaves_the_sentence_whole() -> None:
    assert body('<p>Before <img src="https://a.example/a.png" alt="x"> after.</p>').text == (
        "Before Picture at the source: x after."
    )


def test_a_table_scrolls_by_itself_and_has_a_name() -> None:
    found = body("<table><thead><tr><th>A</th></tr></thead></table><p>x</p>").html
    assert found.startswith('<div class="scroll" role="region" aria-label="Table 1" tabindex="0"><table>')
    assert '<th scope="col">A</th>' in found


def test_notes_are_linked_both_ways_and_not_numbered_as_paragraphs() -> None:
    markup = (
        '<p>A.<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>'
        '<div class="footnote"><hr><ol><li id="fn:1"><p>N.&#160;<a class="footnote-backref" href="#fnref:1"'
        ' title="Jump back to footnote 1 in the text">↩</a></p></li></ol></div>'
    )
    found = body(markup)
    tree = html.fromstring(found.html)
    ids = values(tree, "id")
    assert ids == ["p1", "fnref:1", "fn:1"]
    assert {href[1:] for href in values(tree, "href")} <= set(ids)
    assert 'aria-label="Back to the text"' in found.html
    assert found.lead == "A."
    assert body(markup, Rights.EXCERPT).html == '<p id="p1">A.</p>'


def test_of_an_excerpt_only_the_pictures_of_its_paragraph_are_named() -> None:
    found = body('<p>A <img src="images/a.png"> mill.</p><p><img src="images/b.png"></p>', Rights.EXCERPT)
    assert found.images == ("images/a.png",)


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<a href=javascript:alert(1)>x</a>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<p style='background:url(https://evil.example)'>x</p>",
    "<iframe src=https://evil.example></iframe><object data=x></object><embed src=x>",
    "<form action=https://evil.example><input name=a><button>Go</button></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'><base href=https://evil.example>",
    "<p id=main class=skip onclick=alert(1)>x</p>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
]


@pytest.mark.parametrize("markup", HOSTILE)
def test_hostile_markup_is_inert(markup: str) -> None:
    found = body(f"<p>Before.</p>{markup}").html
    tree = html.fragment_fromstring(found, create_parent="div")
    assert not {e.tag for e in tree.iter() if isinstance(e.tag, str)} & {
        *(
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "input",
            "button",
            "meta",
            "base",
            "svg",
            "math",
            "img",
        )
    }
    assert not [name for e in tree.iter() for name in e.attrib if name.startswith("on") or name == "style"]
    assert all(href.startswith(("https://", "#")) for href in values(tree, "href"))
    assert "skip" not in values(tree, "class")
    assert "main" not in values(tree, "id")


@pytest.mark.parametrize("markup", HOSTILE)
def test_markup_that_is_only_shown_stays_text(markup: str) -> None:
    shown = markup.replace("&", "&amp;").replace("<", "&lt;")
    found = body(f"<p><code>{shown}</code></p>").html
    assert [e.tag for e in html.fragment_fromstring(found, create_parent="div").iter()] == ["div", "p", "code"]
