"""The address of a home page comes in; the publication is followed from then on, and what its site offers is told."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from backfile.discovery import Ways, survey
from backfile.documents import read_document
from backfile.errors import SettingsError
from backfile.inputs.followed import GENERIC, Followed, Following, append_followed, is_web_address, read_followed
from backfile.inputs.lock import hold
from backfile.inputs.state import State
from backfile.inputs.store import CaptureStore
from backfile.inputs.web.exchange import Exchange
from backfile.model import Capture, Document, Note, Rights
from backfile.pipeline.asking import fetcher, run_moment
from backfile.pipeline.visiting import Visit, bare
from backfile.report import Report
from backfile.sources import known
from backfile.sources import sources as publications


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
    with hold(store), closing(State(store)) as state:
        asks = fetcher(state, Followed("new", address), contact or following.contact)
        home = asks.fetch(address)
        source = described(home.url, read_document(as_capture(home)), following, name, recipe)
        visit = Visit(source, state, CaptureStore(store), asks, run_moment())
        ways = survey(source.home, visit.ask)
    append_followed(sources, source, contact if following.contact is None else None)
    questions = open_questions(source, contact or following.contact)
    return Report(tuple(visit.outcomes), questions, told(source, ways, sources))


def as_capture(home: Exchange) -> Capture:
    """A home page as a capture that is only looked at, not kept."""
    return Capture(home.body, "", home.moment, home.media_type, home.url, home.charset)


def checked(following: Following, file: Path, url: str, name: str | None, recipe: str | None) -> None:
    """Raises SettingsError for what can be seen to be wrong before anybody is asked."""
    for source in following.sources:
        if source.id == name:
            raise SettingsError(f"{name} is followed already", where=str(file), advice="Choose another id with --as")
        if name is None and bare(source.home) == bare(url) and urlsplit(source.home).path == urlsplit(url).path:
            raise SettingsError(f"{url} is followed already, as {source.id}", where=str(file))
    if name is not None and not _ID.fullmatch(name):
        raise SettingsError(f"{name!r} is no id", advice="Expected small Latin letters, digits and single hyphens")
    if recipe is not None:
        known(recipe)


def described(home: str, document: Document, following: Following, name: str | None, recipe: str | None) -> Followed:
    """The entry of a publication by what its home page says; what that does not say is left to be asked."""
    recognised = next((source for source in publications().values() if bare(home) in source.hosts), None)
    chosen = known(recipe) if recipe else recognised
    read_by = chosen.id if chosen else GENERIC
    taken = {source.id for source in following.sources}
    own = name or (read_by if read_by != GENERIC and read_by not in taken else named_after(bare(home), taken))
    declared = chosen.languages if chosen and read_by != GENERIC else ()
    return Followed(
        own,
        home,
        name=(chosen.publisher if chosen else None) or document.hint("site"),
        recipe=read_by,
        languages=declared or languages_of(document),
        rights=chosen.rights if chosen and read_by != GENERIC else Rights.EXCERPT,
    )


def named_after(host: str, taken: set[str]) -> str:
    """An id made of a host's name: the part before its last dot, or more of it if that is taken."""
    parts = [re.sub(r"[^a-z0-9]+", "-", part).strip("-") for part in host.lower().split(".")]
    whole = [part for part in parts if part] or ["source"]
    names = ["-".join(whole[start:-1] or whole) for start in range(max(len(whole) - 2, 0), -1, -1)]
    more = (f"{names[-1]}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (*names, "-".join(whole), *more) if name not in taken)


def languages_of(document: Document) -> tuple[str, ...]:
    """The languages of a publication as its home page names them: its own, and those of its translations."""
    codes = [document.hint("language") or ""]
    codes += [hint.name.partition(":")[2] for hint in document.hints if hint.name.startswith("alternate:")]
    plain = (code.lower().partition("-")[0] for code in codes)
    return tuple(dict.fromkeys(code for code in plain if re.fullmatch(r"[a-z]{2,3}", code)))


def told(source: Followed, ways: Ways, file: Path) -> tuple[str, ...]:
    """What the site offers, how much is expected, and how to go on, line by line."""
    expected = f"about {ways.expected} commentaries" if ways.expected else "no way to tell how many commentaries"
    return (
        f"{source.id}: {source.name or source.home}, in {', '.join(source.languages) or 'a language not stated'}, "
        f"read by the recipe {source.recipe}",
        *(f"  {line}" for line in ways.told()),
        f"  {expected}",
        f"It stands in {file} now; `backfile update {source.id}` brings it in",
    )


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


_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
