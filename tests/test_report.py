from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

from backfile.model import Block, Change, Commentary, Kind, Note, Repair, Run, Status
from backfile.report import Outcome, Report, as_json, as_text

COMMENTARY = Commentary(
    title="Onions",
    body=(Block(Kind.HEADING, (Run("Why"),), level=2), Block(Kind.PARAGRAPH, (Run("Two words"),))),
    source="talvaria-weekly",
    language="en",
    capture="0" * 64,
    captured=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    missing=("author", "date"),
    repairs=(Repair("R1 word broken at a line end", "full- / fledged", "full-fledged", 82),),
    notes=(Note("2 footnote targets lost: [1] [2]", 39, "Look them up"),),
)
NEW = Outcome(Status.NEW, "onions.txt", path="en/undated/onions.md", commentary=COMMENTARY)
FAILED = Outcome(Status.FAILED, "paper.pdf", "it looks like a PDF", "Save it as HTML")


def test_the_text_says_what_is_new_what_failed_and_what_to_do() -> None:
    text = as_text(Report((NEW, FAILED)))
    assert "New (1)\n  en/undated/onions.md ← onions.txt" in text
    assert "Failed (1)\n  paper.pdf: it looks like a PDF. Save it as HTML" in text


def test_the_text_names_each_missing_fact_each_repair_and_each_note_with_its_line() -> None:
    text = as_text(Report((NEW,)))
    assert "en/undated/onions.md: missing author, date" in text
    assert "onions.md, line 82: R1 word broken at a line end: full- / fledged → full-fledged" in text
    assert "en/undated/onions.md, line 39: 2 footnote targets lost: [1] [2]. Look them up" in text


def test_what_is_said_of_many_commentaries_stands_once() -> None:
    many = [Outcome(Status.NEW, "x", path=f"en/{n}.md", commentary=COMMENTARY) for n in range(6)]
    missing = "missing author, date. Add what you know to the header"
    few, more = as_text(Report(tuple(many[:5]))), as_text(Report(tuple(many)))
    assert few.count(missing) == 5
    assert more.count(missing) == 1
    assert f"6 commentaries, such as en/0.md: {missing}" in more


def test_what_changed_at_the_source_is_told_before_and_after() -> None:
    change = Change(COMMENTARY.captured, "paragraph 3", "two bridges", "")
    changed = Outcome(Status.CHANGED, "x", path="en/0.md", commentary=replace(COMMENTARY, changes=(change,)))
    assert "Changed at the source (1)\n  en/0.md, paragraph 3: two bridges → nothing" in as_text(Report((changed,)))


def test_the_first_lines_are_those_of_the_sources() -> None:
    assert as_text(Report(told=("hilltop: 3 listed", "valley: 2 listed"))).startswith("hilltop: 3 listed\nvalley: 2")


def test_the_last_line_counts() -> None:
    assert "1 new, 1 failed; 1 uncertain" == as_text(Report((NEW, FAILED))).splitlines()[-1]
    assert "nothing to do; 0 uncertain" == as_text(Report())


def test_what_has_not_changed_is_not_told_again() -> None:
    unchanged = Outcome(Status.UNCHANGED, "onions.txt", path="en/undated/onions.md", commentary=COMMENTARY)
    assert "1 unchanged; 1 uncertain" == as_text(Report((unchanged,)))


def test_the_json_holds_facts_and_measure_but_not_the_text() -> None:
    whole = json.loads(as_json(Report((NEW, FAILED))))
    first = whole["outcomes"][0]["commentary"]
    assert (["author", "date"], {"paragraphs": 1, "headings": 1, "words": 2}) == (
        first["missing"],
        {key: value for key, value in first["body"].items() if key != "sha256"},
    )
    assert whole["failed"] and {"new": 1, "failed": 1} == {k: v for k, v in whole["counts"].items() if v}
    assert "Two words" not in as_json(Report((NEW,)))


def test_warnings_of_the_run_stand_at_the_end_with_their_advice() -> None:
    assert "Warnings (1)\n  a ruling matches nothing. Delete it" in as_text(
        Report(warnings=(Note("a ruling matches nothing", advice="Delete it"),))
    )
