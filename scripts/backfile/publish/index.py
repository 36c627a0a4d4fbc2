"""The files of a search index go in; what in it cannot be read, or leads to no page of the site, comes out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

FOLDER = "search/"
SHOWN = "search/shown/"
CALL = re.compile(rb'backfile\((?P<name>"[^"\\]+"),(?P<value>.*)\)\n', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the index: the pages it leads to, or its fault."""

    pages: tuple[str, ...] = ()
    fault: str = ""


def read_piece(name: str, body: bytes) -> Piece:
    """A file of the index by its path in the site."""
    call = CALL.fullmatch(body)
    if call is None:
        return Piece(fault="is not a call of backfile(name, value)")
    try:
        asked, value = json.loads(call["name"]), json.loads(call["value"])
    except ValueError:
        return Piece(fault="does not hold JSON")
    if f"{FOLDER}{asked}.js" != name:
        return Piece(fault=f"answers to the name {asked}")
    if not name.startswith(SHOWN):
        return Piece()
    if not isinstance(value, list) or not all(map(is_shown, value)):
        return Piece(fault="does not hold an address, a title, a day and an excerpt for each commentary")
    return Piece(tuple(row[0] for row in value))


def is_shown(row: object) -> bool:
    """Whether this is what the page shows of one commentary."""
    return isinstance(row, list) and len(row) == 4 and all(isinstance(part, str) for part in row)


def is_piece(name: str) -> bool:
    """Whether a path in the site is a file of the index."""
    return name.startswith(FOLDER) and name.endswith(".js")


def is_shown_piece(name: str) -> bool:
    """Whether it is one that says which pages the index leads to."""
    return name.startswith(SHOWN) and name.endswith(".js")
