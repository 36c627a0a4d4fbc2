"""The address of a home page comes in; the publication is followed from then on, and what its site offers is told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import closing
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from backfile.discovery import Way, Ways, survey
from backfile.discovery.survey import Offer
from backfile.errors import SettingsError
from backfile.inputs.followed import GENERIC, ID, Followed, Following, append_followed, is_web_address, read_followed
from backfile.inputs.lock import hold
from backfile.inputs.state import State
from backfile.inputs.store import CaptureStore
from backfile.model import Note, Rights
from backfile.model.addresses import host_of
from backfile.pipeline.asking import fetcher, run_moment
from backfile.pipeline.listings import Listings
from backfile.pipeline.visiting import Visit
from backfile.report import Report
from backfile.sources import known
from backfile.sources import sources as publications
from backfile.sources.platforms.layout import Source


def follow(
    url: str,
    *,
    sources: Path,
    store: Path,
    name: str | None = None,
    recipe: str | None = None,
    contact: str | None = None,
) -> Report:
    """Looks at a site and writes its entry at the end of `sources`. Nothing is asked that the site itself tells.

    `name` is the id that it is to have, `recipe` that of the recipe that reads its pages. Raises SettingsError for an
    address that is none, an id that is taken or a recipe that does not exist; FetchError if the home page cannot be
    had; LockHeld if another run is at work.
    """
    address = url if "//" in url else f"https://{url}"
    if not is_web_address(address):
        raise SettingsError("is no web address", where=url, advice="Name the home page, as in https://hilltop.example/")
    following = read_followed(sources)
    checked(following, sources, address, name, recipe)
    asked_by = contact or following.contact
    with hold(store), closing(State(store)) as state:
        stranger = Followed("new", address)
        captures = CaptureStore(store)
        asks, listings = fetcher(state, stranger, asked_by), Listings.none_yet(store, captures)
        visit = Visit(stranger, state, captures, asks, listings, run_moment())
        publication = known(recipe) if recipe else published_at(address)
        ways = survey(address, visit.ask, recipe=publication)
    if not ways.answered:
        return Report(tuple(visit.outcomes))
    source = described(ways, publication, following, name)
    append_followed(sources, source, contact if following.contact is None else None)
    return Report(tuple(visit.outcomes), (*ways.notes, *open_questions(source, asked_by)), told(source, ways, sources))


def checked(following: Following, file: Path, url: str, name: str | None, recipe: str | None) -> None:
    """Raises SettingsError for what can be seen to be wrong before anybody is asked."""
    for source in following.sources:
        if source.id == name:
            raise SettingsError(f"{name} is followed already", where=str(file), advice="Choose another id with --as")
        if name is None and host_of(source.home) == host_of(url) and urlsplit(source.home).path == urlsplit(url).path:
            raise SettingsError(f"{url} is followed already, as {source.id}", where=str(file))
    if name is not None and not ID.fullmatch(name):
        raise SettingsError(f"{name!r} is no id", advice="Expected small Latin letters, digits and single hyphens")
    if recipe is not None:
        known(recipe)


def published_at(url: str) -> Source | None:
    """The publication with a recipe of its own that has this host."""
    return next((source for source in publications().values() if host_of(url) in source.hosts), None)


def described(ways: Ways, publication: Source | None, following: Following, name: str | None) -> Followed:
    """The entry of a publication by what its site and its recipe say; what neither says is left to be asked."""
    taken = {source.id for source in following.sources}
    if publication is None or publication.id == GENERIC:
        own = name or named_after(host_of(ways.home), taken)
        return Followed(own, ways.home, name=ways.name, languages=ways.languages, hosts=ways.moved_from)
    own = name or (publication.id if publication.id not in taken else named_after(host_of(ways.home), taken))
    return Followed(
        own,
        ways.home,
        name=publication.publisher or ways.name,
        recipe=publication.id,
        languages=publication.languages,
        rights=publication.rights,
    )


def named_after(host: str, taken: set[str]) -> str:
    """An id made of a host's name: the part before its last dot, or more of it if that is taken."""
    parts = [re.sub(r"[^a-z0-9]+", "-", part).strip("-") for part in host.lower().split(".")]
    whole = [part for part in parts if part] or ["source"]
    names = ["-".join(whole[start:-1] or whole) for start in range(max(len(whole) - 2, 0), -1, -1)]
    more = (f"{names[-1]}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (*names, "-".join(whole), *more) if name not in taken)


def told(source: Followed, ways: Ways, file: Path) -> tuple[str, ...]:
    """What the site offers, how much is expected, and how to go on, line by line."""
    languages = ", ".join(source.languages) or "a language it does not state"
    more = "at least" if ways.at_least else "about"
    return (
        f"{source.id}: {source.name or source.home}, in {languages}, read by the recipe {source.recipe}",
        *map(offered, groupby(ways.offers, key=lambda offer: offer.way)),
        f"  {more} {ways.expected} commentaries are expected",
        f"It stands in {file} now; `backfile update {source.id}` brings it in",
    )


def offered(offers: tuple[Way, Iterable[Offer]]) -> str:
    """One way that a site offers, however many indexes it has of that kind."""
    way, (first, *others) = offers
    more = f" and {len(others)} more" if others else ""
    return f"  {way}: {first.count + sum(offer.count for offer in others)} in {first.url}{more}"


def open_questions(source: Followed, contact: str | None) -> tuple[Note, ...]:
    """What only the editor can say."""
    notes = []
    if source.rights is Rights.EXCERPT:
        advice = 'If its publisher allows more, write rights = "full"; if less, "link"'
        notes.append(Note(f"what of {source.id} may be republished is not known: an excerpt is shown", advice=advice))
    if contact is None:
        advice = 'Write contact = "…" at the top of sources.toml: an address or a page where you can be reached'
        notes.append(Note("sites are not told who asks", advice=advice))
    return tuple(notes)
