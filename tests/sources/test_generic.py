"""The generic recipe: a paragraph that is found a little otherwise stays, and a line of a head is no title."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from backfile.model import Capture
from backfile.street import read_capture

TextAt = Callable[..., Capture]
TITLE = "The Dog at the Lower Lock"
FIRST = "The lock keeper counted the boats in the harbour and wrote the number down in his book. Nobody read it."
LAST = "The last paragraph says good night to all the boats, one after the other, by their names."
MORE = "The second paragraph speaks of the ferry, its bell, and the man who rang it until the rope was gone."


def page(page_at: TextAt, inside: str) -> Capture:
    return page_at(f"<article><h1>{TITLE}</h1><p>{FIRST}</p>{inside}<p>{MORE}</p><p>{LAST}</p></article>")


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (
            '<p>The minister resigned on <time datetime="2024-01-01">1 January 2024</time>, which nobody expected</p>',
            "The minister resigned on 1 January 2024, which nobody expected",
        ),
        (
            "<p>On the <ruby>漢<rt>kan</rt></ruby> quay – “so”, he said; (yes), no: the barge (was) gone.</p>",
            "On the 漢kan quay – “so”, he said; (yes), no: the barge (was) gone.",
        ),
        (
            f"<div>Loose text in a div about the river and what it carried down that year, and why.<p>{MORE}</p></div>",
            "Loose text in a div about the river and what it carried down that year, and why.",
        ),
    ],
    ids=["time", "ruby", "loose"],
)
def test_a_paragraph_that_is_found_a_little_otherwise_stays(page_at: TextAt, inside: str, text: str) -> None:
    commentary, _ = read_capture(page(page_at, inside))
    assert text in [block.text for block in commentary.body]


def test_what_was_left_out_inside_the_text_is_told_with_its_words(page_at: TextAt) -> None:
    lost = "Twelve words that stand in an aside which no reader asked for today."
    commentary, _ = read_capture(page(page_at, f"\n<p>{MORE}</p>\n<aside>{lost}</aside>\n"))
    assert any(cut.text == lost for cut in commentary.cuts)
    note = next(note for note in commentary.notes if "inside the text" in note.text)
    assert (note.text, note.advice) == ("13 words inside the text were left out", "Compare with the page")
    assert note.place > 0


@pytest.mark.parametrize(
    "printed",
    [
        "by",
        "By Mira Tolan",
        "March 4 – March 10, 2024",
        "March 4th – March 10th",
        "20 May 2022",
        "September 05, 2016 10:22",
        "The situation has not changed",
        "https://quay.example/dog",
    ],
)
def test_a_line_of_a_head_is_never_a_title(text_at: TextAt, printed: str) -> None:
    commentary, _ = read_capture(text_at(printed, TITLE, FIRST, LAST))
    assert (commentary.title, commentary.source) == (TITLE, "generic")
    assert [block.text for block in commentary.body] == [FIRST, LAST]


def test_a_bare_name_behind_a_byline_label_is_the_author_and_no_title(text_at: TextAt) -> None:
    commentary, _ = read_capture(text_at("by", "Mira Tolan", "20 May 2022", TITLE, FIRST, LAST))
    assert (commentary.title, commentary.authors, str(commentary.published)) == (TITLE, ("Mira Tolan",), "2022-05-20")


def document_at(inside: str, head: str = "<title>x</title>") -> Capture:
    body = f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{inside}</body></html>'.encode()
    return Capture(body, "d", dt.datetime(2026, 1, 5, tzinfo=dt.UTC), "text/html", "https://quay.example/dog")


def test_the_part_of_a_paragraph_before_a_control_stays(page_at: TextAt) -> None:
    before = "The ferry keeper counts eleven boats before breakfast and twelve after it, and writes both down."
    commentary, _ = read_capture(page(page_at, f"<p>{before} <button>Copy</button> Nobody asks him why.</p>"))
    assert before in [block.text for block in commentary.body]
    assert "Copy" not in [block.text for block in commentary.body]


@pytest.mark.parametrize("loose", ["{}<br><br>{}<br><br>{}", "<x-page>{}<br><br>{}<br><br>{}</x-page>"])
def test_loose_text_in_the_page_or_in_an_unknown_element_is_read(loose: str) -> None:
    commentary, _ = read_capture(document_at(f"<h1>{TITLE}</h1>{loose.format(FIRST, MORE, LAST)}"))
    assert [block.text for block in commentary.body] == [FIRST, MORE, LAST]


@pytest.mark.parametrize(
    ("heading", "stated", "title"),
    [
        (TITLE, f"{TITLE} | Quay Times", TITLE),
        ("Quay Times", f"{TITLE} | Quay Times", TITLE),
        ("Open the menu", f"{TITLE} - Quay Times", TITLE),
        (TITLE, "A dog at a lock, and what it saw", TITLE),
    ],
)
def test_a_title_is_the_heading_that_the_page_agrees_with(heading: str, stated: str, title: str) -> None:
    site = f'<meta property="og:site_name" content="Quay Times"><meta property="og:title" content="{stated}">'
    commentary, _ = read_capture(document_at(f"<h1>{heading}</h1><p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p>", site))
    assert commentary.title == title


@pytest.mark.parametrize("printed", ["May 20, 2022", "Published on 20 May 2022", "Updated 20 May 2022 · 4 min read"])
def test_a_day_at_the_head_of_a_page_is_its_date_if_it_states_none(printed: str) -> None:
    head = f"<h1>{TITLE}</h1><div class=meta>{printed}</div>"
    commentary, _ = read_capture(document_at(f"<article>{head}<p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p></article>"))
    assert str(commentary.published) == "2022-05-20"


def test_a_day_of_a_change_does_not_hide_the_day_of_publication() -> None:
    head = f"<h1>{TITLE}</h1><div class=meta>Locks and weirs<span>May 20, 2022</span>Updated: June 21, 2023</div>"
    commentary, _ = read_capture(document_at(f"<article>{head}<p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p></article>"))
    assert str(commentary.published) == "2022-05-20"


def test_a_head_is_read_from_its_title_on_however_much_stands_between_it_and_the_text() -> None:
    between = "".join(f"<li><a href='#part{number}'>Part {number}</a></li>" for number in range(20))
    head = f"<h1>{TITLE}</h1><div class=meta>By Mira Tolan</div><div>20 May 2022</div><ul class=toc>{between}</ul>"
    commentary, _ = read_capture(document_at(f"<article>{head}<p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p></article>"))
    assert commentary.authors == ("Mira Tolan",) and str(commentary.published) == "2022-05-20"


def test_a_time_that_stands_in_what_is_called_a_change_is_no_day_of_publication() -> None:
    head = f"<h1>{TITLE}</h1>"
    changed = '<p class="post-date__modified"><time datetime="2023-06-21">in June</time></p>'
    inside = f"<article>{head}<p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p></article>{changed}"
    assert read_capture(document_at(inside))[0].published is None


def test_two_days_at_the_head_of_a_page_are_no_date() -> None:
    head = f"<h1>{TITLE}</h1><div class=meta>20 May 2022</div><div class=meta>21 June 2023</div>"
    commentary, _ = read_capture(document_at(f"<article>{head}<p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p></article>"))
    assert commentary.published is None and "date" in commentary.missing


def test_a_day_between_title_and_text_counts_before_those_of_other_articles() -> None:
    head = f"<div>More: 21 June 2023</div><h1>{TITLE}</h1><div class=meta>20 May 2022</div>"
    commentary, _ = read_capture(document_at(f"<article>{head}<p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p></article>"))
    assert str(commentary.published) == "2022-05-20"


def test_a_day_that_metadata_state_in_no_clear_form_is_taken_from_the_head() -> None:
    meta = '<meta property="article:published_time" content="05/06/2022">'
    head = f"{meta}<h1>{TITLE}</h1><div class=meta>5 June 2022</div>"
    commentary, _ = read_capture(document_at(f"<article>{head}<p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p></article>"))
    assert str(commentary.published) == "2022-06-05"


def test_a_line_that_introduces_something_dated_is_no_date() -> None:
    head = f"<h1>{TITLE}</h1><p>Posted on the board of the waterways society on 20 May 2022:</p>"
    commentary, _ = read_capture(document_at(f"<article>{head}<p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p></article>"))
    assert commentary.published is None


def test_a_name_beside_a_portrait_of_that_name_is_the_author() -> None:
    head = f'<h1>{TITLE}</h1><div><img src="a.jpg" alt="Mira Tolan"><div>Mira Tolan</div></div>'
    commentary, _ = read_capture(document_at(f"<article>{head}<p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p></article>"))
    assert commentary.authors == ("Mira Tolan",)


@pytest.mark.parametrize(
    "printed",
    [
        "By Mira Tolan",
        "ByMira Tolan Updated onMay 20, 2022",
        "By Mira Tolan ⋅ Editor ⋅ Updated May 20, 2022",
        "Written by: Mira Tolan",
        "Posted by Mira Tolan on 20 May 2022",
        "By Mira TolanMay 20, 2022",
    ],
)
def test_a_byline_at_the_head_of_a_page_is_read(printed: str) -> None:
    head = f"<h1>{TITLE}</h1><div class=meta>{printed}</div>"
    commentary, _ = read_capture(document_at(f"<article>{head}<p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p></article>"))
    assert commentary.authors == ("Mira Tolan",)


def test_what_software_writes_for_want_of_a_name_is_no_author() -> None:
    inside = f"<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p></article>"
    assert read_capture(document_at(inside, '<meta name="author" content="admin">'))[0].authors == ()


def test_a_name_that_the_page_calls_its_author_is_the_author() -> None:
    head = f'<h1>{TITLE}</h1><div class="post-author">Mira Tolan</div>'
    commentary, _ = read_capture(document_at(f"<article>{head}<p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p></article>"))
    assert commentary.authors == ("Mira Tolan",)


@pytest.mark.parametrize("printed", ["Byron Tolan", "By Byron Tolan", "ByByron Tolan", "BYRON TOLAN"])
def test_a_name_that_begins_as_a_label_does_is_no_label(printed: str) -> None:
    head = f'<h1>{TITLE}</h1><div class="post-author">{printed}</div>'
    commentary, _ = read_capture(document_at(f"<article>{head}<p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p></article>"))
    assert [name.casefold() for name in commentary.authors] == ["byron tolan"]


def test_where_a_text_first_appeared_stays_in_it(page_at: TextAt) -> None:
    told = "This article first appeared in Lock and Weir."
    commentary, _ = read_capture(
        page_at(f"<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p><p><em>{told}</em></p></article>")
    )
    assert commentary.body[-1].text == told


RUSSIAN = (
    "Смотритель нижнего шлюза три раза пересчитал лодки и записал число в журнал, который никто не читает.",
    "Вечером паромщик привязал верёвку к столбу, позвонил в колокол и ушёл домой, не дождавшись последней баржи.",
    "Собака осталась сторожить ворота, и утром её нашли на том же месте, мокрую, но довольную.",
)


@pytest.mark.parametrize(
    "own",
    [
        "Подпишитесь на нашу рассылку, чтобы каждую неделю получать новые тексты.",
        "Подписывайтесь на телеграм-канал и читайте нас первыми.",
        "Поддержите нашу редакцию: оформите подписку на сайте.",
        "Падпішыцеся на нашу рассылку, каб атрымліваць новыя тэксты.",
        "Subscribe to our weekly newsletter to get new texts first.",
        "ADVERTISEMENT",
        "Реклама",
        "This slideshow requires JavaScript.",
        "Image 2 of 5",
        "Фото 2 из 5",
        "You may also like...",
        "Tell us what YOU think!",
        "https://www.quay.example/dog",
    ],
)
def test_a_pages_own_line_amid_its_text_is_furniture(own: str) -> None:
    first, second, last = RUSSIAN
    inside = f"<article><h1>Собака у шлюза</h1><p>{first}</p><p>{second}</p><p>{own}</p><p>{last}</p></article>"
    commentary, _ = read_capture(document_at(inside))
    assert [block.text for block in commentary.body] == list(RUSSIAN)
    assert [cut.text for cut in commentary.cuts if cut.reason == "the page's own"] == [own]


def posts(shown: int, *others: int, body: str = ' class="single postid-7"') -> list[str]:
    """What is kept of a page that shows one post of a long text, with others of one sentence below."""
    below = "".join(f'<article class="post-{number} post hentry"><p>{LAST}</p></article>' for number in others)
    inside = f'<article class="post-{shown} post hentry"><h1>{TITLE}</h1><p>{FIRST}</p><p>{MORE}</p>{below}</article>'
    page = f'<!DOCTYPE html><html lang="en"><head><title>{TITLE}</title></head><body{body}>{inside}</body></html>'
    commentary, _ = read_capture(replace(document_at(""), body=page.encode()))
    return [block.text for block in commentary.body]


def test_a_whole_other_post_below_a_text_is_not_of_it() -> None:
    assert posts(7, 12, 9) == [FIRST, MORE]


@pytest.mark.parametrize(
    ("shown", "other", "body"),
    [(7, 7, ' class="single postid-7"'), (7, 12, ""), (3, 12, ' class="single postid-7"')],
    ids=["of the same post", "a page that says no number", "a template's number"],
)
def test_a_post_that_may_be_the_text_stays(shown: int, other: int, body: str) -> None:
    assert posts(shown, other, body=body) == [FIRST, MORE, LAST]


@pytest.mark.parametrize(
    "told",
    [
        "Подпишитесь под письмом, сказал паромщик, и смотритель подписался, не читая.",
        "Реклама висела над шлюзом с весны, и никто уже не помнил, что на ней продавали.",
        "Поддержите верёвку, крикнул он, и собака поняла его лучше, чем смотритель.",
        "Image 2 of 5 in the keeper's book shows the gate before the flood, and nobody remembers who drew it.",
    ],
)
def test_a_sentence_that_begins_like_one_stays(told: str) -> None:
    first, second, last = RUSSIAN
    inside = f"<article><h1>Собака у шлюза</h1><p>{first}</p><p>{second}</p><p>{told}</p><p>{last}</p></article>"
    assert told in [block.text for block in read_capture(document_at(inside))[0].body]
