"""The charset of a page is told by evidence, and what cannot be told is an error."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from backfile.documents.charset import decode, decoded
from backfile.errors import DamagedCapture, UnknownForm

BELARUSIAN = "Гарадская рада Зарэчча абмеркавала рамонт моста цераз раку Уюнку; ўлады маўчаць ужо трэці тыдзень."
RUSSIAN = "Городской совет Заречья обсудил ремонт моста через реку Вьюнку. Депутаты снова не договорились о сроках."
GERMAN = (
    "Der Stadtrat von Grünau hat über die Brücke beraten; für die Bürger heißt das: länger warten und Umwege fahren."
)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "iso-8859-5", "utf-16-le"])
def test_a_declared_charset_is_believed(charset: str) -> None:
    assert decode(BELARUSIAN.encode(charset), charset) == BELARUSIAN


def test_koi8_r_is_believed_when_declared() -> None:
    assert decode(RUSSIAN.encode("koi8-r"), "KOI8-R") == RUSSIAN


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_outranks_a_declaration_and_is_no_text(mark: bytes, charset: str) -> None:
    assert decode(mark + BELARUSIAN.encode(charset), "windows-1252") == BELARUSIAN


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1251", "koi8-r", "ascii", "gbk", "klingon", ""])
def test_utf8_proves_itself_against_a_lying_declaration(declared: str) -> None:
    assert decode(BELARUSIAN.encode(), declared) == BELARUSIAN


def test_a_declared_charset_that_does_not_decode_gives_way_to_the_page() -> None:
    body = f'<meta charset="windows-1251"><p>{BELARUSIAN}'
    assert decode(body.encode("windows-1251"), "utf-8", html=True) == body


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="{}">',
        "<META http-equiv=Content-Type content='text/html; charset={}'>",
        '<?xml version="1.0" encoding="{}"?>',
        '<!-- <meta charset="koi8-r"> --><meta charset={}>',
        "<title>" + "x" * 1100 + "</title><meta charset={} />",
    ],
)
def test_a_page_declares_its_charset(head: str) -> None:
    page = head.format("windows-1251") + BELARUSIAN
    assert decode(page.encode("windows-1251"), html=True) == page


def test_a_pages_declaration_means_nothing_in_plain_text() -> None:
    text = '<meta charset="koi8-r"> ' + BELARUSIAN
    assert decode(text.encode("windows-1251")) == text


def test_a_transport_outranks_the_page() -> None:
    page = f'<meta charset="koi8-r">{RUSSIAN}'
    assert decode(page.encode("windows-1251"), "windows-1251", html=True) == page


def test_a_transport_that_says_latin_1_by_default_does_not_outrank_the_page() -> None:
    page = f'<meta charset="windows-1251">{RUSSIAN}'
    assert decode(page.encode("windows-1251"), "ISO-8859-1", html=True) == page


@pytest.mark.parametrize("label", ["iso-8859-1", "latin-1", "ASCII", "us-ascii", "Windows-1252"])
def test_latin_1_means_windows_1252_on_the_web(label: str) -> None:
    assert decode("„so“ – nicht".encode("windows-1252"), label) == "„so“ – nicht"


def test_a_page_that_says_utf_16_cannot_be() -> None:
    assert decode(b'<meta charset="utf-16">Rain', html=True) == '<meta charset="utf-16">Rain'


@pytest.mark.parametrize("charset", ["windows-1251", "iso-8859-5"])
def test_an_undeclared_charset_is_detected(charset: str) -> None:
    assert decode(BELARUSIAN.encode(charset)) == BELARUSIAN


def test_what_was_usual_in_other_decades_is_detected() -> None:
    assert decode(RUSSIAN.encode("koi8-r")) == RUSSIAN
    assert decode(RUSSIAN.encode("cp866")) == RUSSIAN
    assert decode(GERMAN.encode("windows-1252")) == GERMAN


def test_detection_is_not_led_astray_by_much_markup() -> None:
    page = "<div class='x'><a href='/page'>home</a></div>\n" * 200 + f"<p>{BELARUSIAN}</p>"
    assert decode(page.encode("windows-1251"), html=True) == page


def test_lines_end_in_one_way() -> None:
    assert decode(b"a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize("declared", ["utf-8", None])
def test_utf8_that_is_cut_inside_a_character_names_the_byte(declared: str | None) -> None:
    with pytest.raises(DamagedCapture, match=r"at byte 4\b"):
        decode("вол".encode()[:-1], declared)


def test_one_broken_byte_in_utf8_is_neither_replaced_nor_guessed_away() -> None:
    body = BELARUSIAN.encode()
    with pytest.raises(DamagedCapture, match=r"broken character at byte 40\b"):
        decode(body[:40] + body[41:], "windows-1252")


def test_a_marked_text_that_breaks_off_is_damaged() -> None:
    with pytest.raises(DamagedCapture):
        decode(codecs.BOM_UTF16_LE + "мост".encode("utf-16-le")[:-1])


def test_a_replacement_character_of_the_source_itself_stays() -> None:
    assert decode("мост \ufffd".encode()) == "мост \ufffd"


@pytest.mark.parametrize("body", [b"GIF89a\0\1\0\1\x80\0\0", b"\1\2\3\4\5 text", bytes(range(256))])
@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1251", "hex", "utf-7"])
def test_bytes_that_are_no_text_are_refused(body: bytes, declared: str | None) -> None:
    with pytest.raises(UnknownForm):
        decode(body, declared)


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"") == ""


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_any_text_in_utf8_comes_back(text: str) -> None:
    assume(not text.startswith("\ufeff"))
    assert decode(text.encode(), "utf-8") == text


@given(st.binary(), st.sampled_from([None, "utf-8", "windows-1251", "iso-8859-1", "utf-16", "gbk"]), st.booleans())
def test_any_bytes_give_text_or_an_error_that_says_what_to_do(body: bytes, declared: str | None, html: bool) -> None:
    try:
        text = decode(body, declared, html=html)
    except (DamagedCapture, UnknownForm) as error:
        assert error.advice
    else:
        assert "\0" not in text
        assert "\r" not in text


@pytest.mark.parametrize("charset", ["latin-1", "cp1252"])
def test_a_few_accents_in_a_page_that_names_no_charset_are_western_and_a_guess(charset: str) -> None:
    text = "Its policy vis-à-vis the lower bank is déjà vu à la carte, and nobody in the naïve office minds."
    read = decoded(text.encode(charset))
    assert (read.text, read.guessed) == (text, "cp1252")


def test_a_word_in_another_alphabet_is_not_western() -> None:
    read = decoded(f"{RUSSIAN} The office wrote to nobody. {RUSSIAN}".encode("cp1251"))
    assert (read.text[: len(RUSSIAN)], read.guessed) == (RUSSIAN, "cp1251")


def test_what_is_declared_or_proven_is_no_guess() -> None:
    assert decoded("déjà vu".encode("latin-1"), "iso-8859-1").guessed is None
    assert decoded("déjà vu".encode()).guessed is None


RUSSIAN = "Правительство Талварии продлило лето. Министр Окорт вернулась из Норрмарка с пустыми руками.\n" * 4


@pytest.mark.parametrize(
    ("written", "declared"),
    [
        ("cp1251", "iso-8859-1"),
        ("cp1251", "us-ascii"),
        ("cp1251", "koi8-r"),
        ("koi8-r", "windows-1251"),
        ("koi8-r", "iso-8859-1"),
        ("koi8-r", "iso-8859-2"),
    ],
)
def test_a_declaration_that_makes_no_words_is_not_believed(written: str, declared: str) -> None:
    assert RUSSIAN == decode(RUSSIAN.encode(written), declared)
