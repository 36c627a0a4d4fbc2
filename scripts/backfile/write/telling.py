"""How far a stage is goes out of one process as a line, and comes into the one that waits for it as words."""

from __future__ import annotations

import os
import sys

ASKED = "BACKFILE_TELLS"
"""Set in the surroundings of a process that is to tell; nobody else wants to read the lines."""
SIGN = "\x02"


def tell(done: int, of: int) -> None:
    """Say how many files of how many are done, if somebody asked."""
    if ASKED in os.environ:
        sys.stdout.write(f"{SIGN}{done:,} of {of:,} files\n")
        sys.stdout.flush()


def heard(line: str) -> str | None:
    """What a line tells; None if it is something else."""
    return line.removeprefix(SIGN).rstrip() if line.startswith(SIGN) else None
