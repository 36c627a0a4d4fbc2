"""The traces of a source's documents in, what recurs among them out: the same in whatever order they come."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations

from backfile.clean.learned.traces import LONG, Mark, Trace

RARE = 8
"""A block that more documents hold than so many says nothing of which of them are copies of each other."""
COPIED = 0.5
LEAST_TEASER = 6
"""The fewest words of another document's body by which a teaser is known."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of a source. A text is all documents that are versions or copies of each other, by one name.

    `texts` names for each page the text it is of; `titles` and `bodies` say which texts have a title, and what each
    holds; `holders` which texts hold a block or its rim of their own, not in a teaser; `outside` how many have a block
    outside their bodies. `names` is what an editor knows a text by, `first_two`
    are those of the holders that come first.
    """

    texts: Mapping[str, str]
    titles: Mapping[str, frozenset[str]]
    bodies: Mapping[str, frozenset[str]]
    holders: Mapping[str, frozenset[str]]
    outside: Mapping[str, int]
    names: Mapping[str, str]
    first_two: Mapping[str, tuple[str, ...]]

    def count(self, mark: Mark, text: str) -> int:
        """How many other texts hold a block, or a near copy of it."""
        return max(self._holding(mark.key, text), self._holding(mark.rim, text))

    def example(self, mark: Mark, text: str) -> str:
        """The name of the first other text that holds a block, or a near copy of it, or has it as its title; or ""."""
        keys = [mark.key] if self._holding(mark.key, text) else [mark.rim]
        found = [other for key in keys for other in self.first_two.get(key, ()) if other != text]
        found = found or sorted(self.titles.get(mark.key, frozenset()) - {text})
        return self.names[found[0]] if found else ""

    def _holding(self, key: str, text: str) -> int:
        holding = self.holders.get(key)
        return len(holding) - (text in holding) if holding else 0


def learn(traces: Iterable[Trace]) -> Knowledge:
    """What the documents of one source teach. Of several versions of one page one counts, whichever came first."""
    pages: dict[str, Trace] = {}
    for trace in traces:
        pages[trace.page] = min(trace, pages.get(trace.page, trace), key=repr)
    shown = [pages[page] for page in sorted(pages)]
    texts = {trace.page: trace.page for trace in shown}
    titles, bodies = titled(shown, texts), held(shown, texts)
    teasers = {trace.page: teased(trace.body, trace.page, titles, bodies) for trace in shown}
    texts = joined(shown, teasers)
    titles, bodies = titled(shown, texts), held(shown, texts)
    holders, outside = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for trace in shown:
        text = texts[trace.page]
        own = teased(trace.body, text, titles, bodies)
        for mark in (mark for at, mark in enumerate(trace.body) if at not in own):
            holders[mark.key].add(text)
            if mark.rim:
                holders[mark.rim].add(text)
        cut_teasers = teased(trace.outside, text, titles, bodies)
        for mark in (mark for at, mark in enumerate(trace.outside) if at not in cut_teasers):
            outside[mark.key].add(text)
    return Knowledge(
        texts,
        titles,
        bodies,
        {key: frozenset(found) for key, found in holders.items() if len(found) > 1},
        {key: len(found) for key, found in outside.items() if len(found) > 1},
        {texts[trace.page]: trace.name for trace in reversed(shown)},
        {key: tuple(nsmallest(2, found)) for key, found in holders.items() if len(found) > 1},
    )


def titled(traces: Iterable[Trace], texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The texts that have a title, by its key."""
    found = defaultdict[str, set[str]](set)
    for trace in traces:
        if trace.title:
            found[trace.title].add(texts[trace.page])
    return {key: frozenset(having) for key, having in found.items()}


def held(traces: Iterable[Trace], texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """What each text holds: the keys of its blocks, and of what those begin with."""
    found = defaultdict[str, set[str]](set)
    for trace in traces:
        found[texts[trace.page]] |= {key for mark in trace.body for key in (mark.key, mark.lead) if key}
    return {text: frozenset(keys) for text, keys in found.items()}


def teased(
    marks: tuple[Mark, ...], text: str, titles: Mapping[str, frozenset[str]], bodies: Mapping[str, frozenset[str]]
) -> frozenset[int]:
    """Where another text is teased: its title, then blocks of its body, labels among them."""
    found = set[int]()
    for at, mark in enumerate(marks):
        having = titles.get(mark.key, frozenset())
        if mark.words and having and text not in having:
            found |= segment(marks, at, [bodies[other] for other in sorted(having)])
    return frozenset(found)


def segment(marks: tuple[Mark, ...], start: int, bodies: Collection[frozenset[str]]) -> set[int]:
    """The places from a title on that are of one of `bodies`; none if no block says enough."""
    last = start
    for at in range(start + 1, len(marks)):
        mark = marks[at]
        if "q" in mark.traits or "n" in mark.traits:
            break
        if mark.words >= LEAST_TEASER and any(mark.key in body or (mark.lead and mark.lead in body) for body in bodies):
            last = at
        elif mark.words >= LONG or ("h" in mark.traits and "d" not in mark.traits):
            break
    return set(range(start, last + 1)) if last > start else set()


def joined(traces: list[Trace], teasers: Mapping[str, frozenset[int]]) -> dict[str, str]:
    """The text of each page: copies of each other are one text, and so is a page with a file of its title."""
    texts = {trace.page: trace.page for trace in traces}

    def root(page: str) -> str:
        while texts[page] != page:
            page = texts[page]
        return page

    for first, second in copies(traces, teasers):
        one, other = sorted((root(first), root(second)))
        texts[other] = one
    return {page: root(page) for page in texts}


def copies(traces: list[Trace], teasers: Mapping[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    """The pairs of pages that are one text."""
    by_title = defaultdict[str, list[Trace]](list)
    holders = defaultdict[str, list[int]](list)
    bodies = [
        [mark for at, mark in enumerate(trace.body) if at not in teasers[trace.page] and mark.words] for trace in traces
    ]
    for number, trace in enumerate(traces):
        by_title[trace.title].append(trace)
        for key in {mark.key for mark in bodies[number] if mark.words >= LONG}:
            holders[key].append(number)
    for alike in by_title.values():
        bare = [trace for trace in alike if not trace.addressed and trace.title]
        yield from ((trace.page, other.page) for trace in bare[:1] for other in alike)
    shared = Counter(pair for found in holders.values() if len(found) <= RARE for pair in combinations(found, 2))
    for first, second in shared:
        both = {mark.key for mark in bodies[first]} & {mark.key for mark in bodies[second]}
        if is_copied(bodies[first], both) and is_copied(bodies[second], both):
            yield traces[first].page, traces[second].page


def is_copied(body: list[Mark], shared: set[str]) -> bool:
    """Whether half of a body is shared, up to where the page speaks for itself behind its last own block."""
    own = max((at + 1 for at, mark in enumerate(body) if mark.key not in shared), default=0)
    end = next((at for at in range(own, len(body)) if "v" in body[at].traits), own or len(body))
    words = sum(mark.words for mark in body[:end])
    return sum(mark.words for mark in body[:end] if mark.key in shared) >= COPIED * words
