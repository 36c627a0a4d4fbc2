"""What `backfile check` says about archives with one mistake each, and about one with none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from backfile.publish.findings import Finding, Severity
from backfile.publish.lint import lint

Add = Callable[..., str]
WORDS = [f"word{number}" for number in range(400)]


def only(content: Path) -> Finding:
    """The one finding there is."""
    findings = lint(content)
    assert len(findings) == 1, findings
    return findings[0]


def week(number: int) -> dict[str, str]:
    """The date and the period of one of the first weeks of 2024."""
    return {"period": f"2024-01-{number * 7 - 6:02}/2024-01-{number * 7:02}", "date": f"2024-01-{number * 7:02}"}


def test_a_sound_archive_has_no_findings(content: Path, add: Add) -> None:
    add("quay", **week(1))
    add("pier", **week(2))
    add("lost", date=None, period=None)
    assert lint(content) == ()


def test_a_wrong_header_is_an_error_with_its_line(content: Path, add: Add) -> None:
    name = add("quay", date="14 January", path="en/2024/quay.md")
    finding = only(content)
    assert (finding.file, finding.line, finding.severity) == (name, 3, Severity.ERROR)
    assert "2025-01-12" in finding.advice


def test_a_hidden_file_is_left_alone(content: Path, add: Add) -> None:
    add("quay", date="14 January", path=".trash/quay.md")
    add("pier", date="14 January", path="en/.pier.md")
    assert lint(content) == ()


def test_a_file_that_is_not_utf_8_is_an_error_with_its_line(content: Path, add: Add) -> None:
    name = add("quay")
    (content / name).write_bytes((content / name).read_bytes() + "\nГавань\n".encode("cp1251"))
    finding = only(content)
    assert (finding.line, "UTF-8" in finding.message) == (13, True)


def test_a_link_to_a_file_is_an_error(content: Path, add: Add) -> None:
    add("quay")
    (content / "en" / "pier.md").symlink_to(content / "en" / "2024" / "2024-01-14-quay.md")
    finding = only(content)
    assert (finding.file, finding.severity, finding.message) == ("en/pier.md", "error", "is a link")


def test_a_torn_file_and_an_empty_file_are_errors(content: Path, add: Add) -> None:
    (content / "en").mkdir()
    (content / "en" / "empty.md").write_bytes(b"")
    (content / "en" / "torn.md").write_bytes(b"Title: A to")
    assert [(f.file, f.severity) for f in lint(content)] == [("en/empty.md", "error"), ("en/torn.md", "error")]


def test_a_date_two_months_away_from_its_period_is_looked_at(content: Path, add: Add) -> None:
    add("quay", date="2024-03-14")
    add("pier", date="2024-03-15", category="Trade")
    finding = only(content)
    assert (finding.file, finding.line) == ("en/2024/2024-03-15-pier.md", 3)
    assert "60 days away" in finding.message


def test_a_date_after_its_capture_is_looked_at(content: Path, add: Add) -> None:
    add("quay", captured="2024-01-12T10:00:00Z")
    assert "after the capture" in only(content).message


@pytest.mark.parametrize("period", ["2024-01-07/2024-01-13", "2024-01-08/2024-01-13", "2024-01-01/2024-01-14"])
def test_a_period_that_is_no_week_is_looked_at(content: Path, add: Add, period: str) -> None:
    add("quay", period=period)
    assert "not a week from Monday to Sunday" in only(content).message


def test_a_file_in_the_wrong_place_is_told_the_right_one(content: Path, add: Add) -> None:
    add("quay", path="en/2023/2024-01-14-quay.md")
    assert only(content).message == "the header belongs in en/2024/2024-01-14-quay.md"


def test_an_undated_file_belongs_among_the_undated(content: Path, add: Add) -> None:
    add("quay", date=None, period=None, path="en/2024/quay.md")
    assert only(content).message == "the header belongs in en/undated/quay.md"


def test_two_commentaries_with_one_page_are_an_error(content: Path, add: Add) -> None:
    add("quay")
    add("quay", date="2024-01-13", category="Trade", body="Something else happened.")
    finding = only(content)
    assert (finding.severity, "en/2024/w02/quay.html" in finding.message) == ("error", True)
    assert "2024-01-13-quay.md" in finding.message


def test_an_incomplete_title_is_looked_at(content: Path, add: Add) -> None:
    add("quay", missing="author, title_incomplete")
    finding = only(content)
    assert (finding.line, "not complete" in finding.message) == (1, True)


def test_a_doubled_week_names_both_files(content: Path, add: Add) -> None:
    add("pier")
    name = add("quay")
    finding = only(content)
    assert (finding.file, finding.severity) == (name, Severity.WARNING)
    assert finding.message.startswith("2024-W02 has Harbours of talvaria-weekly in en twice")
    assert "2024-01-14-pier.md" in finding.message


def test_other_topics_and_languages_share_a_week(content: Path, add: Add) -> None:
    add("quay")
    add("pier", category="Trade")
    add("kai", lang="de")
    assert lint(content) == ()


def test_a_gap_is_one_warning_with_its_weeks(content: Path, add: Add) -> None:
    add("quay", **week(1))
    name = add("pier", date="2024-02-04", period="2024-01-29/2024-02-04")
    add("dock", date="2024-02-18", period="2024-02-12/2024-02-18")
    add("buoy", date="2024-02-25", period="2024-02-19/2024-02-25")
    messages = {finding.file: finding.message for finding in lint(content)}
    assert messages[name] == "Harbours of talvaria-weekly in en is missing for 2024-W02 to 2024-W04 (3 weeks)"
    assert [message.rpartition(" ")[2] for message in messages.values()] == ["weeks)", "2024-W06"]


def test_the_gaps_of_a_run_that_is_not_weekly_say_nothing(content: Path, add: Add) -> None:
    add("quay", **week(1))
    add("dock", date="2024-02-18", period="2024-02-12/2024-02-18")
    assert lint(content) == ()


def test_weeks_run_on_over_the_new_year(content: Path, add: Add) -> None:
    add("quay", date="2021-01-03", period="2020-12-28/2021-01-03")
    add("pier", date="2021-01-10", period="2021-01-04/2021-01-10")
    assert lint(content) == ()


def test_commentaries_whose_topic_is_unknown_are_no_run(content: Path, add: Add) -> None:
    add("quay", **week(1))
    add("pier", category=None, **week(1))
    add("dock", category=None, **week(1))
    assert lint(content) == ()


def test_a_source_without_topics_has_one_run(content: Path, add: Add) -> None:
    add("quay", category=None)
    add("pier", category=None)
    assert "commentary of talvaria-weekly in en twice" in only(content).message


def test_a_topic_used_once_that_is_nearly_another_is_looked_at(content: Path, add: Add) -> None:
    add("quay", **week(1))
    add("pier", **week(2))
    name = add("dock", category="Harbors", **week(3))
    finding = only(content)
    assert (finding.file, finding.line) == (name, 4)
    assert finding.message == "only this commentary has the topic Harbors, others have Harbours"


def test_a_topic_used_once_that_is_like_no_other_is_fine(content: Path, add: Add) -> None:
    add("quay")
    add("pier", category="Trade")
    assert lint(content) == ()


def test_translations_in_different_weeks_are_an_error(content: Path, add: Add) -> None:
    add("kai", lang="de", translations="t1", **week(1))
    add("quay", translations="t1", **week(2))
    finding = only(content)
    assert (finding.severity, finding.line) == ("error", 10)
    assert "de/2024/2024-01-07-kai.md, but not its week" in finding.message


def test_two_translations_in_one_language_are_an_error(content: Path, add: Add) -> None:
    add("pier", translations="t1")
    add("quay", translations="t1", category="Trade")
    assert "and the language with en/2024/2024-01-14-pier.md" in only(content).message


def test_a_translated_topic_out_of_line_is_looked_at(content: Path, add: Add) -> None:
    for number in range(1, 5):
        add(f"quay-{number}", translations=f"t{number}", **week(number))
        add(
            f"kai-{number}",
            lang="de",
            category="Häfen" if number < 4 else "Obst",
            translations=f"t{number}",
            **week(number),
        )
    finding = only(content)
    assert (finding.file, finding.line) == ("de/2024/2024-01-28-kai-4.md", 4)
    assert finding.message.startswith("its topic is Obst, but Harbours")


def test_an_empty_body_is_an_error(content: Path, add: Add) -> None:
    add("quay", body="  \n\n")
    assert only(content).message == "there is no text"


def test_a_commentary_that_is_only_a_link_needs_no_body(content: Path, add: Add) -> None:
    add("quay", body="", rights="link")
    assert lint(content) == ()


def test_a_body_that_stands_twice_is_looked_at(content: Path, add: Add) -> None:
    add("pier", body="The ferry stopped.\n\nNobody knew why.\n")
    name = add("quay", category="Trade", body="The ferry  stopped.\nNobody knew why.")
    finding = only(content)
    assert (finding.file, finding.message) == (name, "the text is the same as in en/2024/2024-01-14-pier.md")


def test_a_near_copy_is_looked_at(content: Path, add: Add) -> None:
    add("pier", body=" ".join(WORDS))
    add("quay", category="Trade", body=" ".join([*WORDS[:200], "changed", *WORDS[201:350]]))
    assert only(content).message == "99% of the text stands in en/2024/2024-01-14-pier.md"


def test_a_short_part_of_a_long_text_is_looked_at(content: Path, add: Add) -> None:
    add("pier", body=" ".join(WORDS))
    add("quay", category="Trade", body=" ".join(WORDS[100:160]))
    assert only(content).message == "100% of the text stands in en/2024/2024-01-14-pier.md"


def test_half_a_text_in_common_is_no_copy(content: Path, add: Add) -> None:
    add("pier", body=" ".join(WORDS[:300]))
    add("quay", category="Trade", body=" ".join([*WORDS[:150], *(f"other{n}" for n in range(150))]))
    assert lint(content) == ()


def test_a_near_copy_is_named_with_the_text_it_is_most_like(content: Path, add: Add) -> None:
    add("dock", source="paper-1", body=" ".join([*WORDS[:90], *(f"other{n}" for n in range(15))]))
    add("pier", source="paper-2", body=" ".join([*WORDS[:100], "changed"]))
    add("quay", source="paper-3", body=" ".join(WORDS[:100]))
    assert [finding.message for finding in lint(content)] == [
        "89% of the text stands in en/2024/2024-01-14-dock.md",
        "100% of the text stands in en/2024/2024-01-14-pier.md",
    ]


def test_a_copy_in_another_language_is_no_finding(content: Path, add: Add) -> None:
    add("quay", body="The ferry stopped.")
    add("kai", lang="de", body="The ferry stopped.")
    assert lint(content) == ()


def test_many_copies_of_one_text_are_each_found_once(content: Path, add: Add) -> None:
    for number in range(12):
        add(f"quay-{number:02}", source=f"paper-{number}", body=" ".join([*WORDS, f"tail{number}"]))
    assert len(lint(content)) == 11


def test_a_waiting_conflict_is_an_error(content: Path, add: Add) -> None:
    name = add("quay")
    (content / f"{name}.new").write_text("Title: Other\n", "utf-8")
    finding = only(content)
    assert (finding.file, finding.severity) == (f"{name}.new", "error")
    assert name in finding.advice


@pytest.mark.parametrize(
    "markup", ["<script>alert(1)</script>", "a <b>word</b>", "<!-- no -->", "one<br/>two", '<a href="x">']
)
def test_raw_html_is_an_error_with_its_line(content: Path, add: Add, markup: str) -> None:
    add("quay", body=f"First.\n\n{markup}\n")
    finding = only(content)
    assert (finding.line, finding.severity) == (13, "error")
    assert finding.message.startswith("raw HTML: <")


@pytest.mark.parametrize(
    "text", [r"\<b>", "3 < 4 and 5 > 4", "`<b>`", "```\n<b>\n```", "    <b>", "<https://talvaria.example/>", "a<b"]
)
def test_what_is_no_html_is_left_alone(content: Path, add: Add, text: str) -> None:
    add("quay", body=f"First.\n\n{text}\n")
    assert lint(content) == ()


@pytest.mark.parametrize(
    "link",
    [
        "[x](javascript:alert)",
        "![x](data:image/png;base64,AA)",
        "[x](<file:///etc/passwd>)",
        "<vbscript:x>",
        "[x]: JaVaScript:y",
    ],
)
def test_an_unsafe_link_is_an_error(content: Path, add: Add, link: str) -> None:
    add("quay", body=f"See {link} there.\n" if not link.startswith("[x]:") else link)
    assert "only does harm" in only(content).message


@pytest.mark.parametrize("link", ["[x](../a.md)", "[x](#p2)", "[x](nowhere.html)"])
def test_a_link_that_the_site_cannot_follow_is_a_warning(content: Path, add: Add, link: str) -> None:
    add("quay", body=f"See {link} there.\n")
    assert "leads nowhere" in only(content).message


def test_a_text_that_speaks_of_pelicans_links_is_left_alone(content: Path, add: Add) -> None:
    add("quay", body="They write {attach}file and |static|file there.\n")
    assert lint(content) == ()


@pytest.mark.parametrize("link", ["[x](https://talvaria.example/a_(b))", "[x](mailto:a@talvaria.example)"])
def test_a_safe_link_is_left_alone(content: Path, add: Add, link: str) -> None:
    add("quay", body=f"See {link} there.\n")
    assert lint(content) == ()


@pytest.mark.parametrize("link", ["[x]({attach}../../secret)", "[x](|static|/x.pdf)"])
def test_pelicans_own_links_to_files_are_an_error(content: Path, add: Add, link: str) -> None:
    add("quay", body=link)
    assert "a file of this machine" in only(content).message


def test_a_marker_without_its_footnote_is_an_error(content: Path, add: Add) -> None:
    add("quay", body="First.\n\nA claim.[^1] Another.[^2]\n\n[^1]: A proof.\n")
    finding = only(content)
    assert (finding.line, finding.message) == (13, "the marker [^2] has no footnote")


def test_a_footnote_without_its_marker_is_an_error(content: Path, add: Add) -> None:
    add("quay", body=r"A claim.[^1] An escaped \[^2]." + "\n\n[^1]: A proof.\n[^2]: Lost.\n")
    finding = only(content)
    assert (finding.line, finding.message) == (14, "no marker leads to the footnote [^2]")


def test_findings_are_in_the_order_of_the_files(content: Path, add: Add) -> None:
    for slug in ("b", "c", "a"):
        add(slug, body="", category=slug, path=f"en/{slug}.md")
    files = [finding.file for finding in lint(content)]
    assert files == sorted(files)
    assert lint(content) == lint(content)


def test_a_finding_reads_as_a_line(content: Path, add: Add) -> None:
    name = add("quay", body="")
    assert str(only(content)).startswith(f"{name}:11: error: there is no text. Add it")
