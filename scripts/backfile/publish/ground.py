"""What a verification found goes in, and is what the next one rests on."""

from __future__ import annotations

from typing import NamedTuple


class Ground(NamedTuple):
    """What is known of a site that was verified, for the next verification to rest on.

    `longest` is its longest feed and that feed's number of entries, `odd` are its pages that are not plainly written,
    `asides` the files that are no pages and that another than their own page leads to: there are few, and the others
    come and go. `anchors` are the anchors that any page leads to on another one, without these pages' names: what else
    a page has may come and go.
    """

    longest: tuple[str, int] = ("", 0)
    odd: frozenset[str] = frozenset()
    asides: frozenset[str] = frozenset()
    anchors: frozenset[str] = frozenset()


def own_page(name: str) -> str:
    """The page that a file stands beside, whether there is one or not: `quay.html` for `quay.csl.json`."""
    folder, slash, last = name.rpartition("/")
    return f"{folder}{slash}{last.partition('.')[0]}.html"
