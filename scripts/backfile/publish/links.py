"""An address on a page and the names of the site's files go in; where it leads, or what is wrong with it, comes out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from backfile.publish.references import Reference

WEB = frozenset(("http", "https"))
FOLLOWED = WEB | {"mailto"}
HOME = "index.html"
SIMPLE = re.compile(r"([\w-][\w./-]*|\.{1,2}/[\w./-]*)(?:#([\w.:-]*))?", re.ASCII)
"""A relative address in which nothing is escaped."""
NOT_FOUND = "404.html"  # a host sends it for addresses at any depth, so its links begin at the root


class Link(NamedTuple):
    """Where an address leads: a file of the site and an anchor in it, or a fault; all empty if to the world."""

    file: str = ""
    anchor: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """The names of a site's files and folders, from its root; `base` is the permanent address its home page gives."""

    files: frozenset[str]
    folders: frozenset[str]
    base: str = ""


class Ways:
    """Follows addresses within one site; what neighbours in a folder share is followed once."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._place = ""
        self._known: dict[Reference, Link] = {}

    def follow(self, references: Iterable[Reference], page: str) -> Iterator[tuple[str, Link]]:
        """Each address on `page`, and where it leads."""
        folder = page.rpartition("/")[0]
        place = page if page == NOT_FOUND else folder
        if place != self._place:
            self._place, self._known = place, {}
        for reference in references:
            address = reference.address
            if address[:1] == "#" and "%" not in address:
                yield address, Link(page, "" if address in ("#", "#top") else address[1:])
            elif address[:1] in ("", "#", "?"):
                yield address, follow(reference, folder, page, self.tree)
            else:
                link = self._known.get(reference)
                if link is None:
                    link = self._known[reference] = follow(reference, folder, page, self.tree)
                yield address, link


def follow(reference: Reference, folder: str, page: str, tree: Tree) -> Link:
    """Where `reference` leads from `page`, which lies in `folder`."""
    address = reference.address
    if (simple := SIMPLE.fullmatch(address)) and page != NOT_FOUND:
        return follow_relative(simple[1], simple[2] or "", folder, page, tree)
    if tree.base and not reference.fetched and address.startswith(tree.base):
        path = address[len(tree.base) :]
        if path in tree.files and SIMPLE.fullmatch(path):
            return Link(path)
    try:
        parts = urlsplit(address)
    except ValueError:
        return Link(fault="is not an address")
    if parts.scheme or address.startswith("//"):
        return follow_absolute(reference, parts.scheme, tree)
    if not address:
        return Link(fault="is an empty address")
    if page == NOT_FOUND and tree.base and address.startswith("/"):
        return follow_rooted(unquote(parts.path), unquote(parts.fragment), page, tree)
    if address.startswith("/") or "\\" in address:
        return Link(fault="does not open from a disk: it must be relative, with slashes")
    return follow_relative(unquote(parts.path), unquote(parts.fragment), folder, page, tree)


def follow_absolute(reference: Reference, scheme: str, tree: Tree) -> Link:
    """An address with a scheme or a host: to the world, or by the permanent address back into the site."""
    if scheme == "data" and reference.inline:
        return Link()
    if scheme not in FOLLOWED:
        return Link(fault="must not be linked: only http, https and mailto may" if scheme else "names no scheme")
    if reference.fetched:
        return Link(fault="would be requested from a host: what a page needs stands in the site")
    if not tree.base or not reference.address.startswith(tree.base):
        return Link()
    path = unquote(urlsplit(reference.address.removeprefix(tree.base)).path)
    file = path + HOME if not path or path.endswith("/") else path
    return Link(file) if file in tree.files else Link(fault="is not in the site")


def follow_rooted(path: str, fragment: str, page: str, tree: Tree) -> Link:
    """A path from the root of the host that the permanent address names."""
    root = urlsplit(tree.base).path
    if not path.startswith(root):
        return Link(fault="leads out of the site")
    return follow_relative(path.removeprefix(root) or ".", fragment, "", page, tree)


def follow_relative(path: str, fragment: str, folder: str, page: str, tree: Tree) -> Link:
    """A path within the site; it must name a file, since a disk does not open a folder's index."""
    file = posixpath.normpath(posixpath.join(folder, path)) if path else page
    if file.startswith("../") or file == "..":
        return Link(fault="leads out of the site")
    if file in tree.folders or path.endswith("/"):
        return Link(fault="is a folder, which does not open from a disk")
    if file not in tree.files:
        return Link(fault="is not in the site")
    return Link(file, "" if fragment == "top" else fragment)
