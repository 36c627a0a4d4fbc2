"""Commentaries go in; those whose body stands, whole or nearly, in another one of the same language come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from backfile.publish.archive import Entry
from backfile.publish.findings import Finding, warning
from backfile.write import likeness


def lint_copies(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Each body that equals an earlier one but for white space, or is nearly the same."""
    languages = defaultdict[str, list[Entry]](list)
    for entry in entries:
        if entry.header.body.strip():
            languages[entry.language].append(entry)
    for lang in sorted(languages):
        yield from equal_bodies(languages[lang])
        yield from near_copies(languages[lang])


def equal_bodies(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Bodies that are the same but for white space."""
    first = dict[str, Entry]()
    for entry in entries:
        other = first.setdefault(folded(entry.header.body), entry)
        if other is not entry:
            yield copy_of(other, entry, "the text is the same as in")


def near_copies(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Bodies that are near copies of earlier ones, each named with the one most like it, and are not equal to one."""
    texts = list({folded(entry.header.body): entry for entry in reversed(entries)}.values())[::-1]
    nearest = dict[int, likeness.Copy]()
    for copy in likeness.near_copies([entry.header.body for entry in texts]):
        nearest[copy.second] = max(nearest.get(copy.second, copy), copy, key=lambda found: found.part)
    for copy in nearest.values():
        yield copy_of(texts[copy.first], texts[copy.second], f"{copy.part:.0%} of the text stands in")


def folded(body: str) -> str:
    """A body with all white space made one blank."""
    return " ".join(body.split())


def copy_of(first: Entry, entry: Entry, how: str) -> Finding:
    """The finding about a later copy."""
    return warning(
        entry.path, entry.header.body_line, f"{how} {first.path}", "Delete one of the two, or leave a note why not"
    )
