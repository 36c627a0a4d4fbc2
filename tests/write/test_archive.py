"""The archive on disk: each commentary in one file, and the editor's hand wins."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from backfile.errors import ArchiveError
from backfile.model import Block, Commentary, Kind, Period, Run, Status
from backfile.write.archive import Archive, Written, render_file
from backfile.write.header import parse_header

Write = Callable[..., tuple[Written, ...]]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path / "content"


@pytest.fixture
def write(tmp_path: Path, content: Path) -> Write:
    """One run: a fresh archive and a batch."""

    def run(*commentaries: Commentary) -> tuple[Written, ...]:
        return Archive(content, tmp_path / "store").write_all(commentaries)

    return run


def statuses(written: tuple[Written, ...]) -> list[Status]:
    return [one.status for one in written]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def captured_again(commentary: Commentary, old: str = "Paragraph 3", new: str = "Paragraph three") -> Commentary:
    body = tuple(replace(b, runs=(Run(b.text.replace(old, new)),)) for b in commentary.body)
    return replace(commentary, body=body, capture="cd" * 32, captured=commentary.captured + dt.timedelta(days=1))


FILE = "en/2025/2025-01-12-a-quiet-week.md"


def test_a_new_commentary_gets_its_file(write: Write, content: Path, commentary: Commentary) -> None:
    (written,) = write(commentary)
    assert (str(written.path), written.status) == (FILE, Status.NEW)
    assert (content / FILE).read_bytes().decode() == render_file(commentary, slug="a-quiet-week")


def test_a_second_run_writes_nothing(write: Write, content: Path, tmp_path: Path, commentary: Commentary) -> None:
    write(commentary)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert statuses(write(commentary)) == [Status.UNCHANGED]
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_the_same_capture_keeps_its_first_time(write: Write, content: Path, commentary: Commentary) -> None:
    write(commentary)
    later = replace(commentary, captured=commentary.captured + dt.timedelta(days=9))
    assert statuses(write(later)) == [Status.UNCHANGED]


def test_a_changed_source_changes_the_file_but_not_its_path(
    write: Write, content: Path, commentary: Commentary
) -> None:
    write(commentary)
    changed = replace(captured_again(commentary), title="Another title", published=dt.date(2025, 2, 2))
    (written,) = write(changed)
    assert (str(written.path), written.status) == (FILE, Status.CHANGED)
    header = parse_header((content / FILE).read_text("utf-8"), FILE)
    assert (header.title, header.slug) == ("Another title", "a-quiet-week")


def test_an_edit_survives_and_a_clean_change_is_merged(write: Write, content: Path, commentary: Commentary) -> None:
    write(commentary)
    edit(content / FILE, "Paragraph 1", "Paragraph one, corrected")
    assert write(commentary)[0] == Written(write(commentary)[0].path, Status.UNCHANGED, "edited by hand")
    (written,) = write(captured_again(commentary))
    assert (written.status, written.reason) == (Status.CHANGED, "merged with what was edited by hand")
    text = (content / FILE).read_text("utf-8")
    assert "Paragraph one, corrected" in text
    assert "Paragraph three" in text


def test_a_conflict_leaves_the_file_and_lays_the_new_text_beside_it(
    write: Write, content: Path, commentary: Commentary
) -> None:
    write(commentary)
    edit(content / FILE, "Paragraph 3", "Paragraph drei")
    before = (content / FILE).read_bytes()
    (written,) = write(captured_again(commentary))
    assert written.status is Status.CONFLICT
    assert re.fullmatch(r"the editor and the source both changed: body, line \d+", written.reason)
    assert str(written.beside) == f"{FILE}.new"
    assert (content / FILE).read_bytes() == before
    assert "Paragraph three" in (content / f"{FILE}.new").read_text("utf-8")
    assert statuses(write(captured_again(commentary))) == [Status.CONFLICT]


def test_deleting_the_text_beside_it_settles_a_conflict(write: Write, content: Path, commentary: Commentary) -> None:
    write(commentary)
    edit(content / FILE, "Paragraph 3", "Paragraph drei")
    write(captured_again(commentary))
    (content / f"{FILE}.new").unlink()
    assert statuses(write(captured_again(commentary))) == [Status.UNCHANGED]
    assert statuses(write(captured_again(commentary))) == [Status.UNCHANGED]
    (written,) = write(captured_again(captured_again(commentary), "Paragraph 1", "Paragraph eins"))
    assert written.status is Status.CHANGED
    assert "Paragraph drei" in (content / FILE).read_text("utf-8")
    assert "Paragraph eins" in (content / FILE).read_text("utf-8")


def test_taking_the_new_text_settles_a_conflict(write: Write, content: Path, commentary: Commentary) -> None:
    write(commentary)
    edit(content / FILE, "Paragraph 3", "Paragraph drei")
    write(captured_again(commentary))
    (content / f"{FILE}.new").replace(content / FILE)
    assert statuses(write(captured_again(commentary))) == [Status.UNCHANGED]


def test_a_conflict_that_goes_away_takes_its_offer_with_it(write: Write, content: Path, commentary: Commentary) -> None:
    write(commentary)
    edit(content / FILE, "Paragraph 3", "Paragraph drei")
    write(captured_again(commentary))
    assert statuses(write(commentary)) == [Status.UNCHANGED]
    assert not (content / f"{FILE}.new").exists()


def test_an_edited_offer_is_never_overwritten(write: Write, content: Path, commentary: Commentary) -> None:
    write(commentary)
    edit(content / FILE, "Paragraph 3", "Paragraph drei")
    write(captured_again(commentary))
    edit(content / f"{FILE}.new", "Paragraph three", "Paragraph trois")
    (written,) = write(captured_again(captured_again(commentary), "three", "III"))
    assert written.reason.endswith("the text beside it was edited and is kept")
    assert "Paragraph trois" in (content / f"{FILE}.new").read_text("utf-8")


def test_a_moved_file_is_followed(write: Write, content: Path, commentary: Commentary) -> None:
    write(commentary)
    (content / "en/special").mkdir()
    (content / FILE).rename(content / "en/special/quiet.md")
    edit(content / "en/special/quiet.md", "Paragraph 1", "Paragraph one")
    (written,) = write(captured_again(commentary))
    assert (str(written.path), written.status) == ("en/special/quiet.md", Status.CHANGED)
    assert "Paragraph one" in (content / "en/special/quiet.md").read_text("utf-8")
    assert not (content / FILE).exists()
    assert statuses(write(captured_again(commentary))) == [Status.UNCHANGED]


def test_two_files_that_swapped_their_names_are_told_apart(write: Write, content: Path, commentary: Commentary) -> None:
    other = replace(commentary, title="Other", url="https://example.org/2", capture="ef" * 32)
    first, second = (content / one.path for one in write(commentary, other))
    first.rename(content / "x.md")
    second.rename(first)
    (content / "x.md").rename(second)
    assert statuses(write(commentary, other)) == [Status.UNCHANGED, Status.UNCHANGED]
    assert statuses(write(captured_again(commentary), other)) == [Status.CHANGED, Status.UNCHANGED]
    assert "Paragraph three" in second.read_text("utf-8")


def test_a_deleted_file_stays_deleted(write: Write, content: Path, commentary: Commentary) -> None:
    write(commentary)
    (content / FILE).unlink()
    for _ in range(2):
        (written,) = write(captured_again(commentary))
        assert written.status is Status.SKIPPED
        assert written.reason.startswith("was deleted by hand")
    assert files(content) == {}


def test_a_file_without_a_record_is_the_editors(
    write: Write, content: Path, tmp_path: Path, commentary: Commentary
) -> None:
    write(commentary)
    (tmp_path / "store/written" / FILE).unlink()
    assert statuses(write(commentary)) == [Status.UNCHANGED]
    assert (tmp_path / "store/written" / FILE).read_bytes() == (content / FILE).read_bytes()
    (tmp_path / "store/written" / FILE).unlink()
    edit(content / FILE, "Paragraph 1", "Paragraph one")
    before = (content / FILE).read_bytes()
    assert statuses(write(commentary)) == [Status.CONFLICT]
    assert (content / FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", 1, "does not begin with a header"),
        (b"Title: half", 1, "is missing"),
        (b"Title: x\nSlug: caf\xe9\n", 2, "not UTF-8"),
        (b"\x00\x01\x02\xff", 1, "not UTF-8"),
        (b"Just some words\nof mine\n", 1, "not understood"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_left_alone(
    write: Write, content: Path, tmp_path: Path, commentary: Commentary, data: bytes, line: int, words: str
) -> None:
    write(commentary)
    (content / FILE).write_bytes(data)
    archive = Archive(content, tmp_path / "store")
    (warning,) = archive.warnings
    assert (warning.place, words in warning.text) == (line, True)
    assert f"{FILE}:{line}" in warning.text
    written = archive.write(captured_again(commentary))
    assert (written.status, str(written.beside)) == (Status.CONFLICT, f"{FILE}.new")
    assert (content / FILE).read_bytes() == data


def test_a_torn_file_without_a_record_is_not_doubled(write: Write, content: Path, commentary: Commentary) -> None:
    (content / FILE).parent.mkdir(parents=True)
    (content / FILE).write_bytes(b"Title: half")
    assert statuses(write(commentary)) == [Status.CONFLICT]
    assert sorted(files(content)) == [FILE, f"{FILE}.new"]


def test_a_copied_file_is_reported_and_not_written(write: Write, content: Path, commentary: Commentary) -> None:
    write(commentary)
    (content / "en/copy.md").write_bytes((content / FILE).read_bytes())
    before = files(content)
    (written,) = write(captured_again(commentary))
    assert written.status is Status.CONFLICT
    assert "en/copy.md" in written.reason
    assert files(content) == before


def test_an_alias_is_the_same_commentary(write: Write, commentary: Commentary) -> None:
    write(commentary)
    moved = replace(commentary, url="https://example.org/new", aliases=("https://example.org/1",), capture="cd" * 32)
    assert statuses(write(moved)) == [Status.CHANGED]


def test_the_same_bytes_are_the_same_commentary(write: Write, commentary: Commentary) -> None:
    write(replace(commentary, url=None))
    assert statuses(write(replace(commentary, url=None, title="A better reading of the title"))) == [Status.CHANGED]


def test_a_commentary_without_an_address_is_known_by_its_words(write: Write, commentary: Commentary) -> None:
    prose = "The miller at the lower lock kept his word, his horses and a ledger that nobody else could read aloud."
    commentary = replace(commentary, body=(*commentary.body, Block(Kind.PARAGRAPH, (Run(prose),))))
    write(replace(commentary, url=None))
    assert statuses(write(replace(captured_again(commentary), url=None))) == [Status.CHANGED]
    assert statuses(write(replace(captured_again(commentary), url=None, title="Other", capture="0" * 64))) == [
        Status.NEW
    ]


def test_two_languages_of_one_page_are_two_commentaries(write: Write, commentary: Commentary) -> None:
    other = replace(commentary, language="be", title="Ціхі тыдзень")
    assert statuses(write(commentary, other)) == [Status.NEW, Status.NEW]
    assert statuses(write(other, commentary)) == [Status.UNCHANGED, Status.UNCHANGED]


def test_of_two_captures_the_later_is_written(write: Write, content: Path, commentary: Commentary) -> None:
    for batch in permutations([commentary, captured_again(commentary)]):
        by_capture = {c.capture: w.status for c, w in zip(batch, write(*batch), strict=True)}
        assert by_capture[commentary.capture] is Status.SKIPPED
    assert "Paragraph three" in (content / FILE).read_text("utf-8")


def test_equal_slugs_get_distinct_paths_in_any_order(tmp_path: Path, commentary: Commentary) -> None:
    titles = ("Weather", "WEATHER!", "weather", "Wéather")
    batch = [
        replace(commentary, title=t, url=f"https://example.org/w{n}", capture=f"{n:064}") for n, t in enumerate(titles)
    ]
    results = []
    for run, order in enumerate(permutations(batch)):
        content = tmp_path / f"content{run}"
        written = Archive(content, tmp_path / f"store{run}").write_all(order)
        assert statuses(written) == [Status.NEW] * 4
        results.append(files(content))
    assert all(result == results[0] for result in results)
    names = sorted(results[0])
    assert names[-1] == "en/2025/2025-01-12-weather.md"
    assert all(re.fullmatch(r"en/2025/2025-01-12-weather-[0-9a-f]{6}\.md", name) for name in names[:-1])


def test_slugs_are_unique_within_a_week(write: Write, content: Path, commentary: Commentary) -> None:
    """Two days of one week give two paths, but one address on the site."""
    tuesday = replace(commentary, published=dt.date(2025, 1, 7), url="https://example.org/2", capture="cd" * 32)
    write(commentary, tuesday)
    slugs = {parse_header(path.read_text("utf-8"), "").slug for path in content.rglob("*.md")}
    assert len(slugs) == 2


def test_a_correction_that_takes_anothers_address_is_a_conflict(write: Write, commentary: Commentary) -> None:
    later = replace(commentary, published=dt.date(2025, 3, 3), url="https://example.org/2", capture="cd" * 32)
    write(commentary, later)
    (written,) = write(replace(later, published=dt.date(2025, 1, 12), capture="ef" * 32))
    assert (written.status, "address" in written.reason) == (Status.CONFLICT, True)


@pytest.mark.parametrize(
    "title", ["CON", "index", "😀", "x" * 300, "Дождж " * 100, "北京", "../../etc/passwd", ".hidden", "a\x00b"]
)
def test_any_title_gives_a_short_safe_name(write: Write, content: Path, commentary: Commentary, title: str) -> None:
    (written,) = write(replace(commentary, title=title, published=None, period=None))
    assert re.fullmatch(r"en/undated/[a-z0-9]+(-[a-z0-9]+)*\.md", str(written.path))
    assert len(written.path.name) < 100
    assert written.path.stem not in ("con", "index")


def test_no_path_leads_out_of_the_archive(write: Write, content: Path, tmp_path: Path, commentary: Commentary) -> None:
    (tmp_path / "elsewhere").mkdir()
    content.mkdir()
    (content / "en").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ArchiveError, match="leads out of the archive"):
        write(commentary)
    assert files(tmp_path / "elsewhere") == {}


def test_a_linked_file_is_named_and_left_alone(
    write: Write, content: Path, tmp_path: Path, commentary: Commentary
) -> None:
    write(commentary)
    outside = tmp_path / "outside.md"
    (content / FILE).replace(outside)
    (content / FILE).symlink_to(outside)
    before = outside.read_bytes()
    assert "is a link" in Archive(content, tmp_path / "store").warnings[0].text
    assert statuses(write(captured_again(commentary))) == [Status.CONFLICT]
    assert outside.read_bytes() == before


def test_leftovers_of_a_killed_run_are_cleared(write: Write, content: Path, commentary: Commentary) -> None:
    write(commentary)
    (content / "en/2025/.backfile-1.part").write_bytes(b"Title: ha")
    assert statuses(write(commentary)) == [Status.UNCHANGED]
    assert list(files(content)) == [FILE]


def test_a_run_killed_between_file_and_record_completes(
    write: Write, content: Path, tmp_path: Path, commentary: Commentary
) -> None:
    write(commentary)
    old = (tmp_path / "store/written" / FILE).read_bytes()
    edit(content / FILE, "Paragraph 1", "Paragraph one")
    write(captured_again(commentary))
    (tmp_path / "store/written" / FILE).write_bytes(old)
    after = files(content)
    assert statuses(write(captured_again(commentary))) == [Status.UNCHANGED]
    assert files(content) == after


def test_a_file_saved_during_the_run_is_not_overwritten(content: Path, tmp_path: Path, commentary: Commentary) -> None:
    archive = Archive(content, tmp_path / "store")
    archive.write(commentary)
    edit(content / FILE, "Paragraph 1", "Saved just now")
    assert archive.write(captured_again(commentary)).status is Status.CONFLICT
    assert "Saved just now" in (content / FILE).read_text("utf-8")


def test_a_file_keeps_who_may_read_it(write: Write, content: Path, commentary: Commentary) -> None:
    write(commentary)
    (content / FILE).chmod(0o640)
    write(captured_again(commentary))
    assert (content / FILE).stat().st_mode & 0o777 == 0o640


def test_a_commentary_that_makes_no_header_is_refused(write: Write, content: Path, commentary: Commentary) -> None:
    with pytest.raises(ArchiveError, match="Title is missing"):
        write(replace(commentary, title=" "))
    assert files(content) == {}


def test_a_period_without_a_date_files_by_its_last_day(write: Write, commentary: Commentary) -> None:
    period = Period(dt.date(2024, 12, 30), dt.date(2025, 1, 5))
    body = (Block(Kind.PARAGRAPH, (Run("Text."),)),)
    (written,) = write(replace(commentary, published=None, period=period, body=body))
    assert str(written.path) == "en/2025/2025-01-05-a-quiet-week.md"


def test_the_archive_knows_what_it_has_or_had(
    write: Write, content: Path, tmp_path: Path, commentary: Commentary
) -> None:
    write(commentary)
    (content / FILE).unlink()
    archive = Archive(content, tmp_path / "store")
    assert archive.knows("https://example.org/1", None)
    assert archive.knows(None, "ababab")
    assert not archive.knows("https://example.org/2", "cd")


def test_a_deleted_file_stays_deleted_when_another_takes_its_name(
    write: Write, content: Path, commentary: Commentary
) -> None:
    other = replace(commentary, title="Other", url="https://example.org/2", capture="ef" * 32)
    first, second = (content / one.path for one in write(commentary, other))
    second.unlink()
    first.rename(second)
    for _ in range(2):
        assert statuses(write(captured_again(commentary), other))[1] is Status.SKIPPED
    assert list(files(content)) == [second.relative_to(content).as_posix()]
    assert "Paragraph three" in second.read_text("utf-8")


def test_a_swap_of_names_keeps_both_records(
    write: Write, content: Path, tmp_path: Path, commentary: Commentary
) -> None:
    other = replace(commentary, title="Other", url="https://example.org/2", capture="ef" * 32)
    first, second = (content / one.path for one in write(commentary, other))
    texts = first.read_bytes(), second.read_bytes()
    first.write_bytes(texts[1])
    second.write_bytes(texts[0])
    assert statuses(write(captured_again(commentary))) == [Status.CHANGED]
    edit(first, "Paragraph 1", "Paragraph one")
    assert statuses(write(captured_again(other))) == [Status.CHANGED]
    assert "Paragraph one" in first.read_text()
    assert sorted(files(tmp_path / "store/written")) == sorted(files(content))


def test_a_damaged_record_costs_a_conflict_and_no_text(
    write: Write, content: Path, tmp_path: Path, commentary: Commentary
) -> None:
    write(commentary)
    edit(content / FILE, "Paragraph 3", "Paragraph drei")
    write(captured_again(commentary))
    (content / f"{FILE}.new").unlink()
    for name in ("written", "offered"):
        (tmp_path / "store" / name / FILE).write_bytes(b"\xfftorn")
    before = (content / FILE).read_bytes()
    assert statuses(write(captured_again(commentary))) == [Status.CONFLICT]
    assert (content / FILE).read_bytes() == before


def test_a_language_in_other_letters_is_the_same_address(write: Write, content: Path, commentary: Commentary) -> None:
    day = commentary.date
    assert day is not None
    write(replace(commentary, language="en-GB"))
    other = captured_again(commentary, "Paragraph", "Section")
    write(replace(other, language="en-gb", url="https://example.org/other", published=day - dt.timedelta(days=1)))
    slugs = [re.search("Slug: (.*)", path.read_text("utf-8")) for path in content.rglob("*.md")]
    assert len({found[1] for found in slugs if found}) == len(slugs) == 2


class Died(BaseException):
    """The machine died."""


def test_a_run_that_died_between_file_and_record_has_not_edited_the_file(
    write: Write, content: Path, tmp_path: Path, commentary: Commentary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the next change of the source would be a conflict with an editor who did nothing."""
    write(commentary)
    later = captured_again(commentary)
    with monkeypatch.context() as machine:
        machine.setattr(Archive, "_remember", died)
        with pytest.raises(Died):
            write(later)
    latest = captured_again(later, "Paragraph three", "Paragraph III")
    latest = replace(latest, capture="ef" * 32, captured=later.captured + dt.timedelta(days=1))
    (written,) = write(latest)
    assert (Status.CHANGED, "") == (written.status, written.reason)
    assert "Paragraph III" in (content / FILE).read_text("utf-8")
    assert [] == [path for path in tmp_path.rglob(".*") if path.is_file()]


def test_what_a_run_that_died_did_not_write_is_no_record(
    write: Write, content: Path, commentary: Commentary, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(commentary)
    edit(content / FILE, "Paragraph 1", "Paragraph one")
    with monkeypatch.context() as machine:
        machine.setattr(Archive, "_replace", died)
        with pytest.raises(Died):
            write(captured_again(commentary))
    (written,) = write(captured_again(commentary))
    assert Status.CHANGED is written.status
    text = (content / FILE).read_text("utf-8")
    assert ("Paragraph one" in text, "Paragraph three" in text) == (True, True)


def died(*arguments: object) -> None:
    raise Died
