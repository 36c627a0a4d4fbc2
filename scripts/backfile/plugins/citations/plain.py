"""A citation in, one sentence to copy into a footnote out, in the words of the page's language."""

from __future__ import annotations

from backfile.plugins.citations.facts import Citation
from backfile.plugins.words import Words


def plain(citation: Citation, words: Words) -> str:
    """`Hanna Veras: A late ferry. Talvaria Weekly, week 2, 2024 (14 January 2024). https://…`."""
    authors = ", ".join(person.printed for person in citation.people)
    title = f"{authors}: {citation.title}" if authors else citation.title
    stop = "" if title.endswith((".", "?", "!", "…")) else "."
    where = ", ".join(filter(None, [citation.container, issue(citation, words)]))
    days = day(citation, words)
    return " ".join(filter(None, [f"{title}{stop}", f"{where} ({days})." if days else f"{where}.", citation.url]))


def issue(citation: Citation, words: Words) -> str:
    """The issue by its week."""
    if not citation.issue:
        return words.say("undated")
    return words.say("week %(number)s, %(year)s", number=str(int(citation.issue)), year=citation.volume)


def day(citation: Citation, words: Words) -> str:
    """The printed day, else the days of the period."""
    if citation.date:
        return words.date(citation.date)
    return words.span(citation.period.first, citation.period.last) if citation.period else ""
