"""Mails: what a mail program would show becomes blocks, what the header says becomes hints, a cut mail is refused."""

from __future__ import annotations

import random
import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from backfile.documents.mail import read_mail
from backfile.errors import BackfileError, DamagedCapture, EmptyCapture, UnknownForm
from backfile.model import Document, Kind

ISSUE = (Path(__file__).parents[1] / "forms" / "a-fortnight-of-maintenance.eml").read_bytes()
PROSE = "The ferry at Nivelle did not sail on Tuesday, because the ferryman had been elected to the council."
RUSSIAN = "Паром в Нивелле не вышел во вторник, потому что паромщика избрали в совет. Река этого не заметила."
PNG = (Path(__file__).parents[1] / "sample" / "captures" / "images" / "mill.png").read_bytes()


def read(body: bytes) -> Document:
    return read_mail(body, digest="d", origin="letter.eml")


def plain(text: str, *, charset: str = "utf-8", declared: str | None = None, header: str = "") -> Document:
    head = f"From: a@b.example\n{header}MIME-Version: 1.0\nContent-Type: text/plain; charset={declared or charset}\n\n"
    return read(head.encode() + text.encode(charset))


def page(inside: str, *, text: str = "", header: str = "", **pictures: bytes) -> Document:
    mail = EmailMessage()
    mail.set_content(text or PROSE)
    mail.add_alternative(f"<html><body>{inside}</body></html>", subtype="html")
    for name, body in pictures.items():
        mail.get_payload()[1].add_related(body, "image", "png", cid=f"<{name}>")  # type: ignore[union-attr,index]
    return read(header.encode() + mail.as_bytes())


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if not block.region and block.kind is not Kind.IMAGE]


@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        ("windows-1251", "windows-1251"),
        ("koi8-r", "koi8-r"),
        ("koi8-r", "windows-1251"),
        ("windows-1251", "us-ascii"),
        ("windows-1251", "iso-8859-1"),
        ("utf-8", "koi8-r"),
        ("windows-1251", "no-such-charset"),
    ],
)
def test_the_right_letters_are_read_whatever_the_mail_says_of_them(charset: str, declared: str) -> None:
    assert [RUSSIAN] == texts(plain(RUSSIAN, charset=charset, declared=declared))


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        (b"Subject: =?utf-8?B?0J/QsNGA0L7QvA==?= =?utf-8?Q?_=D0=B8?= ice", "Паром и ice"),
        (b"Subject: =?windows-1251?Q?=CF=E0=F0=EE=EC?=", "Паром"),
        ("Subject: Паром".encode(), "Паром"),
        ("Subject: Паром".encode("windows-1251"), "Паром"),
        (b"Subject: Fwd: FW: The Ferry", "The Ferry"),
        (b"Subject: The\n Ferry", "The Ferry"),
    ],
)
def test_the_subject_is_read_in_any_encoding(printed: bytes, title: str) -> None:
    head = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset=windows-1251\n"
    assert title == read(printed + b"\n" + head + b"\n" + RUSSIAN.encode("windows-1251")).hint("title")


def test_the_day_is_the_senders_and_a_day_that_is_none_is_not_made_up() -> None:
    late = plain(PROSE, header="Date: Mon, 14 Jul 2025 00:30:00 +0300\n")
    assert "2025-07-14T00:30:00+03:00" == late.hint("published")
    assert plain(PROSE, header="Date: the day after the flood\n").hint("published") is None


def test_a_newsletter_names_its_publisher_and_a_person_is_an_author() -> None:
    sender = "From: Anton Brisk <a@b.example>\n"
    person, letter = plain(PROSE, header=sender[:0]), read(f"List-Id: <l.b.example>\n{sender}\n{PROSE}".encode())
    assert person.hint("author") is None
    assert "Anton Brisk" == letter.hint("publisher")
    assert "l.b.example" == letter.hint("list")
    assert "Anton Brisk" == read(f"To: x@y.example\n{sender}\n{PROSE}".encode()).hint("author")


def test_the_address_is_that_of_the_page_on_the_web() -> None:
    shown = page(f'<p><a href="https://b.example/7">View in browser</a></p><p>{PROSE}</p>')
    archived = plain(PROSE, header="Archived-At: <https://b.example/8>\n")
    assert ("https://b.example/7", "https://b.example/8") == (shown.hint("url"), archived.hint("url"))


def test_a_counting_address_is_not_taken_for_the_pages() -> None:
    link = "https://click.post.example/abcdefghijklmnopqrstuvwxyz0123456789"
    assert page(f'<p><a href="{link}">View in browser</a></p><p>{PROSE}</p>').hint("url") is None


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">In short</div>',
        '<div style="display:none !important;mso-hide:all">In short</div>',
        '<span style="font-size:0px">In short</span>',
        '<span style="font-size:1px;color:#fff">In short</span>',
        '<div style="max-height:0;overflow:hidden">In short</div>',
        '<div style="opacity:0">In short</div>',
        '<div style="visibility:hidden">In short</div>',
        "<style>.pre { display: none } </style><div class='pre'>In short</div>",
    ],
)
def test_what_is_hidden_from_a_reader_is_not_read(hidden: str) -> None:
    assert [PROSE] == texts(page(f"{hidden}<p>{PROSE}</p>"))


def test_what_is_hidden_only_on_a_phone_is_read() -> None:
    sheet = "<style>@import url('x.css'); @media (max-width:600px) { .w { display:none } } .q { color: red }</style>"
    assert [PROSE] == texts(page(f'{sheet}<p class="w">{PROSE}</p>'))
    assert [PROSE] == texts(page(f'<td style="font-size:0"><p style="font-size:16px">{PROSE}</p></td>'))


