"""The archive's folder goes in; all that the editor should look at, in the order of the files, comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from backfile.errors import HeaderError
from backfile.publish.archive import Entry, names, read_sound
from backfile.publish.findings import Finding, error
from backfile.publish.lint_bodies import lint_empty, lint_footnotes, lint_markup
from backfile.publish.lint_copies import lint_copies
from backfile.publish.lint_headers import lint_addresses, lint_dates, lint_places, lint_titles, lint_translations
from backfile.publish.lint_repeats import lint_repeats
from backfile.publish.lint_weeks import lint_topics, lint_translated_topics, lint_weeks

LINTS: tuple[Callable[[Sequence[Entry]], Iterator[Finding]], ...] = (
    lint_dates,
    lint_places,
    lint_addresses,
    lint_titles,
    lint_translations,
    lint_weeks,
    lint_topics,
    lint_translated_topics,
    lint_empty,
    lint_markup,
    lint_footnotes,
    lint_copies,
    lint_repeats,
)


def lint(content: Path) -> tuple[Finding, ...]:
    """Everything in the archive's folder that is wrong or wants a look, by file and line; no clock is read.

    A file whose header is wrong is reported for that alone, since nothing else about it is known.
    """
    entries, errors = read_sound(content)
    findings = [*map(header_finding, errors), *conflicts(content)]
    findings += (finding for check in LINTS for finding in check(entries))
    return tuple(sorted(findings, key=lambda f: (f.file, f.line, f.severity, f.message)))


def header_finding(problem: HeaderError) -> Finding:
    """The finding for a file that cannot be read; its error names it as `file:line`."""
    file, _, line = problem.where.rpartition(":")
    return error(file, int(line), problem.message, problem.advice)


def conflicts(content: Path) -> Iterator[Finding]:
    """What the merge set beside files that the editor and the source had both changed."""
    for name in names(content, ".md.new"):
        advice = f"Take what is right from it over into {name.removesuffix('.new')}, then delete it"
        yield error(name, 1, "a conflict is waiting: the source changed what you had changed", advice)
