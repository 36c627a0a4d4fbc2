"""What stands in a <pre> is code as it stands, unless most of it is prose that a machine wrapped."""

from __future__ import annotations

import pytest

from backfile.documents.html import read_html
from backfile.model import Kind

MEMO = """\
To the Wardens of the Lock at Ostrel        Ref. 14

Minutes

   The wardens met on the upper quay and heard the keeper's report
   on the <a href="/gates">lower gates</a>, which had not been oiled since the ice went
   out in spring.

   They asked the joiner for a price. He will name one before the
   next meeting, and the treasurer is to see that it is paid from
   the toll of the barges, unless
"""
LISTING = """\
def oiled(gates):
    # The wardens met on the upper quay and heard the keeper's report on the gates.
    return [gate for gate in gates if gate.oiled]

def shut(gates):
    return all(gate.shut for gate in gates)
"""
SCRIPT = """\
# The lower gates are oiled by the keeper before the ice goes out in spring, and
# once more when the water stands at the upper mark; nobody else may do it, says
# the book of the wardens.
oil --gates lower --before spring

# The barges pay their toll at the quay, by the number of the horses that they
# have before them, and by nothing else; the treasurer keeps the book of it all.
toll --barges --horses
"""
VERSE = """\
The gates are old, the water slow,
The barges wait for evening's bell,

And no one asks them where they go,
And they have nothing else to tell.
"""
LONG_VERSE = """\
The gates are old and heavy, and the water under them is slow,
The barges wait for evening and the ringing of the keeper's bell.

And no one comes to ask them where it is that they would rather go,
And they are tied and silent, for they have nothing else to tell.
"""


def told(markup: str) -> list[tuple[Kind, str]]:
    """The kinds and texts of the blocks of a page."""
    document = read_html(f"<!DOCTYPE html><body>{markup}".encode(), digest="")
    return [(block.kind, block.text) for block in document.blocks]


def test_wrapped_prose_has_paragraphs_and_keeps_its_links() -> None:
    document = read_html(f"<!DOCTYPE html><body><pre>{MEMO}</pre>".encode(), digest="", origin="http://ostrel.example/")
    _, heading, gates, price = document.blocks
    assert (heading.kind, heading.text) == (Kind.PARAGRAPH, "Minutes")
    assert gates.text == (
        "The wardens met on the upper quay and heard the keeper's report on the lower gates, which had not been oiled"
        " since the ice went out in spring."
    )
    assert [(run.text, run.href) for run in gates.runs if run.href] == [("lower gates", "http://ostrel.example/gates")]
    assert price.text.endswith("from the toll of the barges, unless")


def test_columns_among_wrapped_prose_stay_as_they_stand() -> None:
    assert told(f"<pre>{MEMO}</pre>")[0] == (Kind.CODE, "To the Wardens of the Lock at Ostrel        Ref. 14")


def test_the_contents_of_wrapped_prose_are_a_line_each() -> None:
    contents = '   <a href="#1">1. Minutes</a>....2\n   <a href="#2">2. Prices</a>.....3\n\n'
    assert (Kind.PARAGRAPH, "2. Prices.....3") in told(f"<pre>{contents}{MEMO}</pre>")


@pytest.mark.parametrize("text", [LISTING, SCRIPT, VERSE, LONG_VERSE, "One line of the keeper's log."])
def test_other_lines_stay_as_they_stand(text: str) -> None:
    assert told(f"<pre>{text}</pre>") == [(Kind.CODE, text.rstrip())]


def test_no_word_is_lost_where_lines_are_joined() -> None:
    text = MEMO.replace('<a href="/gates">', "").replace("</a>", "")
    assert " ".join(words for _, words in told(f"<pre>{text}</pre>")).split() == text.split()
