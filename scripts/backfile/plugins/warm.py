"""Command lines of Pelican come in, one a line; each is run by a copy of this process, and what it said goes out.

A copy begins with everything imported and nothing else, so a site is made as by a Pelican of its own, only sooner.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from jinja2 import TemplateError
from pelican import main as pelican  # type: ignore[import-untyped]

from backfile.plugins.rendering import compile_all
from backfile.plugins.search.halves import spellings
from backfile.plugins.words import own_name

OURS = "backfile.plugins."


def run(folder: str, arguments: Sequence[str]) -> tuple[int, str]:
    """Run one Pelican in `folder`; its exit code, negative if a signal ended it, and what it said."""
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if not child:
            os._exit(begin(folder, arguments, said))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        return code, said.read().decode("utf-8", "backslashreplace")


def begin(folder: str, arguments: Sequence[str], said: IO[bytes]) -> int:
    """In the copy: run Pelican with all that it says in a file, and give its exit code."""
    for stream in (1, 2):
        os.dup2(said.fileno(), stream)
    try:
        os.chdir(folder)
        pelican(list(arguments))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def main() -> None:
    """Import the plugins that are named after the theme, then answer until the input ends."""
    theme = Path(sys.argv[1])
    for name in sys.argv[2:]:
        if name.startswith(OURS):
            importlib.import_module(name)
    warm_up(theme)
    for line in sys.stdin:
        folder, arguments = json.loads(line)
        sys.stdout.write(json.dumps(run(folder, arguments)) + "\n")
        sys.stdout.flush()
        warm_up(theme)


def warm_up(theme: Path) -> None:
    """Have ready what an edit of a text does not change; a template that is broken is told of when it is used."""
    with suppress(TemplateError, OSError):
        compile_all(theme)
    for catalogue in (theme / "locale").glob("*.po"):
        own_name(catalogue.stem)
        spellings(catalogue.stem)


if __name__ == "__main__":
    main()
