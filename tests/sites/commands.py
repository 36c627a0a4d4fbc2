"""A command comes in; how it ended and what it said go out. It runs in a process of its own, its imports behind it.

Another process imports the programs once and makes a copy of itself for each command: with a folder, surroundings and
output of its own, which can be killed, and shares nothing with the tests or with another command. Only the start of
Python is left out: a test that is about it runs `python -m backfile`.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from pkgutil import walk_packages

import backfile

LONGEST = 240
PROGRAMS = {"backfile": "backfile.cli", "pelican": "pelican"}
MODULES = [found.name for found in walk_packages(backfile.__path__, "backfile.") if found.name != "backfile.__main__"]
COPIES = get_context("forkserver")
COPIES.set_forkserver_preload(["__main__", *PROGRAMS.values(), *MODULES, "sites.commands"])


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended, and what it said."""

    code: int
    said: str
    told: str

    def __str__(self) -> str:
        return f"exit code {self.code}\n{self.said}\n{self.told}"


class Running:
    """A command that is running: `pelican` or `backfile`."""

    def __init__(self, command: Sequence[object], folder: Path, surroundings: Mapping[str, str] | None = None) -> None:
        program, *arguments = map(str, command)
        self._heard = tempfile.TemporaryDirectory()
        self._files = [Path(self._heard.name) / name for name in ("said", "told")]
        now = {**os.environ, **(surroundings or {})}
        self._process = COPIES.Process(target=become, args=(program, arguments, str(folder), now, self._files))
        self._process.start()

    @property
    def number(self) -> int:
        """The number of its process."""
        return self._process.pid or 0

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def end(self, seconds: float = LONGEST) -> Run:
        """Wait for its end; after so many seconds it is killed."""
        self._process.join(seconds)
        if self._process.exitcode is None:
            self.kill()
            self._process.join()
        said, told = (file.read_bytes().decode("utf-8") if file.exists() else "" for file in self._files)
        self._heard.cleanup()
        return Run(self._process.exitcode or 0, said, told)


def run(*command: object, folder: Path, surroundings: Mapping[str, str] | None = None) -> Run:
    """A command, to its end, which must come by itself."""
    ended = Running(command, folder, surroundings).end()
    assert ended.code != -signal.SIGKILL, f"{command} took over {LONGEST} s: {ended}"
    return ended


def become(program: str, arguments: list[str], folder: str, surroundings: dict[str, str], files: list[Path]) -> None:
    """In the copy: be the program, as `python -m` would begin it."""
    for file, stream in zip(files, (1, 2), strict=True):
        with file.open("wb") as heard:
            os.dup2(heard.fileno(), stream)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(surroundings)
    os.chdir(folder)
    sys.argv = [program, *arguments]
    main: Callable[[list[str]], int | None] = import_module(PROGRAMS[program]).main
    sys.exit(main(arguments))
