"""An update that is killed, over and over, goes on where it was; two at once do not meet; each way is enough alone."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sites.desk import Desk, nothing
from sites.issues import issues
from sites.newsletter import EPOCH, Newsletter
from sites.serving import Certificates, Server, serve
from sites.theme import HOME

WEEKS = range(91, 101)
KILLS = 20
CHAINS = 2


@pytest.fixture
def server(certificates: Certificates) -> Iterator[Server]:
    with serve(Newsletter(issues(WEEKS), drip=0.0, delay=0.005), certificates) as running:
        yield running


def desk(folder: Path, server: Server, certificates: Certificates) -> Desk:
    at = Desk(folder, server, certificates, EPOCH[1])
    return at.with_source(id="letter", home=f"{HOME}/", languages=["en", "be", "ru"], rights="full", pace=0.005)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, certificates: Certificates) -> tuple[Desk, int]:
    """The archive after an update that nobody disturbed, and how many requests that took."""
    with serve(Newsletter(issues(WEEKS), drip=0.0, delay=0.005), certificates) as running:
        made = desk(tmp_path_factory.mktemp("whole") / "archive", running, certificates)
        made.run("update")
        return made, len(running.requests)


@pytest.mark.parametrize("chain", range(CHAINS))
def test_killed_at_random_moments_and_resumed_it_makes_the_same_tree(
    chain: int, whole: tuple[Desk, int], server: Server, tmp_path: Path, certificates: Certificates
) -> None:
    """Half of the kills come before an answer, half at a time, among them some before the first request."""
    reference, requests = whole
    made, chance = desk(tmp_path / "archive", server, certificates), random.Random(chain)  # noqa: S311
    kills = 0
    for at in range(KILLS // CHAINS):
        if at % 2:
            kills += made.run_killed("update", after_seconds=chance.uniform(0.3, 3.0))
        else:
            kills += made.run_killed("update", after_requests=chance.randint(1, max(requests // 3, 2)))
    assert kills >= KILLS // CHAINS // 2
    last = made.run("update")
    assert 30 == len(reference.headers())
    assert reference.tree() == made.tree(), last
    assert reference.captures() == made.captures()


def test_a_killed_run_does_not_ask_again_for_what_it_has(
    whole: tuple[Desk, int], server: Server, tmp_path: Path, certificates: Certificates
) -> None:
    made, requests = desk(tmp_path / "archive", server, certificates), whole[1]
    assert made.run_killed("update", after_requests=requests - 5)
    early = {request.url for request in server.requests[:-1] if request.status == 200 and "/2025/" in request.target}
    server.forget()
    made.run("update")
    assert set() == early & {request.url for request in server.requests if not request.conditional}


def test_a_second_run_at_once_names_the_first_and_ends(
    server: Server, tmp_path: Path, certificates: Certificates
) -> None:
    made, reached, go_on = desk(tmp_path / "archive", server, certificates), threading.Event(), threading.Event()

    def wait(count: int) -> None:
        reached.set()
        go_on.wait(60)

    server.at_request = wait
    first = made.start("update")
    try:
        assert reached.wait(60)
        second = made.run("update")
        assert (75, True) == (second.code, str(first.number) in second.told), second
    finally:
        server.at_request = nothing
        go_on.set()
        first.kill()
        first.end()


@pytest.mark.parametrize("way", ["sitemap", "rest", "listing", "archive"])
def test_each_way_that_a_site_offers_is_enough(way: str, tmp_path: Path, certificates: Certificates) -> None:
    letter = Newsletter(issues(range(94, 101)), ways=frozenset({way}), drip=0.0, delay=0.0, trouble=False)
    with serve(letter, certificates) as running:
        made = desk(tmp_path / "archive", running, certificates)
        run = made.run("update")
    wanted = Counter((issue.title, issue.language) for issue in letter.issues)
    assert wanted == Counter((header.title, header.language) for header in made.headers().values()), run
