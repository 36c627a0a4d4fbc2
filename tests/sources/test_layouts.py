"""A layout reads what its slots say: a picture in the head that is no title stays the text's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from backfile.model import Capture, Kind
from backfile.sources.platforms.layout import Field, Layout, Slot, Source
from backfile.sources.platforms.reading import read
from backfile.sources.platforms.shapes import CREDIT, DAY
from backfile.street import document_of

TextAt = Callable[..., Capture]
TITLE = "The Dog at the Lower Lock"
TEXT = "The lock keeper counted the boats in the harbour and wrote the number down in his book. Nobody read it."
ANYWHERE = (Slot(Field.PICTURE, repeated=True), Slot(Field.TITLE_AGAIN, repeated=True))
LAYOUT = Layout(
    name="page",
    head=(
        Slot(Field.TITLE, required=True, heading=True),
        *ANYWHERE,
        Slot(Field.PUBLISHED, DAY, required=True),
        *ANYWHERE,
        Slot(Field.CREDIT, CREDIT),
    ),
)
QUAY = Source(id="quay", name="Quay", home="", hosts=(), languages=(), layouts=(LAYOUT,), frequency="irregular")


@pytest.mark.parametrize(("alternative", "kept"), [("A dog", ["dog.jpg"]), ("", ["dog.jpg"]), (TITLE, [])])
@pytest.mark.parametrize("place", ["before the day", "behind the day"])
def test_a_picture_in_a_head_is_kept_before_the_text_unless_it_says_the_title(
    page_at: TextAt, alternative: str, kept: list[str], place: str
) -> None:
    picture, day = f'<img src="dog.jpg" alt="{alternative}">', "<p>20 May 2022</p>"
    head = picture + day if place == "before the day" else day + picture
    page = page_at(f"<h1>{TITLE}</h1>{head}<p>Photo: Anna Sample</p><p>{TEXT}</p>")
    reading = read(QUAY, document_of(page), named=True)
    assert [block.src for block in reading.body if block.kind is Kind.IMAGE] == kept
    assert [block.text for block in reading.body if block.kind is not Kind.IMAGE] == [TEXT]
    assert reading.credit is not None and reading.credit.text == "Anna Sample"
