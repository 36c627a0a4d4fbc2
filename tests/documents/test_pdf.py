"""PDFs: printed lines become the blocks that were printed, and what cannot be read whole is refused by its reason."""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from backfile.documents import pdf_worker
from backfile.documents.pdf import read_pdf
from backfile.errors import BackfileError, CaptureError, DamagedCapture, UnknownForm
from backfile.model import Block, Document, Kind

ISSUE = (Path(__file__).parents[1] / "forms" / "a-fortnight-of-maintenance.pdf").read_bytes()
Text = tuple[float, float, float, str]  # from the left, from above, size, words
LINES = (
    "The ferry at Nivelle did not sail on Tuesday, because the",
    "ferryman had been elected to the council. Nobody had told him,",
    "and he sailed on Wednesday instead, as one does in spring.",
)


def pdf(*pages: Sequence[Text], extra: bytes = b"", info: bytes = b"", stream: bytes | None = None) -> bytes:
    """A PDF of some pages of 400 by 600 points; `extra` goes into each page's entry."""
    bodies = [stream if stream is not None else zlib.compress(content(page)) for page in pages]
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 400 600] >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, body in enumerate(bodies):
        own = b"/Type /Page /Parent 2 0 R /Resources << /Font << /F 3 0 R >> >> /Contents %d 0 R" % (5 + 2 * at)
        objects.append(b"<< %s %s >>" % (own, extra))
        objects.append(b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
    objects.append(b"<< %s >>" % info)
    out, offsets = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"<< /Size %d /Root 1 0 R /Info %d 0 R >>" % (size, size - 1)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer %s\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, trailer, len(out)
    )  # fmt: skip


def content(page: Sequence[Text]) -> bytes:
    shown = (
        b"BT /F %g Tf %g %g Td (%s) Tj ET" % (size, x, 600 - y, words.encode("cp1252").replace(b"(", b"\\("))
        for x, y, size, words in page
    )
    return b"\n".join(shown)


def column(lines: Sequence[str], x: float = 40, y: float = 100, size: float = 11) -> list[Text]:
    return [(x, y + 14 * at, size, line) for at, line in enumerate(lines)]


def read(body: bytes) -> Document:
    return read_pdf(body, digest="d", origin="print.pdf")


def blocks(*pages: Sequence[Text], extra: bytes = b"") -> list[Block]:
    return [block for block in read(pdf(*pages, extra=extra)).blocks if not block.region]


def texts(*pages: Sequence[Text]) -> list[str]:
    return [block.text for block in blocks(*pages)]


def test_lines_of_a_paragraph_are_one_block_and_a_gap_or_a_short_line_ends_it() -> None:
    short = column(("It was not asked again.",), y=142)
    gap = column(LINES, y=180)
    whole = "\n".join(LINES)
    assert [whole, "It was not asked again.", whole] == texts([*column(LINES), *short, *gap])


def test_a_paragraph_goes_on_over_a_page() -> None:
    assert ["\n".join(LINES)] == texts(column(LINES[:2], y=520), column(LINES[2:], y=60))


def test_a_word_broken_at_the_margin_keeps_its_hyphen_for_the_repair_to_judge() -> None:
    (text,) = texts(column(("The ferry at Nivelle did not sail on that particular Tues-", "day, because of the vote.")))
    assert text.endswith("Tues-\nday, because of the vote.")


def test_columns_are_read_one_after_the_other_under_what_stands_over_both() -> None:
    left = [f"the left column says in its line {number}" for number in "abcde"]
    right = [f"the right column says in line {number}" for number in "abcde"]
    title = [(40.0, 60.0, 22.0, "A Heading Over Both of Them")]
    found = texts([*title, *column(left, size=8), *column(right, x=220, size=8)])
    assert ["A Heading Over Both of Them", "\n".join([*left, *right])] == found


def test_what_recurs_at_the_edge_of_pages_is_marked_as_header_or_footer() -> None:
    pages = [
        [(40.0, 30.0, 9.0, "Talvaria Weekly"), *column(LINES), (190.0, 580.0, 9.0, f"Page {number} of 3")]
        for number in (1, 2, 3)
    ]
    regions = {block.text: block.region for block in read(pdf(*pages)).blocks}
    assert ("header", "footer") == (regions["Talvaria Weekly"], regions["Page 1 of 3"])
    assert ["\n".join(LINES * 3)] == [text for text, region in regions.items() if not region]


def test_the_title_on_the_first_page_is_not_the_running_head_of_the_others() -> None:
    first = [(40.0, 40.0, 22.0, "The Ferry"), *column(LINES)]
    later = [(40.0, 30.0, 9.0, "The Ferry"), *column(LINES)]
    assert Kind.HEADING is blocks(first, later, later)[0].kind


