"""The command line: parse, call one function, print a short report, return an exit code.

Exit codes: 0 all well, 1 something failed, 2 wrong usage, 75 another run is at work.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

from rich.console import Console

from backfile import pipeline
from backfile.cli.parser import parser
from backfile.errors import BackfileError, SettingsError

WELL, FAILED, WRONG_USAGE, LOCKED = 0, 1, 2, 75


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        options = parser().parse_args(arguments)
        return WELL if options.run(options, errors) else FAILED
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
