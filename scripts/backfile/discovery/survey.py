"""A home page and a way to ask in; which ways a site offers to find its commentaries, and how many it has, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from backfile.discovery.indexes import Answer, Ask, Limits, Skip, Way
from backfile.discovery.pages import languages_of, read_page
from backfile.discovery.rest import total
from backfile.discovery.walk import Walk
from backfile.model import Listed, Note
from backfile.model.addresses import NOWHERE, host_of
from backfile.sources.platforms.layout import Source

LOOK = Limits(indexes=60, pages=1)


@dataclass(frozen=True, slots=True)
class Offer:
    """One way that a site offers: its first address, and how many commentaries it names there."""

    way: Way
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Ways:
    """What a site offers. `home` is the address that answered, `name` and `languages` are as the home page says.

    `moved_from` are hosts of which the site's own lists say that its commentaries stood there, and that lead to it now.
    `expected` is how many commentaries the ways named together, or how many REST says that there are if that is more;
    `at_least` says that lists go on beyond what was counted. `answered` is False where the home page was not had.
    """

    home: str
    answered: bool = False
    name: str | None = None
    languages: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    expected: int = 0
    at_least: bool = False
    notes: tuple[Note, ...] = ()
    moved_from: tuple[str, ...] = ()


def survey(
    home: str,
    ask: Ask,
    *,
    recipe: Source | None = None,
    languages: tuple[str, ...] = (),
    hosts: tuple[str, ...] = (),
    moved: Mapping[str, str] = NOWHERE,
    cdx: str = "",
    limits: Limits = LOOK,
) -> Ways:
    """What a site offers, by a look at its home page and at the first page of each of its indexes."""
    answers: dict[str, Answer] = {}

    def asked(url: str) -> Answer | None:
        answer = ask(url)
        if answer is not None:
            answers.setdefault(url, answer)
        return answer

    walk = Walk(home, asked, lambda url: False, limits, recipe, languages, hosts, moved, cdx)
    found = list(walk.run())
    if home not in answers:
        return Ways(home)
    counted = sum(isinstance(item, Listed) for item in found)
    totals = [count for answer in answers.values() if (count := total(answer)) is not None]
    page = read_page(answers[home])
    document = None if isinstance(page, Skip) else page.document
    return Ways(
        home=answers[home].url,
        answered=True,
        name=(document.hint("site") or document.hint("title")) if document else None,
        languages=() if isinstance(page, Skip) else languages_of(page),
        offers=tuple(Offer(way, url, count) for (way, url), count in walk.named.items() if count),
        expected=max(counted, *totals, 0),
        at_least=walk.stopped and counted > max(totals, default=0),
        notes=tuple(item for item in found if isinstance(item, Note)),
        moved_from=tuple(former_hosts(answers, [item.url for item in found if isinstance(item, Listed)], ask)),
    )


def former_hosts(answers: Mapping[str, Answer], own: list[str], ask: Ask) -> Iterator[str]:
    """Hosts on which lists name commentaries of the site by their own paths, and which lead to the site when asked."""
    paths = {urlsplit(url).path.rstrip("/"): url for url in own}
    hosts = {host_of(url) for url in own}
    elsewhere: dict[str, str] = {}
    for answer in answers.values():
        if not isinstance(page := read_page(answer), Skip):
            for link in page.links:
                if urlsplit(link.url).path.rstrip("/") in paths and host_of(link.url) not in hosts:
                    elsewhere.setdefault(host_of(link.url), link.url)
    for host, url in elsewhere.items():
        answered = ask(url)
        if answered is not None and host_of(answered.url) in hosts:
            yield host
