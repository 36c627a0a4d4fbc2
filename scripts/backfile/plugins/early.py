"""One command line of Pelican comes in, once it is known; it is run in this process, which has imported all by then."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterable

from pelican import main as pelican  # type: ignore[import-untyped]

OURS = "backfile.plugins."


def import_ours(names: Iterable[str]) -> None:
    """Import those of these plugins that are ours: others may do anything when they are imported."""
    for name in names:
        if name.startswith(OURS):
            importlib.import_module(name)


def main() -> None:
    """Import the plugins that are named, wait for a line, run it. No line is nothing to do."""
    import_ours(sys.argv[1:])
    if line := sys.stdin.readline():
        pelican(json.loads(line))


if __name__ == "__main__":
    main()
