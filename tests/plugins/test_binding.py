"""Bodies as parts of one page."""

from __future__ import annotations

from backfile.plugins.binding import bound


def test_anchors_of_two_texts_on_one_page_differ() -> None:
    body = '<p id="p1">A<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p><li id="fn:1">B</li>'
    made = bound(body, "t2", "../")
    assert 'id="t2-p1"' in made
    assert 'id="t2-fnref:1"' in made
    assert 'href="#t2-fn:1"' in made
    assert 'id="t2-fn:1"' in made


def test_what_looks_like_an_anchor_in_the_text_stays_as_printed() -> None:
    assert bound('<p id="p1">id="p1" href="#p1"</p>', "t1", "") == '<p id="t1-p1">id="p1" href="#p1"</p>'


def test_headings_stand_below_the_title_of_their_text() -> None:
    assert bound("<h2>A</h2><h5>B</h5><h6>C</h6>", "t1", "") == "<h3>A</h3><h6>B</h6><h6>C</h6>"


def test_pictures_are_found_from_the_page_and_links_lead_where_they_led() -> None:
    body = '<img src="../../../images/mill.svg" alt=""><a href="https://lisk.example/#p1" rel="noreferrer">x</a>'
    made = bound(body, "t1", "../../")
    assert 'src="../../images/mill.svg"' in made
    assert 'href="https://lisk.example/#p1"' in made


def test_of_a_text_that_may_not_be_shown_nothing_is_bound() -> None:
    assert bound("", "t1", "") == ""
