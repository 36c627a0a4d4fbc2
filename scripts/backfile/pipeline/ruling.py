"""A folder of rulings comes in; its rulings go out, and those that match nothing any more are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from backfile.enrich.rulings import Ruling, parse_rulings
from backfile.errors import RulingError
from backfile.model import Commentary, Note
from backfile.sources import moved_hosts
from backfile.write.archive import Archive

RULINGS = Path(str(files("backfile.sources"))) / "rulings"


def load_rulings(folder: Path) -> tuple[Ruling, ...]:
    """Every ruling in the folder's TOML files. Raises RulingError for one that cannot be read."""
    return tuple(
        replace(ruling, source=path.stem, hosts=moved_hosts())
        for path in sorted(folder.glob("*.toml"))
        for ruling in parse_rulings(readable(path), path.name)
    )


def readable(path: Path) -> str:
    """The text of a rulings file. Raises RulingError if it is not UTF-8."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise RulingError("it is not UTF-8", where=path.name, advice="Save it again as UTF-8") from error


def idle_rulings(
    rules: Sequence[Ruling], read: Sequence[Commentary], archive: Archive, visited: Iterable[str] = ()
) -> Iterator[Note]:
    """A warning for each ruling on a source of this run that matches nothing of the run and nothing in the archive.

    `visited` are the sources of the run, besides those of what it read.
    """
    concerned = {*visited, *(commentary.source for commentary in read)}
    for rule in rules:
        if rule.source not in concerned or any(rule.matches(commentary) for commentary in read):
            continue
        if not archive.knows(rule.url, rule.capture):
            advice = "Correct its url or capture, or delete it"
            yield Note(f"{rule.where}: the ruling matches nothing any more: {rule.reason}", advice=advice)
