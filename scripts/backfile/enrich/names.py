"""Printed bylines in, authors' names out: parted, with plain blanks, no label and no organisation's placeholder."""

from __future__ import annotations

import re

from backfile.vocabularies import phrases

LABEL = re.compile(r"(?:by|\w+:)\s+", re.IGNORECASE)
PARTING = re.compile(r"\s*(?:,|;|\band\b|\bund\b|\bі\b|\bи\b)\s*")
LEAD_AUTHOR = re.compile(
    rf",\s+{phrases('lead_verbs')}\s+(?:our \w+\s+)?(?P<name>[^\W\d_][\w’'-]+(?:\s[^\W\d_][\w’'-]+){{1,2}})\.?$"
)
NO_NAME = re.compile(r"\d|@|\w:|^(?:admin|editor|redaction|staff|redaktion|by)$", re.IGNORECASE)
BEHIND_NAME = re.compile(r"\s+[–—|-]\s.*")
"""What a person is, or whose, parted from the name by a dash between blanks."""


def split_names(byline: str) -> tuple[str, ...]:
    """The people a byline names, as printed; none if it names nobody.

    A label goes if it is "by" or ends in a colon: "von" may be the beginning of a name. What stands behind a name and a
    dash goes as well.
    """
    names = (
        " ".join(BEHIND_NAME.sub("", name).split())
        for name in PARTING.split(LABEL.sub("", byline.strip(), count=1) if LABEL.match(byline.strip()) else byline)
    )
    return tuple(dict.fromkeys(name for name in names if name and not NO_NAME.search(name)))


def author_of_lead(lead: str) -> str | None:
    """The author that a lead's last words name ("…, analyzes Anna Sample."), None if they name none."""
    match = LEAD_AUTHOR.search(" ".join(lead.split()))
    return match["name"] if match and match["name"].istitle() else None
