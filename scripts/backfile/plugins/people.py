"""Entries in, the people they name out: every spelling of a name leads to the same person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from backfile.model import Rights
from backfile.plugins.entries import Body, Entry
from backfile.vocabularies import people

WORD = re.compile(r"[^\W\d_]+")


def named_in(entry: Entry) -> tuple[str, ...]:
    """The people whom a commentary's title or text names, by the archive's spelling, in order."""
    return tuple(sorted({people()[word] for word in entry.surnames}))


def spellings(entries: Iterable[Entry], person: str) -> tuple[str, ...]:
    """How the entries spell a person's surname, in order."""
    found = {word for entry in entries for word in entry.surnames}
    return tuple(sorted(word for word in found if people()[word] == person))


def with_body(entry: Entry, body: Body) -> Entry:
    """The entry with its body and with what indexes ask of it."""
    found = replace(entry, lead=body.lead, images=body.images, load=lambda: body)
    text = "" if entry.rights is Rights.LINK else body.text
    return replace(found, surnames=surnames_in(f"{found.title}\n{found.dek}\n{text}"))


def surnames_in(text: str) -> tuple[str, ...]:
    """The known surnames in a text as printed, in order."""
    once = " ".join(set(text.split()))  # most words stand there several times
    return tuple(sorted(people().keys() & set(WORD.findall(once))))
