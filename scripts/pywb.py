"""pywb, the web archive's player, into an environment of its own below .cache/: the tests of web archives drive it.

`make test` runs this. Where it cannot be had, it says so in one line, and those tests are skipped.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".cache" / "pywb"
VERSION = "2.10.0"
LONGEST = 300
"""Seconds for the installation, which builds a few packages."""


def main(home: Path = HOME) -> int:
    """Install pywb, if it is not there whole; 0 in any case, since tests without it are skipped."""
    if not is_installed(home):
        try:
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True, timeout=LONGEST)
            install = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", f"pywb=={VERSION}"]
            subprocess.run(install, check=True, timeout=LONGEST, capture_output=True)
            (home / "installed").write_text(VERSION, encoding="utf-8")
        except (OSError, subprocess.SubprocessError) as error:
            print(f"pywb {VERSION} could not be installed ({type(error).__name__}): the tests with it are skipped")
    return 0


def is_installed(home: Path = HOME) -> bool:
    """Whether the right pywb is there, whole."""
    mark = home / "installed"
    return mark.exists() and mark.read_text("utf-8") == VERSION and (home / "bin" / "wayback").exists()


if __name__ == "__main__":
    sys.exit(main())
