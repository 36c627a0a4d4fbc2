"""Furniture inside a body: cut with its reason, and nothing that a reader would miss."""

from __future__ import annotations

from backfile.clean.furniture import drop_empty, drop_repeated_title
from backfile.model import Block, Cut, Kind, Printed, Reading, Run

TITLE = "Four Parties Share One Rowing Boat"


def block(text: str, kind: Kind = Kind.PARAGRAPH) -> Block:
    return Block(kind, (Run(text),) if text else (), place=3)


def reading(*blocks: Block) -> Reading:
    return Reading("generic", "generic", blocks, title=Printed(TITLE))


def test_the_title_again_near_the_head_is_cut_and_logged() -> None:
    after = drop_repeated_title(reading(block("A lead."), block(TITLE.upper()), block("A body.")), "en")
    assert [b.text for b in after.body] == ["A lead.", "A body."]
    assert after.cuts == (Cut("the title again", TITLE.upper(), 3),)


def test_the_title_quoted_further_down_stays() -> None:
    body = [block("One."), block("Two."), block(TITLE)]
    assert drop_repeated_title(reading(*body), "en").body == tuple(body)


def test_a_picture_named_like_the_title_stays() -> None:
    picture = Block(Kind.IMAGE, (Run(TITLE),), src="https://osk.example/boat.jpg")
    assert drop_repeated_title(reading(picture), "en").body == (picture,)


def test_what_holds_nothing_goes_without_a_word() -> None:
    after = drop_empty(reading(block(""), block(" "), Block(Kind.IMAGE), block("A body.")), "en")
    assert ([b.text for b in after.body], after.cuts) == (["A body."], ())


def test_a_heading_of_nothing_is_cut_and_logged() -> None:
    after = drop_empty(reading(block("A body."), block("Read also", Kind.HEADING)), "en")
    assert ([b.text for b in after.body], [cut.text for cut in after.cuts]) == (["A body."], ["Read also"])


def test_rules_stay_between_paragraphs_only() -> None:
    rule = Block(Kind.RULE)
    assert drop_empty(reading(rule, block("A."), rule, block("B."), rule), "en").body == (
        block("A."),
        rule,
        block("B."),
    )
