"""The generic recipe's facts: what a page prints or states of its day and its authors, and nothing that it does not."""

from __future__ import annotations

import datetime as dt

import pytest

from backfile.model import Capture, Commentary
from backfile.street import read_capture

TITLE = "The Dog at the Lower Lock"
TEXT = (
    "<p>The lock keeper counted the boats in the harbour and wrote the number down in his book. Nobody read it.</p>"
    "<p>The second paragraph speaks of the ferry, its bell, and the man who rang it until the rope was gone.</p>"
    "<p>The last paragraph says good night to all the boats, one after the other, by their names.</p>"
)
FILLING = "".join(f"<p>Line {number} of the foot</p>\n" for number in range(20))


def read(head: str = "", foot: str = "", meta: str = "", url: str = "https://quay.example/dog") -> Commentary:
    page = f"<article>\n<h1>{TITLE}</h1>\n{head}\n{TEXT}\n</article>\n{foot}"
    body = f'<!DOCTYPE html><html lang="en"><head><title>x</title>{meta}</head><body>{page}</body></html>'.encode()
    return read_capture(Capture(body, "d", dt.datetime(2026, 1, 5, tzinfo=dt.UTC), "text/html", url))[0]


def stated(day: str) -> str:
    return f'<meta property="article:published_time" content="{day}">'


def test_the_day_of_a_change_stands_for_no_other_and_the_editor_is_told() -> None:
    commentary = read("<div>Updated 20 May 2022</div>")
    assert str(commentary.published) == "2022-05-20"
    note = next(note for note in commentary.notes if "last change" in note.text)
    assert note.place > 0 and "day it was published" in (note.advice or "")


@pytest.mark.parametrize(
    "printed",
    ["Last active 20 May 2022", "Reviewed by Anna Sample on 20 May 2022", "Expires on 20 May 2022", "Due 20 May 2022"],
)
def test_a_day_on_which_something_else_happened_is_no_date(printed: str) -> None:
    assert read(f"<div>{printed}</div>").published is None


def test_a_day_in_the_text_is_no_date() -> None:
    assert read("", f"<article>{TEXT}<p>The lock was opened on 20 May 2022, early.</p></article>").published is None


def test_a_time_that_stands_far_from_the_head_is_no_date() -> None:
    teasers = "".join(f"<p>A teaser of another page, number {number}</p>\n" for number in range(30))
    assert read("", f'<div>{teasers}<time datetime="2022-05-20">in May</time></div>').published is None


@pytest.mark.parametrize(
    "foot",
    [
        "<p>Posted on May 20, 2022</p>",
        "<div><p>Published</p>\n<p>May 20, 2022</p></div>",
        "<p>May 20, 2022. Updated: June 1, 2023</p>",
        "<p>Опубликовано 20 мая 2022</p>",
    ],
)
def test_a_line_at_the_foot_that_says_when_the_page_was_published_is_its_date(foot: str) -> None:
    assert str(read("", f"<div>{FILLING}{foot}</div>").published) == "2022-05-20"


def test_two_such_lines_of_different_days_are_none() -> None:
    foot = "<p>Posted on May 20, 2022</p>\n<p>Posted on May 21, 2022</p>"
    assert read("", f"<div>{FILLING}{foot}</div>").published is None


@pytest.mark.parametrize(
    ("printed", "metadata", "date"),
    [
        ("20 May 2022", "2024-01-31", "2022-05-20"),
        ("20 May 2022", "2021-01-31", "2021-01-31"),
        ("Updated 20 May 2022", "2021-01-31", "2021-01-31"),
    ],
    ids=["published again", "printed anew", "changed"],
)
def test_of_a_printed_and_a_stated_day_the_earlier_is_that_of_publication(
    printed: str, metadata: str, date: str
) -> None:
    assert str(read(f"<div>{printed}</div>", meta=stated(metadata)).published) == date


@pytest.mark.parametrize(
    ("printed", "url", "date"),
    [
        ("03/10/2023", "https://quay.example/blog/2023/october/03/dog", "2023-10-03"),
        ("03/10/2023", "https://quay.example/2023/03/dog", "2023-03-10"),
        ("03/10/2023", "https://quay.example/2023/dog", "None"),
        ("<time datetime=2023-10-03T08:00>03/10/2023</time>", "https://quay.example/dog", "2023-10-03"),
    ],
)
def test_a_day_in_figures_is_the_one_that_address_or_time_state_as_well(printed: str, url: str, date: str) -> None:
    assert str(read(f"<div>{printed}</div>", url=url).published) == date


@pytest.mark.parametrize(
    ("printed", "authors"),
    [
        ("By the Quay editors", ("the Quay editors",)),
        ("by mtolan", ("mtolan",)),
        ("By Mira Tolan, Senior Director of Locks and Weirs", ("Mira Tolan",)),
        ("Posted by Mira Tolan on Tuesday, 20 May 2022", ("Mira Tolan",)),
        ("By Mira TolanUpdated: May 20, 2022", ("Mira Tolan",)),
        ("Edited by Jon Sample. By Mira Tolan", ()),
        ("Fact checked by Jon Sample", ()),
        ("By clicking you agree", ()),
        ("Von Mira Tolan", ("Mira Tolan",)),
        ("Von der Insel", ()),
    ],
)
def test_a_byline_names_its_people_without_what_they_are(printed: str, authors: tuple[str, ...]) -> None:
    assert read(f'<div class="meta">{printed}</div>').authors == authors


