"""A credit line is a fact about the picture; a caption is text."""

from __future__ import annotations

import pytest

from backfile.clean.images import take_credit
from backfile.model import Block, Kind, Printed, Reading, Run


def reading(*texts: str, kind: Kind = Kind.CAPTION, credit: Printed | None = None) -> Reading:
    return Reading("generic", "generic", tuple(Block(kind, (Run(t),), place=5) for t in texts), credit=credit)


@pytest.mark.parametrize(
    ("printed", "credit"),
    [
        ("photo: quay.example", "quay.example"),
        ("Image from Quay Archive", "Quay Archive"),
        ("Source: Far Bank Gazette", "Far Bank Gazette"),
        ("Foto: Quay Archive, Mika Dahl", "Quay Archive, Mika Dahl"),
        ("Фота: Алесь Прыклад", "Алесь Прыклад"),
        ("Ілюстрацыйнае фота: набярэжная.прыклад", "набярэжная.прыклад"),
        ("Фото: набережная.пример", "набережная.пример"),
    ],
)
def test_a_credit_line_is_taken_without_its_label(printed: str, credit: str) -> None:
    after = take_credit(reading(printed), "en")
    assert after.credit == Printed(credit, 5)
    assert after.body == ()
    assert [cut.text for cut in after.cuts] == [printed]


@pytest.mark.parametrize("text", ["The bridge, as planned", "Photo: Quay. The bridge as it was planned."])
def test_a_caption_stays(text: str) -> None:
    assert take_credit(reading(text), "en") == reading(text)


def test_a_paragraph_that_begins_like_a_credit_stays() -> None:
    made = reading("Source: close to the Authority", kind=Kind.PARAGRAPH)
    assert take_credit(made, "en") == made


def test_the_heads_credit_wins_and_the_captions_stays_beside_its_picture() -> None:
    made = reading("Photo: Mika Dahl", credit=Printed("Quay Archive"))
    assert take_credit(made, "en") == made
