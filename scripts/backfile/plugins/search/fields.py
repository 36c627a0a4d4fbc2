"""An entry in, its terms out: what is searched of it is what its page shows of its text."""

from __future__ import annotations

import re
from html import unescape

from backfile.plugins.entries import Entry
from backfile.plugins.search.terms import Fields, Terms, terms_of

HEADING = re.compile(r"<h[2-6][^>]*>(.*?)</h[2-6]>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def terms_in(entry: Entry) -> Terms:
    """The terms of an entry."""
    return terms_of(fields_of(entry))


def fields_of(entry: Entry) -> Fields:
    """What is searched of an entry: all that its page shows of its text."""
    headings = " ".join(unescape(TAG.sub("", found)) for found in HEADING.findall(entry.body.html))
    summary = entry.summary or "" if entry.dek else ""
    return Fields(entry.lang, entry.title, summary, headings, entry.body.text)
