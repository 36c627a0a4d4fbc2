"""Two sites and a file of both go in; whether the file may lead to what only the earlier site had comes out.

Wherever an address leads, it holds the name of that file and of the folder it is in, but in the shapes named here; so a
file without these names needs no second look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from backfile.publish.links import HOME
from backfile.publish.pages import read_page

# A sign that needs no escape and has one: `%71`, `&#113;`, `\u0071`, `\/`. A plainly written page has no others.
DISGUISED = re.compile(
    rb"%(?:2[def]|3\d|[46][1-9a-f]|[57][0-9a]|5f|7e)|&(?!(?:amp|lt|gt|quot|apos|nbsp|#34|#39);)|\\(?:u00|/)",
    re.IGNORECASE,
)
MANY = 40
"""Targets for which each file would have to be searched; with more of them all files are read."""


def targets_gone(
    before: Path,
    old: Set[str],
    made: Iterable[str],
    now: Set[str],
    anchors: Mapping[str, frozenset[str]],
    used: Set[str],
) -> frozenset[str]:
    """What is gone of the earlier site at `before`: its files, and the `used` anchors of pages that are `made` anew."""
    pages = [name for name in made if name in old and name.endswith(".html")]
    thinner = (name for name in pages if used & read_page((before / name).read_bytes()).anchors - anchors[name])
    return frozenset((old - now) | set(thinner))


def may_lead_to(gone: Set[str], name: str, site: Path) -> bool:
    """Whether one file of the site may hold an address that leads to one of these."""
    if len(gone) > MANY:
        return True
    body = (site / name).read_bytes()
    return any(names(body, name, target) for target in gone) or DISGUISED.search(body) is not None


def names(body: bytes, name: str, target: str) -> bool:
    """Whether the bytes of the file `name` hold the parts that an address of `target` must have."""
    folder, _, last = target.rpartition("/")
    near = not folder or name.startswith(f"{folder}/")
    if last == HOME:
        # An absolute address may leave it out and end with its folder.
        return not folder or near or f"{folder.rpartition('/')[2]}/".encode() in body
    return last.encode() in body and (near or f"{folder.rpartition('/')[2]}/".encode() in body)
