"""What recurs and is furniture goes with its evidence; what recurs and is an author's stays."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.clean.learned import Trace, cut, learn, trace_of
from backfile.clean.learned.cutting import furniture
from backfile.model import Block, Cut, Kind, Printed, Reading, Run

TAIL = (
    "Subscribe to the Peshk Courier",
    "A letter each Friday from the harbour office, and no advertising in it at all.",
)
CLAUSE = "Neither party shall close the lower lock without a notice of nine days to the other party."
ORDINALS = ["no", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"]
ORDINALS += ["ninth", "tenth", "eleventh", "twelfth"]
MOTTO = "The rest, as they say on the quay, is weather."


def block(text: str, kind: Kind = Kind.PARAGRAPH, href: str | None = None) -> Block:
    return Block(kind, (Run(text, href=href),))


def own(name: str, number: int) -> str:
    ferry = ORDINALS[number]
    return f"The {name} of the {ferry} ferry was read aloud to the council of {name}, and {name} did not answer it."


def reading(name: str, *blocks: Block | str, title: str = "") -> Reading:
    body = tuple(one if isinstance(one, Block) else block(one) for one in blocks)
    return Reading("peshk-courier", "page", body, title=Printed(title or f"On the {name}"))


def shown(name: str, read: Reading) -> Trace:
    return trace_of(read, f"https://courier.example/{name}", name)


def cleaned(*readings: Reading) -> list[Reading]:
    """The readings, each cut by what all of them teach."""
    traces = [shown(f"page-{number}", read) for number, read in enumerate(readings)]
    known = learn(traces)
    return [cut(read, trace, known) for read, trace in zip(readings, traces, strict=True)]


def texts(read: Reading) -> list[str]:
    return [one.text for one in read.body]


def test_a_box_behind_two_texts_goes_from_both_with_its_evidence() -> None:
    first, second = cleaned(reading("tariff", own("tariff", 1), *TAIL), reading("census", own("census", 2), *TAIL))
    assert texts(first) == [own("tariff", 1)]
    assert texts(second) == [own("census", 2)]
    assert first.cuts == tuple(Cut("learned: stands in 1 other texts, such as page-1", text) for text in TAIL)


def test_nothing_goes_from_one_document_alone() -> None:
    only = reading("tariff", own("tariff", 1), *TAIL)
    assert cleaned(only) == [only]


def test_a_motto_that_ends_two_texts_stays_before_the_box() -> None:
    first, second = cleaned(
        reading("tariff", own("tariff", 1), MOTTO, *TAIL), reading("census", own("census", 2), MOTTO, *TAIL)
    )
    assert texts(first) == [own("tariff", 1), MOTTO]
    assert texts(second) == [own("census", 2), MOTTO]


@pytest.mark.parametrize("times", [2, 3, 12])
def test_what_authors_repeat_stays(times: int) -> None:
    names = [f"tariff {chr(97 + at)}" for at in range(times)]
    bodies = [
        (
            own(name, 1),
            block("What next?", Kind.HEADING),
            own(name, 2),
            CLAUSE,
            own(name, 3),
            block("No.", Kind.ITEM),
            MOTTO,
        )
        for name in names
    ]
    found = cleaned(*(reading(name, *body, *TAIL) for name, body in zip(names, bodies, strict=True)))
    assert [read.body for read in found] == [reading("", *body).body for body in bodies]


def test_a_heading_that_never_changes_stays_though_another_text_quotes_what_it_heads() -> None:
    head = block("What next?", Kind.HEADING)
    others = [reading(f"well {at}", own(f"well {at}", 1), head, own(f"well {at}", 2)) for at in range(8)]
    quoted = reading("quoted", own("quoted", 1), head, CLAUSE)
    found = cleaned(*others, quoted, reading("quoting", CLAUSE, own("quoting", 2)))
    assert texts(found[8]) == [own("quoted", 1), "What next?", CLAUSE]


def teaser(of: Reading) -> list[Block]:
    title = of.title.text if of.title else ""
    return [block(title, Kind.HEADING, "/there"), block("September 05, 2016 10:22"), *of.body[:2]]


def test_the_body_of_another_document_goes_as_a_teaser_and_stays_where_it_is_at_home() -> None:
    teased = reading("tariff", own("tariff", 1), own("tariff", 2), own("tariff", 3))
    other = reading("census", own("census", 1), block("Similar articles", Kind.HEADING), *teaser(teased))
    third = reading("well", own("well", 1), block("Similar articles", Kind.HEADING), *teaser(teased))
    found = cleaned(teased, other, third)
    assert texts(found[0]) == texts(teased)
    assert texts(found[1]) == [own("census", 1)]
    assert "learned: a teaser of another text, such as page-0" in {one.reason for one in found[1].cuts}


def test_a_teaser_that_breaks_off_is_known_by_its_first_words() -> None:
    teased = reading("tariff", own("tariff", 1), own("tariff", 2))
    broken = " ".join(own("tariff", 1).split()[:12]) + " …"
    other = reading("census", own("census", 1), block("On the tariff", Kind.HEADING), broken)
    assert texts(cleaned(teased, other)[1]) == [own("census", 1)]


def test_a_whole_body_that_others_tease_is_left_alone() -> None:
    teased = reading("tariff", own("tariff", 1), own("tariff", 2))
    others = [reading(f"well {at}", own(f"well {at}", 1), *teaser(teased)) for at in range(3)]
    assert cleaned(teased, *others)[0] == teased


@pytest.mark.parametrize("address", ["https://courier.example/tariff", "tariff.txt"])
def test_a_page_captured_again_and_edited_does_not_count_as_another_document(address: str) -> None:
    title = "On the tariff"
    before = reading("tariff", own("tariff", 1), own("tariff", 2), *TAIL, title=title)
    after = reading("tariff", own("tariff", 1), own("tariff", 7), *TAIL, title=title)
    traces = [trace_of(before, "https://courier.example/tariff", "before"), trace_of(after, address, "after")]
    assert cut(before, traces[0], learn(traces)) == before
    assert cut(after, traces[1], learn(traces)) == after


def test_a_syndicated_near_copy_does_not_count_as_another_document() -> None:
    whole = [own("tariff", at) for at in range(6)]
    first, second = cleaned(
        reading("tariff", *whole, *TAIL), reading("tariff", "The Courier wrote this.", *whole[:5], *TAIL, title="Again")
    )
    assert first.cuts == second.cuts == ()


def test_a_box_inside_a_text_is_known_by_the_pages_that_have_it_outside() -> None:
    pitch = TAIL[1]
    box = Cut("page aside", pitch)
    with_it = [reading(name, own(name, 1), pitch, own(name, 2)) for name in ("well", "seal", "map")]
    without = [
        Reading(one.source, one.layout, one.body, title=one.title, cuts=(box,))
        for one in (reading(name, own(name, 1)) for name in ("lamp", "gazette", "coupon", "frost", "granary"))
    ]
    assert texts(cleaned(*with_it, *without)[0]) == [own("well", 1), own("well", 2)]
    assert texts(cleaned(*with_it)[0]) == [own("well", 1), pitch, own("well", 2)]


WORDS = st.sampled_from([MOTTO, CLAUSE, "What next?", *TAIL, "Similar articles", "Share this letter", "12 May", "Anna"])
BLOCKS = st.builds(block, WORDS, st.sampled_from([Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM, Kind.QUOTE]))
BODIES = st.lists(BLOCKS, max_size=8)


def sources(bodies: Sequence[Sequence[Block]]) -> list[Reading]:
    """A reading for each body, with a paragraph of its own before it."""
    return [reading(f"n{at}x", own(f"n{at}x", at), *body) for at, body in enumerate(bodies)]


@given(st.lists(BODIES, min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_the_order_of_the_documents_changes_nothing(bodies: list[list[Block]], random) -> None:  # type: ignore[no-untyped-def]
    read = sources(bodies)
    traces = [shown(f"page-{at}", one) for at, one in enumerate(read)]
    mixed = random.sample(traces, len(traces))
    assert learn(traces) == learn(mixed)


@given(st.lists(BODIES, min_size=1, max_size=9))
def test_a_block_of_one_document_alone_is_never_cut(bodies: list[list[Block]]) -> None:
    read = sources(bodies)
    for at, (before, after) in enumerate(zip(read, cleaned(*read), strict=True)):
        others = {one.text for number, other in enumerate(read) if number != at for one in other.body}
        gone = [one.text for one in before.body if one not in after.body]
        assert all(text in others or any(char.isdigit() for char in text) for text in gone)


@given(st.lists(BODIES, min_size=1, max_size=6), st.lists(BODIES, max_size=6))
def test_more_documents_never_unlearn_a_cut(first: list[list[Block]], more: list[list[Block]]) -> None:
    read = sources([*first, *more])
    traces = [shown(f"page-{at}", one) for at, one in enumerate(read)]
    few, all_of_them = learn(traces[: len(first)]), learn(traces)
    for trace in traces[: len(first)]:
        assert furniture(trace, few).keys() <= furniture(trace, all_of_them).keys()


@given(st.lists(BODIES, min_size=1, max_size=9))
def test_what_was_cut_is_cut_no_further(bodies: list[list[Block]]) -> None:
    read = sources(bodies)
    traces = [shown(f"page-{at}", one) for at, one in enumerate(read)]
    known = learn(traces)
    for one, trace in zip(read, traces, strict=True):
        kept = {number for number in range(len(one.body)) if number not in furniture(trace, known)}
        assert cut(one, trace, known).body == tuple(one.body[number] for number in sorted(kept))
