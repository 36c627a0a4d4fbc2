"""A commentary and what an index of its publication says of it come in; the commentary with its gaps filled goes out.

The page itself comes first: an index only fills in what the page does not say, and a note says that it did.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from email.utils import parsedate_to_datetime

from backfile.enrich.dates import parse_day
from backfile.model import Commentary, Listed, Note

NAMES = {"feed": "the feed", "rest": "the site's own interface", "listing": "a listing", "archive": "a monthly archive"}
DATES = frozenset(NAMES)
"""The ways whose days are days of publication; a sitemap's may be of any change."""


def fill_in(commentary: Commentary, listed: Listed) -> Commentary:
    """The commentary with the day that an index states, if its page prints none."""
    if commentary.published or not listed.published or listed.via not in DATES:
        return commentary
    day = day_of(listed.published)
    if day is None:
        return commentary
    missing = tuple(fact for fact in commentary.missing if fact != "date")
    note = Note(f"the day is that of {NAMES[listed.via]}, {listed.index}: the page prints none")
    return replace(commentary, published=day, missing=missing, notes=(*commentary.notes, note))


def day_of(text: str) -> dt.date | None:
    """The day that an index prints, as feeds and interfaces do, in its own zone; None for anything else."""
    try:
        return parse_day(text) or parsedate_to_datetime(text).date()
    except ValueError:
        return None
