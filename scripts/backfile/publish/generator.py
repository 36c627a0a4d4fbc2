"""Content, settings and an empty folder go in; the folder filled by Pelican and its warnings come out."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from backfile.errors import BackfileError, BuildFailed
from backfile.write.telling import ASKED, heard

SHOWN = 20
WIDTH = 4000
PACKAGE_ROOT = Path(__file__).resolve().parents[2]
INHERITED = (
    *("PATH", "HOME", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT"),
    *("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"),
)
FIXED = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "SOURCE_DATE_EPOCH": "0",
    "COLUMNS": str(WIDTH),
    ASKED: "1",
}
# Pelican's cache is a pickle, and a release starts empty: neither may be switched on by the settings.
OVERRIDES = ("CACHE_CONTENT=false", "LOAD_CONTENT_CACHE=false", "DELETE_OUTPUT_DIRECTORY=false")

LOG_PLACE = re.compile(r"\s{2,}\S+:\d+\s*$")  # the log's last column: where in Pelican the message comes from
LOG_LINE = re.compile(r"(?:\[\d\d:\d\d:\d\d\]|\s{10}) (DEBUG|INFO|WARNING|ERROR|CRITICAL)\s+(.*)")
PREFIX = len("[00:00:00] CRITICAL ")
TRACEBACK = "Traceback (most recent call last):"
FRAME = re.compile(r'\s*File "(?P<path>[^"]+)", line (?P<line>\d+)')
NOISE = ("RuntimeError: Warning or error encountered", "During handling of", "The above exception")


@dataclass(frozen=True, slots=True)
class Message:
    """One message of Pelican's log; `detail` is what stood under it, such as a traceback."""

    level: str
    text: str
    detail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What Pelican is to do: `release` is the empty folder for what it makes, `ledger` where it notes down all files.

    `base` is the ledger of a release whose files need not be made again: they are only noted down. `memory` is a
    folder for what builds remember of each other, `told` is told how far it is.
    """

    content: Path
    settings: Path
    release: Path
    ledger: Path
    base: Path | None = None
    memory: Path | None = None
    told: Callable[[str], None] = lambda words: None


def generate(task: Task) -> tuple[str, ...]:
    """Run Pelican; its warnings, in order.

    Raises BuildFailed when Pelican stops, or logs an error and goes on.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "pelican", *arguments(task)],
        env=environment(os.environ),
        cwd=task.settings.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="backslashreplace",
    ) as process:
        try:
            output = "".join(unheard(process.stdout or (), task.told))
        except BaseException:
            process.kill()
            raise
    return warnings_in(output, process.returncode)


def unheard(lines: Iterable[str], told: Callable[[str], None]) -> Iterator[str]:
    """The lines that do not tell how far it is; those that do are told."""
    for line in lines:
        words = heard(line)
        if words is None:
            yield line
        else:
            told(words)


def warnings_in(output: str, code: int) -> tuple[str, ...]:
    """The warnings of a Pelican that ended with `code`. Raises BuildFailed as above."""
    messages = tuple(read_log(output))
    reasons = failures(messages)
    if code or reasons:
        raise BuildFailed(
            explain(reasons, code, output),
            where="Pelican",
            advice="The published site is as it was. `backfile check` names files and lines; correct them, build again",
        )
    return tuple(message.text for message in messages if message.level == "WARNING")


def arguments(task: Task) -> list[str]:
    """Pelican's command line; it must not be told `-q`, and only the last `-e` would count."""
    line = [str(task.content), "-s", str(task.settings), "-o", str(task.release)]
    places = {"LEDGER": task.ledger, "BASE_LEDGER": task.base, "MEMORY": task.memory}
    named = [f"{name}={json.dumps(str(place))}" for name, place in places.items() if place]
    return [*line, "--fatal", "errors", "-e", *OVERRIDES, *named]


def environment(inherited: os._Environ[str] | dict[str, str]) -> dict[str, str]:
    """The same surroundings on every machine: no locale, time zone or hash seed of its own."""
    kept = {name: inherited[name] for name in INHERITED if name in inherited}
    paths = [str(PACKAGE_ROOT), *filter(None, [inherited.get("PYTHONPATH", "")])]
    return {**kept, **FIXED, "PYTHONPATH": os.pathsep.join(paths)}


def read_log(output: str) -> Iterator[Message]:
    """The messages in Pelican's output; lines before the first message belong to none."""
    level, text, detail = "", "", list[str]()
    for line in output.splitlines():
        if match := LOG_LINE.match(line):
            if level:
                yield Message(level, text, tuple(detail))
            level, text, detail = match[1], LOG_PLACE.sub("", match[2]).rstrip(), []
        else:
            detail.append(line[PREFIX:].rstrip() if line[:PREFIX].isspace() else line.rstrip())
    if level:
        yield Message(level, text, tuple(detail))


def failures(messages: tuple[Message, ...]) -> tuple[str, ...]:
    """What went wrong, each thing once: the error messages and the exceptions behind them, without the stack."""
    found = dict[str, None]()
    for message in messages:
        if message.level in ("ERROR", "CRITICAL"):
            lines = (message.text, *causes(message.detail))
            found |= dict.fromkeys(line for line in lines if line and not noise(line))
    return tuple(line for line in found if not any(other.startswith(f"{line} (") for other in found))


def causes(detail: tuple[str, ...]) -> Iterator[str]:
    """The lines of `detail`, but of all its tracebacks only the last exception that says something."""
    exception, place, inside = "", "", False
    for line in filter(None, detail):
        if line == TRACEBACK:
            inside, place = True, ""
        elif match := FRAME.match(line) if inside else None:
            place = f"{Path(match['path']).name}, line {match['line']}"
        elif inside and not line.startswith(" "):
            inside, exception = False, exception if noise(line) else named(line, place)
        elif not inside:
            yield line.strip()
    yield exception


def named(exception: str, place: str) -> str:
    """A traceback's last line with its place; an error of our own says where it is by itself."""
    name = exception.removeprefix(f"{BackfileError.__module__}.")
    return name if name != exception else f"{exception} ({place})"


def noise(line: str) -> bool:
    """Whether a line only says that another one was an error."""
    return line.startswith(NOISE)


def explain(reasons: tuple[str, ...], code: int, output: str) -> str:
    """One message: the reasons, else the end of what Pelican said."""
    lines = reasons or tuple(line.rstrip() for line in output.splitlines() if line.strip())[-5:]
    ending = f"killed by signal {-code}" if code < 0 else f"exit {code}"
    more = [f"… and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return "\n  ".join([f"the site was not built ({ending})", *lines[:SHOWN], *more])
