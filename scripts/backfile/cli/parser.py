"""The verbs and their options, each with the function that runs it."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TypeAlias

from backfile import __version__
from backfile.cli import verbs

Shared = argparse.ArgumentParser
Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def parser() -> argparse.ArgumentParser:
    """The verbs and their options."""
    top = argparse.ArgumentParser(
        prog="backfile", description="The back issues of a weekly newsletter as an archive to read, search and cite."
    )
    top.add_argument("--version", action="version", version=f"backfile {__version__}")
    named = top.add_subparsers(required=True, metavar="VERB")
    content = shared("--content", "content", "the Markdown archive (content)")
    store = shared("--store", "captures", "where raw captures are kept (captures)")
    followed = shared("--sources", "sources.toml", "what is followed (sources.toml)")
    report = argparse.ArgumentParser(add_help=False)
    report.add_argument("--json", action="store_true", help="print the report as JSON")
    report.add_argument("--rulings", type=Path, metavar="DIR", help="rulings to apply, instead of those of the sources")
    add_intake(named, content, store, followed, report)
    add_drafting(named, followed)
    add_site(named, content)
    return top


def add_intake(named: Verbs, content: Shared, store: Shared, followed: Shared, report: Shared) -> None:
    """The verbs that bring commentaries into the archive."""
    verb = named.add_parser("add", parents=[content, store, report], help="read files and folders into the archive")
    verb.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder of them")
    verb.add_argument("--source", metavar="ID", help="the source of all of them, instead of recognising it")
    verb.set_defaults(run=verbs.add)

    verb = named.add_parser("follow", parents=[followed, store], help="look at a site and follow it from now on")
    verb.add_argument("url", metavar="URL", help="the home page of a publication")
    verb.add_argument("--as", dest="id", metavar="ID", help="what to call it, instead of a name made of its host")
    verb.add_argument("--recipe", metavar="ID", help="the recipe that reads its pages, instead of recognising it")
    verb.add_argument("--contact", help="who asks: an address or a page that sites are told (kept in sources.toml)")
    verb.set_defaults(run=verbs.follow)

    verb = named.add_parser(
        "update", parents=[followed, content, store, report], help="bring in what is new at the sites that are followed"
    )
    verb.add_argument("ids", nargs="*", metavar="ID", help="only these sources")
    verb.add_argument("--dry-run", action="store_true", help="only say what would be asked for")
    verb.add_argument("--since", type=dt.date.fromisoformat, metavar="DAY", help="leave out what is dated before it")
    verb.add_argument("--limit", type=int, metavar="N", help="ask for at most so many pages of each source")
    verb.add_argument("--all", action="store_true", help="ask again for every page that is known")
    verb.set_defaults(run=verbs.update)

    verb = named.add_parser(
        "rebuild-state", parents=[followed, content, store], help="make the state anew from captures and Markdown"
    )
    verb.set_defaults(run=verbs.rebuild_state)


def add_drafting(named: Verbs, followed: Shared) -> None:
    """The verb that makes a recipe."""
    verb = named.add_parser(
        "new-source", parents=[followed], help="write a first recipe and fixtures for a publication"
    )
    verb.add_argument("places", nargs="+", metavar="URL|FILE", help="its home page, or files and folders of its pages")
    verb.add_argument("--as", dest="id", metavar="ID", help="what to call it, instead of a name made of its host")
    verb.add_argument("--project", type=Path, default=Path(), metavar="DIR", help="where the project lies (here)")
    verb.add_argument("--json", action="store_true", help="print the report as JSON")
    verb.set_defaults(run=verbs.new_source)


def add_site(named: Verbs, content: Shared) -> None:
    """The verbs that make the site of the archive."""
    verb = named.add_parser("build", parents=[content], help="build the site, verify it and publish it")
    verb.add_argument("--output", type=Path, default=Path("output"), help="the published site, a link (output)")
    verb.add_argument("--settings", type=Path, default=Path("pelicanconf.py"), help="Pelican's settings")
    verb.add_argument("--full", action="store_true", help="make everything, whatever is there from earlier builds")
    verb.add_argument("--explain", metavar="PAGE", help="say why this page was made again, or was not")
    verb.set_defaults(run=verbs.build)

    verb = named.add_parser("serve", parents=[content], help="serve the published site on this machine")
    verb.add_argument("--output", type=Path, default=Path("output"), help="the published site (output)")
    verb.add_argument("--settings", type=Path, default=Path("pelicanconf.py"), help="Pelican's settings")
    verb.add_argument("--watch", action="store_true", help="build the site again at each edit")
    verb.add_argument("--host", default="127.0.0.1")
    verb.add_argument("--port", type=int, default=8000)
    verb.set_defaults(run=verbs.serve)

    verb = named.add_parser("check", parents=[content], help="look for mistakes in the archive's files")
    verb.set_defaults(run=verbs.check)


def shared(option: str, default: str, told: str) -> argparse.ArgumentParser:
    """A path that several verbs take."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument(option, type=Path, default=Path(default), metavar=default.upper().partition(".")[0], help=told)
    return parent