def test_headings_are_ranked_by_their_size() -> None:
    head = [(40.0, 50.0, 24.0, "The Ferry"), (40.0, 80.0, 15.0, "On Tuesday")]
    found = [(block.kind, block.level) for block in blocks([*head, *column(LINES)])]
    assert [(Kind.HEADING, 1), (Kind.HEADING, 2), (Kind.PARAGRAPH, 0)] == found


def test_a_note_at_the_foot_of_a_page_is_tied_to_its_mark() -> None:
    end = 40 + 4.9 * len(LINES[2])
    note = [(40.0, 540.0, 8.0, "1 The council denies it."), (40.0, 550.0, 8.0, "2 So does he.")]
    found = blocks([*column(LINES), (end + 20, 124.0, 6.0, "1"), *note])
    assert [("1", "The council denies it."), ("2", "So does he.")] == [
        (block.note, block.text) for block in found if block.kind is Kind.NOTE
    ]


def test_items_lose_their_marks() -> None:
    lines = [(40.0, 100.0, 11.0, LINES[0]), (50.0, 130.0, 11.0, "• rye"), (50.0, 150.0, 11.0, "• oats")]
    assert [(Kind.ITEM, "rye"), (Kind.ITEM, "oats")] == [(one.kind, one.text) for one in blocks(lines)[1:]]


def test_a_link_lies_on_its_words() -> None:
    link = b"/Annots [<< /Subtype /Link /Rect [38 494 84 512] /A << /S /URI /URI (https://b.example/) >> >>]"
    (block,) = blocks(column(LINES), extra=link)
    assert [("The ferry", "https://b.example/")] == [(run.text, run.href) for run in block.runs if run.href]


def test_what_the_file_says_of_itself_is_a_hint_with_its_origin() -> None:
    document = read(pdf(column(LINES), info=b"/Title (The Ferry) /Author (root) /CreationDate (D:20250316)"))
    said = {(hint.name, hint.value) for hint in document.hints if hint.origin == "pdf"}
    assert {("title", "The Ferry"), ("author", "root"), ("published", "2025-03-16")} == said


def test_a_pdf_without_text_is_named() -> None:
    with pytest.raises(UnknownForm, match="only pictures"):
        read(pdf([]))


def test_a_page_without_text_among_others_is_told() -> None:
    assert "there is no text on page 2 of the PDF" == read(pdf(column(LINES), [])).hint("doubt")


def test_an_encrypted_pdf_is_named() -> None:
    keys = b"/O <%s> /U <%s>" % (b"00" * 32, b"11" * 32)
    secret = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 %s >> /ID [<00> <00>]" % keys
    body = pdf(column(LINES))
    with pytest.raises(UnknownForm, match="encrypted"):
        read(body.replace(b"/Root 1 0 R", b"/Root 1 0 R " + secret))


def test_a_bomb_is_named_and_set_aside() -> None:
    bomb = zlib.compress(bytes(pdf_worker.MOST_INFLATED + 1_000_000), 9)
    with pytest.raises(CaptureError, match="inflates to more than"):
        read(pdf(column(LINES), stream=bomb))


def test_a_pdf_that_never_ends_is_named_and_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backfile.documents.pdf_pages.SECONDS", 0.01)
    with pytest.raises(CaptureError, match="takes too long"):
        read(ISSUE)


def test_a_pdf_that_is_cut_is_refused() -> None:
    for end in range(9, len(ISSUE) - 10, len(ISSUE) // 12):
        assert "damaged" == pdf_worker.answer(ISSUE[:end])["error"][0]  # type: ignore[index]
    with pytest.raises(DamagedCapture, match="ends too early"):
        read(ISSUE[: len(ISSUE) // 2])


def test_a_pdf_with_a_flipped_bit_is_whole_or_refused() -> None:
    body, chance = pdf(column(LINES), column(LINES)), random.Random(3)  # noqa: S311
    whole = letters(pdf_worker.answer(body))
    for _ in range(200):
        broken = bytearray(body)
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        answer = pdf_worker.answer(bytes(broken))
        if "(cid:" in str(answer) or "'lines': []" in str(answer):
            continue  # read_pdf refuses letters that are not known, and tells of empty pages
        told = "error" in answer or answer["doubts"]
        assert told or letters(answer) == whole


def letters(answer: dict[str, object]) -> int:
    return str(answer["pages"]).count(" ")


def test_a_damaged_pdf_is_an_error_of_ours() -> None:
    with pytest.raises(BackfileError):
        read(b"%PDF-1.7\n\x00\x01 %%EOF")