@pytest.mark.parametrize(
    "pixel",
    [
        '<img src="https://p.example/a.gif" width="1" height="1">',
        '<img src="https://p.example/a.gif" style="width:1px;height:1px">',
        '<img src="https://p.example/track/open.php?u=7">',
        '<img src="cid:dot">',
        '<img src="cid:gone">',
    ],
)
def test_a_picture_that_counts_readers_or_did_not_come_is_dropped(pixel: str) -> None:
    dot = b"GIF89a\x01\x00\x01\x00" + bytes(30)
    assert [] == [one for one in page(f"<p>{PROSE}</p>{pixel}", dot=dot).blocks if one.kind is Kind.IMAGE]


def test_a_picture_that_came_with_the_mail_is_held_by_its_block() -> None:
    (shown,) = [one for one in page(f'<p>{PROSE}</p><img src="cid:mill">', mill=PNG).blocks if one.kind is Kind.IMAGE]
    assert str(shown.src).startswith("data:image/png;base64,")


def test_the_tables_of_a_letters_layout_are_no_tables_and_a_table_of_figures_is_one() -> None:
    layout = "<table><tr><td>Wheat</td><td>Rye</td></tr><tr><td>Oats</td><td>Barley</td></tr></table>"
    figures = '<table border="1"><tr><th>Corn</th><th>Crowns</th></tr><tr><td>Rye</td><td>4</td></tr></table>'
    assert [Kind.PARAGRAPH] * 4 == [one.kind for one in page(layout, text="Wheat").blocks]
    assert [Kind.TABLE] == [one.kind for one in page(figures, text="Corn").blocks]


def link(text: str) -> str:
    return f'<p><a href="https://b.example/u">{text}</a></p>'


@pytest.mark.parametrize(
    "foot",
    [
        f"<p>You are receiving this because you signed up.</p><p>4 Ferry Quay</p>{link('Unsubscribe')}",
        f"<p>Copyright © 2025 Talvaria Weekly</p><p>Our mailing address is:</p>{link('unsubscribe from this list')}",
        f"{link('Facebook')}<p>Вы получили это письмо, потому что подписались.</p>{link('Отписаться')}",
        f"<p>Вы атрымалі гэты ліст, бо падпісаліся.</p>{link('Адпісацца')}",
        f"<p>Sie erhalten diese E-Mail, weil Sie sich angemeldet haben.</p>{link('Newsletter abbestellen')}",
        f"{link('Forward this letter to a friend')}{link('Manage your preferences')}",
    ],
)
def test_the_foot_of_a_letter_is_marked_in_any_language(foot: str) -> None:
    assert [PROSE] == texts(page(f"<p>{PROSE}</p>{foot}"))


@pytest.mark.parametrize(
    "line",
    [
        "A step forward",
        "You are receiving visitors, the minister told the harbour master, and they have come to stay for the winter.",
        "The assembly voted to unsubscribe from the League, which nobody had known to be a subscription at all.",
        "Copyrights were the last thing on the mind of the printer of Halmar.",
        "Read the notice in the browser's window: it is the only one in Kaldhavn that still has glass in its frame.",
    ],
)
def test_a_sentence_with_the_words_of_a_foot_is_text(line: str) -> None:
    assert [PROSE, line, PROSE] == texts(page(f"<p>{PROSE}</p><p>{line}</p><p>{PROSE}</p>"))


def test_the_text_is_read_where_the_page_says_nothing() -> None:
    assert [PROSE] == texts(page('<img src="cid:mill" alt="">', text=PROSE, mill=PNG))


def test_lines_that_were_broken_only_to_be_sent_are_whole() -> None:
    flowed = PROSE.replace("on Tuesday, ", "on Tuesday, \n")
    head = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; format=flowed\n\n"
    assert [PROSE] == texts(read(head + flowed.encode()))


def test_a_mail_that_is_encrypted_or_empty_is_refused_by_name() -> None:
    head = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: "
    with pytest.raises(UnknownForm, match="encrypted"):
        read(head + b"application/pkcs7-mime\n\nabc")
    with pytest.raises(EmptyCapture, match="no text in the mail"):
        read(head + b"application/pdf\n\nabc")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Content-Transfer-Encoding: quoted-printable", b"Content-Transfer-Encoding: quoted-prin"),
        (b"Content-Transfer-Encoding: quoted-printable", b"X-Odd: 1"),
        (b'boundary="=-letter-7c21"', b'boundary="=-litter-7c21"'),
        (b"Content-Type: multipart/alternative", b"Content-Type: text/plain"),
    ],
)
def test_a_mail_whose_header_does_not_fit_its_text_is_damaged(old: bytes, new: bytes) -> None:
    with pytest.raises(DamagedCapture):
        read(ISSUE.replace(old, new))


def test_a_mail_that_is_cut_anywhere_is_refused() -> None:
    for end in range(200, len(ISSUE) - 30, 97):
        with pytest.raises((DamagedCapture, EmptyCapture)):
            read(ISSUE[:end])


def test_a_mail_with_a_flipped_bit_is_whole_or_refused() -> None:
    whole, chance = len(re.findall(r"\w+", " ".join(texts(read(ISSUE))))), random.Random(7)  # noqa: S311
    for _ in range(150):
        body = bytearray(ISSUE)
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
        try:
            words = len(re.findall(r"\w+", " ".join(texts(read(bytes(body))))))
        except BackfileError:
            continue
        assert words > whole - 20
