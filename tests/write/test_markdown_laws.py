"""Laws: what is written as Markdown, Pelican publishes with the same words in the same blocks."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from backfile.model import Block, Kind, Run, Style
from backfile.write.inline import fits_code
from backfile.write.markdown import render_body

Published = Callable[[str], tuple[str, dict[str, object]]]
BlocksOf = Callable[[str], tuple[Block, ...]]

EXAMPLES = int(os.environ.get("BACKFILE_EXAMPLES", "100"))
law = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

ODD = r"""
1. 2022. 10) - + * # ## > >> --- === *** ___ - -- -x +5 <b> </b> <div> <!-- --> <?php <![CDATA[ &copy; &#12 &#12; &amp
&lt;p&gt; {attach}x |attach|x {:#id} %7B ` `` `x` \ \* \\ [1] [^1] [^1]: [1]: [a](b) ![a](b) ![ *[x]: *a* _a_ __a__
**a** a_b a__b _ | |-| :-: http://a.b <http://a.b> <a@b> a@b \| Key: Title:x klzzwxh:0001 wzxhzdk:0 слова Ўсход — « »
№ 😀 ж́ e.g. ~~x~~ ^x^ == x=y (a) (b) ] [ ! !! :x " ' / <script> <hr> <br/> & < > a<b ١. 1.x \
///Footnotes Go Here///
"""
WORDS = (*ODD.split(), "///Footnotes Go Here///")
letters = st.text(st.sampled_from("\\`*_{}[]()#+-.!|<>&:=~^\"'0123456789aжé/;@ \u00a0"), max_size=12)
words = st.lists(st.sampled_from(WORDS) | letters, min_size=1, max_size=6)
texts = st.builds(lambda parts, gap: gap.join(parts), words, st.sampled_from([" ", " ", "", "  "]))
texts = texts.filter(lambda text: bool(text.strip()))
looks = st.frozensets(st.sampled_from(list(Style)), max_size=3)
addresses = st.none() | st.sampled_from(["http://example.org/", "a.html", "#x"]) | letters.map("http://e.org/".__add__)
runs = st.builds(Run, texts, looks, addresses)
lines = st.lists(runs, min_size=1, max_size=4).map(tuple)
plain = st.builds(lambda text: (Run(text),), texts)
either = plain | lines

paragraphs = st.builds(lambda r: Block(Kind.PARAGRAPH, r), either)
headings = st.builds(lambda r, level: Block(Kind.HEADING, r, level), either, st.integers(1, 6))
quotes = st.builds(lambda r, level: Block(Kind.QUOTE, r, level), either, st.integers(1, 3))
rules = st.just(Block(Kind.RULE))
images = st.builds(lambda t, a: Block(Kind.IMAGE, (Run(t),), src=a or "b.png"), texts, addresses)
captions = st.builds(lambda r: Block(Kind.CAPTION, r), either)
codes = st.builds(lambda t: Block(Kind.CODE, (Run("\n".join(t)),)), st.lists(texts, min_size=1, max_size=4))
tables = st.builds(
    lambda rows: Block(Kind.TABLE, rows=tuple(map(tuple, rows))),
    st.integers(1, 3).flatmap(
        lambda width: st.lists(st.lists(either, min_size=width, max_size=width), min_size=2, max_size=4)
    ),
)
items = st.builds(
    lambda r, level, number, more: Block(Kind.ITEM, r, level, None if more else number, more),
    either,
    st.integers(1, 3),
    st.none() | st.integers(0, 4),
    st.booleans(),
)
counted = st.builds(
    lambda found, first: [replace(b, level=1, ordinal=first + n, continued=False) for n, b in enumerate(found)],
    st.lists(items, min_size=1, max_size=4),
    st.integers(0, 30),
)
singles = paragraphs | headings | quotes | rules | images | captions | codes | tables | items
bodies = st.lists(st.lists(singles, min_size=1, max_size=3) | counted | st.lists(items, max_size=6), max_size=3).map(
    lambda groups: tuple(block for group in groups for block in group)
)


@st.composite
def annotated(draw: st.DrawFn) -> tuple[Block, ...]:
    """Bodies with footnotes, markers that repeat, and markers of no note."""
    keys = draw(st.lists(st.sampled_from("abcd"), max_size=4, unique=True))
    notes = [Block(Kind.NOTE, draw(either), note=key) for key in keys]
    marked = []
    for block in draw(bodies):
        key = draw(st.none() | st.sampled_from("abcde"))
        fits = key and block.kind not in (Kind.CODE, Kind.IMAGE, Kind.TABLE, Kind.RULE)
        runs = [*block.runs]
        if fits:
            runs.insert(draw(st.integers(0, len(runs))), Run("7", note=key))
        marked.append(replace(block, runs=tuple(runs)))
    return (*marked, *notes)


def words_of(block: Block, known: frozenset[str | None] = frozenset()) -> list[str]:
    cells = [cell for row in block.rows for cell in row] or [block.runs]
    return " ".join("".join(" " if run.note in known else run.text for run in cell) for cell in cells).split()


def said(blocks: tuple[Block, ...]) -> list[str]:
    """Every word of the text proper in the order of printing, with the numbers of ordered items."""
    known = frozenset(block.note for block in blocks if block.kind is Kind.NOTE)
    text = [block for block in blocks if block.kind is not Kind.NOTE]
    spoken: list[str] = []
    for previous, block in zip([None, *text], text, strict=False):
        goes_on = block.continued and previous is not None and previous.kind is Kind.ITEM
        if block.ordinal is not None and not goes_on:
            spoken.append(f"{block.ordinal}.")
        spoken += words_of(block, known)
    return spoken


def noted(blocks: tuple[Block, ...]) -> list[list[str]]:
    return sorted(words_of(block) for block in blocks if block.kind is Kind.NOTE)


@law
@given(annotated())
def test_every_word_and_number_is_published_as_printed(
    published: Published, blocks_of: BlocksOf, body: tuple[Block, ...]
) -> None:
    html, _ = published(f"Title: x\n\n{render_body(body)}")
    assert said(blocks_of(html)) == said(body)
    assert noted(blocks_of(html)) == noted(body)


@law
@given(annotated())
def test_what_is_published_is_written_the_same_again(
    published: Published, blocks_of: BlocksOf, body: tuple[Block, ...]
) -> None:
    text = render_body(body)
    html, _ = published(f"Title: x\n\n{text}")
    assert render_body(blocks_of(html)) == text


@law
@given(st.lists(paragraphs | headings | quotes | tables | images, max_size=5).map(tuple))
def test_no_block_becomes_another_kind(published: Published, blocks_of: BlocksOf, body: tuple[Block, ...]) -> None:
    html, _ = published(f"Title: x\n\n{render_body(body)}")
    found = blocks_of(html)
    assert [b.kind for b in found] == [b.kind for b in body]
    assert [words_of(b, frozenset()) for b in found] == [words_of(b, frozenset()) for b in body]
    assert [b.level for b in found if b.kind is Kind.QUOTE] == [b.level for b in body if b.kind is Kind.QUOTE]


@law
@given(lines)
def test_looks_and_links_stand_where_they_stood(
    published: Published, blocks_of: BlocksOf, line: tuple[Run, ...]
) -> None:
    """Looks that touch are the exception, so the runs are parted by a word; so is code that Markdown would change."""
    assume(all(Style.CODE not in run.styles or (fits_code(run.text) and "]:" not in run.text) for run in line))
    parted = tuple(part for run in line for part in (Run(" and "), run, Run(" then ")))
    html, _ = published(f"Title: x\n\n{render_body((Block(Kind.PARAGRAPH, parted),))}")
    assert looked(blocks_of(html)[0].runs) == looked(parted)


def looked(runs: tuple[Run, ...]) -> list[tuple[str, frozenset[Style], bool]]:
    """Every letter but blanks, with its look and whether it is a link."""
    return [(letter, run.styles, bool(run.href)) for run in runs for letter in run.text if not letter.isspace()]
