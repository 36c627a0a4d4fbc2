"""Entries in, the people they name out: every spelling of a name leads to the same person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from backfile.model import Rights
from backfile.plugins.entries import Entry
from backfile.vocabularies import people

WORD = re.compile(r"[^\W\d_]+")


def named_in(entry: Entry) -> tuple[str, ...]:
    """The people whom a commentary's title or text names, by the archive's spelling, in order."""
    return tuple(sorted({people()[word] for word in spelt_in(entry)}))


def spellings(entries: Iterable[Entry], person: str) -> tuple[str, ...]:
    """How the entries spell a person's surname, in order."""
    found = {word for entry in entries for word in spelt_in(entry)}
    return tuple(sorted(word for word in found if people()[word] == person))


def spelt_in(entry: Entry) -> set[str]:
    """The known surnames that stand in what the archive shows of an entry, as printed."""
    text = (
        f"{entry.title}\n{entry.dek}"
        if entry.rights is Rights.LINK
        else f"{entry.title}\n{entry.dek}\n{entry.body.text}"
    )
    return set(WORD.findall(text)) & people().keys()
