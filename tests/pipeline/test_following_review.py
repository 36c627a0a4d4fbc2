"""A weekly review in the shape of Belarus in Focus is followed: right weeks, and the source's errors told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from backfile.write.header import Header
from sites.commands import Run
from sites.desk import Desk, differences, rendered_words
from sites.newsletter import EPOCH
from sites.serving import Certificates, Server, serve
from sites.weekly_review import TOPICS, Piece, Review, topic_name
from sites.weekly_review_site import HOME, ReviewSite, idle_ruling, rulings


class Archive:
    """The review after it was brought in; `ruled` says whether an editor ruled on its errors before."""

    def __init__(self, desk: Desk, review: Review, run: Run) -> None:
        self.desk, self.review, self.run = desk, review, run
        self.headers = desk.headers()

    def of(self, piece: Piece) -> Header:
        (found,) = [header for header in self.headers.values() if stands_at(header, piece)]
        return found


def stands_at(header: Header, piece: Piece) -> bool:
    addresses = [*([header.url] if header.url else []), *header.aliases]
    return any(address.partition("?")[0].rstrip("/").endswith(piece.path.rstrip("/")) for address in addresses)


@pytest.fixture(scope="module")
def server(certificates: Certificates) -> Iterator[Server]:
    with serve(ReviewSite(), certificates) as running:
        yield running


@pytest.fixture(scope="module")
def archive(server: Server, certificates: Certificates, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """As the source prints it."""
    desk = Desk(tmp_path_factory.mktemp("review") / "archive", server, certificates, EPOCH[1])
    desk.with_source(id="belarus-in-focus", home=f"{HOME}/", recipe="belarus-in-focus", rights="full", pace=0.01)
    return Archive(desk, ReviewSite().review, desk.run("update"))


@pytest.fixture(scope="module")
def ruled(archive: Archive, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """As an editor ruled after that."""
    desk = archive.desk.copy(tmp_path_factory.mktemp("ruled") / "archive", server, EPOCH[2])
    folder = desk.folder / "rulings"
    folder.mkdir()
    (folder / "belarus-in-focus.toml").write_text(f"{rulings(archive.review)}\n{idle_ruling()}", "utf-8")
    return Archive(desk, archive.review, desk.run("update", "--all", "--rulings", str(folder)))


def test_a_rehearsal_says_what_it_would_ask_for_and_keeps_nothing(
    server: Server, certificates: Certificates, tmp_path: Path
) -> None:
    desk = Desk(tmp_path / "archive", server, certificates, EPOCH[1])
    desk.with_source(id="belarus-in-focus", home=f"{HOME}/", recipe="belarus-in-focus", rights="full", pace=0.01)
    run = desk.run("update", "--dry-run")
    assert 0 == run.code and run.said.count("would be asked for") >= 1, run
    assert (set(), {}) == (desk.captures(), desk.tree()), run


def test_every_commentary_stands_there_once(archive: Archive) -> None:
    wanted = Counter((piece.title, piece.language) for piece in archive.review.pieces)
    got = Counter((header.title, header.language) for header in archive.headers.values())
    assert (Counter(), Counter()) == (wanted - got, got - wanted), archive.run


def test_each_has_the_week_that_its_page_or_its_listing_prints(archive: Archive) -> None:
    pieces = archive.review.pieces
    assert "" == differences([(piece.path, piece.printed_period, archive.of(piece).period) for piece in pieces])


def test_each_has_its_topic_trend_language_and_text(archive: Archive) -> None:
    for piece in archive.review.pieces:
        header = archive.of(piece)
        trend = None if piece.layout == "title" else piece.trend
        said = (topic_name(piece.shelf, piece.language), trend, piece.language)
        assert said == (header.topic, header.trend, header.language), piece.path
        assert piece.words == rendered_words(header.body), piece.path


def test_a_week_that_stands_twice_is_reported(archive: Archive) -> None:
    check = archive.desk.run("check")
    for piece in archive.review.doubled:
        year, week, _ = piece.printed_period.first.isocalendar()
        assert f"{year}-W{week:02} has {TOPICS[piece.topic]}" in check.said, check


def test_rulings_set_right_what_the_source_has_wrong(ruled: Archive) -> None:
    for piece in ruled.review.pieces:
        header = ruled.of(piece)
        assert (piece.period, topic_name(piece.topic, piece.language)) == (header.period, header.topic), ruled.run


def test_a_ruling_on_nothing_is_told(ruled: Archive) -> None:
    assert "matches nothing any more: A slip" in ruled.run.said, ruled.run


def test_no_request_came_too_early_and_none_against_robots(archive: Archive, server: Server) -> None:
    assert ([], []) == (server.too_early(0.01), server.disallowed())
