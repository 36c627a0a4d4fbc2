"""Entries in, what belongs together out: translations of one commentary, one topic in several languages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from backfile.plugins.entries import Entry


def translations_of(entries: Iterable[Entry]) -> Mapping[str, tuple[Entry, ...]]:
    """For each address the same commentary's entries in other languages, by language."""
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.translations:
            groups[entry.translations].append(entry)
    return {
        entry.address: tuple(sorted((e for e in group if e.lang != entry.lang), key=lambda e: (e.lang, e.address)))
        for group in groups.values()
        for entry in group
    }


def topics_across(entries: Iterable[Entry]) -> Mapping[tuple[str, str], Mapping[str, str]]:
    """For (language, topic) the topic's name in each other language: the one most of its translations stand under."""
    by_key: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in entries:
        if entry.translations and entry.topic:
            by_key[entry.translations].append((entry.lang, entry.topic))
    votes: defaultdict[tuple[str, str], defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for group in by_key.values():
        for mine in group:
            for lang, topic in group:
                if lang != mine[0]:
                    votes[mine][lang][topic] += 1
    return {
        mine: {lang: min(names, key=lambda name: (-names[name], name)) for lang, names in by_lang.items()}
        for mine, by_lang in votes.items()
    }
