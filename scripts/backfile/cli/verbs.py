"""One function a verb: its options in, the report printed, and whether all went well out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console

from backfile import pipeline
from backfile.cli.progress import Shown
from backfile.errors import SettingsError
from backfile.report import Report, as_json, as_text

REASONS = 8
"""Reasons for which pages were made that are told."""


def add(options: argparse.Namespace, errors: Console) -> bool:
    """`backfile add`: captures, commentaries, Markdown, and a report of what became of each input."""
    report = pipeline.add(
        options.paths,
        content=options.content,
        store=options.store,
        source=options.source,
        rulings=options.rulings or pipeline.RULINGS,
        watch=Shown(errors),
    )
    return reported(report, options.json)


def follow(options: argparse.Namespace, errors: Console) -> bool:
    """`backfile follow`: a look at a site, and its entry in sources.toml."""
    with errors.status(f"Looking at {options.url}"):
        report = pipeline.follow(
            options.url,
            sources=options.sources,
            store=options.store,
            name=options.id,
            recipe=options.recipe,
            contact=options.contact,
        )
    return reported(report)


def new_source(options: argparse.Namespace, errors: Console) -> bool:
    """`backfile new-source`: a first recipe and fixtures, made from several pages of a publication."""
    with errors.status("Looking at its pages"):
        report = pipeline.new_source(options.places, project=options.project, name=options.id, sources=options.sources)
    return reported(report, options.json)


def update(options: argparse.Namespace, errors: Console) -> bool:
    """`backfile update`: what is new or changed at the sites that are followed."""
    wishes = pipeline.Wishes(options.dry_run, options.all, options.since, options.limit)
    report = pipeline.update(
        options.ids,
        sources=options.sources,
        content=options.content,
        store=options.store,
        wishes=wishes,
        rulings=options.rulings or pipeline.RULINGS,
        watch=Shown(errors),
    )
    return reported(report, options.json)


def rebuild_state(options: argparse.Namespace, errors: Console) -> bool:
    """`backfile rebuild-state`: the state made anew from captures and Markdown."""
    return reported(pipeline.rebuild_state(sources=options.sources, content=options.content, store=options.store))


def build(options: argparse.Namespace, errors: Console) -> bool:
    """`backfile build`: the site, verified and swapped in whole."""
    with errors.status("Building") as shown:
        built = pipeline.build(
            Path.cwd(),
            content=options.content,
            output=options.output,
            settings=options.settings,
            full=options.full,
            progress=shown.update,
        )
    say(f"{as_built(built)}. The site is {options.output}/index.html")
    if options.explain:
        say(pipeline.explain(built, options.explain))
    return True


def as_built(built: pipeline.BuildReport) -> str:
    """What a build did: its warnings, what is in the site, what was made and why."""
    changes = f"{built.added} added, {built.changed} changed, {built.removed} removed"
    told = changes if built.published else "nothing changed, the published site stands"
    lines = [
        *(f"warning: {warning}" for warning in built.warnings),
        f"{built.pages} pages, {built.files} files: {told}",
    ]
    if built.made:
        reasons = ", ".join(f"{reason} ({count})" for reason, count in built.why[:REASONS])
        more = f" and {len(built.why) - REASONS} more reasons" if len(built.why) > REASONS else ""
        lines.append(f"{built.made} pages made, {built.pages - built.made} kept. Made because of: {reasons}{more}")
    return "\n".join(lines)


def serve(options: argparse.Namespace, errors: Console) -> bool:
    """`backfile serve`: the published site on this machine, until Ctrl-C; built again at each edit if so asked."""
    if not options.watch:
        pipeline.serve(options.output, host=options.host, port=options.port, announce=announced)
        return True
    build(argparse.Namespace(**vars(options), full=False, explain=None), errors)
    workshop = pipeline.Workshop(
        Path.cwd(),
        options.content,
        options.output,
        options.settings,
        done=lambda built: say(as_built(built)),
        failed=lambda error: errors.print(f"backfile: {error}", markup=False),
    )
    pipeline.serve_and_watch(workshop, host=options.host, port=options.port, announce=announced)
    return True


def announced(address: str) -> None:
    """Say where the site is."""
    say(f"The site is at {address} until you press Ctrl-C")


def check(options: argparse.Namespace, errors: Console) -> bool:
    """`backfile check`: what in the archive is wrong or wants a look, by file and line."""
    if not options.content.is_dir():
        raise SettingsError("there is no such folder", where=str(options.content), advice="Name it with --content")
    findings = pipeline.lint(options.content)
    for finding in findings:
        say(str(finding))
    wrong = sum(finding.severity is pipeline.Severity.ERROR for finding in findings)
    say(f"{wrong} errors, {len(findings) - wrong} warnings")
    return not wrong


def reported(report: Report, json: bool = False) -> bool:
    """Print what a run did; whether all of it went well."""
    say(as_json(report) if json else as_text(report))
    return not report.failed


def say(text: str) -> None:
    """Print what the user asked for."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
