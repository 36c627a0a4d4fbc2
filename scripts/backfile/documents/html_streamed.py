"""A page's tree in, the same with what was sent late in its place: what a browser's script does as a page arrives.

Servers that stream a page (React's "suspense") send a part that is not ready as `<template id="B:1">`, and the part
itself at the end of the page, hidden, as `<div hidden id="S:1">`. A page that is only read would lose it.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from backfile.documents.html_tree import attribute

_LATE = re.compile(r"S:([0-9a-f]+)")
_PLACES = ("B", "P")


def put_in_place(soup: BeautifulSoup) -> None:
    """Move each late part to the template that keeps its place; one that has none is shown where it stands."""
    hidden = [tag for tag in soup.descendants if isinstance(tag, Tag) and "hidden" in tag.attrs]
    late = [tag for tag in hidden if _LATE.search(attribute(tag, "id"))]
    for part in late:
        found = _LATE.fullmatch(attribute(part, "id"))
        if found is None:
            continue
        del part["hidden"]
        places = (soup.find("template", id=f"{kind}:{found.group(1)}") for kind in _PLACES)
        place = next((place for place in places if isinstance(place, Tag)), None)
        if place is not None and part not in place.parents:
            place.replace_with(part.extract())
