"""What a run has read comes in; it goes out without its sources' furniture, and what they taught stands in the store.

`<store>/learned/<source>.jsonl` holds a trace of each page that was ever read, a line each: a run of six pages learns
from them too, without a look at the captures. It follows from the captures: without it, a source teaches what is read.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from backfile.clean.furniture import drop_empty
from backfile.clean.learned import Knowledge, Mark, Trace, cut, learn, trace_of
from backfile.clean.learned.cutting import LEARNED
from backfile.files import write_whole
from backfile.inputs.followed import GENERIC
from backfile.model import Note, Reading
from backfile.model.addresses import fold
from backfile.pipeline.writing import Read
from backfile.report import Outcome
from backfile.sources import moved_hosts
from backfile.write.proposals import rule

FOLDER = "learned"
MOST_PROPOSED = 12


class Lessons:
    """What the sources in a store have taught; `notes` are what the editor should know of it."""

    def __init__(self, store: Path) -> None:
        self.folder = store / FOLDER
        self.notes: list[Note] = []

    def applied(self, results: Sequence[Read | Outcome]) -> list[Read | Outcome]:
        """The results in their order, without what is furniture by all that is known of their sources now."""
        pupils = [result for result in results if isinstance(result, Read)]
        taught = {id(result): (school_of(result), trace(result)) for result in pupils}
        by_school: dict[str, list[Trace]] = defaultdict(list)
        for school, shown in taught.values():
            if school:
                by_school[school].append(shown)
        known = {school: self._learned(school, by_school[school]) for school in sorted(by_school)}
        cleaned = [
            without_furniture(result, shown, known[school])
            if isinstance(result, Read) and (school := (taught[id(result)])[0]) and (shown := taught[id(result)][1])
            else result
            for result in results
        ]
        self._propose(cleaned)
        return cleaned

    def _learned(self, school: str, fresh: Sequence[Trace]) -> Knowledge:
        """What a source teaches with these pages; they are remembered."""
        file = self.folder / f"{school}.jsonl"
        pages: dict[str, list[Trace]] = defaultdict(list)
        for one in fresh:
            pages[one.page].append(one)
        traces = {one.page: one for one in self._recalled(file)}
        traces |= {page: min(versions, key=repr) for page, versions in pages.items()}
        lines = "".join(f"{as_line(traces[page])}\n" for page in sorted(traces))
        self.folder.mkdir(parents=True, exist_ok=True)
        # A name that is no text holds lone surrogates; escaped, they are JSON's own way to write them.
        write_whole(file, lines.encode(errors="backslashreplace"))
        return learn(traces.values())

    def _recalled(self, file: Path) -> list[Trace]:
        if not file.exists():
            return []
        try:
            return [of_line(line) for line in file.read_text("utf-8").splitlines()]
        except (ValueError, TypeError, KeyError):
            advice = "It is made anew from what is read; `backfile add` the pages again to have all of it"
            self.notes.append(Note(f"{file} cannot be read and is forgotten", advice=advice))
            return []

    def _propose(self, results: Sequence[Read | Outcome]) -> None:
        """Tells the rules that would say in a recipe what was learned."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for result in results:
            if isinstance(result, Read):
                learned = [one for one in result.commentary.cuts if one.reason.startswith(f"{LEARNED}: stands")]
                found[result.commentary.source].update(" ".join(one.text.split()) for one in learned)
        for source, texts in sorted(found.items()):
            often = sorted((text for text, count in texts.items() if count > 1), key=lambda text: (-texts[text], text))
            if often:
                words = f"{source}: learned as furniture, {len(often)} wordings in {sum(texts.values())} places"
                self.notes.append(Note(words, advice=f"A rule for its recipe: {rule(often[:MOST_PROPOSED])}"))


def school_of(result: Read) -> str:
    """By what name its source's pages teach each other: a site's host if no recipe knows it; "" for no one's page."""
    said = result.commentary
    if said.source != GENERIC:
        return re.sub(r"[^\w.-]", "-", said.source)
    host = urlsplit(fold(said.url or "", moved_hosts())).hostname
    return f"{GENERIC}.{host}" if host else ""


def trace(result: Read) -> Trace:
    """The trace of what was read; a page without an address is known by its title."""
    said = result.commentary
    page = fold(said.url, moved_hosts()) if said.url else f"{said.language} {said.title.casefold()}"
    return trace_of(as_reading(result), page, said.url or result.origin)


def as_reading(result: Read) -> Reading:
    """The reading with the body as it would be written."""
    return replace(result.reading, body=result.commentary.body, cuts=result.commentary.cuts)


def without_furniture(result: Read, shown: Trace, known: Knowledge) -> Read:
    """The result without what is furniture, and what that was in its cuts."""
    before = as_reading(result)
    after = cut(before, shown, known)
    if after is before:
        return result
    after = drop_empty(after, result.commentary.language)
    commentary = replace(result.commentary, body=after.body, cuts=after.cuts)
    return replace(result, commentary=commentary, reading=replace(result.reading, body=after.body, cuts=after.cuts))


def as_line(shown: Trace) -> str:
    """A trace as one line of JSON."""
    marks = [[[m.key, m.rim, m.lead, m.words, m.traits] for m in part] for part in (shown.body, shown.outside)]
    return json.dumps([shown.page, shown.name, shown.title, *marks], ensure_ascii=False, separators=(",", ":"))


def of_line(line: str) -> Trace:
    """The trace in a line of JSON; raises ValueError or TypeError for another line."""
    page, name, title, body, outside = json.loads(line)
    return Trace(page, name, title, tuple(Mark(*mark) for mark in body), tuple(Mark(*mark) for mark in outside))
