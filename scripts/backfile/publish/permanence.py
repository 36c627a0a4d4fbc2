"""A built site and the list of addresses published before go in; those that resolve no more come out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Set
from pathlib import Path

from backfile.files import write_whole
from backfile.publish.ingredients import CONTENT, NEVER, Ingredient, Ingredients
from backfile.write.permalinks import NAME, Permalink, parse_permalinks

LOST = "was published and is not in the new list; take permalinks.txt as it was last committed"


def listed(folder: Path) -> tuple[Permalink, ...]:
    """The list in a folder, empty if there is none. Raises ArchiveError if a line of it is wrong."""
    path = folder / NAME
    return parse_permalinks(path.read_text("utf-8"), NAME) if path.is_file() else ()


def broken_promises(site: Path, content: Path, files: Set[str]) -> Iterator[tuple[str, str]]:
    """Each address that was ever published and is not in the site, or has another id, with what is wrong.

    `files` are the names in the site. A site that has no list, because its settings leave it out, has made no new
    promise, but must keep the old ones.
    """
    before, now = listed(content), {line.address: line for line in listed(site)}
    for line in {line.address: line for line in (*before, *now.values())}.values():
        if line.address not in files:
            yield line.address, "was published once and resolves no more"
    for line in before if now else ():
        if line.address not in now:
            yield line.address, LOST
        elif now[line.address].id != line.id:
            yield line.address, f"has the id {line.id} in feeds, and now {now[line.address].id}"


def list_digest(folder: Path) -> str:
    """The sha256 of the list in a folder, "" if there is none."""
    path = folder / NAME
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def keep_list(site: Path, content: Path) -> None:
    """Put the published site's list beside the content; it holds all that stood there before."""
    path = site / NAME
    if path.is_file():
        write_whole(content / NAME, path.read_bytes())


def listed_next(site: Path) -> Ingredients:
    """The site's list as the ingredient of the next build that it will be, none if the site has no list."""
    digest = list_digest(site)
    return {f"{CONTENT}{NAME}": Ingredient(NEVER, digest)} if digest else {}


def finish_list(release: Path, content: Path, listed: str) -> None:
    """Put the list of the published `release` beside the content, if a build died before it did.

    `listed` is the digest of the list that stood there when the release was made: if it still stands there, nobody put
    another one in its place.
    """
    if list_digest(content) == listed:
        keep_list(release, content)