@pytest.mark.parametrize("printed", ["By the numbers", "By design", "By popular demand"])
def test_what_names_no_people_is_a_byline_only_where_the_page_puts_its_authors(printed: str) -> None:
    assert read(f'<div class="dek">{printed}</div>').authors == ()


def test_a_publisher_at_the_foot_is_no_author() -> None:
    assert read("", f"<div>{FILLING}<p>Published by Penwick Books</p></div>").authors == ()


@pytest.mark.parametrize(
    "foot",
    [
        "<p>Written by Mira Tolan</p>",
        "<p>This post was written by Mira Tolan, who keeps a lock.</p>",
        '<div class="author-box"><img src="m.jpg" alt="Mira Tolan Headshot"><p>Mira Tolan</p></div>',
    ],
)
def test_an_author_whom_only_the_foot_names_is_the_author(foot: str) -> None:
    assert read("", f"<div>{FILLING}{foot}</div>").authors == ("Mira Tolan",)
    assert read("", f"<div>{FILLING}{foot}{foot.replace('Mira Tolan', 'Jon Sample')}</div>").authors == ()


@pytest.mark.parametrize(
    "shown",
    [
        '<img src="m.jpg" alt="Mira Tolan Headshot">\n<p>Mira Tolan, keeper of a lock</p>',
        '<img src="m.jpg" alt="Photo of Mira Tolan">\n<p>Mira TolanFounder of the Quay</p>',
        '<img src="a.svg" alt="Arrow Right">\n<p>By Mira Tolan</p>',
    ],
)
def test_a_picture_names_an_author_only_as_the_line_beside_it_does(shown: str) -> None:
    assert read(f'<div class="byline">{shown}</div>').authors == ("Mira Tolan",)


@pytest.mark.parametrize("office", ["Fact Checked", "Senior Reporter", "Author Spotlight", "Advertiser Disclosure"])
def test_an_office_or_a_label_in_the_authors_place_is_no_author(office: str) -> None:
    assert read(f'<div class="author"><img src="a.svg" alt="Arrow Right">\n<p>{office}</p></div>').authors == ()


def test_a_house_is_the_author_where_metadata_say_so_and_the_head_prints_it() -> None:
    meta = '<meta name="author" content="Quay Times"><meta property="og:site_name" content="Quay Times">'
    assert read(meta=meta).authors == ()
    assert read("<div>Quay Times | 20 May 2022</div>", meta=meta).authors == ("Quay Times",)


def test_authors_of_other_articles_that_the_page_describes_are_not_its_own() -> None:
    def article(name: str, at: str) -> str:
        facts = f'{{"@type":"NewsArticle","url":"https://quay.example/{at}","author":{{"name":"{name}"}}}}'
        return f'<script type="application/ld+json">{facts}</script>'

    canonical = '<link rel="canonical" href="https://www.quay.example/dog/">'
    meta = canonical + article("Jon Sample", "cat") + article("Mira Tolan", "dog?from=feed")
    assert read(meta=meta).authors == ("Mira Tolan",)


def titled(inside: str, head: str, url: str = "https://quay.example/dog") -> str:
    body = f"<!DOCTYPE html><html><head>{head}</head><body>{inside}\n{TEXT}</body></html>".encode()
    return read_capture(Capture(body, "d", dt.datetime(2026, 1, 5, tzinfo=dt.UTC), "text/html", url))[0].title


@pytest.mark.parametrize(
    ("heading", "head"),
    [
        ("Quay", f"<title>{TITLE} and on the Quay</title>"),
        ("The Quay Blog", f'<title>The Quay Blog: {TITLE}</title><meta property="og:title" content="{TITLE}">'),
        (f"20 May 2022 {TITLE}", f'<meta property="og:title" content="{TITLE}">'),
        (f"Blog: {TITLE}", f"<title>{TITLE}</title>"),
        ("quay.example", f"<title>quay.example | {TITLE}</title>"),
    ],
    ids=["a word of it", "the site's heading", "a day before it", "a label before it", "the host"],
)
def test_a_heading_that_is_less_or_more_than_the_title_is_not_taken_for_it(heading: str, head: str) -> None:
    assert titled(f"<h1>{heading}</h1>", head).removesuffix(" and on the Quay") == TITLE


@pytest.mark.parametrize(
    ("stated", "inside", "url"),
    [
        (f"{TITLE} | River Desk", f"<h2>{TITLE}</h2>", "https://quay.example/dog"),
        (f"{TITLE} | Quay Times", "", "https://quay-times.example/dog"),
        (f"Quay Times | quay-times.example | {TITLE}", "", "https://quay-times.example/dog"),
    ],
    ids=["printed without", "the host says it", "twice before it"],
)
def test_a_stated_title_loses_what_the_page_shows_to_be_none_of_it(stated: str, inside: str, url: str) -> None:
    assert titled(inside, f'<meta property="og:title" content="{stated}">', url) == TITLE
    assert titled("", '<meta property="og:title" content="The lock | A love story">') == "The lock | A love story"
