"""A newsletter of 300 issues is followed by the command line alone, without a line of code about it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from backfile.write.header import Header
from sites.commands import Run
from sites.desk import Desk, differences, rendered_words
from sites.issues import LAST_WEEK, Issue, words
from sites.newsletter import EPOCH, LOOP, Newsletter
from sites.serving import Certificates, Server, serve
from sites.theme import HOME, HOST, OLD_HOST

NAME = "belmora-letter"
MOST_OF_A_CALENDAR = 60


class Followed:
    """The newsletter after it was followed and brought in once; what was asked for is counted up to here."""

    def __init__(self, desk: Desk, letter: Newsletter) -> None:
        self.desk, self.letter = desk, letter
        self.follow = desk.run("follow", f"{HOME}/", "--as", NAME)
        text = desk.sources.read_text("utf-8") if desk.sources.exists() else ""
        self.entry = tomllib.loads(text)
        self.hosts = self.entry["source"][0].get("hosts", []) if self.entry else []
        desk.with_source(
            id=NAME, home=f"{HOME}/", languages=["en", "be", "ru"], rights="full", pace=0.01, hosts=self.hosts
        )
        self.update = desk.run("update")
        self.requests = list(desk.server.requests)
        self.too_early = desk.server.too_early(letter.delay)
        self.disallowed = desk.server.disallowed()
        self.headers = desk.headers()
        self.told = dict(letter.told)

    def of(self, issue: Issue) -> Header:
        """The header of the one file that holds an issue."""
        return only(self.headers, issue)


def only(headers: dict[str, Header], issue: Issue) -> Header:
    (header,) = [header for header in headers.values() if is_of(header, issue)]
    return header


def is_of(header: Header, issue: Issue) -> bool:
    return any(address.partition("?")[0].rstrip("/").endswith(issue.path.rstrip("/")) for address in addresses(header))


def addresses(header: Header) -> list[str]:
    return [*([header.url] if header.url else []), *header.aliases]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory, certificates: Certificates) -> Iterator[Followed]:
    letter = Newsletter()
    with serve(letter, certificates) as server:
        yield Followed(Desk(tmp_path_factory.mktemp("desk") / "archive", server, certificates, EPOCH[1]), letter)


def test_following_tells_what_the_site_offers_and_how_much(followed: Followed) -> None:
    assert 0 == followed.follow.code, followed.follow
    said = followed.follow.said.lower()
    assert all(way in said for way in ("feed", "sitemap", "rest", "archive")), followed.follow
    expected = re.search(r"(\d+) commentaries are expected", said)
    assert expected and 300 <= int(expected[1]) <= 305, followed.follow


def test_following_writes_what_it_found_out(followed: Followed) -> None:
    (entry,) = followed.entry["source"]
    assert (NAME, f"{HOME}/", {"en", "be", "ru"}) == (entry["id"], entry["home"], set(entry["languages"]))
    assert [OLD_HOST] == entry["hosts"]


def test_every_issue_stands_there_once(followed: Followed) -> None:
    wanted = Counter((issue.title, str(issue.day), issue.language) for issue in followed.letter.issues)
    got = Counter((header.title, str(header.date), header.language) for header in followed.headers.values())
    assert (Counter(), Counter()) == (wanted - got, got - wanted), followed.update


def test_each_body_is_whole_and_nothing_else_is_in_it(followed: Followed) -> None:
    pairs = [(issue.path, issue.words, rendered_words(followed.of(issue).body)) for issue in followed.letter.issues]
    assert "" == differences(pairs)


def test_nobody_who_did_not_write_an_issue_is_its_author(followed: Followed) -> None:
    stated = [(issue.path, (issue.author,), followed.of(issue).authors) for issue in followed.letter.issues]
    assert "" == differences([(path, wanted, got) for path, wanted, got in stated if got])


def test_other_addresses_of_an_issue_are_kept(followed: Followed) -> None:
    """Whatever a listing called it."""
    assert {f"http://{HOST}", f"https://www.{HOST}", f"http://{OLD_HOST}", HOME} <= {
        url.partition("/20")[0] for url in followed.told
    }
    kept = [(url, url in addresses(followed.of(issue))) for url, issue in followed.told.items()]
    assert [] == [url for url, there in kept if not there]


def test_no_request_came_too_early_and_none_against_robots(followed: Followed) -> None:
    assert len(followed.requests) > len(followed.letter.issues)
    assert ([], []) == (followed.too_early, followed.disallowed)


def test_who_asks_says_so(followed: Followed) -> None:
    agents = {request.headers.get("user-agent", "") for request in followed.requests if request.target != "/robots.txt"}
    assert all("backfile" in agent.lower() for agent in agents)
    late = {request.headers["user-agent"] for request in followed.requests[-20:]}
    assert all("editor@belmora-desk.example" in agent for agent in late)


def test_the_calendar_that_has_no_end_is_left(followed: Followed) -> None:
    assert sum("/calendar/" in request.target for request in followed.requests) <= MOST_OF_A_CALENDAR


def test_an_address_that_leads_in_circles_is_told_and_the_rest_goes_on(followed: Followed) -> None:
    assert (1, True) == (followed.update.code, LOOP in followed.update.said), followed.update


def test_a_second_run_asks_only_for_what_changed_and_changes_no_file(followed: Followed, tmp_path: Path) -> None:
    server = followed.desk.server
    server.forget()
    later = followed.desk.copy(tmp_path / "later", server, EPOCH[2])
    before, captures = later.tree(), later.captures()
    run = later.run("update", "--all")
    assert [] == server.unconditional(), run
    assert before == later.tree(), run
    assert captures == later.captures()
    assert ([], []) == (server.too_early(followed.letter.delay), server.disallowed())
    assert {one.path for one in followed.letter.issues} <= {request.target for request in server.requests}


class SecondWeek:
    """The archive after a week in which an editor was at work and the site changed."""

    def __init__(self, desk: Desk, letter: Newsletter, before: Followed) -> None:
        self.desk, self.letter, self.before = desk, letter, before
        settled = {*letter.second.spoilt, *letter.second.gone, *letter.second.edited}
        self.dropped, self.renamed, self.corrected = [one for one in letter.shown if one not in settled][20:23]
        self.merged = letter.second.edited[0]
        path = {header.slug + header.language: path for path, header in before.headers.items()}
        place = {
            one: desk.content / path[before.of(one).slug + one.language]
            for one in (self.dropped, self.renamed, self.corrected, self.merged)
        }
        place[self.dropped].unlink()
        self.new_place = desk.content / "chosen" / "by-hand.md"
        self.new_place.parent.mkdir()
        place[self.renamed].rename(self.new_place)
        self.typed = "A line that the editor typed, about the weighing of lamps."
        for issue in (self.corrected, self.merged):
            with place[issue].open("a", encoding="utf-8") as file:
                file.write(f"\n{self.typed}\n")
        self.tree = desk.tree()
        self.update: Run = desk.run("update", "--all")
        self.headers = desk.headers()

    def of(self, issue: Issue) -> Header:
        return only(self.headers, issue)


@pytest.fixture(scope="module")
def second_week(
    followed: Followed, tmp_path_factory: pytest.TempPathFactory, certificates: Certificates
) -> Iterator[SecondWeek]:
    letter = Newsletter(week=2)
    with serve(letter, certificates) as server:
        desk = followed.desk.copy(tmp_path_factory.mktemp("second") / "archive", server, EPOCH[2])
        yield SecondWeek(desk, letter, followed)


def test_new_issues_come_in(second_week: SecondWeek) -> None:
    new = [issue for issue in second_week.letter.issues if issue.number > LAST_WEEK]
    assert 6 == len(new)
    pairs = [(issue.path, issue.words, rendered_words(second_week.of(issue).body)) for issue in new]
    assert "" == differences(pairs), second_week.update


def test_a_wall_a_stub_a_parked_page_or_a_soft_404_replaces_nothing(second_week: SecondWeek) -> None:
    for issue, how in second_week.letter.second.spoilt.items():
        assert issue.words == rendered_words(second_week.of(issue).body), how
        assert issue.path.rstrip("/") in second_week.update.said, (how, second_week.update)


def test_what_is_gone_stays_and_is_told(second_week: SecondWeek) -> None:
    for issue, status in second_week.letter.second.gone.items():
        assert issue.words == rendered_words(second_week.of(issue).body), status
        assert issue.path.rstrip("/") in second_week.update.said, (status, second_week.update)


def test_an_edited_page_is_merged_beside_what_the_editor_typed(second_week: SecondWeek) -> None:
    edited = [one.path for one in second_week.letter.second.edited]
    of = {one.path: one for one in second_week.letter.issues}
    first, second = (of[path] for path in edited)
    assert first.words + words(second_week.typed) == rendered_words(second_week.of(first).body), second_week.update
    assert second.words == rendered_words(second_week.of(second).body), second_week.update


def test_what_the_editor_typed_deleted_or_renamed_stays_so(second_week: SecondWeek) -> None:
    assert second_week.typed in second_week.of(second_week.corrected).body
    assert [] == [path for path, header in second_week.headers.items() if is_of(header, second_week.dropped)]
    assert second_week.new_place.is_file()
    assert is_of(second_week.headers["chosen/by-hand.md"], second_week.renamed)


def test_no_other_file_changes(second_week: SecondWeek) -> None:
    after = second_week.desk.tree()
    touched = {path for path in {*after, *second_week.tree} if after.get(path) != second_week.tree.get(path)}
    week = second_week.letter.second
    new = [one for one in second_week.letter.issues if one.number > LAST_WEEK]
    concerned = [*week.gone, *week.spoilt, *week.edited, *new, second_week.renamed, second_week.dropped]
    named = [second_week.before.of(one).slug for one in concerned if one.number <= LAST_WEEK]
    slugs = {*(one.slug for one in concerned), *named}
    assert set() == {path for path in touched if not any(slug in path for slug in slugs) and "by-hand" not in path}


def test_the_second_week_was_polite(second_week: SecondWeek) -> None:
    server: Server = second_week.desk.server
    assert ([], []) == (server.too_early(second_week.letter.delay), server.disallowed())
