"""Commentaries in, what the files of citations and of data say of each out, made once for each of its versions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from backfile.plugins.citations import csl, table
from backfile.plugins.citations.bibtex import bibtex
from backfile.plugins.citations.facts import citation_of
from backfile.plugins.citations.ris import ris
from backfile.plugins.entries import Entry
from backfile.plugins.memory import Memory
from backfile.plugins.site import Site
from backfile.write.ledger import signed

LINES = "lines"
FORMS = ("bib", "ris", "csl.json", "csv", "jsonl")


class Lines:
    """The lines of an archive's entries, by the form of the file that they stand in; remembered volume by volume.

    `ids` are those of the entries in feeds, by address; `volumes` are the entries of a language in a year.
    """

    def __init__(
        self, site: Site, ids: Mapping[str, str], volumes: Callable[[str, int | None], Sequence[Entry]], memory: Memory
    ) -> None:
        self._site, self._ids, self._volumes, self._memory = site, ids, volumes, memory
        self._sign = signed(repr(site))
        self._known = cache(self._volume)

    def of(self, entries: Sequence[Entry], form: str) -> list[str]:
        """The line of each entry. One alone is sooner made than remembered."""
        if len(entries) == 1:
            return [self._made(entries[0], form)]
        number = FORMS.index(form)
        years = ((entry, entry.week.year if entry.week else None) for entry in entries)
        return [self._known(entry.lang, year)[entry.address][number] for entry, year in years]

    def _volume(self, lang: str, year: int | None) -> dict[str, list[str]]:
        """The lines of all entries of a volume in each form, by address."""
        name, entries = f"{lang} {year}", self._volumes(lang, year)
        kept: dict[str, list[str]] = json.loads(self._memory.recall(LINES, name) or "{}")
        lines = {
            key: kept.get(key) or [self._made(entry, form) for form in FORMS] for key, entry in self._keys(entries)
        }
        if lines.keys() != kept.keys():
            self._memory.remember(LINES, [(name, json.dumps(lines, ensure_ascii=False).encode())])
        return {entry.address: lines[key] for key, entry in self._keys(entries)}

    def _keys(self, entries: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
        """Each entry with the digest of all that its lines say."""
        return ((signed(entry.sign, self._ids[entry.address], self._sign), entry) for entry in entries)

    def _made(self, entry: Entry, form: str) -> str:
        """An entry's line."""
        if form in ("csv", "jsonl"):
            row = table.facts(entry, self._site.base, self._ids[entry.address])
            return table.as_csv(row) if form == "csv" else table.as_json(row)
        write = {"bib": bibtex, "ris": ris, "csl.json": csl.line}[form]
        return write(citation_of(entry, self._site))
