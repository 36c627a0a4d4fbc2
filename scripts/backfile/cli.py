"""The command line: parse, call one function, print a short report, return an exit code.

Exit codes: 0 all well, 1 something failed, 2 wrong usage, 75 another run is at work.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import track

from backfile import __version__, pipeline
from backfile.errors import BackfileError, SettingsError
from backfile.report import as_json, as_text

Item = TypeVar("Item")
WELL, FAILED, WRONG_USAGE, LOCKED = 0, 1, 2, 75


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        options = parser().parse_args(arguments)
        return int(options.run(options, errors))
    except BackfileError as error:
        errors.print(f"backfile: {error}", markup=False)
        if isinstance(error, pipeline.LockHeld | pipeline.BuildLocked):
            return LOCKED
        return WRONG_USAGE if isinstance(error, SettingsError) else FAILED
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        errors.print(f"backfile: {place}{error.strerror or error}. Mend that and run it again", markup=False)
        return FAILED
    except KeyboardInterrupt:
        errors.print("backfile: stopped; nothing is lost, run it again to go on")
        return FAILED


def parser() -> argparse.ArgumentParser:
    """The verbs and their options."""
    top = argparse.ArgumentParser(
        prog="backfile", description="The back issues of a weekly newsletter as an archive to read, search and cite."
    )
    top.add_argument("--version", action="version", version=f"backfile {__version__}")
    verbs = top.add_subparsers(required=True, metavar="VERB")
    content = argparse.ArgumentParser(add_help=False)
    content.add_argument("--content", type=Path, default=Path("content"), help="the Markdown archive (content)")

    verb = verbs.add_parser("add", parents=[content], help="read files and folders into the archive")
    verb.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a .txt or .html file, or a folder of them")
    verb.add_argument("--store", type=Path, default=Path("captures"), help="where raw captures are kept (captures)")
    verb.add_argument("--source", metavar="ID", help="the source of all of them, instead of recognising it")
    verb.add_argument("--json", action="store_true", help="print the report as JSON")
    verb.set_defaults(run=add)

    verb = verbs.add_parser("build", parents=[content], help="build the site, verify it and publish it")
    verb.add_argument("--output", type=Path, default=Path("output"), help="the published site, a link (output)")
    verb.add_argument("--settings", type=Path, default=Path("pelicanconf.py"), help="Pelican's settings")
    verb.set_defaults(run=build)

    verb = verbs.add_parser("serve", help="serve the published site on this machine")
    verb.add_argument("--output", type=Path, default=Path("output"), help="the published site (output)")
    verb.add_argument("--host", default="127.0.0.1")
    verb.add_argument("--port", type=int, default=8000)
    verb.set_defaults(run=serve)

    verb = verbs.add_parser("check", parents=[content], help="look for mistakes in the archive's files")
    verb.set_defaults(run=check)
    return top


def add(options: argparse.Namespace, errors: Console) -> int:
    """`backfile add`: captures, commentaries, Markdown, and a report of what became of each input."""

    def watch(items: Iterable[Item], stage: str) -> Iterable[Item]:
        return track(items, description=stage, console=errors, transient=True, disable=not errors.is_terminal)

    report = pipeline.add(
        options.paths, content=options.content, store=options.store, source=options.source, watch=watch
    )
    say(as_json(report) if options.json else as_text(report))
    return FAILED if report.failed else WELL


def build(options: argparse.Namespace, errors: Console) -> int:
    """`backfile build`: the site, verified and swapped in whole."""
    with errors.status("Building") as shown:
        built = pipeline.build(
            Path.cwd(),
            content=options.content,
            output=options.output,
            settings=options.settings,
            progress=shown.update,
        )
    for warning in built.warnings:
        say(f"warning: {warning}")
    changes = f"{built.added} added, {built.changed} changed, {built.removed} removed"
    told = changes if built.published else "nothing changed, the published site stands"
    say(f"{built.pages} pages, {built.files} files: {told}. The site is {options.output}/index.html")
    return WELL


def serve(options: argparse.Namespace, errors: Console) -> int:
    """`backfile serve`: the published site on this machine, until Ctrl-C."""
    pipeline.serve(options.output, host=options.host, port=options.port, announce=told)
    return WELL


def told(address: str) -> None:
    """Say where the site is."""
    say(f"The site is at {address} until you press Ctrl-C")


def check(options: argparse.Namespace, errors: Console) -> int:
    """`backfile check`: what in the archive is wrong or wants a look, by file and line."""
    if not options.content.is_dir():
        raise SettingsError("there is no such folder", where=str(options.content), advice="Name it with --content")
    findings = pipeline.lint(options.content)
    for finding in findings:
        say(str(finding))
    wrong = sum(finding.severity is pipeline.Severity.ERROR for finding in findings)
    say(f"{wrong} errors, {len(findings) - wrong} warnings")
    return FAILED if wrong else WELL


def say(text: str) -> None:
    """Print what the user asked for."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
