"""The machine in, the path of a Chromium that tests can drive out; installed by apt where that is allowed."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FETCHED = "ms-playwright/chromium-*/chrome-linux*/chrome"


def find_chromium() -> Path | None:
    """`$CHROMIUM` alone if it is set, else the first browser on the path, else the newest that Playwright fetched."""
    if named := os.environ.get("CHROMIUM"):
        candidates = [Path(named)]
    else:
        on_path = [Path(found) for name in NAMES if (found := shutil.which(name))]
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        candidates = on_path + sorted(cache.glob(FETCHED), reverse=True)
    return next((path for path in candidates if not is_snap(path) and starts(path)), None)


def is_snap(path: Path) -> bool:
    """Whether the browser is, or only calls, a snap: those see neither /tmp nor hidden folders."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(4096)
    return "/snap/" in f"{path}{path.resolve()}" or (head.startswith(b"#!") and b"/snap/" in head)


def starts(path: Path) -> bool:
    """Whether the program at `path` says that it is a Chromium or a Chrome."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and b"Chrom" in answer.stdout


def how_to_install() -> str:
    """One line that says how to get a browser on this machine."""
    if named := os.environ.get("CHROMIUM"):
        return f"CHROMIUM={named} does not start: name a Chromium or a Chrome that does, or unset it"
    if snaps_only():
        return "Ubuntu's chromium is a snap; for one to test with: `.venv/bin/playwright install --with-deps chromium`"
    return "no Chromium for the browser tests: run `sudo apt install chromium`, or set CHROMIUM=/path/to/chrome"


def snaps_only() -> bool:
    """Whether apt would bring Chromium as a snap, as Ubuntu's does."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return False
    return "ubuntu" in (release["ID"], *release.get("ID_LIKE", "").split())


def apt() -> list[str] | None:
    """The command that installs packages here without asking anybody; none where there is none."""
    if os.environ.get("CHROMIUM") or snaps_only() or not shutil.which("apt-get"):
        return None
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    if os.geteuid() == 0:
        return command
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n", *command]
    return None


def install(command: list[str]) -> None:
    """Install Chromium with apt; what apt has to say goes to the terminal."""
    print("Installing Chromium for the browser tests with apt.", flush=True)
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run([*command, *arguments], stdin=subprocess.DEVNULL, check=False)


def main() -> int:
    """Find Chromium, or install it, or say how; the tests themselves decide whether they can do without."""
    if find_chromium() is None and (command := apt()):
        install(command)
    found = find_chromium()
    print(f"Browser tests use {found}." if found else how_to_install(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
