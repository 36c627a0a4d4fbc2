"""Commentaries in, what the files of citations and of data say of each out, made once for each of its versions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise

from backfile.plugins.citations import csl, table
from backfile.plugins.citations.bibtex import bibtex
from backfile.plugins.citations.facts import citation_of
from backfile.plugins.citations.ris import ris
from backfile.plugins.entries import Entry
from backfile.plugins.memory import Memory
from backfile.plugins.site import Site
from backfile.write.ledger import signed

LINES = "lines"


class Lines:
    """The lines of an archive's entries, by the form of the file that they stand in; remembered volume by volume.

    `ids` are those of the entries in feeds, by address; `volumes` give the entries of a language in a year.
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
        return [self._known(form, entry.lang, entry.year)[entry.address] for entry in entries]

    def _volume(self, form: str, lang: str, year: int | None) -> dict[str, str]:
        """The lines of all entries of a volume, by address."""
        name, entries = f"{form} {lang} {year}", self._volumes(lang, year)
        keys = {entry.address: signed(entry.sign, self._ids[entry.address], self._sign) for entry in entries}
        kept = unfolded(self._memory.recall(LINES, name))
        lines = {e.address: kept.get(keys[e.address]) or self._made(e, form) for e in entries}
        if kept.keys() != {*keys.values()}:
            self._memory.remember(LINES, [(name, folded({key: lines[address] for address, key in keys.items()}))])
        return lines

    def _made(self, entry: Entry, form: str) -> str:
        """An entry's line."""
        if form in ("csv", "jsonl"):
            row = table.facts(entry, self._site.base, self._ids[entry.address])
            return table.as_csv(row) if form == "csv" else table.as_json(row)
        write = {"bib": bibtex, "ris": ris, "csl.json": csl.line}[form]
        return write(citation_of(entry, self._site))


def folded(lines: Mapping[str, str]) -> bytes:
    """Lines by their keys as they are remembered: the keys and lengths first, since what is long need not be parsed."""
    return f"{json.dumps([(key, len(line)) for key, line in lines.items()])}\n{''.join(lines.values())}".encode()


def unfolded(kept: bytes | None) -> dict[str, str]:
    """Lines as they were remembered, none if they were not."""
    head, _, rest = (kept or b"[]").decode().partition("\n")
    lengths = json.loads(head)
    ends = accumulate((length for _, length in lengths), initial=0)
    return {key: rest[start:end] for (key, _), (start, end) in zip(lengths, pairwise(ends), strict=True)}
