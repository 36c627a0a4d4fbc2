"""A page becomes blocks in reading order, and no word of it is lost on the way."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.documents.html import read_html
from backfile.errors import EmptyCapture
from backfile.model import Block, Document, Kind, Run, Style

ORIGIN = "https://talvaria.example/news/page"
EMPHASIS, STRONG, CODE = (frozenset({style}) for style in (Style.EMPHASIS, Style.STRONG, Style.CODE))


def document(markup: str, origin: str = ORIGIN) -> Document:
    return read_html(markup.encode(), digest="d", origin=origin)


def blocks(markup: str, origin: str = ORIGIN) -> tuple[Block, ...]:
    return document(markup, origin).blocks


def told(markup: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in blocks(markup)]


def texts(markup: str) -> list[str]:
    return [block.text for block in blocks(markup)]


def runs(markup: str, origin: str = ORIGIN) -> tuple[Run, ...]:
    (block,) = blocks(markup, origin)
    return block.runs


# Blocks


def test_headings_paragraphs_and_rules_stand_in_reading_order() -> None:
    page = "<h1>Rain</h1>bare<p>one<p>two<div>three<section>four</section>five</div><hr><h6>end</h6>"
    assert told(page) == [
        ("heading", "Rain"),
        *(("paragraph", text) for text in ("bare", "one", "two", "three", "four", "five")),
        ("rule", ""),
        ("heading", "end"),
    ]
    assert [block.level for block in blocks(page) if block.kind is Kind.HEADING] == [1, 6]


def test_two_line_breaks_part_paragraphs_and_one_is_a_blank() -> None:
    page = "The river rose over<br>the meadow last night.<br>&nbsp;<br />The mayor went<br>home."
    assert texts(page) == ["The river rose over the meadow last night.", "The mayor went home."]


def test_single_line_breaks_part_a_list_of_labels() -> None:
    assert texts("<p>By Ada Vierra<br>January 6<br>Photo: P. Rowe</p>") == [
        "By Ada Vierra",
        "January 6",
        "Photo: P. Rowe",
    ]


def test_a_line_break_in_a_heading_or_an_item_is_a_blank() -> None:
    assert texts("<h1>Rain<br>Snow</h1><ul><li>Rain<br>Snow</ul>") == ["Rain Snow", "Rain Snow"]


def test_list_items_have_a_depth_and_their_printed_number() -> None:
    page = "<ol start=3><li>c<li value=9>i<ul><li>dot</ul><li>j</ol><ol reversed><li>b<li>a</ol>"
    assert [(block.text, block.level, block.ordinal) for block in blocks(page)] == [
        ("c", 1, 3),
        ("i", 1, 9),
        ("dot", 2, None),
        ("j", 1, 10),
        ("b", 1, 2),
        ("a", 1, 1),
    ]


def test_further_paragraphs_of_an_item_continue_it() -> None:
    page = "<ul><li><p>one<p>more<ul><li>nested</ul>after</ul>"
    assert [(block.text, block.continued) for block in blocks(page)] == [
        ("one", False),
        ("more", True),
        ("nested", False),
        ("after", True),
    ]


def test_each_paragraph_of_a_quote_is_a_quote_of_its_depth() -> None:
    page = "<blockquote><p>a<p>b<blockquote>c</blockquote><ul><li>d</ul></blockquote>"
    assert [(block.kind, block.text, block.level) for block in blocks(page)] == [
        (Kind.QUOTE, "a", 1),
        (Kind.QUOTE, "b", 1),
        (Kind.QUOTE, "c", 2),
        (Kind.ITEM, "d", 1),
    ]


def test_code_keeps_its_lines_and_blanks() -> None:
    assert told("<pre><code>\na\n  b<br>c\n</code></pre>") == [("code", "a\n  b\nc")]


def test_a_heading_inside_an_item_is_a_heading() -> None:
    assert told("<ul><li><h3><a href=x>Title</a></h3><p>Teaser</p></ul>") == [("heading", "Title"), ("item", "Teaser")]


# Images and embeds


def test_an_image_is_a_block_with_its_address_and_alternative_text() -> None:
    (image,) = blocks("<p><img src='/i/a b.jpg' alt=' The\n old mill '></p>")
    assert (image.kind, image.text, image.src) == (
        Kind.IMAGE,
        "The old mill",
        "https://talvaria.example/i/a%20b.jpg",
    )


def test_an_image_inside_a_sentence_follows_its_paragraph() -> None:
    assert told("<p>The ri<img src=a alt=mill>ver rose.") == [("paragraph", "The river rose."), ("image", "mill")]


def test_an_image_between_line_breaks_parts_paragraphs() -> None:
    assert texts("One day.<br><img src=a alt=mill><br>then another") == ["One day.", "mill", "then another"]


@pytest.mark.parametrize(
    "image",
    [
        "<img data-src=/real.jpg src=data:image/gif;base64,R0lG>",
        "<img src=/blank.gif data-lazy-src=/real.jpg>",
        "<img srcset='/small.jpg 300w, /real.jpg 900w, /middle.jpg 600w'>",
        "<picture><source srcset='/real.jpg 2x, /small.jpg'><img></picture>",
        "<picture><source srcset=/other.webp><img src=/real.jpg></picture>",
        "<img data-src=/real.jpg><noscript><img src=/real.jpg></noscript>",
        "<img src=data:image/gif;base64,R0lG alt=x><noscript><img src=/real.jpg></noscript>",
        "<div><img src=data:image/gif;base64,R0lG alt=x></div><noscript><img src=/real.jpg></noscript>",
        "<noscript><img src=/real.jpg alt=x></noscript><img src=data:image/gif;base64,R0lG alt=x>",
        "<img src=/real.jpg><noscript><img src=/larger.jpg></noscript>",
        "<noscript><img src=/real.jpg></noscript>",
        "<img src=/real.jpg><img src=/count.gif width=1 height=1>",
    ],
)
def test_a_picture_is_one_image_however_it_is_loaded(image: str) -> None:
    assert [block.src for block in blocks(f"<p>{image}</p>")] == ["https://talvaria.example/real.jpg"]


def test_two_images_side_by_side_are_two() -> None:
    assert texts("<img src=a alt=mill><img src=b alt=bridge>") == ["mill", "bridge"]


def test_an_emoji_image_is_its_character() -> None:
    assert texts("<p>Rain <img class='emoji' alt='☔' src=x.png> again") == ["Rain ☔ again"]


@pytest.mark.parametrize(
    "figure",
    [
        "<figure><img src=a alt=mill><figcaption>The <a href=m>mill</a></figcaption></figure>",
        "<figure><figcaption>The mill</figcaption><div><img src=a alt=mill></div></figure>",
        "<div class=wp-caption><img src=a alt=mill><p class=wp-caption-text>The mill</p></div>",
    ],
)
def test_a_caption_follows_its_image(figure: str) -> None:
    assert told(figure) == [("image", "mill"), ("caption", "The mill")]


def test_an_embed_is_a_link_and_not_lost() -> None:
    page = "<iframe src=//video.example/1 title='A film'></iframe><video><source src=/film.mp4></video>"
    assert [block.runs for block in blocks(page)] == [
        (Run("A film", href="https://video.example/1"),),
        (Run("https://talvaria.example/film.mp4", href="https://talvaria.example/film.mp4"),),
    ]


# Tables


def table(markup: str) -> list[list[str]]:
    (found,) = (block for block in blocks(markup) if block.kind is Kind.TABLE)
    return [["".join(run.text for run in cell) for cell in row] for row in found.rows]


def test_a_table_has_its_head_first() -> None:
    page = "<table><tfoot><tr><td>sum<td>3</tfoot>"
    page += "<tbody><tr><td>rain<td>3</tbody><thead><tr><th>what<th>much</thead></table>"
    assert table(page) == [["what", "much"], ["rain", "3"], ["sum", "3"]]


def test_cells_keep_their_links_and_paragraphs() -> None:
    page = "<table><tr><th>a<th>b<tr><td><p>x <a href=/y>y</a></p><td><b>z</b></table>"
    (found,) = blocks(page)
    assert found.rows[1] == (
        (Run("x "), Run("y", href="https://talvaria.example/y")),
        (Run("z", STRONG),),
    )


def test_cells_that_stand_inside_each_other_are_read_once() -> None:
    assert texts("<table><tr><th>a<th>b<tr><td>c<td>d<thead><tr><td>e<td>f</table>") == list("abcdef")


def test_a_text_that_stands_between_cells_is_not_lost() -> None:
    assert texts("<table>a<tr>b<th>c<th>d<tr><td>e<td>f</table>") == list("abcdef")


def test_wide_and_high_cells_leave_their_columns_in_place() -> None:
    page = "<table><tr><th colspan=2>ab<th>c<tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>5</table>"
    assert table(page) == [["ab", "", "c"], ["1", "2", "3"], ["", "4", "5"]]


def test_a_tables_caption_and_images_follow_it() -> None:
    page = "<table><caption>Rain</caption><tr><td>a<td><img src=f alt=flag>b<tr><td>c<td>d</table>"
    assert [(block.kind, block.text) for block in blocks(page)] == [
        (Kind.TABLE, "a b c d"),
        (Kind.CAPTION, "Rain"),
        (Kind.IMAGE, "flag"),
    ]


@pytest.mark.parametrize(
    "layout",
    [
        "<table><tr><td>one<br><br>two</table>",
        "<table><tr><td>one<td><p>two</table>",
        "<table><tr><td><p>one<p>two<td></table>",
        "<table><tr><td>one<td><table><tr><td>two</table></table>",
        "<table role=presentation><tr><td>one<td>two<tr><td><td></table>",
    ],
)
def test_a_table_that_lays_out_the_page_is_no_table(layout: str) -> None:
    assert told(layout) == [("paragraph", "one"), ("paragraph", "two")]


# Inline


def test_emphasis_and_links_are_looks_of_a_text() -> None:
    assert runs("<p>a <em>b</em> <b>c<i>d</i></b> <code>e</code> <a href=/f><strong>f</strong>g</a>.") == (
        Run("a "),
        Run("b", EMPHASIS),
        Run(" "),
        Run("c", STRONG),
        Run("d", STRONG | EMPHASIS),
        Run(" "),
        Run("e", CODE),
        Run(" "),
        Run("f", STRONG, "https://talvaria.example/f"),
        Run("g", href="https://talvaria.example/f"),
        Run("."),
    )


def test_equal_looks_merge_and_other_tags_are_transparent() -> None:
    assert runs("<p><b>Tal</b><strong>va</strong><b><span>ria</span></b><sup>2</sup><font>x</font>") == (
        Run("Talvaria", STRONG),
        Run("2x"),
    )


def test_no_blank_is_invented_or_lost_between_tags() -> None:
    assert texts("<p>Lu<b>ka</b>\n<a href=x> shen </a> <i>ka</i>,<wbr>he  said\n</p>") == ["Luka shen ka,he said"]


def test_no_break_spaces_and_soft_hyphens_stay() -> None:
    assert texts("<p>5&nbsp;km, Brü&shy;cke</p><p>&nbsp;</p>") == ["5\xa0km, Brü\xadcke"]


def test_a_short_quote_has_the_marks_a_browser_prints() -> None:
    assert texts("<p>He said <q>no</q>.<p lang=be>Ён сказаў <q>не</q>.") == ["He said “no”.", "Ён сказаў «не»."]


@pytest.mark.parametrize(
    "href", ["javascript:go()", " JavaScript:go()", "data:text/html,x", "java\nscript:go()", "", "#"]
)
def test_a_link_that_leads_nowhere_keeps_its_text(href: str) -> None:
    assert runs(f"<p>see <a href='{href}'>the mill</a></p>") == (Run("see the mill"),)


@pytest.mark.parametrize(
    ("head", "origin", "expected"),
    [
        ("", ORIGIN, "https://talvaria.example/news/x?a=1&b=2"),
        ("<base href='/old/'>", ORIGIN, "https://talvaria.example/old/x?a=1&b=2"),
        ("<link rel=canonical href=https://other.example/c/d>", "page.html", "https://other.example/c/x?a=1&b=2"),
        ("", "page.html", "x?a=1&b=2"),
    ],
)
def test_links_are_absolute_where_the_address_is_known(head: str, origin: str, expected: str) -> None:
    assert runs(f"{head}<p><a href='x?a=1&amp;b=2'>mill</a>", origin) == (Run("mill", href=expected),)


@pytest.mark.parametrize("href", ["mailto:ada@talvaria.example", "http://[the page]", "tel:123"])
def test_an_address_that_is_no_path_stays_as_printed(href: str) -> None:
    assert [run.href for run in runs(f"<p><a href='{href}'>x</a>")] == [href.replace(" ", "%20")]


def test_a_link_around_blocks_links_their_texts() -> None:
    page = "<a href=/a><h2>Title</h2><p>Teaser</p></a>"
    assert [block.runs for block in blocks(page)] == [
        (Run("Title", href="https://talvaria.example/a"),),
        (Run("Teaser", href="https://talvaria.example/a"),),
    ]


# Footnotes


def notes(markup: str) -> tuple[list[tuple[str, str]], list[tuple[str | None, str]]]:
    """Text and key of each marker, key and text of each note."""
    found = blocks(markup)
    markers = [(run.text, run.note) for block in found for run in block.runs if run.note]
    return markers, [(block.note, block.text) for block in found if block.kind is Kind.NOTE]


@pytest.mark.parametrize(
    "page",
    [
        "<p>Rain<sup><a href=#n1>1</a></sup>.</p><ol><li id=n1>Or snow. <a href=#r1>↩</a></ol>",
        "<p>Rain<a href=#n1 name=r1>1</a>.</p><p><a name=n1 href=#r1>1</a>. Or snow.</p>",
        "<p>Rain<a href=#n1>1</a>.</p><p id=n1><sup>1</sup> Or snow.</p>",
        "<p>Rain<a href=#n1>1</a>.</p><p id=n1>1) Or snow. (<a href=#top>back to text</a>)</p>",
        "<p>Rain<a href=#n1>1</a>.</p><div id=n1><b>1.</b> Or snow. [<a href=#r>^</a>]</div>",
        "<p>Rain<a href=#n1>1</a>.</p><li id=n1><span class=mw-cite-backlink>^ <a href=#r>a</a></span> Or snow.</li>",
        "<p>Rain<a href=https://talvaria.example/news/page#n1>1</a>.</p><dl><dd id=n1>Or snow.</dl>",
    ],
)
def test_a_marker_and_its_note_have_one_key(page: str) -> None:
    assert notes(page) == ([("1", "1")], [("1", "Or snow.")])


def test_brackets_around_a_marker_belong_to_it() -> None:
    page = "<p>Rain<sup>[<a href=#n1>1</a>]</sup>.</p><p id=n1>[1] Or snow.</p>"
    assert notes(page) == ([("[1]", "1")], [("1", "Or snow.")])
    assert texts(page)[0] == "Rain[1]."


def test_a_word_exports_marker_and_back_link_are_told_apart() -> None:
    page = """<p>Rain<a href="#_ftn1" name="_ftnref1">[1]</a>.</p>
    <div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> Or snow.</p></div>"""
    assert notes(page) == ([("[1]", "1")], [("1", "Or snow.")])


def test_a_symbol_that_is_used_twice_has_two_keys() -> None:
    page = "<p>Rain<a href=#a>*</a> and hail<a href=#b>*</a>.</p><p id=a>* Snow.</p><p id=b>* Ice.</p>"
    assert notes(page) == ([("*", "note-1"), ("*", "note-2")], [("note-1", "Snow."), ("note-2", "Ice.")])


def test_further_paragraphs_of_a_note_continue_it() -> None:
    page = "<p>Rain<a href=#n>1</a></p><ol><li id=n><p>One.<p>Two.</ol>"
    assert [(block.text, block.note, block.continued) for block in blocks(page)[1:]] == [
        ("One.", "1", False),
        ("Two.", "1", True),
    ]


def test_a_marker_without_a_note_is_only_text() -> None:
    assert runs("<p>Rain<sup><a href=#gone>[7]</a></sup> fell.</p>") == (Run("Rain[7] fell."),)


@pytest.mark.parametrize(
    "page",
    [
        "<p>Chapter <a href=#c1>1</a></p><h2 id=c1>Rain</h2>",
        "<p>Chapter <a href=#c1>1</a></p><div id=c1><h2>Rain</h2><p>It fell.</p></div>",
        "<ul><li><a href=#s1>1</a></li></ul><div id=s1>A slide.</div>",
        "<p id=s1>Above, see <a href=#s1>1</a></p>",
    ],
)
def test_a_number_that_leads_elsewhere_is_a_link_and_no_marker(page: str) -> None:
    assert notes(page) == ([], [])
    assert "1" in [run.text for block in blocks(page) for run in block.runs if run.href]


def test_a_note_that_begins_with_a_number_keeps_it() -> None:
    page = "<p>Rain<a href=#n>1</a></p><ol><li id=n>1 million drops.</ol>"
    assert notes(page)[1] == [("1", "1 million drops.")]


# Regions, languages, places


@pytest.mark.parametrize(
    ("page", "region"),
    [
        ("<nav>x</nav>", "nav"),
        ("<div role=navigation><p>x</div>", "nav"),
        ("<header>x</header>", "header"),
        ("<article><header>x</header></article>", ""),
        ("<main><header>x</header></main>", ""),
        ("<footer>x</footer>", "footer"),
        ("<article><footer>x</footer></article>", ""),
        ("<article><aside>x</aside></article>", "aside"),
        ("<header><nav>x</nav></header>", "nav"),
        ("<div role=complementary>x</div>", "aside"),
        ("<div role=search>x</div>", "form"),
        ("<form>x</form>", "form"),
        ("<form id=aspnetForm><main>x</main></form>", ""),
        ("<form id=aspnetForm><div><p>x</p></div><h1></h1></form>", ""),
        ("<button>x</button>", "form"),
        ("<label>x</label>", "form"),
        ("<input type=submit value=x>", "form"),
    ],
)
def test_the_nearest_landmark_names_the_region(page: str, region: str) -> None:
    assert [(block.text, block.region) for block in blocks(page)] == [("x", region)]


def test_the_language_is_that_of_the_nearest_element() -> None:
    page = """<html lang=en-GB><p>Rain<p lang=be_BY>Дождж<p><span lang=be-tarask>Сьнег</span>
    <p>Rain <i lang=ru>дождь</i><p lang=english>x"""
    assert [block.language for block in blocks(page)] == ["en", "be", "be-tarask", "en", None]


def test_a_block_names_its_line() -> None:
    page = "<?xml version='1.0'?>\n<!DOCTYPE html>\n<p>one</p>\n\n<div>\n<p>two\n<img src=a>"
    assert [block.place for block in blocks(page)] == [3, 6, 7]


# What is not read


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='color: red; DISPLAY:none'>no</p>",
        "<p hidden>no</p>",
        "<span aria-hidden=true>no</span>",
        "<script>no</script>",
        "<style>no</style>",
        "<template>no</template>",
        "<svg><text>no</text></svg>",
        "<math><mi>no</mi></math>",
        "<object>no</object>",
        "<iframe>no</iframe>",
        "<iframe src=/count height=0></iframe>",
        "<dialog>no</dialog>",
        "<noscript>no</noscript>",
        "<!-- no -->",
        "<input value=no>",
    ],
)
def test_what_a_browser_does_not_show_is_left_out(hidden: str) -> None:
    assert texts(f"<!DOCTYPE html><title>no</title><p>ye{hidden}s") in (["yes"], ["ye", "s"])


def test_a_page_that_a_script_would_unveil_is_read() -> None:
    assert texts("<body style='display:none'><main aria-hidden=true>Rain") == ["Rain"]


# The page as a whole


def test_the_document_has_its_markup_hints_and_media_type() -> None:
    page = "<html lang=be><title>Дождж</title><p>Ідзе"
    found = read_html(page.encode("windows-1251"), digest="abc", charset="windows-1251")
    assert (found.digest, found.media_type, found.markup) == ("abc", "text/html", page)
    assert (found.hint("title"), found.hint("language")) == ("Дождж", "be")
    assert [block.text for block in found.blocks] == ["Ідзе"]


@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"\xef\xbb\xbf\n"])
def test_an_empty_page_is_an_error_that_names_it(body: bytes) -> None:
    with pytest.raises(EmptyCapture, match=r"^page\.html: "):
        read_html(body, digest="d", origin="page.html")


@pytest.mark.parametrize("element", ["div", "b", "blockquote", "ul><li", "q", "figure", "table><tr><td"])
def test_absurd_nesting_is_read_like_any_other(element: str) -> None:
    depth = 1_000 if "table" in element else 5_000
    words = "".join(texts(f"<{element}>" * depth + "deep")).strip("“”")
    assert words == "deep"


@dataclass(frozen=True)
class Tree:
    """A piece of a page, and its text as a browser would give it: blanks at the edges of blocks only."""

    markup: str
    text: str


WORDS = st.text(st.sampled_from("abж "), max_size=6).map(lambda word: Tree(word, word))
INLINE = st.sampled_from(["a href=x", "a href='javascript:x'", "em", "b", "code", "span", "sup", "u", "font", "x-tag"])
BLOCK = st.sampled_from(["p", "h2", "div", "blockquote", "section", "center", "article", "figure", "pre"])


def joined(parts: list[Tree]) -> Tree:
    return Tree("".join(part.markup for part in parts), "".join(part.text for part in parts))


def inside(tag: str, part: Tree, edge: str = "") -> Tree:
    return Tree(f"<{tag}>{part.markup}</{tag.split()[0]}>", f"{edge}{part.text}{edge}")


PHRASES = st.recursive(
    WORDS, lambda inner: st.builds(inside, INLINE, st.lists(inner, max_size=3).map(joined)), max_leaves=4
)
# Phrases first: a link inside a link, or a block inside a paragraph, is another tree to a parser.
TEXTS = st.lists(PHRASES.filter(lambda part: part.markup.count("<a ") < 2), max_size=4).map(joined)
PARTS = st.one_of(
    TEXTS,
    st.builds(lambda tag, part: inside(tag, part, " "), BLOCK, TEXTS),
    st.builds(lambda parts: inside("ul", joined([inside("li", part, " ") for part in parts])), st.lists(TEXTS)),
    st.builds(
        lambda a, b: Tree(
            f"<table><tr><td>{a.markup}<td>{b.markup}<tr><td>{b.markup}<td></table>", f" {a.text} {b.text} {b.text} "
        ),
        TEXTS,
        TEXTS,
    ),
    st.just(Tree("<br>", " ")),
    st.just(Tree("<hr>", " ")),
    st.just(Tree("<img src=x>", "")),
    st.just(Tree("<!-- b --><script>b</script>", "")),
)


NESTING = st.sampled_from(["div", "blockquote", "section", "article", "details", "fieldset", "header"])
TREES = st.recursive(
    PARTS,
    lambda inner: st.builds(lambda tag, parts: inside(tag, joined(parts), " "), NESTING, st.lists(inner, max_size=3)),
    max_leaves=6,
)


@given(st.lists(TREES, max_size=4).map(joined), st.sampled_from(["div", "td", "li", "blockquote", "form"]))
def test_no_word_is_lost_torn_or_invented(page: Tree, around: str) -> None:
    markup = f"<html><body><{around}>x {page.markup} x</{around}></body></html>"
    assert " ".join(texts(markup)).split() == ["x", *page.text.split(), "x"]


SOUP = [
    *"<>/&;#'\"=ab !-[]",
    "<p",
    "<a href=",
    "<!--",
    "<table>",
    "<td",
    "<tr><td>x",
    "</",
    "&#0;",
    "<noscript>",
    "<img src=",
]


@given(st.lists(st.sampled_from(SOUP)).map("".join))
def test_any_soup_of_markup_is_read(markup: str) -> None:
    found = document(f"x{markup}")
    assert all(run.text for block in found.blocks for run in block.runs)


@pytest.mark.parametrize(
    "folded",
    [
        '<div role="region" aria-labelledby="one" style="display:none">{}</div>',
        '<div aria-hidden="true" hidden data-theme-key="collapsible-section-text">{}</div>',
        '<div class="accordion-panel" style="display: none">{}</div>',
        '<div hidden="until-found">{}</div>',
    ],
)
def test_a_section_that_a_reader_opens_by_its_heading_is_read(folded: str) -> None:
    assert texts(f"<body><h2 id=one>Tides</h2>{folded.format('<p>High at noon.</p>')}") == ["Tides", "High at noon."]


def test_a_part_that_was_sent_late_stands_in_its_place() -> None:
    streamed = '<p>One</p><template id="B:0"></template><p>Three</p><div hidden id="S:0"><p>Two</p></div>'
    assert texts(f"<body>{streamed}") == ["One", "Two", "Three"]


def test_a_late_part_without_a_place_is_read_where_it_stands() -> None:
    assert texts('<body><p>One</p><div hidden id="S:1a"><p>Two</p></div><p hidden>no</p>') == ["One", "Two"]


def test_a_late_part_inside_another_is_put_in_place_too() -> None:
    inner = '<div hidden id="S:1"><p>Bell</p></div>'
    outer = '<div hidden id="S:0"><p>Quay</p><template id="P:1"></template></div>'
    assert texts(f'<body><template id="B:0"></template><p>End</p>{outer}{inner}') == ["Quay", "Bell", "End"]


def test_an_empty_badge_that_stands_in_the_line_does_not_part_a_sentence() -> None:
    badge = '<div style="display: -webkit-inline-box; width: 16px"><div class="shield"></div></div>'
    assert texts(f"<ol><li>Vierra, A. <a href='/bells'>Bells</a>{badge}. The Quay. 2019.</li></ol>") == [
        "Vierra, A. Bells. The Quay. 2019."
    ]
    columns = "".join(f'<div style="display: inline-block">{text}</div>' for text in ("Left.", "Right."))
    assert texts(columns) == ["Left.", "Right."]


def test_a_picture_that_stands_in_many_cells_of_a_table_is_shown_once() -> None:
    tick, cross = '<img src="/tick.png">', '<img src="/cross.png">'
    rows = f"<tr><th>Lock<th>Open<tr><td>Lower<td>{tick}<tr><td>Upper<td>{cross}<tr><td>Mill<td>{tick}"
    shown = [block.src for block in blocks(f"<table>{rows}</table>") if block.kind is Kind.IMAGE]
    assert shown == ["https://talvaria.example/tick.png", "https://talvaria.example/cross.png"]
