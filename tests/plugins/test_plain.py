"""The law of the fast way: what it makes of a body is what the reference makes of it, or nothing."""

from __future__ import annotations

import os
from gettext import NullTranslations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pelican.settings import read_settings  # type: ignore[import-untyped]

from backfile.model import Block
from backfile.plugins.bodies import body_of
from backfile.plugins.conversion import Converter
from backfile.plugins.entries import Body
from backfile.plugins.plain import plain_body
from backfile.plugins.words import Words, words_for
from backfile.write.header import parse_header
from backfile.write.markdown import render_body
from write.test_markdown_laws import annotated

ROOT = Path(__file__).resolve().parents[2]
CONVERTER = Converter(read_settings(str(ROOT / "pelicanconf.py"))["MARKDOWN"])
ODD = Words("xx", "xx", NullTranslations())
UP = "../../../"

EXAMPLES = int(os.environ.get("BACKFILE_EXAMPLES", "100"))
law = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

PIECES = (
    *("word", "слова", "ў", "e.g.", "—", "«», “x”", "'", '"', "a_b", "5 > 3", "a & b", "&lt;", "&amp;", "&copy;"),
    *("*x*", "**x y**", "***x***", "* x", "x *", "**", "_x_", "__", "`x`", "\\*", "\\[", "\\_", "\\\\", "\\x", "!["),
    *("[x](https://a.example/b?c=1)", "[x y](http://a.example)", "[x](mailto:a@b.example)", "[x]", "[x][y]", "[^1]"),
    *("[^2]", "[^x]", "<b>", "<", "|", " | ", "  ", "\u00a0", "\u2003", "\u00ad", "\u200b", "😀", "\x0c", "\x85", "!"),
    *("http://a.example", "<http://a.example>", "1.", "2. x", "#", "##", "-", "- ", "+ ", "> ", "---", "===", "~~~"),
    *("///Footnotes Go Here///", "\t", "\n", "\\\n", "  \n", "    ", "\ufeff", "\ufffe", "\x02", "\x03", "{#x}"),
    *("(", ")", "^", "=", ":", "&#12;"),
)
BEGINNINGS = (
    *("", "", "", "", "## ", "### ", "###### ", "# ", "#", "- ", "* ", "+ ", "1. ", "2. ", "10. ", "0. ", "1) "),
    *("> ", ">", "> > ", "    ", "  ", "[^1]: ", "[^2]: ", "[^3]: ", "[x]: ", "| ", "***", "---", "===", "Key: "),
    *(": ", "![a](images/b.png)", "![](https://a.example/b.png)", "![a b](images/c.svg)\n\n*Cap*", "![a](/b.png)"),
    *("![a](images/b.png) ", "*Caption.*", "| a | b |\n| --- | --- |\n| c | d |", "| a |\n| --- |\n| b |", "- a\n- b"),
    *("1. a\n2. b", "4. a\n5. b", "> a\n>\n> b", "- a\n    - b", "a\nb", "> a\n> b", "\\- x", "1\\. x", "**Bold**"),
    *("*a* b", "x[^1]", "x[^1] y[^2]", "![](https://a.example/b.png)\n\n*Cap*", "![a](http://b.example/c)\n\n*Cap* x"),
)
lines = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=5).map(" ".join)
tight = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
blocks = st.builds(str.__add__, st.sampled_from(BEGINNINGS), lines | tight | st.just("") | st.just("Plain words."))
bodies = st.builds(
    lambda gap, found, notes: gap.join([*found, *notes]),
    st.sampled_from(["\n\n", "\n\n", "\n\n", "\n", "\n\n\n"]),
    st.lists(blocks, max_size=6),
    st.sampled_from([(), (), ("[^1]: A note.",), ("[^1]: One.", "[^2]: *Two*."), ("[^2]: Two.", "[^1]: One.")]),
)


def both(text: str, words: Words = ODD) -> tuple[Body | None, Body]:
    return plain_body(text, UP, words), body_of(CONVERTER.html(text, 10), UP, words)


def agree(text: str, words: Words = ODD) -> bool:
    """Whether the two agree, or the fast way does not know."""
    fast, reference = both(text, words)
    return fast is None or fast == reference


@law
@given(bodies)
@example("One[^1] two[^2] one[^1].\n\n[^1]: First.\n\n[^2]: Second.\n")
def test_what_an_editor_may_type_is_the_same_or_left_to_the_reference(text: str) -> None:
    assert agree(text)


@law
@given(annotated())
def test_what_our_own_writer_makes_is_the_same_or_left_to_the_reference(body: tuple[Block, ...]) -> None:
    assert agree(render_body(body))


@law
@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_no_letter_comes_out_otherwise(text: str) -> None:
    assert agree(f"One {text} two.")


PLAIN = {
    "paragraphs": "One *em* **strong** ***both***.\n\n[link](https://a.example/?b=c) \\*star\\* 5 > 3 a & b &lt;.\n",
    "headings": "One.\n\n#### Deep\n\n## High\n\n### Below\n",
    "lists": "- a\n- *b*\n\nBetween.\n\n4. c\n5. d\n",
    "quotes": "> a\n>\n> b\n\nAfter.\n",
    "pictures": "![A mill](images/mill.svg)\n\n*The mill*\n\n![](https://a.example/b.png)\n\nText.\n",
    "a caption": "Text.\n\n![](images/mill.svg)\n\n*The mill*\n",
    "a caption elsewhere": "![A mill](https://a.example/b.png)\n\n*The mill*\n\nText.\n",
    "tables": "| a | b |\n| --- | --- |\n| *c* |  |\n\nText.\n",
    "footnotes": "One[^1] two[^2] one[^1].\n\n[^1]: First.\n\n[^2]: Second [x](https://a.example).\n",
    "nothing": "",
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_what_our_writer_mostly_makes_goes_the_fast_way_and_comes_out_the_same(text: str) -> None:
    fast, reference = both(text)
    assert fast == reference


@pytest.mark.parametrize("lang", ["en", "be", "de", "ru", "xx"])
def test_it_speaks_the_language_of_the_interface(lang: str) -> None:
    words = words_for(lang, ROOT / "theme" / "locale")
    for text in PLAIN.values():
        fast, reference = both(text, words)
        assert fast == reference


def sample() -> list[Path]:
    return sorted((ROOT / "content").rglob("*.md"))


def test_every_body_of_the_sample_archive_comes_out_the_same_and_nearly_all_the_fast_way() -> None:
    texts = [parse_header(path.read_text("utf-8"), path.name).body for path in sample()]
    fast = [plain_body(text, UP, ODD) for text in texts]
    for text, made in zip(texts, fast, strict=True):
        assert made is None or made == body_of(CONVERTER.html(text, 10), UP, ODD)
    assert sum(made is not None for made in fast) > 0.9 * len(texts)
