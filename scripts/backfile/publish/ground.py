"""What a verification found goes in, and is what the next one rests on."""

from __future__ import annotations

from typing import NamedTuple


class Ground(NamedTuple):
    """What is known of a site that was verified, for the next verification to rest on.

    `longest` is its longest feed and that feed's number of entries, `odd` are its pages that are not plainly written,
    `pieces` the files of the search index that any page leads to: there are few, and they come and go. `anchors` are
    the anchors that any page leads to on another one, without these pages' names: what else a page has may come and go.
    """

    longest: tuple[str, int] = ("", 0)
    odd: frozenset[str] = frozenset()
    pieces: frozenset[str] = frozenset()
    anchors: frozenset[str] = frozenset()
