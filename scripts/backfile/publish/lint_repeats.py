"""Commentaries go in; texts that several of one source hold come out, each once, with a rule that would cut it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from backfile.publish.archive import Entry
from backfile.publish.findings import Finding, warning
from backfile.write.proposals import rule

LEAST_WORDS = 4
LEAST_FILES = 3


def lint_repeats(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Each block of four words or more that stands in three files of one source or more, at the first of them."""
    found = defaultdict[tuple[str, str], list[tuple[Entry, int]]](list)
    for entry in entries:
        for text, line in first_lines(entry).items():
            found[entry.header.source, text].append((entry, line))
    for (_, text), places in found.items():
        if len(places) >= LEAST_FILES:
            entry, line = places[0]
            message = f"this text stands in {len(places)} files of {entry.header.source}, such as {places[-1][0].path}"
            yield warning(entry.path, line, message, f"If it is the page's own, add to the recipe {rule([text])}")


def first_lines(entry: Entry) -> dict[str, int]:
    """The blocks of a body that are long enough, each with the line where it first stands."""
    found: dict[str, int] = {}
    for number, line in enumerate(entry.header.body.split("\n"), entry.header.body_line):
        text = " ".join(line.lstrip("#>*- ").split())
        if len(text.split()) >= LEAST_WORDS:
            found.setdefault(text, number)
    return found
