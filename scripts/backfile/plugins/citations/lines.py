"""Commentaries in, what the files of citations and of data say of each out, made once for each of its versions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

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
    """The lines of an archive's entries, by the form of the file that they stand in.

    `ids` are those of the entries in feeds, by address.
    """

    def __init__(self, site: Site, ids: Mapping[str, str], memory: Memory) -> None:
        self._site, self._ids, self._memory = site, ids, memory
        self._sign = signed(repr(site))
        self._keys = dict[str, str]()

    def of(self, entries: Sequence[Entry], form: str) -> list[str]:
        """The line of each entry. One alone is sooner made than remembered."""
        if len(entries) == 1:
            return [self._made(entries[0], form)]
        keys = [self._key(entry) for entry in entries]
        missing = {key: entry for key, entry in zip(keys, entries, strict=True) if key not in self._known}
        new = {key: [self._made(entry, each) for each in FORMS] for key, entry in missing.items()}
        self._known.update(new)
        self._memory.remember(
            LINES, ((key, json.dumps(made, ensure_ascii=False).encode()) for key, made in new.items())
        )
        number = FORMS.index(form)
        return [self._known[key][number] for key in keys]

    def forget(self, entries: Iterable[Entry]) -> None:
        """Let go of what was remembered of others than these."""
        self._memory.keep_only(LINES, {self._key(entry) for entry in entries})

    @cached_property
    def _known(self) -> dict[str, list[str]]:
        return {key: json.loads(kept) for key, kept in self._memory.recall_all(LINES).items()}

    def _key(self, entry: Entry) -> str:
        if (key := self._keys.get(entry.address)) is None:
            key = self._keys[entry.address] = signed(entry.sign, self._ids[entry.address], self._sign)
        return key

    def _made(self, entry: Entry, form: str) -> str:
        """An entry's line."""
        if form in ("csv", "jsonl"):
            row = table.facts(entry, self._site.base, self._ids[entry.address])
            return table.as_csv(row) if form == "csv" else table.as_json(row)
        write = {"bib": bibtex, "ris": ris, "csl.json": csl.line}[form]
        return write(citation_of(entry, self._site))
